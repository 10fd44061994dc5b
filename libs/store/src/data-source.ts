import pg from 'pg';
import { DataSource, MigrationExecutor } from 'typeorm';
import { ENTITIES } from './entities.js';
import { Ledger1763900000000 } from './migrations/1763900000000-ledger.js';
import { ClaimAndSettle1763900001000 } from './migrations/1763900001000-claim-and-settle.js';
import { DecisionTraces1764100000000 } from './migrations/1764100000000-decision-traces.js';
import { ProfilesAndVocabularies1764100010000 } from './migrations/1764100010000-profiles-and-vocabularies.js';
import { Story1764200000000 } from './migrations/1764200000000-story.js';
import { Page1764300000000 } from './migrations/1764300000000-page.js';
import { DeliveryRules1764400000000 } from './migrations/1764400000000-delivery-rules.js';
import { Recall1764500000000 } from './migrations/1764500000000-recall.js';
import { Quarantine1764510000000 } from './migrations/1764510000000-quarantine.js';
import { SigningKeys1764520000000 } from './migrations/1764520000000-signing-keys.js';
import { Replays1764530000000 } from './migrations/1764530000000-replays.js';
import { ClaimWithNumbers1764600000000 } from './migrations/1764600000000-claim-with-numbers.js';
import { BodyByHash1764700000000 } from './migrations/1764700000000-body-by-hash.js';
import { ReplayCounts1764710000000 } from './migrations/1764710000000-replay-counts.js';
import { OwedToAbsentHolders1764720000000 } from './migrations/1764720000000-owed-to-absent-holders.js';
import { Workers1764730000000 } from './migrations/1764730000000-workers.js';
import { FirstDelivered1764740000000 } from './migrations/1764740000000-first-delivered.js';
import { Withdrawn1764750000000 } from './migrations/1764750000000-withdrawn.js';
import { QuotaItems1764760000000 } from './migrations/1764760000000-quota-items.js';
import { ClaimsInPlace1764770000000 } from './migrations/1764770000000-claims-in-place.js';
import { SettleColumns1764780000000 } from './migrations/1764780000000-settle-columns.js';
import { ClaimLanes1764790000000 } from './migrations/1764790000000-claim-lanes.js';
import { JudgedTerms1764795000000 } from './migrations/1764795000000-judged-terms.js';
import { ReplacedDecisions1764796000000 } from './migrations/1764796000000-replaced-decisions.js';
import { ClaimsBesideSettlements1764800000000 } from './migrations/1764800000000-claims-beside-settlements.js';
import { WaitingKills1764810000000 } from './migrations/1764810000000-waiting-kills.js';
import { JudgedFeeds1764820000000 } from './migrations/1764820000000-judged-feeds.js';
import { Dismissals1764830000000 } from './migrations/1764830000000-dismissals.js';
import { EarlyClaimsWaitForNobody1764840000000 } from './migrations/1764840000000-early-claims-wait-for-nobody.js';
import { JudgedWhileAway1764850000000 } from './migrations/1764850000000-judged-while-away.js';
import { RefusedItems1764860000000 } from './migrations/1764860000000-refused-items.js';
import { HeldByReceipt1764870000000 } from './migrations/1764870000000-held-by-receipt.js';
import { OwedByReceipt1764880000000 } from './migrations/1764880000000-owed-by-receipt.js';
import { RefusedInARow1764890000000 } from './migrations/1764890000000-refused-in-a-row.js';
import { ProbesInOrder1764895000000 } from './migrations/1764895000000-probes-in-order.js';
import { DeliveriesByTime1764900000000 } from './migrations/1764900000000-deliveries-by-time.js';
import { isOutage } from './transaction.js';

export interface StoreOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Connections at most; default 10. */
  poolSize?: number;
  /** What `pg_stat_activity` shows; default `korpu`. */
  applicationName?: string;
  /** Limit of one statement, in seconds; default 30. Migrations have none. */
  statementTimeoutSeconds?: number;
  /** Told of connections that broke while nobody used them; the pool replaces them by itself. */
  onConnectionLost?: (error: Error) => void;
}

/** `korpu` in ASCII: whoever migrates holds this advisory lock. */
const MIGRATION_LOCK = 0x6b6f727075;

/** Ids stay far below 2^53, so they are numbers here; everything else is parsed as pg does by default. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * No server has that name. It is mostly misspelled; where containers have their names only while they run, whatever started this
 * process starts it again.
 */
const NO_SUCH_HOST = 'ENOTFOUND';

