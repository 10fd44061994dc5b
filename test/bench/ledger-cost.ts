import { asDestinationId } from '#news/ids.js';
import { createLogger } from '#wiring/logging.js';
import { type Ledger, openLedger } from '#wiring/open-ledger.js';
import { SECRET_KEYS } from './apply-sources.js';
import type { BenchServer } from './bench-server.js';
import { median } from './median.js';

/** Deliveries in one claim. */
export const CLAIM = 20;
const SWEEPS = 20;

export interface LedgerCost {
  sweepMs: number;
  claimMs: number;
}

/**
 * What the ledger is asked most often, over a copy of a seeded database, so that nobody finds what another has claimed.
 *
 * @param lanes destinations, each with a claim's worth of deliveries that are due; each is claimed from once
 * @param template name of the seeded database
 */
export async function ledgerCost(
  server: BenchServer,
  template: string,
  lanes: readonly string[],
): Promise<LedgerCost> {
  const name = `${template}_copy`;
  const databaseUrl = await server.create(name, template);
  const logger = createLogger({ level: 'warn', service: 'bench', file: '/dev/stderr' });
  const settings = { databaseUrl, poolSize: 2, secretKeys: SECRET_KEYS, applicationName: 'korpu-bench' };
  const ledger = await openLedger({ ...settings, migrate: false }, logger);
  try {
    return { sweepMs: await sweepMs(ledger, lanes.length), claimMs: await claimMs(ledger, lanes) };
  } finally {
    await ledger.close();
    await server.drop(name);
  }
}

/** What a tick of the housekeeper asks about lanes. */
async function sweepMs({ deliveries }: Ledger, least: number): Promise<number> {
  return medianMs(SWEEPS, async () => {
    await deliveries.expireLeases();
    const due = await deliveries.lanesDue(1_000);
    if (due.length < least) throw new Error(`${due.length} lanes are due`);
  });
}

async function claimMs({ deliveries }: Ledger, lanes: readonly string[]): Promise<number> {
  const left = [...lanes];
  return medianMs(lanes.length, async () => {
    const claim = await deliveries.claim(asDestinationId(left.pop()!), CLAIM, 600);
    if (claim.deliveries.length !== CLAIM) throw new Error(`${claim.deliveries.length} were claimed`);
  });
}

async function medianMs(times: number, work: () => Promise<void>): Promise<number> {
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await work();
    found.push(performance.now() - from);
  }
  return median(found);
}
