import { COMMANDS } from './commands.js';
import { EXIT_STATUSES, exitStatusOf } from './exit-status.js';
import { programFor } from './program-for.js';

/** What a command prints when it is given these words, and the fault that it ends with. */
async function given(...words: string[]): Promise<{ printed: string; fault: unknown }> {
  let printed = '';
  const write = (text: string): void => {
    printed += text;
  };
  const program = await programFor(words, { writeOut: write, writeErr: write });
  const fault = await program.parseAsync(words, { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { printed, fault };
}

describe('programFor', () => {
  it('lists every command', async () => {
    const { printed, fault } = await given('--help');
    expect(fault).toMatchObject({ exitCode: 0 });
    for (const { name } of COMMANDS) expect(printed).toMatch(new RegExp(`^  ${name} {2,}[A-Z]`, 'm'));
  });

  it.each(COMMANDS.map(({ name }) => name))('explains %s in 80 columns', async (name) => {
    const { printed, fault } = await given(name, '--help');
    expect(fault).toMatchObject({ exitCode: 0 });
    expect(printed).toMatch(new RegExp(`^Usage: korpu ${name} `));
    expect(printed.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  });

  it('says which options a command needs', async () => {
    expect((await given('pause', '--help')).printed).toMatch(/--reason <words> [^-]+\(required\)/);
    expect((await given('resume', '--help')).printed).not.toContain('(required)');
  });

  it.each<[string, string[], string]>([
    ['decode', [], 'decode what? Name a file'],
    ['decode', ['--zone', 'Baku', 'feed.xml'], '--zone Baku is not an IANA time zone'],
    ['decode', ['--charset', 'klingon', 'feed.xml'], '--charset klingon is not a charset'],
    ['decode', ['--base', '/feed', 'feed.xml'], '--base /feed is not an absolute URL'],
    ['decode', ['--as', 'docx', 'feed.xml'], 'Allowed choices are rss, rdf'],
    ['encode', [], 'encode as what? Say --as FORMAT'],
    ['encode', ['--as', 'rss', '--for', 'khabar-ninjs'], 'cannot be used with option'],
    ['encode', ['--as', 'ninjs', '--version', '1.0'], '--version 1.0 of ninjs is not written; 3.1, 2.2 is'],
    ['validate', [], 'validate what?'],
    ['decodee', ['feed.xml'], 'Did you mean decode?'],
    ['bench', ['pipelin'], 'there is no bench pipelin'],
  ])('%s %j is bad usage', async (command, args, message) => {
    const { printed, fault } = await given(command, ...args);
    expect((await exitStatusOf(fault)).status).toBe(2);
    expect(`${printed}${(fault as Error).message}`).toContain(message);
  });

  it.each<[string, string[], string]>([
    ['decode', ['--list', 'nowhere.txt'], '--list nowhere.txt cannot be read: there is no such file.'],
    ['decode', ['--profile', './nope.yaml', 'x.xml'], '--profile ./nope.yaml cannot be read: there is no'],
    ['vocab', ['import', 'nowhere.json'], 'nowhere.json cannot be read: there is no such file.'],
  ])('%s %j fails', async (command, args, message) => {
    const { fault } = await given(command, ...args);
    expect(await exitStatusOf(fault)).toEqual({ status: 1, says: [expect.stringContaining(message)] });
  });

  it('says what each exit status means', async () => {
    expect((await given('--help')).printed).toContain(EXIT_STATUSES);
  });
});
