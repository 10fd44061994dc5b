import { asAgreementId, asDestinationId, asPartnerId } from '#news/ids.js';
import type { Configuration } from '#settings/configuration.js';
import { Secret } from '#settings/secret.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { SqlAgreementBook } from './agreement-book.js';
import { ApiKeyStore, ApiKeyTaken } from './api-key.store.js';
import { ConfigurationStore } from './configuration-store.js';
import { DestinationBook } from './destination-book.js';
import { LaneControl } from './lane-control.js';
import { AgreementReads } from './read/agreements.js';
import { FeedReads } from './read/feeds.js';
import { PartnerReads } from './read/partners.js';
import { SecretBox, SecretUnreadable } from './secret-box.js';
import { PULL_KEY, sampleConfiguration, WEBHOOK_SECRET } from './testing/sample-configuration.js';

const KHABAR = asDestinationId('khabar-webhook');
const BAKU_TV = asDestinationId('baku-tv-feed');

describe('ConfigurationStore', () => {
  let store: MigratedStore;
  let configuration: ConfigurationStore;
  let keys: ApiKeyStore;
  const box = new SecretBox([Buffer.alloc(32, 1)]);
  beforeAll(async () => {
    store = await startStore();
    keys = new ApiKeyStore(store.pool, box);
    configuration = new ConfigurationStore(store.dataSource, box, keys);
  });
  afterAll(() => store.stop());
  beforeEach(() => store.clear());

  const destination = (id: typeof KHABAR) => new DestinationBook(store.dataSource, box).find(id);
  const laneOf = async (id: string) =>
    (await store.pool.query('SELECT * FROM lane WHERE destination_id = $1', [id])).rows[0];
  const without = (kind: keyof Configuration, id: string): Configuration => {
    const all = sampleConfiguration();
    return { ...all, [kind]: (all[kind] as { id: string }[]).filter((one) => one.id !== id) };
  };

  it('makes the database what is desired, and then finds nothing to do', async () => {
    const changes = await configuration.apply(sampleConfiguration());
    expect(changes.map(({ action, id }) => `${action} ${id}`)).toEqual([
      'create baku-tv',
      'create khabar',
      'create report',
      'create topics',
      'create report-habits',
      'create report-ru',
      'create baku-tv-feed',
      'create khabar-webhook',
      'create report-gives',
    ]);
    expect(await configuration.plan(sampleConfiguration())).toEqual([]);
    expect(await configuration.apply(sampleConfiguration())).toEqual([]);
  });

  it('gives back what it was given, secrets and their references too', async () => {
    await configuration.apply(sampleConfiguration());
    const read = await configuration.read();
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(sampleConfiguration())));
    const [, webhook] = read.destinations;
    if (webhook?.transport !== 'webhook') throw new Error('the webhook is gone');
    expect(webhook.secrets[0]?.reveal()).toBe(WEBHOOK_SECRET);
    expect(webhook.secrets[0]?.reference).toMatch(/^..env:KHABAR_SECRET.$/);
  });

  it('keeps no secret that can be read without the key', async () => {
    await configuration.apply(sampleConfiguration());
    const { rows } = await store.pool.query(`
      SELECT string_agg(t.row, ' ') AS everything FROM (
        SELECT d::text AS row FROM destination d UNION ALL SELECT f::text FROM feed f
        UNION ALL SELECT k::text FROM api_key k UNION ALL SELECT e::text FROM event e) t`);
    for (const secret of [WEBHOOK_SECRET, 'khabar-token', 'feed-token', PULL_KEY]) {
      expect(rows[0].everything).not.toContain(secret);
    }
    const thief = new ConfigurationStore(store.dataSource, new SecretBox([Buffer.alloc(32, 2)]), keys);
    await expect(thief.read()).rejects.toThrow(SecretUnreadable);
  });

  it('lets processes that start together take turns', async () => {
    const results = await Promise.all([1, 2, 3].map(() => configuration.apply(sampleConfiguration())));
    expect(results.map((changes) => changes.length).toSorted()).toEqual([0, 0, 9]);
  });

  it('changes nothing when one change cannot be made', async () => {
    const shared = sampleConfiguration();
    shared.destinations.push({ ...shared.destinations[0]!, id: asDestinationId('baku-tv-second') });
    await expect(configuration.apply(shared)).rejects.toThrow(ApiKeyTaken);
    expect((await configuration.read()).partners).toEqual([]);
  });

  it('knows the file of everything, and where that file is now', async () => {
    const sources = async () => [
      (await new PartnerReads(store.pool).find('report'))?.sourceFile,
      (await new FeedReads(store.pool).find('report-ru'))?.sourceFile,
      (await new AgreementReads(store.pool).version('report-gives', 1))?.sourceFile,
    ];
    await configuration.apply(sampleConfiguration(), (kind, id) => `/srv/first/${kind}/${id}.yml`);
    expect(await sources()).toEqual([
      '/srv/first/partners/report.yml',
      '/srv/first/feeds/report-ru.yml',
      '/srv/first/agreements/report-gives.yml',
    ]);
    const changes = await configuration.apply(
      sampleConfiguration(),
      (kind, id) => `/srv/next/${kind}/${id}.yaml`,
    );
    expect(changes).toEqual([]);
    expect(await sources()).toEqual([
      '/srv/next/partners/report.yaml',
      '/srv/next/feeds/report-ru.yaml',
      '/srv/next/agreements/report-gives.yaml',
    ]);
  });

  describe('an agreement', () => {
    it('gets a version with each change, and keeps the earlier ones', async () => {
      await configuration.apply(sampleConfiguration());
      const changed = sampleConfiguration();
      changed.agreements[0]!.title = 'Memorandum of cooperation';
      const [change] = await configuration.apply(changed);
      expect(change).toMatchObject({ action: 'update', kind: 'agreements' });
      const board = await new SqlAgreementBook(store.pool).board();
      expect([...board.concepts!.withBroader('medtop:20000822')]).toContain('medtop:15000000');
      expect(board.agreements).toMatchObject([{ version: 2, title: 'Memorandum of cooperation' }]);
      const first = await new AgreementReads(store.pool).version('report-gives', 1);
      expect(first).toMatchObject({
        version: 1,
        title: 'Memorandum',
        sourceFile: 'config/agreements/report-gives.yaml',
      });
    });

    it('that was withdrawn and comes back goes on counting', async () => {
      await configuration.apply(sampleConfiguration());
      await configuration.apply(without('agreements', 'report-gives'));
      expect((await new SqlAgreementBook(store.pool).board()).agreements).toEqual([]);
      await configuration.apply(sampleConfiguration());
      expect((await new SqlAgreementBook(store.pool).board()).agreements).toMatchObject([{ version: 2 }]);
    });
  });

  describe('a destination', () => {
    it('is what pushing needs', async () => {
      await configuration.apply(sampleConfiguration());
      expect(await destination(KHABAR)).toEqual({
        id: KHABAR,
        partnerId: 'khabar',
        transport: 'webhook',
        format: 'newsml-g2',
        url: 'https://khabar.example/in',
        secrets: [WEBHOOK_SECRET],
        headers: { 'x-desk': 'world', 'x-token': 'khabar-token' },
        timeoutSeconds: 20,
        retrySeconds: [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000],
        maxInFlight: 4,
        ratePerSecond: 50,
      });
      expect(await laneOf(KHABAR)).toMatchObject({ state: 'open', max_in_flight: 4, rate_per_second: 50 });
      expect(await destination(BAKU_TV)).toMatchObject({ transport: 'pull', secrets: [], headers: {} });
    });

    it('that is removed is held and not forgotten, and opens when it comes back', async () => {
      await configuration.apply(sampleConfiguration());
      await configuration.apply(without('destinations', KHABAR));
      expect(await destination(KHABAR)).toBeUndefined();
      expect(await laneOf(KHABAR)).toMatchObject({
        state: 'disabled',
        reason: 'removed from the configuration',
      });
      const board = await new SqlAgreementBook(store.pool).board();
      expect(board.receivers.map((receiver) => receiver.destinationId)).toEqual([BAKU_TV]);
      await configuration.apply(sampleConfiguration());
      expect(await destination(KHABAR)).toBeDefined();
      expect(await laneOf(KHABAR)).toMatchObject({ state: 'open', reason: null });
    });

    it.each([
      ['paused', 'maintenance'],
      ['disabled', 'the destination answered that it is gone'],
    ])('that is %s stays so when it leaves the configuration and comes back', async (state, reason) => {
      await configuration.apply(sampleConfiguration());
      await store.pool.query('UPDATE lane SET state = $2, reason = $3 WHERE destination_id = $1', [
        KHABAR,
        state,
        reason,
      ]);
      const before = await laneOf(KHABAR);
      await configuration.apply(without('destinations', KHABAR));
      expect(await laneOf(KHABAR)).toEqual(before);
      await configuration.apply(sampleConfiguration());
      expect(await laneOf(KHABAR)).toEqual(before);
    });

    it('that is paused while it is away stays so when it comes back', async () => {
      await configuration.apply(sampleConfiguration());
      await configuration.apply(without('destinations', KHABAR));
      await new LaneControl(store.pool).pause(KHABAR, 'maintenance');
      await configuration.apply(sampleConfiguration());
      expect(await laneOf(KHABAR)).toMatchObject({ state: 'paused', reason: 'maintenance' });
    });

    it.each([
      ['wakes when its address is mended', { url: 'https://khabar.example/new' }, null],
      ['goes on resting when its pace changes', { maxInFlight: 3 }, expect.any(Date)],
    ])('that rests after failures %s', async (_what, change, openUntil) => {
      await configuration.apply(sampleConfiguration());
      await store.pool.query(
        `UPDATE lane SET consecutive_failures = 5, open_until = now() + interval '5 minutes', open_seconds = 300`,
      );
      const changed = sampleConfiguration();
      Object.assign(changed.destinations.find(({ id }) => id === KHABAR)!, change);
      await configuration.apply(changed);
      expect(await laneOf(KHABAR)).toMatchObject({
        open_until: openUntil,
        consecutive_failures: openUntil === null ? 0 : 5,
      });
    });

    it('that ops paused stays paused when its settings change', async () => {
      await configuration.apply(sampleConfiguration());
      await store.pool.query(
        `UPDATE lane SET state = 'paused', reason = 'maintenance' WHERE destination_id = $1`,
        [KHABAR],
      );
      const changed = sampleConfiguration();
      Object.assign(changed.destinations[1]!, { maxInFlight: 9 });
      await configuration.apply(changed);
      expect(await laneOf(KHABAR)).toMatchObject({
        state: 'paused',
        reason: 'maintenance',
        max_in_flight: 9,
      });
    });

    it('has its rules in its lane, and loses them with its settings', async () => {
      const ruled = sampleConfiguration();
      const quietHours = { from: '23:00', until: '07:00', zone: 'Asia/Almaty' };
      Object.assign(ruled.destinations[1]!, { versions: 'every', maxAgeSeconds: 3600, quietHours });
      await configuration.apply(ruled);
      expect(await laneOf(KHABAR)).toMatchObject({
        every_version: true,
        max_age_seconds: 3600,
        quiet_from: '23:00:00',
        quiet_until: '07:00:00',
        quiet_zone: 'Asia/Almaty',
      });
      await configuration.apply(sampleConfiguration());
      expect(await laneOf(KHABAR)).toMatchObject({
        every_version: false,
        max_age_seconds: null,
        quiet_from: null,
        quiet_zone: null,
      });
      // A zone that the database does not know is an error now, and not at every claim.
      Object.assign(ruled.destinations[1]!, { quietHours: { ...quietHours, zone: 'Asia/Nowhere' } });
      await expect(configuration.apply(ruled)).rejects.toThrow('Asia/Nowhere');
    });

    it.each([
      ['23:00', '07:00', '2026-11-18T17:59:00Z', false],
      ['23:00', '07:00', '2026-11-18T18:00:00Z', true],
      ['23:00', '07:00', '2026-11-19T01:59:00Z', true],
      ['23:00', '07:00', '2026-11-19T02:00:00Z', false],
      ['12:00', '14:00', '2026-11-18T08:30:00Z', true],
      ['12:00', '14:00', '2026-11-18T09:00:00Z', false],
    ])('is quiet from %s until %s in Almaty, at %s: %s', async (from, until, at, quiet) => {
      const { rows } = await store.pool.query('SELECT is_quiet($1, $2, $3, $4) AS quiet', [
        from,
        until,
        'Asia/Almaty',
        at,
      ]);
      expect(rows).toEqual([{ quiet }]);
    });

    it('is read by the keys of the configuration and by no others', async () => {
      await configuration.apply(sampleConfiguration());
      expect(await keys.verify(PULL_KEY)).toEqual({ role: 'destination', destinationId: BAKU_TV });
      expect(await keys.verify(`${PULL_KEY}x`)).toBeUndefined();
      const rotated = sampleConfiguration();
      Object.assign(rotated.destinations[0]!, { apiKeys: [Secret.of('another-key-9876543210')] });
      await configuration.apply(rotated);
      expect(await keys.verify(PULL_KEY)).toBeUndefined();
      expect(await keys.verify('another-key-9876543210')).toBeDefined();
      await configuration.apply(without('destinations', BAKU_TV));
      expect(await keys.verify('another-key-9876543210')).toBeUndefined();
      await configuration.apply(sampleConfiguration());
      expect(await keys.verify(PULL_KEY)).toBeDefined();
    });
  });

  it('shows agreements, receivers and senders on one board', async () => {
    await configuration.apply(sampleConfiguration());
    const board = await new SqlAgreementBook(store.pool).board();
    expect(board.agreements[0]?.id).toBe(asAgreementId('report-gives'));
    expect(board.receivers).toEqual([
      expect.objectContaining({
        destinationId: BAKU_TV,
        partnerId: 'baku-tv',
        country: 'AZ',
        platforms: ['web'],
      }),
      expect.objectContaining({
        destinationId: KHABAR,
        partnerId: 'khabar',
        country: 'KZ',
        zone: 'Asia/Almaty',
      }),
    ]);
    expect(board.senders.get(asPartnerId('report'))?.providerNames).toContain('Report');
  });
});
