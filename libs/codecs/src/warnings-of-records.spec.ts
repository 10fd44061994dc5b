import { decodeDocument } from './decode.js';
import { zipOf } from './testing/zip-of.js';
import { warningsOfRecords } from './warnings-of-records.js';

const codes = (document: string): string[][] =>
  warningsOfRecords(decodeDocument(Buffer.from(document), { sourceId: 'test' })).map((warnings) =>
    warnings.map(({ code }) => code),
  );

const rss = (items: string, more = ''): string =>
  `<rss version="2.0"><channel><title>T</title>${more}${items}</channel></rss>`;
const item = (id: string, pubDate: string): string =>
  `<item><guid isPermaLink="false">${id}</guid><title>A headline in English, ${id}</title><link>https://a.example/${id}</link><pubDate>${pubDate}</pubDate></item>`;
const DATE = 'Tue, 18 Nov 2025 09:00:00 GMT';

describe('warningsOfRecords', () => {
  it('gives each record of a feed its own', () => {
    const document = rss(item('1', DATE) + item('2', 'soon') + item('3', DATE));
    expect(codes(document)).toEqual([[], ['date-unparsable'], []]);
  });

  it('does not take the tenth for the first', () => {
    const ids = Array.from({ length: 12 }, (_, i) => String(i + 1));
    const lists = codes(rss(ids.map((id) => item(id, id === '1' ? 'soon' : DATE)).join('')));
    expect(lists.flatMap((list, i) => (list.length > 0 ? [i] : []))).toEqual([0]);
  });

  it('gives every record what is about the whole document', () => {
    const cut = rss(item('1', DATE) + item('2', DATE)).replace('</rss>', '');
    expect(codes(cut)).toEqual([['xml-recovered'], ['xml-recovered']]);
  });

  it('gives a record what is about a part of it, named by its guid', () => {
    const held = item('2', DATE).replace('</item>', '<description>EMBARGO</description></item>');
    expect(codes(rss(item('1', DATE) + held))).toEqual([[], ['embargo-unreadable']]);
  });

  it('gives the records of each file in an archive their own', () => {
    const feed = (id: string): string => rss(item(id, DATE) + item(`${id}-2`, DATE));
    const cut = feed('b').replace('</rss>', '');
    const files = [feed('a'), cut, rss(item('c', DATE) + item('c-2', DATE).repeat(2))];
    const archive = zipOf(files.map((text, i) => ({ name: `in/${i}.xml`, data: Buffer.from(text) })));
    const lists = warningsOfRecords(decodeDocument(zipOf([{ name: 'all.zip', data: archive }])));
    expect(lists.map((warnings) => warnings.map(({ code }) => code))).toEqual([
      ...[[], []],
      ...[['xml-recovered'], ['xml-recovered']],
      ...[[], ['entry-repeated']],
    ]);
  });

  it('gives the first what is about entries without a record', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [
        { id: '1', title: 'A headline in English', content_text: 'And a text to read.' },
        'not an item',
        { id: '3', title: 'Another headline in English', content_text: 'And another text.' },
      ],
    };
    expect(codes(JSON.stringify(feed))).toEqual([['entry-undecodable'], []]);
  });

  it('knows the items of NewsML-G2 and the objects of ninjs', () => {
    const newsItem = (guid: string, created: string): string =>
      `<newsItem guid="${guid}" version="1"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>${created}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline xml:lang="en">A headline</headline></contentMeta></newsItem>`;
    const message = `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>${newsItem('urn:a', '2025-11-18T09:00:00Z')}${newsItem('urn:b', 'soon')}</itemSet></newsMessage>`;
    expect(codes(message)).toEqual([[], ['date-unparsable']]);
    const ninjs = [
      { uri: 'urn:a', type: 'text', headline: 'A headline in English', versioncreated: 'soon' },
      {
        uri: 'urn:b',
        type: 'text',
        headline: 'A headline in English',
        versioncreated: '2025-11-18T09:00:00Z',
      },
    ];
    expect(codes(JSON.stringify(ninjs))).toEqual([['date-unparsable'], []]);
  });

  it('gives a warning that names a guid to every record of that guid', () => {
    const document = rss(item('1', DATE) + item('1', DATE).replace('headline', 'title'));
    const lists = codes(document);
    expect(lists).toHaveLength(2);
    expect(lists.map((list) => list.includes('guid-repeated'))).toEqual([true, true]);
  });
});
