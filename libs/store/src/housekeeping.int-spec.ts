import { createHash } from 'node:crypto';
import { asFeedId } from '#news/ids.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { SqlBodyArchive } from './body-archive.js';
import { SqlDocumentArchive } from './document-archive.js';
import { ensurePartitions, partitionsOf } from './partitions.js';
import { DocumentReads } from './read/documents.js';
import { applyRetention } from './retention.js';
import { SignInStore } from './sign-in.store.js';
import { aRecord, KHABAR, SmallExchange } from './testing/small-exchange.js';
import { RecordCache, SqlVersionReader } from './version-reader.js';

const DAY_MS = 86_400_000;
const KEEP = {
  attempts: 30,
  bodies: 7,
  documents: 14,
  quarantine: 60,
  events: 90,
  storyKeys: 8,
  quotaItems: 400,
};

describe('housekeeping', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(() => store.stop());
  beforeEach(() => store.clear());
  const count = async (table: string): Promise<number> =>
    (await store.pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]!.n;
  const body = (text: string, itemId = 1) => {
    const bytes = Buffer.from(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { itemId, version: 1, profile: 'ninjs/3.1', sha256, contentType: 'application/json', bytes };
  };

  describe('documents', () => {
    const archive = () => new SqlDocumentArchive(store.pool);
    const fetchOf = (text: string, at = '2025-11-18T09:00:00Z') => {
      const bytes = Buffer.from(text);
      return {
        feedId: asFeedId('report-ru'),
        url: 'https://report.example/ru.rss',
        at,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        contentType: 'application/rss+xml',
        headers: { etag: '"1"' },
      };
    };

    it.each([
      ['small', 10],
      ['large', 100_000],
    ])('are kept once, however often they are fetched: %s ones', async (_size, length) => {
      const bytes = `<rss>\0\xff${'x'.repeat(length)}</rss>`;
      const ids = [await archive().keep(fetchOf(bytes)), await archive().keep(fetchOf(bytes))];
      expect(new Set(ids).size).toBe(2);
      expect(await count('document')).toBe(1);
      expect((await new DocumentReads(store.pool).bytes(ids[1]!))?.equals(Buffer.from(bytes))).toBe(true);
      const racing = await Promise.all(Array.from({ length: 8 }, () => archive().keep(fetchOf('other'))));
      expect(new Set(racing).size).toBe(8);
      expect(await count('document')).toBe(2);
    });

    it('say how decoding went', async () => {
      const [good, bad] = [await archive().keep(fetchOf('a')), await archive().keep(fetchOf('b'))];
      const warnings = [{ code: 'date-unparsable', at: 'item[1]/pubDate', detail: 'yesterday\0 \ud800' }];
      await archive().settle(good, {
        decoded: true,
        format: 'rss',
        charset: 'utf-8',
        records: 3,
        accepted: 2,
        warnings,
      });
      await archive().settle(bad, { decoded: false, code: 'decode.malformed', message: 'not\0 XML' });
      const { rows } = await store.pool.query('SELECT * FROM document_fetch ORDER BY id');
      expect(rows[0]).toMatchObject({ outcome: 'decoded', format: 'rss', records: 3, accepted: 2 });
      expect(rows[0].warnings[0].detail).toMatch(/^yesterday/);
      expect(rows[1]).toMatchObject({ outcome: 'undecodable', code: 'decode.malformed' });
    });

    it('go when no recent fetch brought them', async () => {
      const now = new Date();
      const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS).toISOString();
      await archive().keep(fetchOf('forgotten', at(20)));
      await archive().keep(fetchOf('still served', at(20)));
      const kept = await archive().keep(fetchOf('still served', at(1)));
      await store.pool.query(`UPDATE document SET first_seen_at = now() - interval '20 days'`);
      const done = await applyRetention(store.pool, KEEP, now);
      expect(done).toMatchObject({ fetches: 2, documents: 1 });
      expect((await new DocumentReads(store.pool).bytes(kept))?.toString()).toBe('still served');
    });
  });

  describe('documents in quarantine', () => {
    const archive = () => new SqlDocumentArchive(store.pool);
    const refused = { decoded: false, code: 'decode.malformed', message: 'no end tag' } as const;
    const counts = { charset: 'utf-8', records: 1, accepted: 1, warnings: [] };
    const read = { decoded: true as const, format: 'rss' as const, ...counts };
    const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
    const keep = async (text: string, daysAgo: number, feedId = 'report-ru'): Promise<number> => {
      const bytes = Buffer.from(text);
      return archive().keep({
        feedId: asFeedId(feedId),
        url: 'https://report.example/ru.rss',
        at: ago(daysAgo),
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        headers: {},
      });
    };

    it('outlive those that were read, and go in their own time', async () => {
      const [good, bad, ancient] = [await keep('good', 20), await keep('bad', 20), await keep('ancient', 61)];
      await archive().settle(good, read);
      await archive().settle(bad, refused);
      await archive().settle(ancient, refused);
      await store.pool.query(`UPDATE document SET first_seen_at = now() - interval '61 days'`);
      expect(await applyRetention(store.pool, KEEP, new Date())).toMatchObject({ fetches: 2, documents: 2 });
      expect((await new DocumentReads(store.pool).bytes(bad))?.toString()).toBe('bad');
      expect(await new DocumentReads(store.pool).bytes(ancient)).toBeUndefined();
    });

    it('are listed once with how often they came, and leave together when they are read', async () => {
      const reads = new DocumentReads(store.pool);
      const first = await keep('bad', 2);
      const last = await keep('bad', 1);
      const other = await keep('bad', 1, 'report-az');
      for (const id of [first, last, other]) await archive().settle(id, refused);
      const waiting = await reads.list({ state: 'undecodable', feedId: 'report-ru' }, 10);
      expect(waiting).toEqual([
        expect.objectContaining({
          id: last,
          state: 'undecodable',
          timesFetched: 2,
          sizeBytes: 3,
          reason: { code: 'decode.malformed', message: 'no end tag' },
        }),
      ]);
      expect(Date.parse(waiting[0]!.firstAt!)).toBeLessThan(Date.parse(waiting[0]!.at));
      expect((await reads.list({ state: 'undecodable' }, 10, other)).map(({ id }) => id)).toEqual([last]);

      await archive().settle(await keep('bad', 0), read);
      expect((await reads.list({ state: 'undecodable' }, 10)).map(({ id }) => id)).toEqual([other]);
      expect(await reads.find(first)).toMatchObject({ state: 'decoded', accepted: 0, warnings: [] });
    });
  });

  describe('bodies', () => {
    it('are kept byte for byte, many at a time, and the same one once', async () => {
      const bodies = new SqlBodyArchive(store.pool);
      const many = [body('{"a":1}'), body('', 2), body('köpir\0\xff', 3)];
      await bodies.keep(many);
      await bodies.keep([...many, body('{"b":1}', 4)]);
      await bodies.keep([]);
      expect(await count('body')).toBe(4);
      for (const one of many) {
        const found = await bodies.find(one.itemId, 1, one.sha256);
        expect(found).toEqual({ sha256: one.sha256, contentType: 'application/json', bytes: one.bytes });
      }
      expect(await bodies.find(1, 1, 'ff'.repeat(32))).toBeUndefined();
    });
  });

  describe('partitions', () => {
    const drop = async () => {
      for (const table of ['attempt', 'body'] as const) {
        for (const name of await partitionsOf(store.pool, table))
          await store.pool.query(`DROP TABLE ${name}`);
      }
    };
    beforeEach(drop);

    it('are made ahead, once, also by several processes', async () => {
      const now = new Date('2025-11-18T23:30:00Z');
      const made = await Promise.all([1, 2, 3].map(() => ensurePartitions(store.pool, 2, now)));
      expect(new Set(made.flat())).toEqual(
        new Set(['attempt_20251118', 'attempt_20251119', 'body_20251118', 'body_20251119']),
      );
      expect(await partitionsOf(store.pool, 'attempt')).toEqual(['attempt_20251118', 'attempt_20251119']);
      expect(await ensurePartitions(store.pool, 2, now)).toEqual([]);
    });

    it('take what came before them', async () => {
      await new SqlBodyArchive(store.pool).keep([body('early')]);
      expect(await count('body_rest')).toBe(1);
      await ensurePartitions(store.pool, 1, new Date());
      expect([await count('body_rest'), await count('body')]).toEqual([0, 1]);
      await new SqlBodyArchive(store.pool).keep([body('early'), body('late', 2)]);
      expect([await count('body_rest'), await count('body')]).toEqual([0, 2]);
    });

    it('are dropped when they are older than what is kept, and no sooner', async () => {
      const now = new Date('2025-11-18T12:00:00Z');
      await ensurePartitions(store.pool, 40, new Date(now.getTime() - 39 * DAY_MS));
      const { partitions } = await applyRetention(store.pool, KEEP, now);
      expect(partitions).toContain('attempt_20251018');
      expect(partitions).not.toContain('attempt_20251019');
      expect((await partitionsOf(store.pool, 'attempt'))[0]).toBe('attempt_20251019');
      expect((await partitionsOf(store.pool, 'body'))[0]).toBe('body_20251111');
    });
  });

  it('drops old events, but never the newest, so that numbers go on', async () => {
    const tell = () =>
      store.pool.query(`INSERT INTO event (type, data) VALUES ('feed.paused', '{}') RETURNING id`);
    await tell();
    await tell();
    await store.pool.query(`UPDATE event SET at = now() - interval '100 days'`);
    expect((await applyRetention(store.pool, KEEP, new Date())).events).toBe(1);
    expect((await tell()).rows[0].id).toBe(3);
  });

  it('reads versions back as they were accepted, from this process or another', async () => {
    const exchange = await SmallExchange.open(store.dataSource, store.pool);
    const records = [aRecord('urn:a', { body: '<p>Көпір</p>' }), aRecord('urn:b')];
    const ids = await exchange.accept(...records);
    const keys = ids.map((itemId) => ({ itemId, version: 1 }));
    const reader = new SqlVersionReader(store.pool, new RecordCache(1));
    for (let turn = 0; turn < 2; turn++) {
      const found = await reader.records([...keys, { itemId: 999, version: 1 }]);
      expect([...found.values()]).toHaveLength(2);
      expect(found.get(`${ids[0]}/1`)).toEqual(records[0]);
    }
    const claims = await exchange.claim(KHABAR);
    expect(claims).toHaveLength(2);
  });

  describe('SignInStore', () => {
    const signIns = () => new SignInStore(store.pool);

    it('opens one session for one link', async () => {
      const code = await signIns().createLink();
      const tokens = await Promise.all([1, 2, 3].map(() => signIns().redeem(code)));
      const opened = tokens.filter((token) => token !== undefined);
      expect(opened).toHaveLength(1);
      expect(await signIns().verify(opened[0]!)).toBe(true);
      await signIns().end(opened[0]!);
      expect(await signIns().verify(opened[0]!)).toBe(false);
    });

    it('takes neither a link for a session nor a session for a link, and keeps neither readable', async () => {
      const code = await signIns().createLink();
      expect(await signIns().verify(code)).toBe(false);
      const token = (await signIns().redeem(code))!;
      expect(await signIns().redeem(token)).toBeUndefined();
      expect(JSON.stringify((await store.pool.query('SELECT * FROM sign_in')).rows)).not.toContain(token);
    });

    it('ends by time', async () => {
      const code = await signIns().createLink();
      const token = (await signIns().redeem(await signIns().createLink()))!;
      await store.pool.query(`UPDATE sign_in SET expires_at = now() - interval '1 second'`);
      expect(await signIns().redeem(code)).toBeUndefined();
      expect(await signIns().verify(token)).toBe(false);
      expect((await applyRetention(store.pool, KEEP, new Date())).signIns).toBe(2);
    });
  });
});
