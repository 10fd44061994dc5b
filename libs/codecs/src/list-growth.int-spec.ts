import { asGuid } from '#news/ids.js';
import type { NewsItem, NewsRecord } from '#news/record.js';
import { type EncodeContext, OUTPUT_FORMATS } from './codec.js';
import { decodeDocument } from './decode.js';
import { encodeDocument } from './encode.js';
import { itWithSchemas } from './testing/schemas.js';
import { checkDocument } from './validate.js';

const ITEM: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:newsml:example.org:20260310:long-lists'),
  version: 1,
  itemClass: 'text',
  provider: { name: 'Report' },
  versionCreated: '2026-03-10T08:00:00Z',
  pubStatus: 'usable',
  language: 'en',
  headline: 'The bridge was opened',
  description: 'It took two years to build.',
  url: 'https://news.example.org/bridge',
  fingerprint: '',
};

const CONTEXT: EncodeContext = {
  sentAt: '2026-03-10T09:00:00Z',
  sender: 'Report',
  feed: { title: 'News', url: 'https://news.example.org/' },
};

const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));

/** Each list of a record, with so many entries that are all different. */
const LISTS: Readonly<Record<string, (count: number) => Partial<NewsItem>>> = {
  subjects: (count) => ({ subjects: list(count, (i) => ({ name: `Subject ${i}` })) }),
  coded: (count) => ({ subjects: list(count, (i) => ({ name: `S ${i}`, uri: `https://e.az/s/${i}` })) }),
  genres: (count) => ({ genres: list(count, (i) => ({ name: `Genre ${i}` })) }),
  places: (count) => ({ places: list(count, (i) => ({ name: `Place ${i}` })) }),
  keywords: (count) => ({ keywords: list(count, (i) => `word ${i}`) }),
  authors: (count) => ({ authors: list(count, (i) => ({ name: `Author ${i}`, email: `a${i}@e.az` })) }),
  links: (count) => ({ links: list(count, (i) => ({ rel: 'related', href: `https://e.az/${i}` })) }),
  guidLinks: (count) => ({ links: list(count, (i) => ({ rel: 'related', guid: asGuid(`urn:x:${i}`) })) }),
  renditions: (count) => ({
    renditions: list(count, (i) => ({ href: `https://e.az/${i}.jpg`, contentType: 'image/jpeg' })),
  }),
  usageTerms: (count) => ({ rights: { usageTerms: list(count, (i) => `Term ${i}`) } }),
  signals: (count) => ({ signals: list(count, (i) => `signal-${i}`) }),
  hops: (count) => ({ hops: list(count, (i) => ({ partner: `p${i}`, at: '2026-03-10T08:00:00Z' })) }),
};

const FEW = 4000;
const TIMES = 4;
/** Of the processor: what takes no more is not looked at, for its growth is that of the collector of garbage. */
const UNREMARKABLE_MS = 250;
/** Four times as much takes sixteen times as long where each is looked for among the others. */
const MOST_GROWTH = 9;

function millisecondsOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What each step with the document of one record takes. */
type Times = Record<'encode' | 'check' | 'decode', number>;

/** Steps that take disproportionately longer for four times as much, each of three times: once may be the machine's doing. */
function outgrown(measure: (count: number) => Times): string[] {
  let slow = outgrownOnce(measure);
  for (let again = 0; again < 2 && slow.length > 0; again++) slow = outgrownOnce(measure);
  return slow;
}

function outgrownOnce(measure: (count: number) => Times): string[] {
  const few = measure(FEW);
  const many = measure(FEW * TIMES);
  return (Object.keys(few) as (keyof Times)[])
    .filter((step) => many[step] > Math.max(UNREMARKABLE_MS, few[step] * MOST_GROWTH))
    .map((step) => `${step}: ${few[step]} ms, then ${many[step]} ms`);
}

describe('a record with long lists', () => {
  it.each(OUTPUT_FORMATS.flatMap((format) => Object.keys(LISTS).map((name) => [format, name] as const)))(
    'is written as %s, checked and read in a time that grows as its %s do',
    (format, name) => {
      const slow = outgrown((count) => {
        const record: NewsRecord = { ...ITEM, ...LISTS[name]!(count) };
        let bytes: Buffer = Buffer.alloc(0);
        return {
          encode: millisecondsOf(() => {
            ({ bytes } = encodeDocument(format, [record], CONTEXT));
          }),
          check: millisecondsOf(() => {
            expect(checkDocument(format, bytes, bytes.toString(), undefined).faults).toEqual([]);
          }),
          decode: millisecondsOf(() => {
            decodeDocument(bytes, { format });
          }),
        };
      });
      expect(slow).toEqual([]);
    },
  );

  for (const format of ['newsml-g2', 'nitf', 'ninjs'] as const) {
    itWithSchemas(
      `is checked against the schema of ${format} in a time that grows as its lists do`,
      (schemas) => {
        const slow = Object.entries(LISTS).flatMap(([name, fields]) =>
          outgrown((count) => {
            const { bytes } = encodeDocument(format, [{ ...ITEM, ...fields(count) }], CONTEXT);
            const check = millisecondsOf(() => {
              checkDocument(format, bytes, bytes.toString(), schemas);
            });
            return { encode: 0, check, decode: 0 };
          }).map((step) => `${name}, ${step}`),
        );
        expect(slow).toEqual([]);
      },
    );
  }
});