/** The server does not answer, or does not let us in. The message names it, without user and password. */
export class DatabaseOutOfReach extends Error {
  readonly stage = 'store';
  readonly code = 'store.database-out-of-reach';
  /** Whether it may answer later by itself: not when it refuses user, password or database, nor when there is no such host. */
  readonly retry: 'later' | 'never';
  /** What somebody can do about it, as a sentence. */
  readonly remedy: string;
  constructor(url: string, cause: unknown) {
    const { host, pathname } = new URL(url);
    const why =
      cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
    super(`PostgreSQL at ${host}${pathname} cannot be used (${why}).`, { cause });
    const mayAnswer = isOutage(cause) && (cause as NodeJS.ErrnoException).code !== NO_SUCH_HOST;
    this.retry = mayAnswer ? 'later' : 'never';
    this.remedy = mayAnswer ? 'Start that server, or correct DATABASE_URL.' : 'Correct DATABASE_URL.';
    this.name = 'DatabaseOutOfReach';
  }
}

/**
 * Connects to the database; answers once it is reached. Nothing is migrated: see `migrate`.
 * One pool serves TypeORM and, through `poolOf`, the statements of the hot paths.
 *
 * @throws DatabaseOutOfReach
 */
export async function openStore(options: StoreOptions): Promise<DataSource> {
  const onConnectionLost = options.onConnectionLost ?? (() => {});
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'korpu',
    connectTimeoutMS: 10_000,
    synchronize: false,
    installExtensions: false,
    migrationsTransactionMode: 'all',
    migrations: [
      Ledger1763900000000,
      ClaimAndSettle1763900001000,
      DecisionTraces1764100000000,
      ProfilesAndVocabularies1764100010000,
      Story1764200000000,
      Page1764300000000,
      DeliveryRules1764400000000,
      Recall1764500000000,
      Quarantine1764510000000,
      SigningKeys1764520000000,
      Replays1764530000000,
      ClaimWithNumbers1764600000000,
      BodyByHash1764700000000,
      ReplayCounts1764710000000,
      OwedToAbsentHolders1764720000000,
      Workers1764730000000,
      FirstDelivered1764740000000,
      Withdrawn1764750000000,
      QuotaItems1764760000000,
      ClaimsInPlace1764770000000,
      SettleColumns1764780000000,
      ClaimLanes1764790000000,
      JudgedTerms1764795000000,
      ReplacedDecisions1764796000000,
      ClaimsBesideSettlements1764800000000,
      WaitingKills1764810000000,
      JudgedFeeds1764820000000,
      Dismissals1764830000000,
      EarlyClaimsWaitForNobody1764840000000,
      JudgedWhileAway1764850000000,
      RefusedItems1764860000000,
      HeldByReceipt1764870000000,
      OwedByReceipt1764880000000,
      RefusedInARow1764890000000,
      ProbesInOrder1764895000000,
      DeliveriesByTime1764900000000,
    ],
    entities: ENTITIES,
    poolErrorHandler: onConnectionLost,
    extra: {
      types,
      keepAlive: true,
      // A statement is sent when it is asked, not when the one before it was answered: see `inTransactionAfter`.
      pipeline: true,
      statement_timeout: (options.statementTimeoutSeconds ?? 30) * 1000,
      idle_in_transaction_session_timeout: 60_000,
      // Our statements are short: compiling one costs more than it saves.
      options: '-c jit=off',
    },
  });
  await dataSource.initialize().catch((cause: unknown) => {
    throw new DatabaseOutOfReach(options.url, cause);
  });
  // The pool listens to idle connections only. One that breaks between two statements of a transaction would end the
  // process with an unhandled 'error'; the statement that comes next reports the failure anyway.
  const watched = new WeakSet<pg.PoolClient>();
  poolOf(dataSource).on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    client.on('error', onConnectionLost);
  });
  return dataSource;
}

/** The pool under TypeORM, for SQL of our own with named prepared statements. */
export const poolOf = (dataSource: DataSource): pg.Pool =>
  (dataSource.driver as unknown as { master: pg.Pool }).master;

const rethrow = (error: unknown) => (): never => {
  throw error;
};

/**
 * Brings the schema up to date; answers the names of the migrations that ran. Several processes may start at once:
 * one migrates and the others wait for it.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const unlock = async () => {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await runner.query('RESET statement_timeout');
    };
    const done = await new MigrationExecutor(dataSource, runner)
      .executePendingMigrations()
      // A connection that broke has let go of the lock, and must not be blamed on letting go.
      .catch((error: unknown) => unlock().then(rethrow(error), rethrow(error)));
    await unlock();
    return done.map((migration) => migration.name);
  } finally {
    await runner.release();
  }
}
