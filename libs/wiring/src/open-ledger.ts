import type { DataSource } from 'typeorm';
import { EnvironmentFaulty } from '#settings/environment.js';
import { SqlAgreementBook } from '#store/agreement-book.js';
import { ApiKeyStore } from '#store/api-key.store.js';
import { SqlBodyArchive } from '#store/body-archive.js';
import { ConfigurationStore } from '#store/configuration-store.js';
import { migrate, openStore, poolOf } from '#store/data-source.js';
import { SqlDeliveryLedger } from '#store/delivery-ledger.js';
import { DestinationBook } from '#store/destination-book.js';
import { SqlDocumentArchive } from '#store/document-archive.js';
import { SqlFeedBook } from '#store/feed-book.js';
import { SqlItemLedger } from '#store/item-ledger.js';
import { LaneClaims } from '#store/lane-claims.js';
import { SqlPageBook } from '#store/page-book.js';
import { SqlRecallLedger } from '#store/recall-ledger.js';
import { Replay } from '#store/replay.js';
import { ReplayCounts } from '#store/replay-counts.js';
import { SecretBox } from '#store/secret-box.js';
import { SignInStore } from '#store/sign-in.store.js';
import { SqlStoredDocuments } from '#store/stored-documents.js';
import { SqlStoryIndex } from '#store/story-index.js';
import { RecordCache, SqlVersionReader } from '#store/version-reader.js';
import { VocabularyBook } from '#store/vocabulary-book.js';
import { SqlWaitingLedger } from '#store/waiting-ledger.js';
import { WorkerPresence } from '#store/worker-presence.js';
import type { Logger } from './logging.js';
import { type DatabaseWait, whenDatabaseAnswers } from './when-database-answers.js';

export interface LedgerSettings {
  /** `postgres://user:password@host:port/database`; never logged. */
  databaseUrl: string;
  /** Connections at most. */
  poolSize: number;
  /** 32 bytes each; the first seals, all open. */
  secretKeys: readonly Buffer[];
  applicationName: string;
  /** False leaves the schema as it is, for commands that only look. Default true: it is brought up to date. */
  migrate?: boolean;
  /** How to wait for a PostgreSQL that is away; absent for whoever wants to be told at once. */
  databaseWait?: DatabaseWait;
}

export type Ledger = Awaited<ReturnType<typeof openLedger>>;

/** Everything that remembers, on one database. */
export async function openLedger(settings: LedgerSettings, logger: Logger) {
  const [first, ...others] = settings.secretKeys;
  if (!first)
    throw new EnvironmentFaulty([
      'KORPU_SECRET_KEY is not set: 32 bytes in base64; openssl rand -base64 32 makes one.',
    ]);
  const open = () => openMigrated(settings, logger);
  const wait = settings.databaseWait;
  const dataSource = await (wait ? whenDatabaseAnswers(open, logger, wait) : open());
  const pool = poolOf(dataSource);
  const box = new SecretBox([first, ...others]);
  const keys = new ApiKeyStore(pool, box);
  const cache = new RecordCache();
  const vocabularies = new VocabularyBook(pool);
  const destinations = new DestinationBook(dataSource, box);
  const worker = new WorkerPresence();
  const claims = new LaneClaims(pool, { worker });
  return {
    dataSource,
    pool,
    box,
    keys,
    signIns: new SignInStore(pool),
    configuration: new ConfigurationStore(dataSource, box, keys),
    items: new SqlItemLedger(pool, cache, claims),
    versions: new SqlVersionReader(pool, cache, vocabularies),
    /** For a session that stands for this process: see LastingSession. */
    worker,
    deliveries: new SqlDeliveryLedger(pool, destinations, claims),
    bodies: new SqlBodyArchive(pool),
    documents: new SqlDocumentArchive(pool),
    storedDocuments: new SqlStoredDocuments(pool),
    feeds: new SqlFeedBook(pool, box, vocabularies),
    pages: new SqlPageBook(pool),
    agreements: new SqlAgreementBook(pool, undefined, vocabularies),
    waiting: new SqlWaitingLedger(pool),
    vocabularies,
    stories: new SqlStoryIndex(pool),
    recalls: new SqlRecallLedger(pool),
    replays: new Replay(pool),
    replayCounts: new ReplayCounts(pool),
    close: () => dataSource.destroy(),
  };
}

async function openMigrated(
  { databaseUrl: url, poolSize, applicationName, migrate: isMigrated = true }: LedgerSettings,
  logger: Logger,
): Promise<DataSource> {
  const onConnectionLost = (error: Error) =>
    logger.warn({ err: error }, 'A connection to PostgreSQL was lost.');
  const dataSource = await openStore({ url, poolSize, applicationName, onConnectionLost });
  try {
    const migrated = isMigrated ? await migrate(dataSource) : [];
    for (const name of migrated) logger.info({ migration: name }, 'The schema was brought up to date.');
    return dataSource;
  } catch (error) {
    await dataSource.destroy().catch(() => {});
    throw error;
  }
}
