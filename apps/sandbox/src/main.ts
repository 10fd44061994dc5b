import { RECEIVING_DOORS } from '#apps/sandbox/src/receivers/receiver.js';
import { startSandbox } from '#apps/sandbox/src/start-sandbox.js';
import { EnvironmentFaulty, readEnvironment } from '#settings/environment.js';
import { sandboxVariable } from '#settings/local-secrets.js';

// The sandbox alone, as in a deployment of several containers; `npm start` runs it inside its own process instead.

/** Credentials by destination, from `SANDBOX_SECRET_KHABAR_NINJS` and the like: the shipped configuration reads the same. */
function credentials(kind: 'SECRET' | 'KEY'): Record<string, string> {
  return Object.fromEntries(
    RECEIVING_DOORS.flatMap(({ id }) => {
      const value = process.env[sandboxVariable(kind, id)];
      return value ? [[id, value]] : [];
    }),
  );
}

try {
  const environment = readEnvironment(process.env);
  const sandbox = await startSandbox({
    host: environment.host,
    port: environment.sandboxPort,
    publicUrl: environment.sandboxUrl,
    speed: environment.sandboxSpeed,
    feedsDir: environment.sandboxFeedsDir,
    exchangeUrl: environment.publicUrl ?? `http://127.0.0.1:${environment.port}`,
    secrets: credentials('SECRET'),
    keys: credentials('KEY'),
  });
  console.log(`The sandbox newsrooms are at ${sandbox.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  const advice = error instanceof EnvironmentFaulty ? '' : ' Another port: SANDBOX_PORT=3200.';
  console.error(`The sandbox cannot start: ${why}${advice}`);
  process.exitCode = 1;
}
