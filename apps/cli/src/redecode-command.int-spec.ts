import { createHash } from 'node:crypto';
import { decodeDocument } from '#codecs/decode.js';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { decodeContextOf } from '#exchange/inbound/read-page.js';
import { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import { asFeedId, asPartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { SqlAgreementBook } from '#store/agreement-book.js';
import { SqlDocumentArchive } from '#store/document-archive.js';
import { SqlFeedBook } from '#store/feed-book.js';
import { KHABAR, type SmallExchange } from '#store/testing/small-exchange.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { type OnKorpu, onKorpu } from '../../../test/services/on-korpu.js';

const FEED = asFeedId('report-ru');
const HELD = { decoded: false, code: 'decode.malformed', message: 'Nobody could read it.' } as const;

let store: MigratedStore;
let exchange: SmallExchange;
let archive: SqlDocumentArchive;
let korpu: OnKorpu['korpu'];
let said: OnKorpu['said'];

onKorpu((opened) => {
  ({ store, exchange, korpu, said } = opened);
  archive = new SqlDocumentArchive(store.pool);
});

const rss = (...items: [guid: string, title: string][]): Buffer =>
  Buffer.from(
    `<rss version="2.0"><channel><title>Report</title>${items
      .map(
        ([guid, title]) =>
          `<item><guid isPermaLink="false">urn:report:${guid}</guid><title>${title}</title><pubDate>Tue, 18 Nov 2025 10:00:00 GMT</pubDate></item>`,
      )
      .join('')}</channel></rss>`,
  );

const keep = (bytes: Buffer): Promise<number> =>
  archive.keep({
    feedId: FEED,
    url: 'https://report.example/ru.rss',
    at: new Date().toISOString(),
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: 'application/rss+xml',
    headers: {},
  });

/** A poll of the day before the decoder was mended: `misread` is what it made of each record. */
async function poll(bytes: Buffer, misread: (record: NewsRecord) => NewsRecord = (r) => r): Promise<number> {
  const fetchId = await keep(bytes);
  const feed = (await new SqlFeedBook(store.pool, exchange.box).find(FEED))!;
  const decoded = decodeDocument(bytes, decodeContextOf(feed, { url: 'https://report.example/ru.rss' }));
  const bell = { ring: async () => {} };
  const book = new SqlAgreementBook(store.pool, 0);
  const clock = { now: () => new Date() };
  const { accepted } = await new AcceptRecords(exchange.items, book, bell, new InFlightSends(), clock).run(
    {
      partnerId: asPartnerId('report'),
      feedId: FEED,
      fetchId,
      records: decoded.records.map(misread),
      providerVersions: false,
    },
    new AbortController().signal,
  );
  const { format, charset, warnings, records } = decoded;
  const counts = { records: records.length, accepted: accepted.length };
  await archive.settle(fetchId, { decoded: true, format, charset, warnings, ...counts });
  return fetchId;
}

const misreadHeadline = (record: NewsRecord): NewsRecord => ({
  ...record,
  headline: 'íîâîñòü',
  fingerprint: 'f'.repeat(32),
});
const versions = async () =>
  (
    await store.pool.query<{ guid: string; version: number; headline: string }>(
      'SELECT guid, version, headline FROM item ORDER BY guid',
    )
  ).rows;
const redecode = ['redecode', '--feed', FEED, '--since', '1h'];

describe('korpu redecode', () => {
  it('shows what differs, counts first, and writes nothing', async () => {
    const read = await poll(rss(['a', 'Новость дня'], ['b', 'Вторая новость']), (record) =>
      record.guid === 'urn:report:a' ? misreadHeadline(record) : record,
    );
    const waiting = await keep(rss(['c', 'Третья новость']));
    await archive.settle(waiting, HELD);
    const { status, said: text } = await said(redecode);
    expect(status).toBe(0);
    expect(text.split('\n')).toEqual([
      '2 documents read; readable 1 at last.',
      '1 new item, 1 changed, 1 as in the ledger.',
      '',
      expect.stringMatching(`^document ${waiting} of .*, https://report.example/ru.rss$`),
      '  can be read: 1 record',
      '',
      'urn:report:a',
      `  update of version 1, from document ${read}`,
      '  ~ headline: "íîâîñòü" → "Новость дня"',
      '',
      'urn:report:c',
      `  new item, from document ${waiting}`,
      '  Третья новость',
      '',
      'Nothing was written. The same with --apply makes it so.',
      '',
    ]);
    expect(await versions()).toEqual([
      { guid: 'urn:report:a', version: 1, headline: 'íîâîñòü' },
      { guid: 'urn:report:b', version: 1, headline: 'Вторая новость' },
    ]);
  });

  it('applies it by the agreements, lets the document out of quarantine, and has then nothing to do', async () => {
    await poll(rss(['a', 'Новость дня']), misreadHeadline);
    await archive.settle(await keep(rss(['c', 'Третья новость'])), HELD);
    const applied = await said([...redecode, '--apply']);
    expect(applied.said).toContain('\nApplied: 2 versions; 1 document left quarantine.\n');
    expect(await versions()).toEqual([
      { guid: 'urn:report:a', version: 2, headline: 'Новость дня' },
      { guid: 'urn:report:c', version: 1, headline: 'Третья новость' },
    ]);
    const { rows } = await store.pool.query(
      `SELECT version, state FROM delivery WHERE destination_id = $1 ORDER BY id`,
      [KHABAR],
    );
    expect(rows).toEqual([
      { version: 1, state: 'superseded' },
      { version: 2, state: 'pending' },
      { version: 1, state: 'pending' },
    ]);
    const outcomes = await store.pool.query('SELECT DISTINCT outcome FROM document_fetch');
    expect(outcomes.rows).toEqual([{ outcome: 'decoded' }]);
    expect((await said([...redecode, '--apply'])).said).toContain(
      'There is nothing to apply: the ledger holds what can be read today.',
    );
  });

  it('lets no older document come after a newer version, and says which it left out', async () => {
    const old = await poll(rss(['a', 'Новость дня']), misreadHeadline);
    await exchange.kill('urn:report:a');
    await store.pool.query('UPDATE item_version SET fetch_id = $1 WHERE version = 2', [old + 1000]);
    const { said: text } = await said([...redecode, '--apply']);
    expect(text).toContain('0 new items, 0 changed, 0 as in the ledger, 1 left out.');
    expect(text).toContain(`left out, in document ${old}: version 2 came in a newer document, ${old + 1000}`);
    expect((await versions())[0]?.version).toBe(2);
  });

  it('answers in JSON Lines', async () => {
    const fetchId = await poll(rss(['a', 'Новость дня']), misreadHeadline);
    const { lines } = await korpu([...redecode, '--apply', '--json']);
    expect(lines()).toEqual([
      { counts: expect.objectContaining({ documents: 1, changedItems: 1 }) },
      {
        item: {
          guid: 'urn:report:a',
          fetchId,
          change: 'update',
          heldVersion: 1,
          differences: [{ field: 'headline', from: 'íîâîñòü', to: 'Новость дня' }],
        },
      },
      {
        applied: expect.objectContaining({
          versions: [expect.objectContaining({ guid: 'urn:report:a', version: 2 })],
          stale: [],
          refused: [],
          documentsOutOfQuarantine: 0,
        }),
      },
    ]);
  });

  it.each<[string, string[], number, string]>([
    ['no document in the period', ['--feed', FEED, '--since', '1h'], 0, 'there is nothing to read'],
    ['an unknown feed', ['--feed', 'report-r', '--since', '1h'], 2, 'Did you mean report-ru?'],
    ['no time', ['--feed', FEED], 2, '--since'],
    ['a time without a zone', ['--feed', FEED, '--since', '2025-11-18T09:00'], 2, 'neither a time'],
    [
      'an end before the beginning',
      ['--feed', FEED, '--since', '1h', '--until', '2h'],
      2,
      'lies before --since',
    ],
    ['a limit of nothing', ['--feed', FEED, '--since', '1h', '--limit', '0'], 2, '--limit 0 is not'],
  ])('%s', async (_case, args, status, message) => {
    const answer = await said(['redecode', ...args]);
    expect(answer.status).toBe(status);
    expect(answer.said).toContain(message);
  });
});
