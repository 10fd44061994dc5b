import { type Environment, EnvironmentFaulty } from '#settings/environment.js';
import type { ExchangeSettings } from './open-exchange.js';

/** What must be known besides the environment, because `npm start` makes it up. */
export interface Provided {
  databaseUrl?: string;
  /** 32 bytes, base64. */
  secretKey?: string;
  allowAddresses?: readonly string[];
  publicUrl?: string;
}

/** What an exchange needs, from the environment first and then from what is provided. @throws EnvironmentFaulty */
export function exchangeSettings(
  environment: Environment,
  applicationName: string,
  provided: Provided = {},
): ExchangeSettings {
  const databaseUrl = environment.databaseUrl?.reveal() ?? provided.databaseUrl;
  if (!databaseUrl) {
    throw new EnvironmentFaulty([
      'DATABASE_URL is not set: which PostgreSQL holds the ledger? (npm start brings its own.)',
    ]);
  }
  const keys =
    environment.secretKeys?.map((key) => key.reveal()) ?? (provided.secretKey ? [provided.secretKey] : []);
  return {
    databaseUrl,
    poolSize: environment.databasePoolSize,
    secretKeys: keys.map((key) => Buffer.from(key, 'base64')),
    redisUrl: environment.redisUrl?.reveal(),
    queuePrefix: environment.queuePrefix,
    allowAddresses: [...environment.allowAddresses, ...(provided.allowAddresses ?? [])],
    schemaDir: environment.checkSchemas ? environment.iptcDir : undefined,
    name: 'korpu',
    publicUrl:
      environment.publicUrl ?? provided.publicUrl ?? `http://${environment.host}:${environment.port}`,
    applicationName,
  };
}
