import { dead, delivered, retry } from '#exchange/testing/ledger-under-test.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { LaneControl } from './lane-control.js';
import { DeliveryReads } from './read/deliveries.js';
import { ReplayReads } from './read/replays.js';
import { Replay, type ReplaySelection } from './replay.js';
import { ReplayCounts } from './replay-counts.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from './testing/small-exchange.js';

/** Of all languages only Russian is granted. */
const notGranted = (guid: string) => aRecord(guid, { headline: 'тыйым', language: 'kk' });

describe('Replay', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });
  const replay = () => new Replay(store.pool);
  const both = async (selection: ReplaySelection) => {
    const preview = await replay().preview(selection);
    const { id, selected, ...result } = await replay().run(selection);
    expect([result, selected]).toEqual([preview, true]);
    expect(await new ReplayReads(store.pool).find(id)).toMatchObject({ toSend: result.toSend });
    return result;
  };

  const keep = async (counts = new ReplayCounts(store.pool)) =>
    counts.keep(await replay().unsettled(), new AbortController().signal);

  it('sends dead letters again, under the ids they had', async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    const died = await exchange.send(KHABAR, 'dead');
    expect(await both({ destinationId: KHABAR, dead: true })).toEqual({
      toSend: 2,
      skipped: {},
      formerAgreements: {},
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
      formerAgreements: {},
      destinations: [],
    });
  });

  it('counts attempts anew while one waits, and tells of all of them when it is settled', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [died] = await exchange.send(KHABAR, 'dead');
    const reads = new DeliveryReads(store.pool);
    const told = async () => {
      const found = await reads.find(died!.id);
      const [listed] = await reads.list({ state: found!.state }, 10);
      const { items } = await reads.page({ destinationId: KHABAR }, 10);
      expect([listed, items[0]]).toEqual([found, found]);
      return `${found!.state} ${found!.attempts}`;
    };
    const again = () => replay().run({ deliveryId: died!.id });
    expect(await told()).toBe('dead 1');
    await again();
    expect(await told()).toBe('pending 0');
    await exchange.send(KHABAR, 'dead');
    expect(await told()).toBe('dead 2');
    await again();
    await exchange.send(KHABAR);
    expect(await told()).toBe('delivered 3');
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
      // What was killed is no dead letter any more.
      skipped: { 'newer-held': 1, 'newer-under-way': 1 },
      formerAgreements: {},
      destinations: [],
    });
    expect((await exchange.send(KHABAR)).map((claim) => [claim.guid, claim.version])).toEqual([
      ['urn:waiting', 2],
    ]);
  });

  it('sends nothing from before a kill, though the item was published again for others', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [died] = await exchange.send(KHABAR, 'dead');
    await exchange.kill('urn:a');
    await exchange.accept(notGranted('urn:a'));
    expect(await both({ deliveryId: died!.id })).toMatchObject({ toSend: 0, skipped: { killed: 1 } });
  });

  it('sends no version whose successor may not go there', async () => {
    await exchange.accept(aRecord('urn:dead'), aRecord('urn:held'));
    const [first] = await exchange.claim(KHABAR, 1);
    await exchange.deliveries.settle([dead(first!, new Date())]);
    await exchange.send(KHABAR);
    await exchange.accept(notGranted('urn:dead'));
    expect(await both({ deliveryId: first!.id })).toMatchObject({
      toSend: 0,
      skipped: { 'newer-refused': 1 },
    });
    await exchange.accept(aRecord('urn:dead', { headline: 'v3' }));
    await exchange.send(KHABAR, 'dead');
    expect(await both({ destinationId: KHABAR, dead: true })).toMatchObject({ toSend: 1 });
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
      formerAgreements: {},
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
    expect(await replay().preview({ deliveryId: 999_999 })).toEqual({
      toSend: 0,
      skipped: {},
      formerAgreements: {},
      destinations: [],
    });
    await expect(replay().run({ deliveryId: 999_999 })).rejects.toThrow(RangeError);
  });

  it('lets news pass, because a replay is in no hurry', async () => {
    await exchange.accept(...Array.from({ length: 6 }, (_, n) => aRecord(`urn:${n}`)));
    while ((await exchange.send(KHABAR)).length > 0);
    await replay().run({ destinationId: KHABAR, since: new Date(0).toISOString() });
    await exchange.accept(aRecord('urn:news'));
    expect((await exchange.claim(KHABAR, 1)).map((claim) => claim.guid)).toEqual(['urn:news']);
  });

  describe('in batches', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => aRecord(`urn:${n}`));
    const versionsOf = (claims: { guid: string; version: number }[]) =>
      claims.map(({ guid, version }) => `${guid} v${version}`).toSorted();
    const sendAll = async () => {
      const sent: { guid: string; version: number }[] = [];
      for (let some = await exchange.send(KHABAR); some.length > 0; some = await exchange.send(KHABAR))
        sent.push(...some);
      return sent;
    };
    /** Everything that is due; the breaker is none of this test's business. */
    const die = async () => {
      for (let died = 1; died > 0; ) {
        died = (await exchange.send(KHABAR, 'dead')).length;
        await store.pool.query(
          'UPDATE lane SET open_until = NULL, open_seconds = NULL, consecutive_failures = 0',
        );
      }
    };

    it('makes everything due once, and is gone on with by whoever finds it', async () => {
      await exchange.accept(...many(11));
      await die();
      const replay = new Replay(store.pool, 4);
      const id = await replay.begin({ destinationId: KHABAR, dead: true });
      expect(await replay.unsettled()).toEqual([{ id, toSend: 0, selected: false }]);
      expect(await replay.goOn(id)).toMatchObject({ toSend: 4, selected: false });
      expect(await new ReplayReads(store.pool).find(id)).toMatchObject({ state: 'selecting', waiting: 4 });
      // Two at once, as after a restart: neither counts what the other did.
      const others = [new Replay(store.pool, 4), new Replay(store.pool, 4)];
      await Promise.all(others.map((one) => one.goOn(id)));
      const last = await replay.goOn(id);
      expect(last).toMatchObject({ toSend: 11, selected: true, destinations: [KHABAR] });
      expect(await replay.unsettled()).toEqual([{ id, toSend: 11, selected: true }]);
      expect(await replay.goOn(id)).toEqual(last);
      expect(await sendAll()).toHaveLength(11);
      const { rows } = await store.pool.query(`SELECT data FROM event WHERE type = 'delivery.replayed'`);
      expect(rows).toEqual([{ data: { destinationId: KHABAR, replayId: id, deliveries: 11 } }]);
    });

    it('ends although what it sends dies again meanwhile', async () => {
      await exchange.accept(...many(5));
      await die();
      const replay = new Replay(store.pool, 2);
      const id = await replay.begin({
        destinationId: KHABAR,
        dead: true,
        until: new Date(Date.now() + 3_600_000).toISOString(),
      });
      let steps = 0;
      for (let step = await replay.goOn(id); !step.selected && steps < 20; step = await replay.goOn(id)) {
        await die();
        steps++;
      }
      expect(steps).toBeLessThan(5);
      expect(await new ReplayReads(store.pool).find(id)).toMatchObject({ toSend: 5, elsewhere: 0 });
    });

    it('sends no version behind one that may have arrived, though it is dead', async () => {
      await store.pool.query('UPDATE lane SET every_version = true');
      await exchange.accept(aRecord('urn:a'));
      const [first] = await exchange.send(KHABAR, 'dead');
      await exchange.accept(aRecord('urn:a', { headline: 'v2' }));
      const [second] = await exchange.claim(KHABAR);
      await exchange.deliveries.settle([dead(second!, new Date(), true)]);
      expect(await both({ deliveryId: first!.id })).toMatchObject({
        toSend: 0,
        skipped: { 'newer-held': 1 },
      });
      expect(await both({ deliveryId: second!.id })).toMatchObject({ toSend: 1 });
    });

    it('sends no version behind one that was taken back in the air and may have arrived', async () => {
      await store.pool.query('UPDATE lane SET every_version = true');
      await exchange.accept(aRecord('urn:a'));
      const [first] = await exchange.send(KHABAR);
      await exchange.accept(aRecord('urn:a', { headline: 'v2' }));
      const [second] = await exchange.claim(KHABAR);
      await exchange.accept(notGranted('urn:a'));
      await exchange.deliveries.settle([retry(second!, new Date(), new Date(), true)]);
      expect(await both({ deliveryId: first!.id })).toMatchObject({
        toSend: 0,
        skipped: { 'newer-held': 1 },
      });
    });

    it('sends every version in order where the destination takes every one, whatever died last', async () => {
      await store.pool.query('UPDATE lane SET every_version = true');
      await exchange.accept(...many(3));
      await exchange.accept(...many(3).map(({ guid }) => aRecord(guid, { headline: 'v2' })));
      await die();
      // Version 1 of one was tried again alone, and died after its version 2.
      await store.pool.query(
        `UPDATE delivery SET settled_at = now() - interval '1 hour' WHERE version = 2 AND destination_id = $1`,
        [KHABAR],
      );
      const replay = new Replay(store.pool, 2);
      const id = await replay.begin({ destinationId: KHABAR, dead: true });
      const sent: string[] = [];
      for (let selected = false; !selected; ) {
        ({ selected } = await replay.goOn(id));
        sent.push(...(await sendAll()).map(({ guid, version }) => `${guid} v${version}`));
      }
      expect(sent.toSorted()).toEqual([0, 1, 2].flatMap((n) => [`urn:${n} v1`, `urn:${n} v2`]));
      for (const n of [0, 1, 2])
        expect(sent.filter((one) => one.startsWith(`urn:${n} `))).toEqual([`urn:${n} v1`, `urn:${n} v2`]);
      expect(await new ReplayReads(store.pool).find(id)).toMatchObject({
        state: 'settled',
        toSend: 6,
        delivered: 6,
        skipped: {},
      });
    });

    it('sends the newest version alone where that is asked', async () => {
      await store.pool.query('UPDATE lane SET every_version = true');
      await exchange.accept(...many(2));
      await exchange.accept(aRecord('urn:0', { headline: 'v2' }));
      await die();
      expect(await both({ destinationId: KHABAR, latest: true })).toMatchObject({
        toSend: 2,
        skipped: { 'newer-dead': 1 },
      });
      expect(versionsOf(await sendAll())).toEqual(['urn:0 v2', 'urn:1 v1']);
    });

    it('can be narrowed to what died of one thing, and in a time', async () => {
      await exchange.accept(...many(4));
      await die();
      const { rows } = await store.pool.query<{ id: number; code: string }>(
        `UPDATE delivery SET code = CASE item_id % 2 WHEN 0 THEN 'delivery.http-422' ELSE 'delivery.tls' END,
                settled_at = now() - id * interval '1 hour'
          WHERE destination_id = $1 RETURNING id, code`,
        [KHABAR],
      );
      const odd = rows.filter(({ code }) => code === 'delivery.tls').length;
      const of = async (more: object) =>
        (await new Replay(store.pool).preview({ destinationId: KHABAR, dead: true, ...more })).toSend;
      expect(odd).toBe(2);
      expect(await of({ code: 'delivery.tls' })).toBe(odd);
      expect(await of({ code: 'delivery.dns' })).toBe(0);
      const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
      const ids = rows.map(({ id }) => id).toSorted((a, b) => a - b);
      expect(await of({ since: ago(ids[1]! + 0.5) })).toBe(2);
      expect(await of({ until: ago(ids[1]! - 0.5) })).toBe(3);
      expect(await of({ since: ago(ids[1]! + 0.5), until: ago(ids[0]! + 0.5) })).toBe(1);
    });

    it('brings nothing forward that is not due yet', async () => {
      const lanes = new LaneControl(store.pool);
      await lanes.pause(KHABAR, 'x');
      await exchange.accept(aRecord('urn:embargoed'));
      await store.pool.query(`UPDATE delivery SET due_at = now() + interval '1 hour'`);
      await lanes.resume(KHABAR, { since: new Date().toISOString() });
      expect(await both({ destinationId: KHABAR, dead: true })).toMatchObject({ toSend: 1 });
      expect(await exchange.claim(KHABAR)).toEqual([]);
    });

    it('says what has become of its deliveries', async () => {
      await exchange.accept(...many(4));
      await die();
      const { id } = await new Replay(store.pool).run({ destinationId: KHABAR, dead: true });
      const read = () => new ReplayReads(store.pool).find(id);
      expect(await read()).toMatchObject({ state: 'sending', toSend: 4, waiting: 4, inFlight: 0 });
      const [first, second] = await exchange.claim(KHABAR, 2);
      expect(await read()).toMatchObject({ waiting: 2, inFlight: 2 });
      await exchange.deliveries.release([{ id: second!.id, fence: second!.fence }]);
      await store.pool.query(`UPDATE delivery SET lease_until = now() - interval '1 s' WHERE id = $1`, [
        first!.id,
      ]);
      await exchange.deliveries.expireLeases();
      expect(await read()).toMatchObject({ waiting: 3, retrying: 1 });
      await exchange.send(KHABAR, 'dead');
      const other = await new Replay(store.pool).run({ deliveryId: second!.id });
      await sendAll();
      expect(await read()).toMatchObject({ state: 'settled', elsewhere: 1 });
      await keep();
      const all = await new ReplayReads(store.pool).list({ destinationId: KHABAR }, 10);
      expect(all.map((one) => one.id)).toEqual([other.id, id]);
      expect(await new ReplayReads(store.pool).list({}, 10, other.id)).toEqual([await read()]);
    });

    it('is counted now and then while it goes on, and for the last time when it is settled', async () => {
      const reads = new ReplayReads(store.pool);
      const counts = new ReplayCounts(store.pool);
      const listed = async () => (await reads.list({}, 1))[0];
      await exchange.accept(...many(4));
      await die();
      const replay = new Replay(store.pool, 3);
      const id = await replay.begin({ destinationId: KHABAR, dead: true });
      await replay.goOn(id);
      expect(await listed()).toMatchObject({ state: 'selecting', toSend: 3, waiting: 3 });
      await exchange.deliveries.settle([delivered((await exchange.claim(KHABAR, 1))[0]!, new Date())]);
      expect(await keep(counts)).toBe(1);
      expect(await listed()).toMatchObject({ state: 'selecting', toSend: 3, waiting: 2, delivered: 1 });
      // Not again at once: a tenth of the time goes into counting.
      expect(await keep(counts)).toBe(0);
      while (!(await replay.goOn(id)).selected);
      // What became due since the count waits.
      expect(await listed()).toMatchObject({
        state: 'sending',
        toSend: 4,
        waiting: 3,
        delivered: 1,
        elsewhere: 0,
      });
      await exchange.send(KHABAR, 'dead');
      expect(await reads.find(id)).toMatchObject({ state: 'settled', dead: 3 });
      await keep();
      const last = await listed();
      expect(last).toMatchObject({ state: 'settled', waiting: 0, delivered: 1, dead: 3, elsewhere: 0 });
      // A later replay takes the dead letters; what this one did stays as it was.
      await new Replay(store.pool).run({ destinationId: KHABAR, dead: true });
      await sendAll();
      expect([await reads.find(id), (await reads.list({}, 10))[1]]).toEqual([last, last]);
      expect(await keep()).toBe(1);
      expect(await keep()).toBe(0);
    });
  });
});
