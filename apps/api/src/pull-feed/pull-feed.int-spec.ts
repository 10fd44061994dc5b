import { isDeepStrictEqual } from 'node:util';
import { decodeDocument } from '#codecs/decode.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { until } from '../../../../test/e2e/until.js';
import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, keyOf, openApiInTest, PUBLIC_URL } from '../testing/api-in-test.js';

let postgres: TestPostgres;
let api: ApiInTest;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  api = await openApiInTest(postgres.url);
});
afterEach(async () => {
  await api.ledger.pool.query(
    'TRUNCATE item, item_version, decision, delivery, holding, attempt, body, event',
  );
  await api.close();
});

const read = (id: string, headers: Record<string, string> = {}, query = '') =>
  api.app.inject({
    url: `/v1/destinations/${id}/feed${query}`,
    headers: { authorization: `Bearer ${keyOf(id)}`, ...headers },
  });

/** What a partner's reader makes of the document. */
const decoded = async (id: string, query = '') => {
  const answer = await read(id, {}, query);
  return decodeDocument(answer.rawPayload, { contentType: String(answer.headers['content-type']) });
};

const report = (n: number, given: Parameters<typeof makeRecord>[0] = {}) =>
  makeRecord({ guid: `urn:newsml:report:${n}`, headline: `Xəbər ${n}`, ...given });

