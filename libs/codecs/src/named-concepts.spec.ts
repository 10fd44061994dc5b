import { asGuid, asQcode } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import { conceptNames } from '#news/vocabulary.js';
import { OUTPUT_FORMATS, type OutputFormat } from './codec.js';
import { encodeDocument } from './encode.js';
import { withConceptNames } from './named-concepts.js';

const names = conceptNames([
  {
    id: 'topics',
    name: 'Topics',
    scheme: { alias: 'medtop', uri: 'http://cv.iptc.org/newscodes/mediatopic/' },
    concepts: {
      '15000000': { names: { az: 'idman', en: 'sport' } },
      '04000000': { names: { en: 'economy' } },
    },
    categories: [],
  },
]);

const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:x:1'),
  version: 1,
  itemClass: 'text',
  provider: { name: 'Report' },
  pubStatus: 'usable',
  versionCreated: '2026-03-10T09:00:00Z',
  language: 'az-Latn',
  headline: 'Oyun',
  subjects: [
    { qcode: asQcode('medtop:15000000') },
    { qcode: asQcode('medtop:04000000') },
    { qcode: asQcode('medtop:15000000'), name: 'İdman xəbərləri' },
    { qcode: asQcode('medtop:99999999') },
  ],
  fingerprint: 'x',
};

const namesIn = (format: OutputFormat) =>
  withConceptNames(item, names, format).subjects?.map(({ name }) => name);

describe('withConceptNames', () => {
  it('names what has a code alone, in the language of the item or else in English', () => {
    expect(namesIn('ninjs')).toEqual(['idman', 'economy', 'İdman xəbərləri', undefined]);
  });

  it('gives NewsML-G2 no name in another language than the item has', () => {
    expect(namesIn('newsml-g2')).toEqual(['idman', undefined, 'İdman xəbərləri', undefined]);
  });

  it('leaves a record as it is that has names for all', () => {
    const named = { ...item, subjects: [{ name: 'idman' }] };
    expect(withConceptNames(named, names, 'ninjs')).toBe(named);
    expect(item.subjects?.[0]).toEqual({ qcode: 'medtop:15000000' });
  });

  it.each(OUTPUT_FORMATS)('stands in %s where its context has the names', (format) => {
    const context = { sentAt: '2026-03-10T12:00:00Z', sender: 'Korpu' };
    const one = { ...item, subjects: item.subjects!.slice(0, 1) };
    expect(encodeDocument(format, [one], { ...context, conceptNames: names }).bytes.toString()).toContain(
      'idman',
    );
    expect(encodeDocument(format, [one], context).bytes.toString()).not.toContain('idman');
  });
});
