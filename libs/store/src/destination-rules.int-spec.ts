import type { WebhookDestinationSettings } from '#settings/schema/destination-schema.js';
import { Secret } from '#settings/secret.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { DestinationBook } from './destination-book.js';
import { DestinationReads } from './read/destinations.js';
import { sampleConfiguration } from './testing/sample-configuration.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';

/** From the configuration to what is claimed and sent: each rule of a webhook has its effect, and is shown. */
describe('the rules of a webhook', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
  });

  const configure = async (rules: Partial<WebhookDestinationSettings>) => {
    const configuration = sampleConfiguration();
    const webhook = configuration.destinations.find(({ id }) => id === KHABAR)!;
    Object.assign(webhook, { maxInFlight: 100, ratePerSecond: undefined }, rules);
    await exchange.configuration.apply(configuration);
  };
  const items = (count: number, more: Parameters<typeof aRecord>[1] = {}) =>
    Array.from({ length: count }, (_, n) => aRecord(`urn:${n}`, more));
  const claimed = async () =>
    (await exchange.claim(KHABAR)).map(({ guid, version }) => `${guid} v${version}`);
  const asPushed = () => new DestinationBook(store.dataSource, exchange.box).find(KHABAR);
  const shown = async () => (await new DestinationReads(store.pool).find(KHABAR))?.rules;

  it('are shown as configured, defaults filled in, without what is secret', async () => {
    await configure({ secretHeaders: { 'x-token': Secret.of('khabar-token') } });
    expect(await shown()).toEqual({
      versions: 'latest',
      keyOverlapSeconds: 86_400,
      maxInFlight: 100,
      timeoutSeconds: 20,
      retrySeconds: [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000],
      headers: { 'x-desk': 'world' },
      secretHeaderNames: ['x-token'],
    });
    expect(JSON.stringify(await new DestinationReads(store.pool).find(KHABAR))).not.toMatch(
      /khabar-token|whsec_|sealed/,
    );
  });

  it('maxInFlight: so many are in the air, and no more', async () => {
    await configure({ maxInFlight: 3 });
    await exchange.accept(...items(5));
    expect([(await claimed()).length, (await claimed()).length]).toEqual([3, 0]);
    expect(await shown()).toMatchObject({ maxInFlight: 3 });
  });

  it('ratePerSecond and burst: so many leave at once, and the others a little later', async () => {
    await configure({ ratePerSecond: 0.5, burst: 2 });
    // A lane that is there already fills up at its rate; this one has waited long enough.
    await store.pool.query(`UPDATE lane SET tokens_at = now() - interval '1 hour'`);
    await exchange.accept(...items(5));
    expect([(await claimed()).length, (await claimed()).length]).toEqual([2, 0]);
    await store.pool.query(`UPDATE lane SET tokens_at = tokens_at - interval '2 seconds'`);
    expect(await claimed()).toHaveLength(1);
    expect(await shown()).toMatchObject({ ratePerSecond: 0.5, burst: 2 });
  });

  it.each([
    ['latest' as const, [['urn:0 v2']]],
    ['every' as const, [['urn:0 v1'], ['urn:0 v2']]],
  ])('versions %s: %j leave', async (versions, sent) => {
    await configure({ versions });
    await exchange.accept(...items(1));
    await exchange.accept(...items(1, { headline: 'v2' }));
    for (const wanted of sent)
      expect((await exchange.send(KHABAR)).map(({ guid, version }) => `${guid} v${version}`)).toEqual(wanted);
    expect(await claimed()).toEqual([]);
    expect(await shown()).toMatchObject({ versions });
  });

  it('maxAgeSeconds: what is older is a dead letter', async () => {
    await configure({ maxAgeSeconds: 3600 });
    await exchange.accept(...items(2));
    await store.pool.query(`
      UPDATE decision SET due_at = now() - interval '2 hours' WHERE item_id = (SELECT min(id) FROM item);
      UPDATE delivery SET created_at = now() - interval '2 hours' WHERE item_id = (SELECT min(id) FROM item)`);
    expect(await claimed()).toEqual(['urn:1 v1']);
    const { rows } = await store.pool.query(`SELECT code FROM delivery WHERE state = 'dead'`);
    expect(rows).toEqual([{ code: 'delivery.too-old' }]);
    expect(await shown()).toMatchObject({ maxAgeSeconds: 3600 });
  });

  it('quietHours: only what is urgent leaves', async () => {
    const hour = Math.floor(Date.now() / 3_600_000);
    const hours = (from: number) => `${String((hour + from) % 24).padStart(2, '0')}:00`;
    const quietHours = { from: hours(-1), until: hours(2), zone: 'Etc/UTC' };
    await configure({ quietHours });
    await exchange.accept(aRecord('urn:calm'), aRecord('urn:urgent', { urgency: 1 }));
    expect(await claimed()).toEqual(['urn:urgent v1']);
    expect(await shown()).toMatchObject({ quietHours });
    const endsAt = async () =>
      Date.parse((await new DestinationReads(store.pool).find(KHABAR))?.quietUntil ?? '');
    expect(await endsAt()).toBe((hour + 2) * 3_600_000);
    await configure({ quietHours: { from: hours(-2), until: hours(-1), zone: 'Etc/UTC' } });
    expect(await endsAt()).toBeNaN();
    await configure({});
    expect(await claimed()).toEqual(['urn:calm v1']);
  });

  it('the others reach whoever sends', async () => {
    const rules = {
      format: 'nitf' as const,
      formatVersion: '3.6',
      outputProfile: { body: 'plain' as const, leaveOut: ['url' as const] },
      url: 'https://khabar.example/other',
      timeoutSeconds: 7,
      retrySeconds: [1, 2],
      giveUpAfterSeconds: 60,
    };
    await configure({
      ...rules,
      headers: { 'x-desk': 'sport' },
      secretHeaders: { 'x-token': Secret.of('other-token') },
    });
    expect(await asPushed()).toMatchObject({
      ...rules,
      headers: { 'x-desk': 'sport', 'x-token': 'other-token' },
    });
    const { format, formatVersion, outputProfile, url, ...timing } = rules;
    const read = await new DestinationReads(store.pool).find(KHABAR);
    expect(read).toMatchObject({ format, formatVersion, outputProfile, url });
    expect(await shown()).toMatchObject({ ...timing, headers: { 'x-desk': 'sport' } });
  });
});
