import { z } from 'zod';
import { RECEIVING_DOORS } from '#apps/sandbox/src/receivers/receiver.js';
import { startSandbox } from '#apps/sandbox/src/start-sandbox.js';
import { sandboxVariable } from '#settings/local-secrets.js';

/** The sandbox alone, as in the composed deployment; `npm start` runs it inside its own process instead. */
const environment = z
  .object({
    SANDBOX_HOST: z.string().default('127.0.0.1'),
    SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
    /** Where the exchange reaches the sandbox, when that is not where it listens. */
    SANDBOX_PUBLIC_URL: z.url().optional(),
    SANDBOX_SPEED: z.coerce.number().positive().default(1),
    SANDBOX_SEED: z.coerce.number().int().default(1),
    SANDBOX_FEEDS_DIR: z.string().optional(),
    /** Base address of the exchange's API. */
    SANDBOX_EXCHANGE_URL: z.url().optional(),
  })
  .safeParse(process.env);

if (!environment.success) {
  console.error(`The sandbox cannot start:\n${z.prettifyError(environment.error)}`);
  process.exit(1);
}

const { data } = environment;

/** `SANDBOX_SECRET_KHABAR_NINJS` and the like, as in the shipped configuration. */
const credentials = (kind: 'SECRET' | 'KEY'): Record<string, string> =>
  Object.fromEntries(
    RECEIVING_DOORS.flatMap(({ id }) => {
      const value = process.env[sandboxVariable(kind, id)];
      return value ? [[id, value]] : [];
    }),
  );

const sandbox = await startSandbox({
  host: data.SANDBOX_HOST,
  port: data.SANDBOX_PORT,
  publicUrl: data.SANDBOX_PUBLIC_URL?.replace(/\/$/, ''),
  speed: data.SANDBOX_SPEED,
  seed: data.SANDBOX_SEED,
  feedsDir: data.SANDBOX_FEEDS_DIR,
  exchangeUrl: data.SANDBOX_EXCHANGE_URL,
  secrets: credentials('SECRET'),
  keys: credentials('KEY'),
}).catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`The sandbox cannot start: ${why}. Another port: SANDBOX_PORT=3200`);
  process.exit(1);
});
console.log(`The sandbox newsrooms are at ${sandbox.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
