import type { NewsRecord } from '#news/record.js';
import { decodeDocument } from '../decode.js';
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

  it("takes titles in the item's language, whichever stands first, and names the others", () => {
    const xml = `<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a:1" xml:lang="az">
      <itemMeta><title xml:lang="en">Fair</title><title xml:lang="az">Sərgi</title>
        <link residref="urn:a:2"><title xml:lang="en">Hall</title><title xml:lang="az">Zal</title></link></itemMeta>
      <groupSet root="g"><group id="g"><itemRef residref="urn:a:3">
        <title xml:lang="en">Gate</title><title xml:lang="az">Qapı</title></itemRef></group></groupSet></packageItem>`;
    const { records, warnings } = decodeNewsmlG2(xml, {});
    expect(records[0]).toMatchObject({
      headline: 'Sərgi',
      links: [{ title: 'Zal' }],
      groups: [{ members: [{ title: 'Qapı' }] }],
    });
    expect(warnings.map(({ detail }) => detail).sort()).toEqual(['en Fair', 'en Gate', 'en Hall']);
  });

  it('has as its page the first of its addresses that is one, whole, and none that would run', () => {
    const pages =
      '<altRep contenttype="text/html">javascript:alert(1)</altRep><altRep contenttype="application/pdf">a.pdf</altRep>' +
      '<altRep contenttype="text/html">/1</altRep><altRep>https://a.example/2</altRep>';
    const { records, warnings } = decodeNewsmlG2(item(pages), { baseUrl: 'https://a.example/x' });
    expect(records[0]).toMatchObject({
      url: 'https://a.example/1',
      links: [
        { rel: 'alternate', href: 'https://a.example/a.pdf', contentType: 'application/pdf' },
        { rel: 'alternate', href: 'https://a.example/2' },
      ],
    });
    expect(warnings).toContainEqual({
      code: 'href-dropped',
      at: '/newsItem/itemMeta/altRep',
      detail: 'javascript:alert(1)',
    });
  });

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

  it('gives no record for an item without a guid and a word, and reads its neighbours', () => {
    const { records, warnings } = decodeNewsmlG2(
      '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid=""><itemMeta/></newsItem>' +
        '<newsItem guid="urn:x:2"/></itemSet></newsMessage>',
      {},
    );
    expect(records.map(({ guid }) => guid)).toEqual(['urn:x:2']);
    expect(warnings[0]).toMatchObject({ code: 'entry-undecodable', at: '/newsMessage/itemSet/*[1]' });
  });

  it("takes the prefixes of a feed's headlines for signals", () => {
    const [record] = decodeNewsmlG2(item('').replace('Sərgi', 'DÜZƏLİŞ: Sərgi'), {
      headlineSignals: { DÜZƏLİŞ: 'correction' },
    }).records;
    expect(record).toMatchObject({ headline: 'Sərgi', signals: ['correction'] });
  });

  describe('an item that is sent again', () => {
    const sent = (transmission: number, file: string): string =>
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
        <header><sent>2026-03-10T12:00:0${transmission}Z</sent><transmitId>${transmission}</transmitId></header>
        <itemSet><newsItem guid="urn:newsml:report.az:1" version="1">
          <itemMeta><itemClass qcode="ninat:video"/><versionCreated>2026-03-10T12:00:0${transmission}Z</versionCreated></itemMeta>
          <contentMeta><headline>Sərgi</headline></contentMeta><contentSet>${file}</contentSet>
        </newsItem></itemSet></newsMessage>`;
    const read = (transmission: number, ...files: string[]) =>
      decodeDocument(Buffer.from(sent(transmission, files.join(''))), {}).records[0]!;
    const file = (size: number, name = 'a'): string =>
      `<remoteContent href="http://report.az/${name}.mp4" contenttype="video/mp4" size="${size}" width="1280"/>`;

    it('is the same', () => {
      expect(read(2, file(100))).toMatchObject({
        guid: 'urn:newsml:report.az:1',
        fingerprint: read(1, file(100)).fingerprint,
      });
    });

    it.each([
      ['a file is another', [file(200)]],
      ['a file came', [file(100), file(50, 'b')]],
      ['a file is gone', []],
    ])('is another version where %s', (_case, files) => {
      const { guid, fingerprint } = read(2, ...files);
      expect(guid).toBe('urn:newsml:report.az:1');
      expect(fingerprint).not.toBe(read(1, file(100)).fingerprint);
    });
  });

  it('says once what a note with markup repeats of the other notes, a line for each block', () => {
    const notes = `<edNote>Bilder folgen</edNote><edNote>Foto Produktion</edNote>
      <edNote><section xmlns="http://www.w3.org/1999/xhtml"><h3>Notizblock</h3><ul><li>Bilder
      folgen</li><li>Kontakt: desk@x.example</li></ul></section></edNote>`;
    const { records } = decodeDocument(
      Buffer.from(`<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><itemMeta>
        <itemClass qcode="ninat:text"/><provider literal="x"/>${notes}</itemMeta></newsItem>`),
    );
    expect(records[0]!.edNote).toBe('Bilder folgen\nFoto Produktion\nNotizblock\nKontakt: desk@x.example');
  });

  it('does not take a dialect of NITF for NITF, whose elements would run together', () => {
    const dialect = `<contentSet><inlineXML contenttype="application/ttnitf+xml"><BODY xmlns=""><RUBRIK>Sərgi</RUBRIK>
      <BRODTEXT><P>Bir.</P><P>İki <B>üç</B>.</P></BRODTEXT></BODY></inlineXML></contentSet>`;
    const { records, warnings } = decodeNewsmlG2(
      item('').replace('</newsItem>', `${dialect}</newsItem>`),
      {},
    );
    expect(records[0]!.body).toBe('<p>Sərgi</p><p>Bir.</p><p>İki üç.</p>');
    expect(warnings.map(({ code }) => code)).toEqual(['content-flattened']);
  });

  it('leaves out an item that the document ends in, and keeps those before', () => {
    const message = `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${item('')}${item('')}`;
    const { records, warnings } = decodeNewsmlG2(message.slice(0, -60), {});
    expect(records).toHaveLength(1);
    expect(warnings.map(({ code }) => code)).toContain('entry-cut-off');
  });

  it('reports words that stand loose between elements', () => {
    const { warnings } = decodeNewsmlG2(
      `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1">boş<itemMeta>sözlər<provider literal="x"/></itemMeta></newsItem>`,
      {},
    );
    expect(warnings).toEqual([
      { code: 'fields-not-carried', at: '/newsItem', detail: 'boş' },
      { code: 'fields-not-carried', at: '/newsItem/itemMeta', detail: 'sözlər' },
    ]);
  });

  it.each(['', '<rss/>', '{"a":1}'])('refuses %j', (text) => {
    expect(() => decodeNewsmlG2(text, {})).toThrow(expect.objectContaining({ code: 'decode.malformed' }));
  });
});

