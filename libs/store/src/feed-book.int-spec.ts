import type { PollResult } from '#exchange/inbound/inbound-ports.js';
import { asFeedId } from '#news/ids.js';
import type { Configuration } from '#settings/configuration.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { ApiKeyStore } from './api-key.store.js';
import { ConfigurationStore } from './configuration-store.js';
import { SqlFeedBook } from './feed-book.js';
import { FeedControl } from './feed-control.js';
import { SecretBox } from './secret-box.js';
import { sampleConfiguration } from './testing/sample-configuration.js';

describe('a feed in the configuration', () => {
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

  const without = (kind: keyof Configuration, id: string): Configuration => {
    const all = sampleConfiguration();
    return { ...all, [kind]: (all[kind] as { id: string }[]).filter((one) => one.id !== id) };
  };

  const REPORT = asFeedId('report-ru');
  const feeds = () => new SqlFeedBook(store.pool, box);
  const polled = {
    url: 'https://report.example/ru.rss',
    at: '2025-11-18T09:00:00Z',
    nextPollAt: '2025-11-18T09:01:00Z',
    poll: { etag: '"1"', intervalSeconds: 30, consecutiveFailures: 0 },
    outcome: 'changed' as const,
    accepted: 2,
  };
  const settle = async (result: Partial<PollResult> = {}) => {
    const { dueAt } = (await feeds().find(REPORT))!;
    await feeds().settlePoll(REPORT, { ...polled, dueAt, ...result });
  };

  it('is what pulling needs, before and after its first poll', async () => {
    await configuration.apply(sampleConfiguration());
    const feed = await feeds().find(REPORT);
    expect(feed).toMatchObject({
      id: REPORT,
      partnerId: 'report',
      partnerName: 'Report',
      url: 'https://report.example/ru.rss',
      headers: { accept: 'application/rss+xml', authorization: 'Bearer feed-token' },
      paused: false,
      due: true,
      poll: { intervalSeconds: 60, consecutiveFailures: 0 },
    });
    expect(await feeds().due(10, 0)).toEqual([{ id: REPORT, inMilliseconds: 0 }]);
    await settle({ nextPollAt: '2099-01-01T00:00:00Z' });
    expect(await feeds().due(10, 0)).toEqual([]);
    expect(await feeds().find(REPORT)).toMatchObject({ due: false, poll: polled.poll });
  });

  it.each([3_600, -3_600])(
    'is due after its wait by the clock of the database, although whoever polled is %i s away from it',
    async (offsetSeconds) => {
      await configuration.apply(sampleConfiguration());
      const { dueAt } = (await feeds().find(REPORT))!;
      const at = Date.now() + offsetSeconds * 1_000;
      const result = { at: new Date(at).toISOString(), nextPollAt: new Date(at + 20_000).toISOString() };
      const next = await feeds().settlePoll(REPORT, { ...polled, ...result, dueAt });
      expect(next).toBe((await feeds().find(REPORT))!.dueAt);
      const [row] = (
        await store.pool.query(
          `SELECT extract(epoch FROM next_poll_at - now())::float AS wait FROM feed WHERE id = $1`,
          [REPORT],
        )
      ).rows;
      expect(row.wait).toBeGreaterThan(10);
      expect(row.wait).toBeLessThanOrEqual(20);
    },
  );

  it('is read as its profile says, and its own settings go before', async () => {
    await configuration.apply(sampleConfiguration());
    const book = feeds();
    expect(await book.find(REPORT)).toMatchObject({
      charset: 'windows-1251',
      headlineSignals: { ИСПРАВЛЕНИЕ: 'correction', ОТМЕНА: 'kill' },
      profile: { statuses: { withdrawn: 'recalled' }, subjects: { names: { спорт: ['medtop:15000000'] } } },
    });
    const changed = sampleConfiguration();
    changed.profiles[0]!.statuses = { withdrawn: 'withheld' };
    changed.vocab[0]!.concepts['15000000']!.names = { ru: 'Игры' };
    const changes = await configuration.apply(changed);
    expect(changes.map(({ kind, action }) => `${action} ${kind}`)).toEqual([
      'update vocab',
      'update profiles',
    ]);
    expect(await book.find(REPORT)).toMatchObject({
      profile: { statuses: { withdrawn: 'withheld' }, subjects: { names: { игры: ['medtop:15000000'] } } },
    });
  });

  it('forgets its ETag when it moves, and only then', async () => {
    await configuration.apply(sampleConfiguration());
    await settle();
    const slower = sampleConfiguration();
    slower.feeds[0]!.pollEverySeconds = 120;
    await configuration.apply(slower);
    expect((await feeds().find(REPORT))?.poll.etag).toBe('"1"');
    const moved = sampleConfiguration();
    moved.feeds[0]!.url = 'https://report.example/new.rss';
    await configuration.apply(moved);
    expect((await feeds().find(REPORT))?.poll.etag).toBeUndefined();
  });

  it('that a change makes due while it is polled is due when that poll settles', async () => {
    await configuration.apply(sampleConfiguration());
    const { dueAt } = (await feeds().find(REPORT))!;
    const slower = sampleConfiguration();
    slower.feeds[0]!.pollEverySeconds = 120;
    await configuration.apply(slower);
    await settle({ dueAt, nextPollAt: '2099-01-01T00:00:00Z' });
    expect(await feeds().find(REPORT)).toMatchObject({ due: true, poll: polled.poll });
    await settle({ nextPollAt: '2099-01-01T00:00:00Z' });
    expect(await feeds().find(REPORT)).toMatchObject({ due: false });
  });

  it('remembers nothing of the address it had when its poll began', async () => {
    await configuration.apply(sampleConfiguration());
    const { dueAt } = (await feeds().find(REPORT))!;
    const moved = sampleConfiguration();
    moved.feeds[0]!.url = 'https://report.example/new.rss';
    await configuration.apply(moved);
    await settle({ dueAt, nextPollAt: '2099-01-01T00:00:00Z' });
    expect(await feeds().find(REPORT)).toMatchObject({ due: true, url: 'https://report.example/new.rss' });
    expect((await feeds().find(REPORT))?.poll.etag).toBeUndefined();
  });

  it('that somebody asks for while it is polled is due when that poll settles, unless it is paused', async () => {
    await configuration.apply(sampleConfiguration());
    const control = new FeedControl(store.pool);
    const { dueAt } = (await feeds().find(REPORT))!;
    expect(await control.makeDue(REPORT)).toBe('due');
    await settle({ dueAt, nextPollAt: '2099-01-01T00:00:00Z' });
    expect(await feeds().due(10, 0)).toEqual([{ id: REPORT, inMilliseconds: 0 }]);
    await settle({ nextPollAt: '2099-01-01T00:00:00Z' });
    await control.pause(REPORT, 'noise');
    expect(await control.makeDue(REPORT)).toBe('paused');
    expect(await feeds().find(REPORT)).toMatchObject({ due: false });
    expect(await control.makeDue(asFeedId('none'))).toBe('unknown');
  });

  it('that is removed is neither found nor due', async () => {
    await configuration.apply(sampleConfiguration());
    await configuration.apply(without('feeds', REPORT));
    expect(await feeds().find(REPORT)).toBeUndefined();
    expect(await feeds().due(10, 0)).toEqual([]);
  });

  it('tells of a problem when it appears and when it is gone', async () => {
    await configuration.apply(sampleConfiguration());
    const problem = { code: 'pull.dns', message: 'report.example is not known' };
    for (const told of [undefined, problem, { ...problem, message: 'still not' }, undefined, undefined]) {
      await settle({ outcome: told ? 'failed' : 'unchanged', problem: told });
    }
    const { rows } = await store.pool.query(
      `SELECT type, data FROM event WHERE type LIKE 'feed.%' ORDER BY id`,
    );
    expect(rows).toEqual([
      { type: 'feed.failing', data: { feedId: REPORT, problem } },
      { type: 'feed.recovered', data: { feedId: REPORT } },
    ]);
  });
});
