import type { NewsRecord } from '#news/record.js';
import { goldenCases } from '../testing/golden.js';
import { decodeNewsmlG2 } from './decode.js';

describe('decodeNewsmlG2', () => {
  it.each(goldenCases('newsml-g2', '.xml'))('reads %s', (_name, text, expected) => {
    expect(decodeNewsmlG2(text, { sourceId: 'test' })).toEqual(expected);
  });

  const item = (itemMeta: string): string =>
    `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:report.az:1" version="1">
      <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
      <itemMeta><itemClass qcode="ninat:text"/>${itemMeta}</itemMeta>
      <contentMeta><headline>Sərgi</headline></contentMeta>
    </newsItem>`;
  const only = (itemMeta: string) => decodeNewsmlG2(item(itemMeta), {}).records[0]!;

  it('finds an embargo and a status that a missing end tag hides', () => {
    const damaged =
      '<provider><name>Report</name><embargoed>2026-03-10T18:00:00+04:00</embargoed><pubStatus qcode="stat:withheld"/>';
    expect(only(damaged)).toMatchObject({ embargoed: '2026-03-10T14:00:00Z', pubStatus: 'withheld' });
  });

  it.each<[string, string, Partial<NewsRecord>]>([
    ['no embargo', '', { pubStatus: 'usable' }],
    ['an empty embargo', '<embargoed/>', { embargoed: 'indefinite' }],
    ['an embargo of blanks', '<embargoed>  </embargoed>', { embargoed: 'indefinite' }],
    [
      'an embargo without a zone',
      '<embargoed>2026-03-10T18:00:00</embargoed>',
      { embargoed: '2026-03-10T18:00:00Z' },
    ],
    ['a status of its own', '<pubStatus qcode="mystat:withdrawn"/>', { pubStatus: 'withheld' }],
    ['an empty status', '<pubStatus/>', { pubStatus: 'withheld' }],
    ['a canceled item', '<pubStatus qcode="stat:canceled"/>', { pubStatus: 'canceled' }],
  ])('reads %s, and fails closed', (_case, itemMeta, expected) => {
    const { embargoed, pubStatus } = only(itemMeta);
    expect({ embargoed, pubStatus }).toEqual({ embargoed: undefined, pubStatus: 'usable', ...expected });
  });

  it("takes the prefixes of a feed's headlines for signals", () => {
    const [record] = decodeNewsmlG2(item('').replace('Sərgi', 'DÜZƏLİŞ: Sərgi'), {
      headlineSignals: { DÜZƏLİŞ: 'correction' },
    }).records;
    expect(record).toMatchObject({ headline: 'Sərgi', signals: ['correction'] });
  });

  it('leaves out an item that the document ends in, and keeps those before', () => {
    const message = `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${item('')}${item('')}`;
    const { records, warnings } = decodeNewsmlG2(message.slice(0, -60), {});
    expect(records).toHaveLength(1);
    expect(warnings.map(({ code }) => code)).toContain('entry-cut-off');
  });

  it.each(['', '<rss/>', '{"a":1}'])('refuses %j', (text) => {
    expect(() => decodeNewsmlG2(text, {})).toThrow(expect.objectContaining({ code: 'decode.malformed' }));
  });
});
