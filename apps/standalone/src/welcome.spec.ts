import { welcome } from './welcome.js';

const told = (given: Partial<Parameters<typeof welcome>[1]> = {}): string => {
  const lines: string[] = [];
  welcome((line) => lines.push(line), {
    publicUrl: 'http://127.0.0.1:3000',
    dataDir: '.korpu',
    logFile: '.korpu/korpu.log',
    signInLink: 'http://127.0.0.1:3000/sign-in#x',
    queues: 'redis',
    ownDatabase: false,
    left: [],
    seconds: 1.6,
    ...given,
  });
  return lines.join('\n');
};

describe('what a start tells', () => {
  it('is what is wrong with Redis, where it does not answer', () => {
    const queuesFault = 'Redis at 127.0.0.1:6398 does not answer (connect ECONNREFUSED). Start it.';
    expect(told({ queuesFault })).toContain(`\n  ${queuesFault}\n`);
    expect(told()).not.toContain('does not answer');
  });
});
