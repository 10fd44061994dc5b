import { DatabaseOutOfReach } from '#store/data-source.js';
import { Readiness } from '#store/read/readiness.js';
import { SecretUnreadable } from '#store/secret-box.js';
import { createLogger, type Logger } from '#wiring/logging.js';
import { type Ledger, openLedger } from '#wiring/open-ledger.js';
import { CommandFault } from './command-fault.js';
import { commandLine } from './command-line.js';
import { findExchange, type Whereabouts } from './whereabouts.js';

/** A command waits for its own answers alone. */
const CONNECTIONS = 3;

export interface OpenedLedger {
  ledger: Ledger;
  at: Whereabouts;
  /** Says nothing: what a command has to say, it prints. */
  logger: Logger;
}

/**
 * Runs `work` on the database of the exchange and lets go of it.
 *
 * @param migrate whether the schema is brought up to date; else one that is not is a fault, for whoever only looks must
 *   not change what an older exchange runs on
 * @throws CommandFault when there is no exchange, or its database cannot be used
 */
export async function withLedger<Result>(
  work: (opened: OpenedLedger) => Promise<Result>,
  { migrate = false } = {},
): Promise<Result> {
  const at = findExchange(process.env);
  const logger = createLogger({ level: 'silent', service: 'cli' });
  const ledger = await openLedger(
    { ...at, poolSize: CONNECTIONS, applicationName: 'korpu-cli', migrate },
    logger,
  ).catch((cause: unknown) => {
    throw unusable(cause);
  });
  try {
    const { ok, detail } = await new Readiness(ledger.dataSource).check();
    if (!ok)
      throw new CommandFault(
        `${detail}. Starting the exchange, or ${commandLine('apply')}, brings it up to date.`,
      );
    return await work({ ledger, at, logger });
  } catch (cause) {
    if (!(cause instanceof SecretUnreadable)) throw cause;
    throw new CommandFault(`${cause.message}. Is KORPU_SECRET_KEY the key that the exchange runs with?`, {
      cause,
    });
  } finally {
    await ledger.close();
  }
}

/** The store names the server, never the password. What to do depends on whose server it is. */
function unusable(cause: unknown): CommandFault {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof DatabaseOutOfReach)) return new CommandFault(message, { cause });
  const remedy = process.env['DATABASE_URL']
    ? cause.remedy
    : 'If npm start brought it, stop that and run it again; if it is a server of your own, start it.';
  return new CommandFault(`${message} ${remedy}`, { cause });
}
