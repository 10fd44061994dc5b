import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environmentTable } from '#settings/environment.js';

const MODULE = new URL('../end-with-parent.mjs', import.meta.url).href;
const CHILD = `
  import { endWithParent } from '${MODULE}';
  endWithParent();
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(0); });
  setTimeout(() => { console.log('went on'); process.exit(0); }, Number(process.env.ALIVE_MS));
  console.log('up');`;

/** What a process says after the shell that it was started by has died of SIGTERM. */
async function saidWithoutShell(env: NodeJS.ProcessEnv): Promise<string> {
  const { npm_lifecycle_event: _, ...outside } = process.env;
  // Something after it keeps any shell from becoming the process itself.
  const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, CHILD], {
    env: { ...outside, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said === 'up\n') shell.kill('SIGTERM');
  });
  await once(shell.stdout, 'end');
  return said;
}

describe('endWithParent', () => {
  it('ends what npm started when its shell is told to end', async () => {
    expect(await saidWithoutShell({ npm_lifecycle_event: 'start', ALIVE_MS: '60000' })).toBe('up\nSIGTERM\n');
  });

  it('leaves alone what was started otherwise, such as behind a terminal that is closed', async () => {
    // Five times as long as it takes to see that a parent is gone.
    expect(await saidWithoutShell({ ALIVE_MS: '2500' })).toBe('up\nwent on\n');
  });
});

describe('npm start', () => {
  const start = (...args: string[]) => {
    const script = fileURLToPath(new URL('../start.mjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it.each(['--help', '-h'])('tells what it does, and starts nothing: %s', (option) => {
    const { status, stdout, stderr } = start(option);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/KORPU_PORT +3000/);
    const named = stdout.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? [];
    const table = environmentTable();
    expect(named.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  it('takes no option that it does not know', () => {
    const { status, stdout, stderr } = start('--port', '80');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'npm start takes no --port: it is set up by variables. npm start -- --help names them.\n',
    );
  });
});
