import { setTimeout as sleep } from 'node:timers/promises';
import { checkedEncoder } from '#codecs/checked-encoder.js';
import { DrainLane } from '#exchange/outbound/drain-lane.js';
import { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import { PrepareBodies } from '#exchange/outbound/prepare-bodies.js';
import { SendDelivery } from '#exchange/outbound/send-delivery.js';
import { DELIVERED, failedWith, PlayedBell, PlayedPartners } from '#exchange/testing/played-doors.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { SqlBodyArchive } from './body-archive.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';
import { RecordCache, SqlVersionReader } from './version-reader.js';

describe('what leaves', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let partners: PlayedPartners;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    partners = new PlayedPartners();
  });

  /** As a process of its own would, whose clock is so far ahead. */
  const drain = (aheadMs = 0) => {
    const clock = { now: () => new Date(Date.now() + aheadMs) };
    const sends = new InFlightSends();
    const bodies = new PrepareBodies(
      new SqlVersionReader(store.pool, new RecordCache()),
      new SqlBodyArchive(store.pool),
      checkedEncoder(),
      { name: 'korpu' },
      clock,
    );
    const send = new SendDelivery(partners, sends, { clock, random: () => 0.02 });
    const lane = new DrainLane(exchange.deliveries, bodies, send, new PlayedBell(), { clock, sends });
    return lane.run(KHABAR, new AbortController().signal);
  };
  const rows = async (sql: string) => (await store.pool.query(sql)).rows;

  it('is a dead letter with its reason where it has a fault, and its neighbours arrive', async () => {
    const withoutZone = { firstCreated: '2026-03-10T09:00:00' };
    await exchange.accept(aRecord('urn:1'), aRecord('urn:2', withoutZone), aRecord('urn:3'));
    expect(await drain()).toMatchObject({ delivered: 2, dead: 1 });
    expect(partners.requests.map(({ delivery }) => delivery.guid)).toEqual(['urn:1', 'urn:3']);
    const [letter] = await rows(
      `SELECT a.code, a.answer FROM attempt a JOIN delivery d ON d.id = a.delivery_id WHERE d.state = 'dead'`,
    );
    expect(letter).toMatchObject({
      code: 'delivery.invalid-output',
      answer: expect.stringContaining(
        'g2.first-created-without-zone at /newsMessage/itemSet/newsItem/itemMeta',
      ),
    });
    expect(await rows('SELECT 1 FROM body')).toHaveLength(2);
  });

  it('is kept for each attempt, although two processes write different bytes of one version', async () => {
    await exchange.accept(aRecord('urn:1'));
    partners.behave(KHABAR, () => failedWith('delivery.http-503', 'later'));
    expect(await drain()).toMatchObject({ retried: 1 });
    partners.behave(KHABAR, () => DELIVERED);
    // A fiftieth of the five seconds of the schedule, by the database's clock.
    const due = `
      SELECT 1 FROM delivery
       WHERE destination_id = '${KHABAR}' AND state = 'pending' AND due_at <= clock_timestamp()`;
    while ((await rows(due)).length === 0) await sleep(20);
    expect(await drain(1000)).toMatchObject({ delivered: 1 });
    const sent = partners.requests.map(({ body }) => body);
    expect(new Set(sent.map(({ sha256 }) => sha256)).size).toBe(2);
    const attempts = await rows(`
      SELECT d.item_id, encode(a.body_sha256, 'hex') AS sha256
        FROM attempt a JOIN delivery d ON d.id = a.delivery_id ORDER BY a.fence`);
    const archive = new SqlBodyArchive(store.pool);
    const kept = await Promise.all(attempts.map((one) => archive.find(one.item_id, 1, one.sha256)));
    expect(kept).toEqual(sent);
  });

  it('is in the version that the destination is configured with', async () => {
    await store.pool.query(
      `UPDATE destination SET settings = settings || '{"format": "ninjs", "formatVersion": "2.2"}' WHERE id = $1`,
      [KHABAR],
    );
    await exchange.accept(aRecord('urn:1'));
    expect(await drain()).toMatchObject({ delivered: 1 });
    expect(JSON.parse(partners.requests[0]!.body.bytes.toString())).toMatchObject({
      standard: { version: '2.2' },
      uri: 'urn:1',
    });
    expect(await rows('SELECT profile FROM body')).toEqual([
      { profile: expect.stringMatching(/^ninjs-2\.2\b/) },
    ]);
  });
});
