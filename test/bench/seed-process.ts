import { decodeDocument } from '#codecs/decode.js';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import type { ClaimedDelivery, Settlement } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asFeedId, asPartnerId } from '#news/ids.js';
import type { ConfigurationSource } from '#settings/yaml-source.js';
import { createLogger } from '#wiring/logging.js';
import { type Ledger, openLedger } from '#wiring/open-ledger.js';
import { systemClock } from '#wiring/system-clock.js';
import { applySources, SECRET_KEYS } from './apply-sources.js';
import { SOURCE } from './bench-configuration.js';
import { rssPage } from './generated-items.js';

export interface SeededItems {
  /** Part of their guids. */
  run: string;
  languages: readonly string[];
  /** In each of the languages. */
  items: number;
  bodyBytes: number;
  /** Items accepted together. */
  pageItems: number;
  /** Ids of destinations that hold them already: there they are delivered, as far as the ledger knows. */
  heldBy?: readonly string[];
}

export interface SeedCommand {
  do: 'seed';
  databaseUrl: string;
  sources: ConfigurationSource[];
  secret: string;
  items: SeededItems[];
}

/**
 * A child process that fills a ledger by the exchange's own functions: generated feeds are decoded and accepted, and
 * nobody is rung for. What it answers is the number of deliveries that are due.
 */
process.on('message', async (command: SeedCommand) => {
  const logger = createLogger({ level: 'warn', service: 'bench', file: '/dev/stderr' });
  const ledger = await openLedger(
    {
      databaseUrl: command.databaseUrl,
      poolSize: 2,
      secretKeys: SECRET_KEYS,
      applicationName: 'korpu-bench-seed',
    },
    logger,
  );
  await applySources(ledger.configuration, command.sources, command.secret);
  for (const items of command.items) {
    await accept(ledger, items);
    for (const id of items.heldBy ?? []) await deliver(ledger, id);
  }
  await ledger.pool.query('VACUUM ANALYZE');
  await ledger.pool.query('CHECKPOINT');
  const { rows } = await ledger.pool.query<{ due: number }>(
    `SELECT count(*)::integer AS due FROM delivery WHERE state = 'pending'`,
  );
  await ledger.close();
  process.send?.({ due: rows[0]!.due });
});

async function accept(ledger: Ledger, { run, languages, items, bodyBytes, pageItems }: SeededItems) {
  const nobody = { ring: async () => {}, abortOlder: () => 0 };
  const acceptRecords = new AcceptRecords(ledger.items, ledger.agreements, nobody, nobody, systemClock);
  const { signal } = new AbortController();
  for (const language of languages) {
    for (let from = 0; from < items; from += pageItems) {
      const count = Math.min(pageItems, items - from);
      const { body } = rssPage({ run, language, from, count, bodyBytes });
      const { records } = decodeDocument(body, {
        sourceId: SOURCE,
        providerName: SOURCE,
        languages: [language],
      });
      const { accepted } = await acceptRecords.run(
        { partnerId: asPartnerId(SOURCE), feedId: asFeedId(language), records, providerVersions: false },
        signal,
      );
      if (accepted.length !== count) throw new Error(`${accepted.length} of ${count} items were accepted`);
    }
  }
}

async function deliver({ deliveries }: Ledger, id: string): Promise<void> {
  for (;;) {
    const claim = await deliveries.claim(asDestinationId(id), 64, 60);
    if (claim.deliveries.length === 0) return;
    await deliveries.settle(claim.deliveries.map(delivered));
  }
}

const delivered = ({ id, fence }: ClaimedDelivery): Settlement => ({
  deliveryId: id,
  fence,
  outcome: 'delivered',
  attempt: {
    startedAt: new Date().toISOString(),
    milliseconds: 1,
    code: 'delivered',
    status: 204,
    requestHeaders: {},
    bodySha256: '00'.repeat(32),
    bodyBytes: 1,
    answer: '',
  },
});

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
