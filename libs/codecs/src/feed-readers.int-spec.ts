import fc from 'fast-check';
import { parseFeed } from 'feedsmith';
import { OUTPUT_FORMATS } from './codec.js';
import { encodeDocument } from './encode.js';
import { isPublic, prefixedTitle } from './feed-entry.js';
import { foldSpace } from './html/plain-text.js';
import { arbitraryRecord } from './testing/arbitrary-record.js';

const context = {
  sentAt: '2026-03-10T12:00:00Z',
  sender: 'Korpu',
  feed: { title: 'Korpu', url: 'https://korpu.example.org/feed' },
};

interface Seen {
  title?: string;
  link?: string;
  published?: number;
  body?: string;
}

/** What another's reader sees in a feed: headline, page, date and text of each entry. */
function readByFeedsmith(text: string): Seen[] {
  const parsed = parseFeed(text);
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((item) => ({
        title: item.title,
        link: item.link,
        published: Date.parse(item.pubDate ?? ''),
        body: item.content?.encoded,
      }));
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) => ({
        title: entry.title?.value,
        link: entry.links?.find(({ rel }) => rel === 'alternate')?.href,
        published: Date.parse(entry.published ?? ''),
        body: entry.content?.value,
      }));
    case 'json':
      return (parsed.feed.items ?? []).map((item) => ({
        title: item.title,
        link: item.url,
        published: Date.parse(item.date_published ?? ''),
        body: item.content_html,
      }));
    default:
      throw new Error(`feedsmith takes it for ${parsed.format}`);
  }
}

const FEEDS = OUTPUT_FORMATS.filter((format) => ['rss', 'atom', 'jsonfeed'].includes(format));
const folded = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : foldSpace(text);

describe.each(FEEDS)('%s, read by feedsmith', (format) => {
  it('has the headline, page, date and text of every record', () => {
    fc.assert(
      // Of several records with one guid a feed shows the newest alone, as encode.spec.ts shows.
      fc.property(
        fc.uniqueArray(arbitraryRecord, { minLength: 1, maxLength: 5, selector: ({ guid }) => guid }),
        (records) => {
          const shown = records.filter((record) => isPublic(record, context.sentAt));
          const seen = readByFeedsmith(encodeDocument(format, records, context).bytes.toString());
          expect(seen.map((one) => ({ ...one, title: folded(one.title) }))).toEqual(
            shown.map((record) => ({
              title: folded(prefixedTitle(record)),
              link: record.url,
              published: Date.parse(
                record.firstCreated ?? record.contentCreated ?? record.versionCreated ?? context.sentAt,
              ),
              body:
                record.body ??
                (format === 'atom' && record.url === undefined
                  ? seen[shown.indexOf(record)]?.body
                  : undefined),
            })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
