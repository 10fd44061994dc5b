import { asDestinationId, asFeedId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { FeedControl } from './feed-control.js';
import { LaneControl } from './lane-control.js';
import { DestinationReads } from './read/destinations.js';
import { FeedReads } from './read/feeds.js';
import { Replay, type ReplaySelection } from './replay.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from './testing/small-exchange.js';

describe('what ops do to lanes and feeds', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let lanes: LaneControl;
  beforeAll(async () => {
    store = await startStore();
    lanes = new LaneControl(store.pool);
  }, 60_000);
  afterAll(() => store.stop());
  beforeEach(async () => {
    await store.clear();
    exchange = await SmallExchange.open(store.dataSource, store.pool);
  });
  const eventTypes = async () =>
    (await store.pool.query<{ type: string }>('SELECT type FROM event ORDER BY id')).rows.map(
      (row) => row.type,
    );
  const guidsOf = (claims: { guid: string }[]) => claims.map((claim) => String(claim.guid)).toSorted();

  describe('LaneControl', () => {
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
      expect(await lanes.resume(KHABAR)).toBe(true);
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
      await lanes.resume(KHABAR, { mode: 'since', since });
      // The partner holds the earlier version of one: its correction is owed, however old.
      expect(guidsOf(await exchange.send(KHABAR))).toEqual(['urn:held', 'urn:recent']);
      expect(await new DestinationReads(store.pool).find(KHABAR)).toMatchObject({ dead: 1, pending: 0 });
    });

    it('forgets the failures of a lane that is resumed', async () => {
      await exchange.accept(...Array.from({ length: 4 }, (_, n) => aRecord(`urn:${n}`)));
      await exchange.send(KHABAR, 'unclear');
      await store.pool.query('UPDATE delivery SET due_at = now()');
      await exchange.send(KHABAR, 'unclear');
      expect((await new DestinationReads(store.pool).find(KHABAR))?.openUntil).toBeDefined();
      await lanes.disable(KHABAR, 'gone');
      await lanes.resume(KHABAR);
      const lane = await new DestinationReads(store.pool).find(KHABAR);
      expect(lane).toMatchObject({
        state: 'open',
        consecutiveFailures: 0,
        reason: undefined,
        openUntil: undefined,
      });
    });

    it('knows what does not exist', async () => {
      expect(await lanes.pause(asDestinationId('nobody'), 'x')).toBe(false);
      expect(await lanes.resume(asDestinationId('nobody'))).toBe(false);
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

  describe('Replay', () => {
    const replay = () => new Replay(store.pool);
    const both = async (selection: ReplaySelection) => {
      const preview = await replay().preview(selection);
      const result = await replay().run(selection);
      expect(result).toEqual(preview);
      return result;
    };

    it('sends dead letters again, under the ids they had', async () => {
      await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
      const died = await exchange.send(KHABAR, 'dead');
      expect(await both({ destinationId: KHABAR, dead: true })).toEqual({
        toSend: 2,
        skipped: {},
        destinations: [KHABAR],
      });
      const again = await exchange.send(KHABAR);
      expect(again.map((claim) => claim.webhookId).toSorted()).toEqual(
        died.map((claim) => claim.webhookId).toSorted(),
      );
      expect(again.map((claim) => claim.attempt)).toEqual([1, 1]);
      expect(await both({ destinationId: KHABAR, dead: true })).toEqual({
        toSend: 0,
        skipped: {},
        destinations: [],
      });
    });

    it('previews without doing', async () => {
      await exchange.accept(aRecord('urn:a'));
      const [died] = await exchange.send(KHABAR, 'dead');
      expect((await replay().preview({ deliveryId: died!.id })).toSend).toBe(1);
      expect(await exchange.claim(KHABAR)).toEqual([]);
    });

    it('never sends what a newer version has overtaken, nor what was killed', async () => {
      await exchange.accept(aRecord('urn:newer'), aRecord('urn:killed'), aRecord('urn:waiting'));
      await exchange.send(KHABAR, 'dead');
      await exchange.accept(aRecord('urn:newer', { headline: 'v2' }));
      await exchange.send(KHABAR);
      await exchange.accept(aRecord('urn:waiting', { headline: 'v2' }));
      await exchange.kill('urn:killed');
      expect(await both({ destinationId: KHABAR, dead: true })).toEqual({
        toSend: 0,
        skipped: { 'newer-held': 1, 'newer-under-way': 1, killed: 1 },
        destinations: [],
      });
      expect((await exchange.send(KHABAR)).map((claim) => [claim.guid, claim.version])).toEqual([
        ['urn:waiting', 2],
      ]);
    });

    it('sends everything since a moment again, each item in the version that is held', async () => {
      await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
      await exchange.send(BAKU_TV);
      await exchange.send(KHABAR);
      await exchange.accept(aRecord('urn:a', { headline: 'v2' }));
      await exchange.send(KHABAR);
      await exchange.send(BAKU_TV);
      const since = new Date(Date.now() - 60_000).toISOString();
      expect(await both({ destinationId: KHABAR, since })).toEqual({
        toSend: 2,
        skipped: { 'newer-held': 1 },
        destinations: [KHABAR],
      });
      const again = await exchange.send(KHABAR);
      expect(again.map((claim) => [claim.guid, claim.version]).toSorted()).toEqual([
        ['urn:a', 2],
        ['urn:b', 1],
      ]);
      expect(await exchange.claim(BAKU_TV)).toEqual([]);
      expect(
        await both({ destinationId: KHABAR, since: new Date(Date.now() + 60_000).toISOString() }),
      ).toMatchObject({
        toSend: 0,
        skipped: {},
      });
    });

    it('leaves alone what is not settled', async () => {
      await exchange.accept(aRecord('urn:a'));
      const [claim] = await exchange.claim(KHABAR);
      expect(await both({ deliveryId: claim!.id })).toMatchObject({
        toSend: 0,
        skipped: { 'not-settled': 1 },
      });
      expect(await both({ deliveryId: 999_999 })).toEqual({ toSend: 0, skipped: {}, destinations: [] });
    });

    it('lets news pass, because a replay is in no hurry', async () => {
      await exchange.accept(...Array.from({ length: 6 }, (_, n) => aRecord(`urn:${n}`)));
      while ((await exchange.send(KHABAR)).length > 0);
      await replay().run({ destinationId: KHABAR, since: new Date(0).toISOString() });
      await exchange.accept(aRecord('urn:news'));
      expect((await exchange.claim(KHABAR, 1)).map((claim) => claim.guid)).toEqual(['urn:news']);
    });
  });
});
