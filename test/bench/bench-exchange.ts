import { randomBytes } from 'node:crypto';
import type { ConfigurationSource } from '#settings/yaml-source.js';
import type { BenchPlace } from './bench-place.js';
import type { BenchServer } from './bench-server.js';
import { Child } from './child.js';
import type { ExchangeStart } from './exchange-process.js';
import type { MeasuredCommand } from './measured-process.js';
import type { SeedCommand, SeededItems } from './seed-process.js';

/** What the exchange of a bench is configured with. */
export interface BenchSettings {
  sources: ConfigurationSource[];
  secret: string;
  /** Ports of this machine that may be dialled. */
  ports: readonly number[];
}

export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Makes the database `name` with a ledger full of items, for runs to begin with; answers how many deliveries are due. */
export async function seed(
  server: BenchServer,
  name: string,
  { sources, secret }: BenchSettings,
  items: SeededItems[],
): Promise<number> {
  const databaseUrl = await server.create(name);
  const child = Child.start('seed-process');
  try {
    const { due } = await child.ask<{ due: number }>({
      do: 'seed',
      databaseUrl,
      sources,
      secret,
      items,
    } satisfies SeedCommand);
    return due;
  } finally {
    await child.end();
  }
}

/** Starts the exchange in a process of its own. It works when this returns. */
export async function startExchange(
  { databaseUrl, redisUrl, start }: BenchPlace,
  { sources, secret, ports }: BenchSettings,
  more: Partial<ExchangeStart> = {},
): Promise<Child> {
  const exchange = start('exchange-process');
  const allowAddresses = ports.map((port) => `127.0.0.1:${port}`);
  await exchange.ask({
    do: 'start',
    with: { databaseUrl, redisUrl, allowAddresses, sources, secret, ...more },
  } satisfies MeasuredCommand<ExchangeStart>);
  return exchange;
}
