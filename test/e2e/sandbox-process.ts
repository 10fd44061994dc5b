import { randomBytes } from 'node:crypto';
import { RECEIVING_DOORS } from '#apps/sandbox/src/receivers/receiver.js';
import { sandboxVariable } from '#settings/local-secrets.js';
import { freePort } from '../services/free-port.js';
import { Newsrooms } from './newsrooms.js';
import { type Env, spawnNode } from './start-process.js';
import { until } from './until.js';

export interface SandboxProcess {
  newsrooms: Newsrooms;
  /** What the exchange needs to know of it, and what both need to know of each other. */
  env: Env;
  stop(): Promise<void>;
}

/** The newsrooms in a process of their own, so that they live on when the exchange dies. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const port = await freePort();
  const credentials = RECEIVING_DOORS.map(({ id, door }) =>
    door === 'webhook'
      ? [sandboxVariable('SECRET', id), `whsec_${randomBytes(32).toString('base64')}`]
      : [sandboxVariable('KEY', id), `korpu_${randomBytes(32).toString('base64url')}`],
  );
  const shared: Env = { ...Object.fromEntries(credentials), KORPU_PORT: String(await freePort()) };
  const build = spawnNode('apps/standalone/build.mjs', {});
  if ((await build.exited) !== 0) throw new Error(`the build failed: ${build.output()}`);
  const url = `http://127.0.0.1:${port}`;
  // Still at their first second for hours: what is published is what the test asks for.
  const sandbox = spawnNode('dist/apps/sandbox/src/main.js', {
    ...shared,
    SANDBOX_PORT: String(port),
    SANDBOX_SPEED: '0.001',
  });
  await until(
    'the sandbox to listen',
    60_000,
    () => {
      if (!sandbox.isRunning()) throw new Error(`the sandbox ended: ${sandbox.output()}`);
      return sandbox.output().includes(url) || undefined;
    },
    sandbox.output,
  );
  return {
    newsrooms: new Newsrooms(url),
    env: {
      ...shared,
      KORPU_SANDBOX: 'off',
      SANDBOX_URL: url,
      KORPU_ALLOW_ADDRESSES: `127.0.0.1:${port}`,
    },
    stop: async () => {
      sandbox.signal('SIGTERM');
      const timer = setTimeout(() => sandbox.signal('SIGKILL'), 5_000);
      await sandbox.exited.finally(() => clearTimeout(timer));
    },
  };
}