describe('what an item of NewsML-G2 says of its release more than once', () => {
  const read = (itemMeta: string) =>
    decodeNewsmlG2(
      `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/><itemMeta><itemClass qcode="ninat:text"/>${itemMeta}</itemMeta></newsItem>`,
      {},
    );
  const NEXT = '</itemMeta><itemMeta>';

  it.each([
    ['<pubStatus qcode="stat:usable"/><pubStatus qcode="stat:canceled"/>', 'canceled'],
    ['<pubStatus qcode="stat:canceled"/><pubStatus qcode="stat:withheld"/>', 'canceled'],
    ['<pubStatus qcode="stat:usable"/><pubStatus/>', 'withheld'],
    [`<pubStatus qcode="stat:usable"/>${NEXT}<pubStatus qcode="stat:canceled"/>`, 'canceled'],
  ])('is the strictest of %s', (itemMeta, pubStatus) => {
    const { records, warnings } = read(itemMeta);
    expect(records[0]!.pubStatus).toBe(pubStatus);
    expect(warnings.map(({ code }) => code)).toContain('pubstatus-repeated');
  });

  it.each([
    [
      '<embargoed>2020-01-01T00:00:00Z</embargoed><embargoed>2099-01-01T00:00:00Z</embargoed>',
      '2099-01-01T00:00:00Z',
    ],
    [
      '<embargoed>2099-01-01T00:00:00Z</embargoed><embargoed>2020-01-01T00:00:00Z</embargoed>',
      '2099-01-01T00:00:00Z',
    ],
    ['<embargoed>2020-01-01T00:00:00Z</embargoed><embargoed/>', 'indefinite'],
    [
      '<embargoed>2020-01-01T00:00:00Z</embargoed><Embargo>2099-01-01T00:00:00Z</Embargo>',
      '2099-01-01T00:00:00Z',
    ],
    [
      `<embargoed>2020-01-01T00:00:00Z</embargoed>${NEXT}<embargoed>2099-01-01T00:00:00Z</embargoed>`,
      '2099-01-01T00:00:00Z',
    ],
  ])('is the last of %s', (itemMeta, embargoed) => {
    const { records, warnings } = read(itemMeta);
    expect(records[0]!.embargoed).toBe(embargoed);
    expect(warnings.map(({ code }) => code)).toContain('embargo-repeated');
  });

  it('needs no warning where it is the same', () => {
    const { records, warnings } = read('<pubStatus qcode="stat:usable"/><pubStatus qcode="stat:usable"/>');
    expect(records[0]!.pubStatus).toBe('usable');
    expect(warnings).toEqual([]);
  });
});