describe('a pull feed', () => {
  it('holds what was delivered, as a webhook would carry it', async () => {
    await api.accept('report-az', report(1));
    expect((await decoded('baku-tv-rss')).records).toEqual([]);
    await api.deliver('baku-tv-rss');
    const answer = await read('baku-tv-rss');
    expect(answer.headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    const { format, records } = await decoded('baku-tv-rss');
    expect(format).toBe('rss');
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      guid: 'urn:newsml:report:1',
      headline: 'Xəbər 1',
      language: 'az-Latn',
    });
    // The agreement asks for a credit, and it travels.
    expect(records[0]?.creditline).toContain('Report');
  });

  it.each([
    ['report-atom', 'atom', 'application/atom+xml; charset=utf-8'],
    ['uzbekistan-24-jsonfeed', 'jsonfeed', 'application/feed+json; charset=utf-8'],
  ])('of %s is %s', async (id, format, contentType) => {
    await api.accept(
      'baku-tv-en',
      makeRecord({
        guid: 'urn:newsml:baku-tv:1',
        provider: { name: 'Baku TV' },
        language: 'en',
        headline: 'Opening',
      }),
    );
    await api.deliver(id);
    expect((await read(id)).headers['content-type']).toBe(contentType);
    const document = await decoded(id);
    expect([document.format, document.records.map(({ headline }) => headline)]).toEqual([
      format,
      ['Opening'],
    ]);
  });

  it.each([
    ['newsml-g2', 204, ''],
    ['ninjs', 200, '[]'],
  ])('of %s without items answers %i', async (format, status, body) => {
    const set = `UPDATE destination SET settings = jsonb_set(settings, '{format}', $1) WHERE id = 'baku-tv-rss'`;
    await api.ledger.pool.query(set, [JSON.stringify(format)]);
    const empty = await read('baku-tv-rss');
    expect([empty.statusCode, empty.body.trim()]).toEqual([status, body]);
    await api.accept('report-az', report(1), report(2));
    await api.deliver('baku-tv-rss');
    const document = await decoded('baku-tv-rss');
    expect([document.format, document.records.length]).toEqual([format, 2]);
    await api.ledger.pool.query(set, ['"rss"']);
  });

  it('is private, and asked for each time', async () => {
    const { headers } = await read('baku-tv-rss');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['vary']).toContain('Authorization');
  });

  it('answers 304 until something changes', async () => {
    await api.accept('report-az', report(1));
    await api.deliver('baku-tv-rss');
    const first = await read('baku-tv-rss');
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    for (let again = 0; again < 2; again += 1) {
      const same = await read('baku-tv-rss', { 'if-none-match': etag });
      expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', etag]);
    }
    expect((await read('baku-tv-rss')).headers.etag).toBe(etag);

    await api.accept('report-az', report(2));
    await api.deliver('baku-tv-rss');
    const changed = await read('baku-tv-rss', { 'if-none-match': etag });
    expect(changed.statusCode).toBe(200);
    expect(changed.headers.etag).not.toBe(etag);
  });

  it('answers 304 by date too', async () => {
    await api.accept('report-az', report(1));
    await api.deliver('baku-tv-rss');
    const at = new Date(Date.now() - 60_000);
    await api.ledger.pool.query(`UPDATE delivery SET settled_at = $1 WHERE state = 'delivered'`, [at]);
    await api.ledger.pool.query('UPDATE holding SET delivered_at = $1', [at]);
    const first = await read('baku-tv-rss');
    const date = String(first.headers['last-modified']);
    expect(Math.abs(Date.parse(date) - at.getTime())).toBeLessThan(1000);
    expect((await read('baku-tv-rss', { 'if-modified-since': date })).statusCode).toBe(304);
    const before = new Date(at.getTime() - 10_000);
    expect((await read('baku-tv-rss', { 'if-modified-since': before.toUTCString() })).statusCode).toBe(200);
    await api.accept('report-az', report(2));
    await api.deliver('baku-tv-rss');
    expect((await read('baku-tv-rss', { 'if-modified-since': date })).statusCode).toBe(200);
  });

  it('shows what comes to light late, under a time before the last change that was seen', async () => {
    await api.accept('report-az', report(1));
    await api.deliver('baku-tv-rss');
    const first = await read('baku-tv-rss');
    const conditions = {
      'if-none-match': String(first.headers['etag']),
      'if-modified-since': String(first.headers['last-modified']),
    };
    await api.accept('report-az', report(2));
    await api.deliver('baku-tv-rss');
    await api.ledger.pool.query(
      `UPDATE delivery SET settled_at = settled_at - interval '5 seconds'
        WHERE item_id = (SELECT id FROM item WHERE guid = 'urn:newsml:report:2')`,
    );
    for (const [name, value] of Object.entries(conditions)) {
      const again = await read('baku-tv-rss', { [name]: value });
      expect(again.statusCode).toBe(200);
      expect(again.body).toContain('Xəbər 2');
    }
  });

  it('goes page by page, each item once, while new ones come in on top', async () => {
    await api.ledger.pool.query(
      `UPDATE destination SET settings = jsonb_set(settings, '{pageSize}', '2') WHERE id = 'baku-tv-rss'`,
    );
    for (const n of [1, 2, 3, 4, 5]) {
      await api.accept('report-az', report(n));
      await api.deliver('baku-tv-rss');
    }
    const first = await read('baku-tv-rss');
    const link = String(first.headers['link']);
    expect(link).toContain(`<${PUBLIC_URL}/v1/destinations/baku-tv-rss/feed>; rel="self"`);
    const { records, nextPage } = await decoded('baku-tv-rss');
    expect(link).toContain(`<${nextPage}>; rel="next"`);

    const seen = records.map(({ headline }) => headline);
    await api.accept('report-az', report(6));
    await api.deliver('baku-tv-rss');
    for (let next = nextPage; next; ) {
      const page = await decoded('baku-tv-rss', new URL(next).search);
      seen.push(...page.records.map(({ headline }) => headline));
      next = page.nextPage;
    }
    expect(seen).toEqual(['Xəbər 5', 'Xəbər 4', 'Xəbər 3', 'Xəbər 2', 'Xəbər 1']);
  });

  it('refuses a cursor of something else', async () => {
    const answer = await read('baku-tv-rss', {}, '?cursor=elsewhere');
    expect([answer.statusCode, answer.json().errors]).toEqual([
      400,
      [expect.objectContaining({ at: 'cursor' })],
    ]);
  });

  it.each(['canceled', 'withheld'] as const)(
    'drops a %s item at once, before any delivery',
    async (pubStatus) => {
      await api.accept('report-az', report(1), report(2));
      await api.deliver('baku-tv-rss');
      const before = await read('baku-tv-rss');
      expect((await decoded('baku-tv-rss')).records).toHaveLength(2);
      await api.accept('report-az', report(1, { version: 2, pubStatus }));
      const after = await read('baku-tv-rss', { 'if-none-match': String(before.headers.etag) });
      expect(after.statusCode).toBe(200);
      expect(after.body).not.toContain('Xəbər 1');
      expect(after.body).toContain('Xəbər 2');
      await api.deliver('baku-tv-rss');
      expect((await read('baku-tv-rss')).body).not.toContain('Xəbər 1');
    },
  );

  it('tells an Atom reader what is gone', async () => {
    const baku = { guid: 'urn:newsml:baku-tv:1', provider: { name: 'Baku TV' }, language: 'en' };
    await api.accept('baku-tv-en', makeRecord(baku));
    await api.deliver('report-atom');
    await api.accept('baku-tv-en', makeRecord({ ...baku, version: 2, pubStatus: 'canceled' }));
    const { body } = await read('report-atom');
    expect(body).toMatch(/<at:deleted-entry ref="urn:newsml:baku-tv:1" when="[^"]+"/);
    expect(body).not.toContain('<entry');
  });

  it('shows the newest version in its place at the top', async () => {
    await api.accept('report-az', report(1), report(2));
    await api.deliver('baku-tv-rss');
    await api.accept(
      'report-az',
      report(1, { version: 2, headline: 'Xəbər 1, düzəliş', signals: ['correction'] }),
    );
    await api.deliver('baku-tv-rss');
    const { records } = await decoded('baku-tv-rss');
    expect(records.map(({ guid }) => guid)).toEqual(['urn:newsml:report:1', 'urn:newsml:report:2']);
    expect(records[0]?.headline).toContain('düzəliş');
  });

  it('notes what the partner picked up, and not what an administrator looked at', async () => {
    await api.accept('report-az', report(1));
    await api.deliver('baku-tv-rss');
    const pickedUp = async () => {
      const { rows } = await api.ledger.pool.query(
        `SELECT picked_up_at FROM delivery WHERE destination_id = 'baku-tv-rss' ORDER BY id`,
      );
      return (rows as { picked_up_at: Date | null }[]).map((row) => row.picked_up_at !== null);
    };
    /** It is noted when the answer has left. */
    const noted = async (expected: boolean[]) => {
      const isNoted = async () => isDeepStrictEqual(await pickedUp(), expected) || undefined;
      await until('it to be noted', 60_000, isNoted, pickedUp);
    };
    await read('baku-tv-rss', { authorization: `Bearer ${api.adminKey}` });
    expect(await pickedUp()).toEqual([false]);
    await read('baku-tv-rss');
    await noted([true]);
    await api.accept('report-az', report(1, { version: 2, pubStatus: 'canceled' }));
    await api.deliver('baku-tv-rss');
    expect(await pickedUp()).toEqual([true, false]);
    await read('baku-tv-rss', { authorization: `Bearer ${api.adminKey}` });
    expect(await pickedUp()).toEqual([true, false]);
    await read('baku-tv-rss');
    await noted([true, true]);
  });
});
