import { join, resolve } from 'node:path';
import { serveApi } from '#apps/api/src/serve-api.js';
import { startSandbox } from '#apps/sandbox/src/start-sandbox.js';
import { runWorker } from '#apps/worker/src/run-worker.js';
import type { Configuration } from '#settings/configuration.js';
import type { Environment } from '#settings/environment.js';
import { type LocalSecrets, sandboxCredential, sandboxVariable } from '#settings/local-secrets.js';
import type { ConfigurationPlace } from '#settings/read-configuration.js';
import { noteRunning } from '#settings/running-note.js';
import { DatabaseOutOfReach } from '#store/data-source.js';
import { exchangeSettings } from '#wiring/exchange-settings.js';
import { createLogger } from '#wiring/logging.js';
import { openExchange } from '#wiring/open-exchange.js';
import { type DatabaseWait, whenDatabaseAnswers } from '#wiring/when-database-answers.js';
import { type DataFolder, openDataFolder } from './data-folder.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { freePort } from './ports.js';
import { configurationToStartWith, provision } from './provision.js';
import { StartFault } from './start-fault.js';
import { type Tell, tellFirstDelivery, welcome } from './welcome.js';

/**
 * Everything in one process, PostgreSQL beside it. Closing ends all of it, in good order.
 *
 * @param stopped ends a start that waits for PostgreSQL: it throws the signal's reason
 */
export async function runExchange(
  given: Environment,
  tell: Tell,
  stopped: AbortSignal,
): Promise<{ close(): Promise<void> }> {
  const { host, sandbox } = given;
  // First of all: an exchange that already runs here also has the ports, and is the better explanation.
  const folder = openDataFolder(given.dataDir);
  const closers: (() => unknown)[] = [folder.release];
  const close = async () => {
    for (const end of closers.reverse()) await end();
  };
  try {
    const port = await freePort('the API', host, given.port, 'KORPU_PORT');
    const sandboxPort = sandbox
      ? await freePort('the sandbox', '127.0.0.1', given.sandboxPort, 'SANDBOX_PORT')
      : given.sandboxPort;
    await open({ ...given, port, sandboxPort }, folder, { tell, signal: stopped }, closers);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

async function open(
  environment: Environment,
  { path: dataDir, secrets, release: _release }: DataFolder,
  databaseWait: DatabaseWait & { tell: Tell },
  closers: (() => unknown)[],
): Promise<void> {
  const { tell } = databaseWait;
  const startedAt = Date.now();
  const logFile = join(dataDir, 'korpu.log');
  const logger = createLogger({ level: environment.logLevel, service: 'korpu', file: logFile });
  const sandboxUrl = environment.sandbox
    ? `http://127.0.0.1:${environment.sandboxPort}`
    : environment.sandboxUrl;
  const { configDir, sandboxFeedsDir } = environment;
  const configuration: ConfigurationPlace = {
    configDir,
    sandboxUrl,
    sandboxFeedsDir: environment.sandbox ? sandboxFeedsDir : undefined,
  };
  const { desired, sourceOf } = await configurationToStartWith(configuration, secrets);

  let databaseUrl: string | undefined;
  let movedTo: string | undefined;
  if (!environment.databaseUrl) {
    tell('Starting PostgreSQL …');
    const postgres = await startEmbeddedPostgres({ dataDir, password: secrets.postgresPassword, tell });
    closers.push(postgres.stop);
    databaseUrl = postgres.url;
    movedTo = postgres.place.movedTo;
  }
  const publicUrl = environment.publicUrl ?? `http://${browsable(environment.host)}:${environment.port}`;
  const settings = exchangeSettings(environment, 'korpu', {
    databaseUrl,
    secretKey: secrets.secretKey,
    publicUrl,
    allowAddresses: environment.sandbox && sandboxUrl ? [new URL(sandboxUrl).host] : [],
  });
  const exchange = await openExchange({ ...settings, databaseWait }, logger).catch((cause: unknown) => {
    if (!(cause instanceof DatabaseOutOfReach)) throw cause;
    const remedy = `${cause.remedy} Without it npm start runs a PostgreSQL of its own.`;
    throw new StartFault(cause.message, remedy, { cause });
  });
  closers.push(exchange.close);
  // Done twice where the connection breaks as it commits: then it finds that nothing is left to do.
  const provisioned = await whenDatabaseAnswers(
    () => provision(exchange.ledger.configuration, desired, sourceOf),
    logger,
    databaseWait,
  );

  const api = await serveApi(
    exchange,
    { host: environment.host, port: environment.port, publicUrl },
    logger,
    { exchange: settings.name, trustedProxies: environment.trustedProxies },
  );
  closers.push(api.close);
  if (environment.sandbox) closers.push(await runSandbox(environment, desired, secrets, publicUrl, dataDir));
  const worker = await runWorker(exchange, environment.workerRoles, logger, databaseWait);
  closers.push(worker.close);
  closers.push(
    noteRunning(dataDir, {
      databaseUrl: settings.databaseUrl,
      redisUrl: settings.redisUrl,
      queuePrefix: settings.queuePrefix,
      apiUrl: publicUrl,
      configuration: {
        ...configuration,
        configDir: resolve(configDir),
        sandboxFeedsDir: configuration.sandboxFeedsDir && resolve(configuration.sandboxFeedsDir),
      },
      allowAddresses: settings.allowAddresses,
      pid: process.pid,
    }),
  );

  const signInLink = `${publicUrl}/sign-in#${await exchange.ledger.signIns.createLink()}`;
  const { backend, fault: queuesFault } = exchange.bells;
  const { left } = provisioned;
  welcome(tell, {
    publicUrl,
    sandboxUrl: environment.sandbox ? sandboxUrl : undefined,
    dataDir,
    logFile,
    movedTo,
    signInLink,
    queues: backend.kind,
    queuesFault,
    ownDatabase: !!environment.databaseUrl,
    left,
    seconds: (Date.now() - startedAt) / 1000,
  });
  closers.push(tellFirstDelivery(tell, exchange.ledger.pool));
}

/** Partners' credentials are those the configuration was given: both derive from the data folder's key. */
async function runSandbox(
  environment: Environment,
  { destinations }: Configuration,
  secrets: LocalSecrets,
  exchangeUrl: string,
  dataDir: string,
): Promise<() => Promise<void>> {
  const credentials = (kind: 'SECRET' | 'KEY') =>
    Object.fromEntries(
      destinations.map(({ id }) => {
        const variable = sandboxVariable(kind, id);
        return [id, process.env[variable] ?? sandboxCredential(secrets, variable)!];
      }),
    );
  const sandbox = await startSandbox({
    port: environment.sandboxPort,
    speed: environment.sandboxSpeed,
    feedsDir: environment.sandboxFeedsDir,
    exchangeUrl,
    storiesFile: join(dataDir, 'sandbox-stories.json'),
    secrets: credentials('SECRET'),
    keys: credentials('KEY'),
  });
  return sandbox.close;
}

/** An address one can type: 0.0.0.0 listens everywhere but is nowhere. */
const browsable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};
