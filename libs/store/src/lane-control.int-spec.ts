import { asDestinationId, asFeedId } from '#news/ids.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { FeedControl } from './feed-control.js';
import { LaneControl } from './lane-control.js';
import { DestinationReads } from './read/destinations.js';
import { FeedReads } from './read/feeds.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';

describe('what ops do to lanes and feeds', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let lanes: LaneControl;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    lanes = new LaneControl(store.pool);
  });
  const eventTypes = async () =>
    (await store.pool.query<{ type: string }>('SELECT type FROM event ORDER BY id')).rows.map(
      (row) => row.type,
    );
  const guidsOf = (claims: { guid: string }[]) => claims.map((claim) => String(claim.guid)).toSorted();

  describe('LaneControl', () => {
    it('leaves out no hold of what the partner may have, however old', async () => {
      await exchange.accept(aRecord('urn:a'));
      await exchange.send(KHABAR, 'unclear');
      await lanes.pause(KHABAR, 'moved');
      await exchange.accept(aRecord('urn:a', { pubStatus: 'withheld' }), aRecord('urn:b'));
      const since = new Date(Date.now() + 1000).toISOString();
      expect(await lanes.preview(KHABAR, { since })).toMatchObject({ toSend: 1, skipped: 1 });
      expect(await lanes.resume(KHABAR, { since })).toMatchObject({ toSend: 1, skipped: 1 });
      const { rows } = await store.pool.query('SELECT version, state FROM delivery ORDER BY id');
      expect(rows).toContainEqual({ version: 2, state: 'pending' });
    });

    it('holds everything while paused and lets all of it go, of each item the newest version', async () => {
      expect(await lanes.pause(KHABAR, 'their system is being moved')).toBe(true);
      await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
      await exchange.accept(aRecord('urn:a', { headline: 'updated' }));
      expect(await exchange.claim(KHABAR)).toEqual([]);
      expect(await new DestinationReads(store.pool).find(KHABAR)).toMatchObject({
        state: 'paused',
        reason: 'their system is being moved',
        pending: 2,
      });
      expect(await lanes.resume(KHABAR)).toMatchObject({ state: 'paused', toSend: 2 });
      const sent = await exchange.send(KHABAR);
      expect(sent.map((claim) => [claim.guid, claim.version]).toSorted()).toEqual([
        ['urn:a', 2],
        ['urn:b', 1],
      ]);
      expect(await eventTypes()).toEqual([
        'configuration.changed',
        'destination.paused',
        'destination.resumed',
      ]);
    });

    it('counts what a resumption would let go, and changes nothing by it', async () => {
      await store.pool.query('UPDATE lane SET every_version = true');
      await exchange.accept(aRecord('urn:killed'));
      await exchange.send(KHABAR);
      expect(await lanes.preview(KHABAR)).toEqual({
        state: 'open',
        ...{ toSend: 0, kills: 0, later: 0, skipped: 0, overtaken: 0, tooOld: 0 },
      });
      await lanes.pause(KHABAR, 'x');
      await exchange.accept(aRecord('urn:old'), aRecord('urn:new'), aRecord('urn:later'));
      await exchange.accept(aRecord('urn:new', { headline: 'v2' }));
      await exchange.kill('urn:killed');
      await store.pool.query(`
        UPDATE delivery d SET created_at = d.created_at - CASE WHEN guid = 'urn:old' THEN interval '1 day' ELSE '0' END,
               due_at = d.due_at + CASE WHEN guid = 'urn:later' THEN interval '1 hour' ELSE '0' END
          FROM item i WHERE i.id = d.item_id AND d.state = 'pending'`);
      const since = new Date(Date.now() - 3_600_000).toISOString();
      for (const [how, counts] of [
        [{}, { toSend: 5, kills: 1, later: 1, skipped: 0, overtaken: 0 }],
        [{ latest: true }, { toSend: 4, kills: 1, later: 1, skipped: 0, overtaken: 1 }],
        [{ since }, { toSend: 4, kills: 1, later: 1, skipped: 1, overtaken: 0 }],
        [
          { since, latest: true },
          { toSend: 3, kills: 1, later: 1, skipped: 1, overtaken: 1 },
        ],
      ] as const)
        expect([how, await lanes.preview(KHABAR, how)]).toEqual([
          how,
          { state: 'paused', ...counts, tooOld: 0 },
        ]);
      const preview = await lanes.preview(KHABAR, { since, latest: true });
      expect(await lanes.resume(KHABAR, { since, latest: true })).toEqual(preview);
      expect(await exchange.send(KHABAR)).toHaveLength(2);
    });

    it('counts apart what has grown too old while it was held', async () => {
      await lanes.pause(KHABAR, 'x');
      await exchange.accept(aRecord('urn:old'), aRecord('urn:embargoed'), aRecord('urn:new'));
      await exchange.accept(aRecord('urn:urgent', { urgency: 1 }));
      await store.pool.query(`
        UPDATE lane SET max_age_seconds = 3600;
        UPDATE delivery d SET created_at = now() - interval '2 hours'
          FROM item i WHERE i.id = d.item_id AND i.guid <> 'urn:new';
        UPDATE decision c SET due_at = now() - interval '2 hours'
          FROM item i WHERE i.id = c.item_id AND i.guid IN ('urn:old', 'urn:urgent')`);
      const counts = { toSend: 2, kills: 0, later: 0, skipped: 0, overtaken: 0, tooOld: 2 };
      expect(await lanes.resume(KHABAR)).toEqual({ state: 'paused', ...counts });
      const sent = (await exchange.send(KHABAR)).map(({ guid }) => guid);
      expect(sent.toSorted()).toEqual(['urn:embargoed', 'urn:new']);
    });

    it('can resume with what is recent, and keeps the rest as dead letters', async () => {
      await exchange.accept(aRecord('urn:held'));
      await exchange.send(KHABAR);
      await lanes.pause(KHABAR, 'x');
      await exchange.accept(
        aRecord('urn:old'),
        aRecord('urn:held', { headline: 'correction', signals: ['correction'] }),
      );
      await store.pool.query(
        `UPDATE delivery SET created_at = now() - interval '1 day' WHERE state = 'pending'`,
      );
      await exchange.accept(aRecord('urn:recent'));
      const since = new Date(Date.now() - 3_600_000).toISOString();
      await lanes.resume(KHABAR, { since });
      // The partner holds the earlier version of one: its correction is owed, however old.
      expect(guidsOf(await exchange.send(KHABAR))).toEqual(['urn:held', 'urn:recent']);
      expect(await new DestinationReads(store.pool).find(KHABAR)).toMatchObject({ dead: 1, pending: 0 });
    });

    it('can resume with the newest version of each item alone, batch by batch', async () => {
      await store.pool.query('UPDATE lane SET every_version = true');
      await lanes.pause(KHABAR, 'x');
      const records = Array.from({ length: 7 }, (_, n) => `urn:${n}`);
      await exchange.accept(...records.map((guid) => aRecord(guid)));
      await exchange.accept(...records.slice(0, 5).map((guid) => aRecord(guid, { headline: 'v2' })));
      await exchange.accept(aRecord('urn:0', { headline: 'v3' }));
      await new LaneControl(store.pool, 3).resume(KHABAR, { latest: true });
      const sent: string[] = [];
      for (let claims = await exchange.send(KHABAR); claims.length > 0; claims = await exchange.send(KHABAR))
        sent.push(...claims.map(({ guid, version }) => `${guid} v${version}`));
      expect(sent.toSorted()).toEqual([
        'urn:0 v3',
        ...['urn:1 v2', 'urn:2 v2', 'urn:3 v2', 'urn:4 v2', 'urn:5 v1', 'urn:6 v1'],
      ]);
    });

    it('leaves out what is old batch by batch, and counts it', async () => {
      await lanes.pause(KHABAR, 'x');
      await exchange.accept(...Array.from({ length: 8 }, (_, n) => aRecord(`urn:${n}`)));
      await store.pool.query(
        `UPDATE delivery SET created_at = now() - interval '1 day' WHERE item_id % 2 = 0`,
      );
      const since = new Date(Date.now() - 3_600_000).toISOString();
      await new LaneControl(store.pool, 3).resume(KHABAR, { since });
      expect(await exchange.send(KHABAR)).toHaveLength(4);
      const { rows } = await store.pool.query(`SELECT data FROM event WHERE type = 'destination.resumed'`);
      expect(rows[0].data).toEqual({ destinationId: KHABAR, skipped: 4, overtaken: 0 });
    });

    it('forgets the failures of a lane that is resumed', async () => {
      await exchange.accept(...Array.from({ length: 4 }, (_, n) => aRecord(`urn:${n}`)));
      await exchange.send(KHABAR, 'unclear');
      await store.pool.query('UPDATE delivery SET due_at = now()');
      await exchange.send(KHABAR, 'unclear');
      expect((await new DestinationReads(store.pool).find(KHABAR))?.restsUntil).toBeDefined();
      await lanes.disable(KHABAR, 'gone');
      await lanes.resume(KHABAR);
      const lane = await new DestinationReads(store.pool).find(KHABAR);
      expect(lane).toMatchObject({
        state: 'open',
        consecutiveFailures: 0,
        reason: undefined,
        restsUntil: undefined,
      });
    });

    it('ends the rest of an open lane, and says that it rested', async () => {
      await exchange.accept(aRecord('urn:a'));
      await store.pool.query(
        `UPDATE lane SET consecutive_failures = 5, open_until = now() + interval '5 minutes', open_seconds = 300`,
      );
      const rest = { until: expect.any(String), failures: 5 };
      expect(await lanes.preview(KHABAR)).toMatchObject({ state: 'open', rest });
      expect(await exchange.send(KHABAR)).toEqual([]);
      expect(await lanes.resume(KHABAR)).toMatchObject({ state: 'open', rest });
      expect(await exchange.send(KHABAR)).toHaveLength(1);
      expect(await lanes.resume(KHABAR)).not.toHaveProperty('rest');
      expect((await eventTypes()).filter((type) => type === 'destination.breaker-closed')).toHaveLength(1);
    });

    it('knows what does not exist', async () => {
      expect(await lanes.pause(asDestinationId('nobody'), 'x')).toBe(false);
      expect(await lanes.resume(asDestinationId('nobody'))).toBeUndefined();
      expect(await lanes.preview(asDestinationId('nobody'))).toBeUndefined();
    });
  });

  describe('FeedControl', () => {
    const REPORT = asFeedId('report-ru');
    it('pauses, resumes and hastens', async () => {
      const feeds = new FeedControl(store.pool);
      const read = () => new FeedReads(store.pool).find(REPORT);
      expect(await feeds.pause(REPORT, 'wrong feed')).toBe(true);
      const first = (await read())?.paused;
      expect(first).toEqual({ at: expect.any(String), reason: 'wrong feed' });
      await feeds.pause(REPORT, 'still wrong');
      expect((await read())?.paused).toEqual({ at: first?.at, reason: 'still wrong' });
      expect(await feeds.resume(REPORT)).toBe(true);
      expect((await read())?.paused).toBeUndefined();
      await store.pool.query(`UPDATE feed SET next_poll_at = '2099-01-01'`);
      expect(await feeds.makeDue(REPORT)).toBe('due');
      expect(Date.parse((await read())!.nextPollAt)).toBeLessThanOrEqual(Date.now() + 1000);
      expect(await feeds.pause(asFeedId('nobody'), 'x')).toBe(false);
      expect(await eventTypes()).toEqual([
        'configuration.changed',
        'feed.paused',
        'feed.paused',
        'feed.resumed',
      ]);
    });
  });
});
