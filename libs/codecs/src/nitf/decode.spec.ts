import fc from 'fast-check';
import type { NewsItem } from '#news/record.js';
import { brokenText, orRefused } from '../testing/broken-text.js';
import { goldenCases } from '../testing/golden.js';
import { decodeNitf } from './decode.js';

const context = { sourceId: 'test', zone: 'Asia/Almaty' };
const cases = goldenCases('nitf', '.xml');

describe('decodeNitf', () => {
  it.each(cases)('reads %s', (_name, text, expected) => {
    expect(decodeNitf(text, context)).toEqual(expected);
  });

  const document = (docdata: string, attributes = ''): string =>
    `<nitf><head><docdata ${attributes}><doc-id id-string="urn:x:1"/>${docdata}</docdata></head>
      <body><body.head><hedline><hl1>Sərgi</hl1></hedline></body.head></body></nitf>`;
  const only = (docdata: string, attributes?: string) =>
    decodeNitf(document(docdata, attributes), {}).records[0]!;

  it('takes a type of message for the signal that it is', () => {
    const read = only('<ed-msg msg-type="MANDATORY KILL" info="See the advisory"/><ed-msg msg-type="desk"/>');
    expect(read).toMatchObject({ signals: ['kill'], edNote: 'MANDATORY KILL: See the advisory\ndesk' });
  });

  it('names the words of header elements that nobody knows', () => {
    const xml = document('<doc-name name-string="A1"/>').replace(
      '</head>',
      '<original-storyid>140</original-storyid></head>',
    );
    expect(decodeNitf(xml, {}).warnings).toEqual([
      { code: 'fields-not-carried', at: '/nitf', detail: 'doc-name name-string=A1, original-storyid 140' },
    ]);
  });

  it('names elements by names that every object answers to', () => {
    const { warnings } = decodeNitf(document('<constructor kind="a"/><toString kind="b"/>'), {});
    expect(warnings).toEqual([
      { code: 'fields-not-carried', at: '/nitf', detail: 'constructor kind=a, toString kind=b' },
    ]);
  });

  it('reads HTML that stands as text in the content and the abstract, and names words of a medium it does not know', () => {
    const body = `<abstract><p><![CDATA[<p>Gəmilər &amp; qayıqlar</p>]]></p></abstract></body.head><body.content><![CDATA[Liman <b>açıldı</b>.<BR>Gəldilər.]]></body.content>`;
    const media =
      '<body.end><media media-type="image"><media-reference source="https://cdn.example.org/1.jpg"/><media-kicker>Köhnə liman</media-kicker></media></body.end>';
    const { records, warnings } = decodeNitf(document('').replace('</body.head>', body + media), {});
    expect(records).toMatchObject([
      {
        description: 'Gəmilər & qayıqlar',
        body: expect.stringContaining('Liman <b>açıldı</b>.<br/>Gəldilər.'),
      },
    ]);
    expect(warnings).toEqual([
      { code: 'fields-not-carried', at: '/nitf', detail: 'media-kicker Köhnə liman' },
    ]);
  });

  it('reports no meta that repeats the headlines or the identifier', () => {
    const metas = ['Sərgi', 'urn:x:1', 'yeni'].map(
      (text, i) => `<meta name="article-${i}" content="${text}"/>`,
    );
    const { warnings } = decodeNitf(document('').replace('<docdata', `${metas.join('')}<docdata`), {});
    expect(warnings).toEqual([
      { code: 'fields-not-carried', at: '/nitf/head/meta', detail: 'article-2 yeni' },
    ]);
  });

  it('reads a headline whose element is spelt as the word is', () => {
    const xml = document('').replaceAll('hedline>', 'headline>');
    expect(decodeNitf(xml, {})).toMatchObject({ records: [{ headline: 'Sərgi' }], warnings: [] });
  });

  it('reads a slugline, names further headlines, and parts a footnote from its number', () => {
    const head = '<hl1>Sərgi</hl1><hl3>Üçüncü</hl3></hedline><slugline>SERGI-BAKI</slugline>';
    const fn =
      '</body.head><body.content><fn><fn-label>1</fn-label><fn-value>Qeyd</fn-value></fn></body.content>';
    const xml = document('').replace('<hl1>Sərgi</hl1></hedline>', head).replace('</body.head>', fn);
    expect(decodeNitf(xml, {})).toMatchObject({
      records: [{ slugline: 'SERGI-BAKI', body: '<p>1 Qeyd</p>' }],
      warnings: [{ code: 'fields-not-carried', at: '/nitf', detail: 'hl3 Üçüncü' }],
    });
  });

  it('takes the words inside an img for its caption', () => {
    const body =
      '</body.head><body.content><p>Mətn</p><img src="https://cdn.example.org/1.jpg">Gəmilər</img></body.content>';
    const { records } = decodeNitf(document('').replace('</body.head>', body), {});
    expect(records[0]).toMatchObject({
      body: expect.stringContaining('<figcaption>Gəmilər</figcaption>'),
      renditions: [{ href: 'https://cdn.example.org/1.jpg', description: 'Gəmilər' }],
    });
  });

  it('leaves a text about markup as it is written', () => {
    const body = '</body.head><body.content>&lt;b&gt; qalın deməkdir</body.content>';
    const { records } = decodeNitf(document('').replace('</body.head>', body), {});
    expect(records).toMatchObject([{ body: '<p>&lt;b&gt; qalın deməkdir</p>' }]);
  });

  it('reads the subject codes of the IPTC in a meta, and limits of use behind a label', () => {
    const { records, warnings } = decodeNitf(
      `<nitf><head><meta name="category_iptc" content="04000000,04001000"/><meta name="iptc-x" content="sport"/>
        <docdata><doc.rights geography="Japan out"/></docdata></head><body><body.head><hedline><hl1>A</hl1></hedline></body.head></body></nitf>`,
      {},
    );
    expect(records[0]).toMatchObject({
      subjects: [{ qcode: 'subj:04000000' }, { qcode: 'subj:04001000' }],
      rights: { restrictions: [{ type: 'territory', value: 'not JP', source: 'geography: Japan out' }] },
    });
    expect(warnings).toEqual([{ code: 'fields-not-carried', at: '/nitf/head/meta', detail: 'iptc-x sport' }]);
  });

  it.each<[string, string, string, Partial<NewsItem>, string]>([
    [
      'the last of two releases',
      '<date.release norm="20990310T120000Z"/><date.release norm="20200310T120000Z"/>',
      '',
      { embargoed: '2099-03-10T12:00:00Z' },
      'embargo-repeated',
    ],
    [
      'the strictest status of two docdata',
      '</docdata><docdata management-status="canceled">',
      'management-status="usable"',
      { pubStatus: 'canceled' },
      'pubstatus-repeated',
    ],
    [
      'a status beside an embargo',
      '<date.release norm="20990310T120000Z"/></docdata><docdata management-status="withheld">',
      'management-status="embargoed"',
      { pubStatus: 'withheld', embargoed: '2099-03-10T12:00:00Z' },
      'pubstatus-repeated',
    ],
  ])('holds %s, and says so', (_case, docdata, attributes, expected, code) => {
    const { records, warnings } = decodeNitf(document(docdata, attributes), {});
    expect(records[0]).toMatchObject(expected);
    expect(warnings.map((warning) => warning.code)).toContain(code);
  });

  const ISSUED = '<date.issue norm="20260310T120000Z"/>';
  it.each<[string, string, string, Partial<NewsItem>]>([
    ['no date of release', ISSUED, '', {}],
    ['a release at the time of issue', `${ISSUED}<date.release norm="20260310T120000Z"/>`, '', {}],
    [
      'a later release',
      `${ISSUED}<date.release norm="20260310T180000+0400"/>`,
      '',
      { embargoed: '2026-03-10T14:00:00Z' },
    ],
    [
      'a release without an issue',
      '<date.release norm="20260310T180000+0400"/>',
      '',
      { embargoed: '2026-03-10T14:00:00Z' },
    ],
    [
      'a release as text',
      '<date.release>2026-03-10T18:00:00+04:00</date.release>',
      '',
      { embargoed: '2026-03-10T14:00:00Z' },
    ],
    ['an empty release', `${ISSUED}<date.release norm=""/>`, '', { embargoed: 'indefinite' }],
    ['an unreadable release', `${ISSUED}<date.release norm="sabah"/>`, '', { embargoed: 'indefinite' }],
    [
      'an embargoed document with a date',
      `${ISSUED}<date.release norm="20260310T120000Z"/>`,
      'management-status="embargoed"',
      { embargoed: '2026-03-10T12:00:00Z' },
    ],
    ['an embargoed document without', ISSUED, 'management-status="Embargoed"', { embargoed: 'indefinite' }],
    ['a withheld document', ISSUED, 'management-status="withheld"', { pubStatus: 'withheld' }],
    ['a canceled document', ISSUED, 'management-status="canceled"', { pubStatus: 'canceled' }],
    ['an unknown status', ISSUED, 'management-status="spiked"', { pubStatus: 'withheld' }],
    ['an empty status', ISSUED, 'management-status=""', { pubStatus: 'withheld' }],
    [
      'an embargo that a missing end hides',
      '<urgency ed-urg="4"><date.release norm="20260310T180000+0400"/>',
      '',
      { embargoed: '2026-03-10T14:00:00Z' },
    ],
  ])('reads %s, and fails closed', (_case, docdata, attributes, expected) => {
    const { embargoed, pubStatus } = only(docdata, attributes);
    expect({ embargoed, pubStatus }).toEqual({ embargoed: undefined, pubStatus: 'usable', ...expected });
  });

  it.each<[string, string, number]>([
    ['a version', 'generation="1" version="4"', 4],
    ['a generation', 'generation="2" version="0"', 2],
    ['none', 'key="tarif"', 1],
  ])('takes the version from %s in the du-key', (_case, attributes, version) => {
    expect(only(`<du-key ${attributes}/>`).version).toBe(version);
  });

  it('keeps the guid of a document from one version to the next', () => {
    const one = decodeNitf(document('<du-key version="1"/>').replace('urn:x:1', 'A-17'), context);
    const two = decodeNitf(document('<du-key version="2"/>').replace('urn:x:1', 'A-17'), context);
    expect(two.records[0]!.guid).toBe(one.records[0]!.guid);
    expect(two.records[0]!.guid).toMatch(/^urn:newsml:test:[0-9a-f]{32}$/);
  });

  it("takes the prefixes of a feed's headlines for signals", () => {
    const { records } = decodeNitf(document('').replace('Sərgi', 'DÜZƏLİŞ: Sərgi'), {
      headlineSignals: { DÜZƏLİŞ: 'correction' },
    });
    expect(records[0]).toMatchObject({ headline: 'Sərgi', signals: ['correction'] });
  });

  it.each([
    ['http://iptc.org/std/NITF/2006-10-18/', []],
    ['http://agency.example/nitf', [['namespace-unknown', '/nitf', 'http://agency.example/nitf']]],
  ])('reads a document in the namespace %s, and tells one that is not the standard', (ns, told) => {
    const { records, warnings } = decodeNitf(
      `<nitf xmlns="${ns}"><body><body.head><hedline><hl1>Sərgi</hl1></hedline></body.head></body></nitf>`,
      {},
    );
    expect(records[0]).toMatchObject({ headline: 'Sərgi' });
    expect(warnings.map(({ code, at, detail }) => [code, at, detail])).toEqual(told);
  });

  it('leaves out a document that is cut off, and keeps those before', () => {
    const { records, warnings } = decodeNitf(`<all>${document('')}${document('')}`.slice(0, -40), {});
    expect(records).toHaveLength(1);
    expect(warnings.map(({ code }) => code)).toContain('entry-cut-off');
  });

  it('refuses more documents than can be read in time', () => {
    expect(() => decodeNitf(`<nitf-set>${'<nitf/>'.repeat(5001)}</nitf-set>`, {})).toThrow(
      expect.objectContaining({ code: 'decode.too-large' }),
    );
  });

  it.each(['', '<rss/>', '{"a":1}'])('refuses %j', (text) => {
    expect(() => decodeNitf(text, {})).toThrow(expect.objectContaining({ code: 'decode.malformed' }));
  });

  it('reads broken documents as far as can be, or refuses them with a code', () => {
    const texts = cases.map(([, text]) => text);
    fc.assert(
      fc.property(brokenText(texts, ['</head>', '</docdata>', ' id-string=""', '<nitf>']), (text) => {
        const { records, places } = orRefused(() => decodeNitf(text, context));
        expect(places).toHaveLength(records.length);
        for (const { guid, version, pubStatus } of records) {
          expect(guid).not.toBe('');
          expect(version).toBeGreaterThan(0);
          expect(['usable', 'withheld', 'canceled']).toContain(pubStatus);
        }
      }),
      { numRuns: 400 },
    );
  });
});
