import { makeRecord } from '#exchange/testing/make-record.js';
import { countLines, documentText, itemText } from './redecoded-text.js';

const COUNTS = {
  documents: 0,
  newlyDecodable: 0,
  noLongerDecodable: 0,
  stillUndecodable: 0,
  newItems: 0,
  changedItems: 0,
  unchangedItems: 0,
  leftOut: 0,
};
const record = makeRecord();
const change = {
  guid: record.guid,
  fetchId: 7,
  change: 'update' as const,
  heldVersion: 2,
  record,
  providerVersions: false,
};

describe('what redecode prints', () => {
  it('counts without what does not occur', () => {
    expect(countLines({ ...COUNTS, documents: 1, unchangedItems: 1200 })).toEqual([
      '1 document read.',
      '0 new items, 0 changed, 1,200 as in the ledger.',
    ]);
    expect(
      countLines({
        ...COUNTS,
        documents: 9,
        newlyDecodable: 2,
        stillUndecodable: 1,
        newItems: 1,
        leftOut: 3,
      }),
    ).toEqual([
      '9 documents read; readable 2 at last, 1 still not.',
      '1 new item, 0 changed, 0 as in the ledger, 3 left out.',
    ]);
  });

  it('shows an item field by field', () => {
    const differences = [
      { field: 'byline', to: 'N. N.' },
      { field: 'urgency', from: 4 },
      { field: 'headline', from: 'Bir', to: 'İki\u001b[2J\u202e' },
    ];
    expect(itemText({ ...change, differences })).toBe(
      'urn:newsml:report:1\n  update of version 2, from document 7\n' +
        '  + byline: "N. N."\n  - urgency: 4\n  ~ headline: "Bir" → "İki\\u001b[2J\\u202e"',
    );
  });

  it('shows long texts from where they part', () => {
    const body = `<p>${'söz '.repeat(200)}`;
    const text = itemText({
      ...change,
      differences: [{ field: 'body', from: `${body}A</p>`, to: `${body}B</p>` }],
    });
    expect(text).toMatch(/ {2}~ body: "….{40}A<\/p>" → "….{40}B<\/p>"$/);
  });

  it('shows a new item by its headline, and documents by what became of them', () => {
    expect(itemText({ ...change, heldVersion: undefined, differences: [] })).toBe(
      'urn:newsml:report:1\n  new item, from document 7\n  Bakıda yeni körpü açılıb',
    );
    const document = { fetchId: 7, at: '2025-11-18T09:00:00Z', url: 'https://report.example/rss' };
    expect(documentText({ ...document, change: 'newly-decodable', records: 1 })).toContain(
      'can be read: 1 record',
    );
    const problem = { code: 'decode.malformed', message: 'No end.' };
    expect(documentText({ ...document, change: 'no-longer-decodable', problem })).toContain(
      'can be read no longer: No end. (decode.malformed)',
    );
  });
});
