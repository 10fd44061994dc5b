import { type Environment, EnvironmentFaulty, readEnvironment } from '#settings/environment.js';
import { type LocalSecrets, readLocalSecrets } from '#settings/local-secrets.js';
import type { ConfigurationPlace } from '#settings/read-configuration.js';
import { type RunningNote, readRunning } from '#settings/running-note.js';
import { CommandFault } from './command-fault.js';
import { fromRoot } from './project-root.js';

/** Where the exchange is that a command is meant for, and what it was provisioned from. */
export interface Whereabouts {
  databaseUrl: string;
  /** 32 bytes each; the first seals, all open. */
  secretKeys: Buffer[];
  redisUrl?: string;
  queuePrefix: string;
  apiUrl: string;
  configuration: ConfigurationPlace;
  /** Private addresses that may be dialled all the same. */
  allowAddresses: string[];
  /** Of the data folder, where it has any. */
  secrets?: LocalSecrets;
  /** Whether it is known to run: on this data folder. */
  running: boolean;
}

/** @throws CommandFault when there is no exchange to be found, EnvironmentFaulty */
export function findExchange(env: NodeJS.ProcessEnv): Whereabouts {
  const environment = readEnvironment(env);
  const dataDir = fromRoot(environment.dataDir);
  return whereaboutsOf(environment, readRunning(dataDir), localSecrets(dataDir), env['KORPU_CONFIG_DIR']);
}

/**
 * The environment goes before the note of what runs on the data folder, and that before defaults: a command given beside
 * `npm start` needs no variable, and one with DATABASE_URL means that database.
 *
 * @param configDir KORPU_CONFIG_DIR as given, for its default must not hide what the running exchange was given
 */
export function whereaboutsOf(
  environment: Environment,
  running: RunningNote | undefined,
  secrets: LocalSecrets | undefined,
  configDir: string | undefined,
): Whereabouts {
  const databaseUrl = environment.databaseUrl?.reveal() ?? running?.databaseUrl;
  if (databaseUrl === undefined) {
    throw new CommandFault(
      `no exchange runs on the data folder ${environment.dataDir}, and DATABASE_URL names none. Start one with npm start, or set DATABASE_URL and KORPU_SECRET_KEY.`,
    );
  }
  const note = meant(environment, running);
  const keys = environment.secretKeys?.map((key) => key.reveal()) ?? (secrets ? [secrets.secretKey] : []);
  if (keys.length === 0) {
    throw new EnvironmentFaulty([
      'KORPU_SECRET_KEY is not set, and the secrets in the database cannot be read without it: set it to the key that the exchange has.',
    ]);
  }
  return {
    databaseUrl,
    secretKeys: keys.map((key) => Buffer.from(key, 'base64')),
    redisUrl: environment.redisUrl?.reveal() ?? note?.redisUrl,
    queuePrefix: note?.queuePrefix ?? environment.queuePrefix,
    apiUrl:
      environment.publicUrl ??
      note?.apiUrl ??
      `http://${environment.host.includes(':') ? `[${environment.host}]` : environment.host}:${environment.port}`,
    configuration: configurationPlace(environment, note, secrets, configDir),
    allowAddresses: allowedAddresses(environment, note),
    secrets,
    running: note !== undefined,
  };
}

/** What runs on the data folder may be quite another exchange than the one that DATABASE_URL names. */
const meant = ({ databaseUrl }: Environment, running: RunningNote | undefined): RunningNote | undefined =>
  databaseUrl === undefined || databaseUrl.reveal() === running?.databaseUrl ? running : undefined;

/** Where the configuration is for commands that need no exchange: by the same rule as for those that do. */
export function findConfiguration(
  env: NodeJS.ProcessEnv,
): ConfigurationPlace & Pick<Whereabouts, 'allowAddresses'> {
  const environment = readEnvironment(env);
  const dataDir = fromRoot(environment.dataDir);
  const note = meant(environment, readRunning(dataDir));
  return {
    ...configurationPlace(environment, note, localSecrets(dataDir), env['KORPU_CONFIG_DIR']),
    allowAddresses: allowedAddresses(environment, note),
  };
}

/** For --help: the rule of `configurationPlace`. */
export const CONFIGURATION_FOLDER = `Without a folder it is KORPU_CONFIG_DIR, else the one that the exchange running
on the data folder was started with, else config.`;

const configurationPlace = (
  environment: Environment,
  note: RunningNote | undefined,
  secrets: LocalSecrets | undefined,
  configDir: string | undefined,
): ConfigurationPlace => ({
  ...(note?.configuration ?? placeOf(environment, secrets)),
  ...(configDir || !note ? { configDir: fromRoot(environment.configDir) } : {}),
});

/**
 * As the exchange that runs here dials them, and with what the environment would add at its next start; where none runs, as one
 * started with this environment would, for `npm start` adds its sandbox.
 */
function allowedAddresses(
  { allowAddresses, sandbox, sandboxPort, sandboxUrl }: Environment,
  running: RunningNote | undefined,
): string[] {
  if (running) return [...allowAddresses, ...(running.allowAddresses ?? [])];
  return [
    ...allowAddresses,
    ...(sandbox ? [`127.0.0.1:${sandboxPort}`] : []),
    ...(sandbox && sandboxUrl ? [hostAndPort(sandboxUrl)] : []),
  ];
}

function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

/** As `npm start` takes it, where a data folder says that it was run here; elsewhere nobody plays a sandbox. */
function placeOf(environment: Environment, secrets: LocalSecrets | undefined): ConfigurationPlace {
  const played = environment.sandbox && secrets !== undefined;
  return {
    configDir: fromRoot(environment.configDir),
    sandboxUrl: played ? `http://127.0.0.1:${environment.sandboxPort}` : environment.sandboxUrl,
    sandboxFeedsDir:
      played && environment.sandboxFeedsDir ? fromRoot(environment.sandboxFeedsDir) : undefined,
  };
}

function localSecrets(dataDir: string): LocalSecrets | undefined {
  try {
    return readLocalSecrets(dataDir);
  } catch (cause) {
    throw new CommandFault((cause as Error).message, { cause });
  }
}
