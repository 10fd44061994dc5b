import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, ownSettings } from './running-exchange.js';
import { spawnStart } from './start-process.js';
import { until } from './until.js';

describe('a first start that was killed', () => {
  it('while PostgreSQL was made is begun anew', async () => {
    const folder = await makeFolder();
    const settings = { ...(await ownSettings(folder)), KORPU_SANDBOX: 'off' };
    const begun = ['postgres', 'postgres.partial'].map((name) =>
      join(settings.KORPU_DATA_DIR, name, 'PG_VERSION'),
    );
    const killed = spawnStart(settings);
    await until('initdb to begin', 120_000, async () => begun.some(existsSync) || undefined);
    // As when the power goes: whoever is at work is gone, and cleans up nothing.
    const making = execFileSync('pgrep', ['-P', String(killed.pid), 'initdb'], { encoding: 'utf8' });
    killed.signal('SIGKILL');
    for (const pid of making.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
    await killed.exited;

    const again = spawnStart(settings);
    try {
      await until(
        'it to be up',
        120_000,
        async () => again.output().includes('Korpu is up') || !again.isRunning() || undefined,
        async () => again.output().slice(-2_000),
      );
      expect(again.output()).toContain('Korpu is up');
    } finally {
      again.signal('SIGTERM');
      await again.exited;
      await rm(folder, { recursive: true, force: true });
    }
  });
});
