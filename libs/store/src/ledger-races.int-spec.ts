import { setTimeout } from 'node:timers/promises';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { delivered, retry } from '#exchange/testing/ledger-under-test.js';
import type { DestinationId } from '#news/ids.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { Replay } from './replay.js';
import { aRecord, BAKU_TV, KHABAR, REPORT, type SmallExchange } from './testing/small-exchange.js';

/** What happens between two statements of a transaction: found only where two of them really run at once. */
describe('a ledger on which several work at once', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
  beforeEach(() => store.pool.query('UPDATE lane SET max_in_flight = 256, rate_per_second = NULL'));

  const kinds = (claims: readonly ClaimedDelivery[]) => claims.map(({ kind, version }) => [kind, version]);

  /** Whoever waits for a lock of somebody else, as soon as there are so many. */
  async function untilWaiting(count: number): Promise<void> {
    for (;;) {
      const { rows } = await store.pool.query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      if (rows[0]!.n >= count) return;
      await setTimeout(10);
    }
  }

  /** Holds what `text` locks while `work` goes on. */
  async function whileLocked(text: string, work: () => Promise<unknown>): Promise<void> {
    const client = await store.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(text);
      await work();
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  it('sends nothing behind a kill that was accepted while an attempt failed', async () => {
    const [itemId] = await exchange.accept(aRecord('urn:a'));
    const [first] = await exchange.claim(KHABAR);
    let kill: Promise<unknown> | undefined;
    // The kill has seen version 1 in the air and waits for another lane's; then the attempt fails, and it is known how.
    await whileLocked(
      `SELECT FROM delivery WHERE destination_id = '${BAKU_TV}' FOR NO KEY UPDATE`,
      async () => {
        kill = exchange.kill('urn:a');
        await untilWaiting(1);
        await exchange.deliveries.settle([retry(first!, new Date(), new Date(), false)]);
      },
    );
    await kill;
    const { rows } = await store.pool.query(
      'SELECT state FROM delivery WHERE item_id = $1 AND destination_id = $2',
      [itemId, KHABAR],
    );
    expect(rows).toEqual([{ state: 'superseded' }]);
    expect(kinds(await exchange.claim(KHABAR))).toEqual([]);
  });

  it('sends nothing again of what is killed while it is judged', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [died] = await exchange.send(KHABAR, 'dead');
    let both: Promise<unknown[]> | undefined;
    // The replay waits at its end for whoever writes events; the kill is accepted meanwhile, or waits for it.
    await whileLocked(`SELECT pg_advisory_xact_lock(hashtext('korpu: event'))`, async () => {
      const replayed = new Replay(store.pool).run({ deliveryId: died!.id });
      await untilWaiting(1);
      both = Promise.all([replayed, exchange.kill('urn:a')]);
      await untilWaiting(2);
    });
    await both;
    expect(kinds(await exchange.claim(KHABAR))).toEqual([]);
  });

  it('claims what comes next while what is in the air lands', async () => {
    const guids = Array.from({ length: 100 }, (_, i) => `urn:${i}`);
    await exchange.accept(...guids.map((guid) => aRecord(guid)));
    const flying = await exchange.claim(KHABAR);
    await exchange.accept(...guids.map((guid) => aRecord(guid, { headline: 'v2' })));
    const next: ClaimedDelivery[] = [];
    const claiming = async () => {
      while (next.length < guids.length) next.push(...(await exchange.claim(KHABAR, 10)));
    };
    const landing = async () => {
      for (const claim of flying) await exchange.deliveries.settle([delivered(claim, new Date())]);
    };
    await Promise.all([claiming(), landing()]);
    expect(new Set(next.map(({ guid, version }) => `${guid} ${version}`)).size).toBe(guids.length);
  });

  it('claims with what it accepts only in lanes at which nobody else is, and waits for none', async () => {
    const wishes = (destinations: readonly DestinationId[]) =>
      destinations.map((destinationId) => ({ destinationId, most: 10, leaseSeconds: 30, leaseEnds: 0 }));
    let claimed: unknown;
    await whileLocked(`SELECT FROM lane WHERE destination_id = '${KHABAR}' FOR NO KEY UPDATE`, async () => {
      const { claims } = await exchange.acceptance(REPORT, [aRecord('urn:a')], wishes);
      claimed = claims.map(({ wish, deliveries }) => [wish.destinationId, deliveries.length]);
    });
    expect(claimed).toEqual(
      expect.arrayContaining([
        [KHABAR, 0],
        [BAKU_TV, 1],
      ]),
    );
    expect(kinds(await exchange.claim(KHABAR))).toEqual([['item', 1]]);
    expect(kinds(await exchange.claim(BAKU_TV))).toEqual([]);
  });
});
