import type { NewsRecord } from '#news/record.js';
import { decodeDocument } from './decode.js';
import { encodeDocument } from './encode.js';
import { goldenCases } from './testing/golden-cases.js';

/** What all three public feed formats can carry. */
const CARRIED = [
  'guid',
  'headline',
  'url',
  'description',
  'body',
  'language',
  'versionCreated',
  'creditline',
] as const;

const carried = (record: NewsRecord): Record<string, unknown> => ({
  ...Object.fromEntries(CARRIED.map((field) => [field, record[field]])),
  // RSS has no place for an author's address beside the name.
  authors: record.authors?.map((author) => author.name),
});

const FOLDERS = ['rss', 'rdf', 'atom', 'jsonfeed'];
// A description that speaks of a tag is left out: RSS readers take it for markup, whoever wrote it.
const records = FOLDERS.flatMap((folder) =>
  goldenCases(new URL(`${folder}/`, import.meta.url).href).flatMap(
    ({ expected }) => (expected as { records: NewsRecord[] }).records,
  ),
).filter(
  ({ pubStatus, embargoed, headline, authors, versionCreated, description }) =>
    pubStatus === 'usable' &&
    !embargoed &&
    headline &&
    authors &&
    versionCreated &&
    !description?.includes('<b>'),
);

describe.each(['rss', 'atom', 'jsonfeed'] as const)('%s', (format) => {
  it('gives back what it was written from', () => {
    expect(records.length).toBeGreaterThan(5);
    for (const record of records) {
      // A signal is written into the headline, for readers of feeds that know no signals.
      const { signals, ...plain } = record;
      const { bytes } = encodeDocument(format, [plain as NewsRecord], {
        sentAt: '2030-01-01T00:00:00Z',
        sender: 'Korpu',
      });
      const [back] = decodeDocument(Buffer.from(bytes)).records;
      expect(back && carried(back)).toEqual(carried(record));
    }
  });
});
