import { decodeDocument } from '../decode.js';
import { goldenCases } from '../testing/golden.js';
import { decodeNinjs } from './decode.js';

describe('decodeNinjs', () => {
  it.each(goldenCases('ninjs', '.json'))('reads %s', (_name, text, expected) => {
    expect(decodeNinjs(text, { sourceId: 'test' })).toEqual(expected);
  });
});

it('reads lists of texts under the names that drafts of 2.0 have', () => {
  const draft = {
    uri: 'urn:x:1',
    headline: [
      { name: 'main', text: 'Körpü açıldı' },
      { name: 'sub', text: 'Bir ay tez' },
    ],
    body: [{ name: 'xhtml', value: '<p>Mətn</p>' }],
    description: ['Alatda'],
  };
  const { records, warnings } = decodeNinjs(JSON.stringify(draft), {});
  expect(records).toMatchObject([
    { headline: 'Körpü açıldı', subheadline: 'Bir ay tez', description: 'Alatda', body: '<p>Mətn</p>' },
  ]);
  expect(warnings).toEqual([]);
});

it('names by their own names what a digitalwire has no place for, whatever they are', () => {
  const wire = {
    format: 'digitalwires@1',
    urn: 'urn:x:1',
    headline: 'Körpü',
    constructor: 'a',
    toString: 'b',
  };
  expect(decodeNinjs(JSON.stringify(wire), {}).warnings).toEqual([
    { code: 'fields-not-carried', at: '/constructor', detail: 'a' },
    { code: 'fields-not-carried', at: '/toString', detail: 'b' },
  ]);
});

it('is known by two lists that nothing else has, without an identifier', () => {
  const event = {
    title: 'Məhkəmə',
    descriptions: [{ value: 'İclas' }],
    eventdetails: { dates: { startdate: '2026-03-10' } },
  };
  expect(decodeDocument(Buffer.from(JSON.stringify([event]))).records).toMatchObject([
    { headline: 'Məhkəmə', description: 'İclas' },
  ]);
});

describe('an interface of an agency', () => {
  const uri = 'https://api.a.example/content/f14d?qt=key&et=2';
  const read = (item: object) =>
    decodeNinjs(JSON.stringify({ data: { item: { uri, ...item } } }), { sourceId: 'a' });

  it('names an item by its address without the query that asked for it', () => {
    const named = (altids: object) => read({ headline: 'Bir', altids }).records[0]?.guid;
    expect(named({ itemid: 'f14d' })).toBe('https://api.a.example/content/f14d');
    expect(named({ itemid: 'other' })).toBe(uri);
    const nameless = (headline: string) => read({ uri: undefined, headline, altids: { itemid: 'f14d' } });
    expect(nameless('Bir').records[0]!.guid).toBe(nameless('İki').records[0]!.guid);
    expect(nameless('Bir').warnings).toMatchObject([{ code: 'guid-repaired', detail: 'f14d' }]);
  });

  it('says who wrote it, where, in what it differs, and on which page it is', () => {
    const { records, warnings } = read({
      altids: { itemid: 'f14d' },
      headline: 'Bridge opens',
      headline_extended: 'The bridge opened a month early.',
      bylines: [{ by: 'By JANE DOE', title: 'XY Writer' }, { by: 'JOHN ROE' }],
      datelinelocation: {
        city: 'Portville',
        countrycode: 'USA',
        countryname: 'United States',
        geometry_geojson: { type: 'Point', coordinates: [-70.2, 43.6] },
      },
      renditions: { main: { href: 'https://a.example/1.jpg', digest: 'f8b0' } },
      links: [
        { href: 'https://news.a.example/1', rel: 'canonical' },
        { href: 'https://news.a.example/2', rel: 'seeAlso' },
      ],
    });
    expect(records[0]).toMatchObject({
      headline: 'Bridge opens',
      description: 'The bridge opened a month early.',
      byline: 'By JANE DOE, XY Writer, JOHN ROE',
      places: [
        { name: 'Portville', uri: 'geo:43.6,-70.2' },
        { name: 'United States', qcode: 'iso3166-1a3:USA' },
      ],
      renditions: [{ hash: 'f8b0' }],
      url: 'https://news.a.example/1',
      links: [{ rel: 'seeAlso', href: 'https://news.a.example/2' }],
    });
    expect(warnings).toEqual([]);
  });

  it('tells a longer headline beside a description, and a byline beside bylines', () => {
    const { records, warnings } = read({
      headline: 'Bridge opens',
      headline_extended: 'The bridge opened early.',
      description_text: 'A bridge.',
      byline: 'Jane Doe',
      bylines: [{ by: 'By JANE DOE' }],
    });
    expect(records[0]).toMatchObject({ description: 'A bridge.', byline: 'Jane Doe' });
    expect(warnings.map(({ code, detail }) => [code, detail])).toEqual([
      ['headline-dropped', 'The bridge opened early.'],
      ['fields-not-carried', '[{"by":"By JANE DOE"}]'],
    ]);
  });
});

describe('a newsroom system', () => {
  const read = (item: object) =>
    decodeNinjs(JSON.stringify({ uri: 'urn:a:1', type: 'text', headline: 'Bir', ...item }), {
      sourceId: 'a',
    });

  it('may have its footer, its files, its category and what it replaces beside the standard', () => {
    const { records, warnings } = read({
      body_html: '<p>Mətn</p>',
      body_footer: '<p>Zəng edin</p>',
      attachments: [
        { title: 'Hesabat', href: 'https://a.example/r.pdf', mimetype: 'application/pdf', length: 12 },
      ],
      service: [{ name: 'World' }],
      subject: [{ code: '01000000', name: 'arts', scheme: 'iptc_subject_code' }],
      replacing: 'urn:a:0',
    });
    expect(records[0]).toMatchObject({
      body: '<p>Mətn</p>\n<p>Zəng edin</p>',
      renditions: [
        { href: 'https://a.example/r.pdf', contentType: 'application/pdf', sizeBytes: 12, title: 'Hesabat' },
      ],
      subjects: [{ qcode: 'subj:01000000' }, { name: 'World' }],
      links: [{ rel: 'evolvedFrom', guid: 'urn:a:0' }],
    });
    expect(warnings).toEqual([]);
  });

  it('may number its renditions and say what they are for, and whose a picture is beside its credit', () => {
    const { records } = read({
      associations: {
        a1: {
          type: 'picture',
          byline: 'P. Hoto',
          copyrightnotice: '(c) Foto',
          renditions: {
            r00: { usage: 'Hires', href: 'https://a.example/1.jpg' },
            r01: { usage: 'Thumbnail', href: 'https://a.example/2.jpg' },
          },
        },
      },
    });
    expect(records[0]).toMatchObject({
      renditions: [{ rendition: 'highRes', credit: 'P. Hoto' }, { rendition: 'thumbnail' }],
      rights: { notice: '(c) Foto' },
    });
  });
});

describe('the objects beside an item', () => {
  const item = (association: object) =>
    decodeNinjs(
      JSON.stringify({
        uri: 'http://a.example/1',
        headlines: [{ value: 'Flood' }],
        associations: [{ name: 'pic', rel: 'featureMedia', uri: 'http://a.example/pic', ...association }],
      }),
      { sourceId: 'test' },
    );
  const renditions = [{ name: 'main', href: 'http://a.example/pic.jpg', contentType: 'image/jpeg' }];

  it.each(['canceled', 'withheld', 'no-such-status'])('leaves out a picture that is %s', (pubStatus) => {
    const { records, warnings } = item({ type: 'picture', pubStatus, renditions });
    expect(records[0]?.renditions).toBeUndefined();
    expect(warnings).toEqual([
      {
        code: 'association-not-usable',
        at: '/associations/pic',
        detail: 'http://a.example/pic.jpg',
      },
    ]);
  });

  it.each([
    ['2030-01-01T00:00:00Z', undefined, '2030-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00Z', '2031-01-01T00:00:00Z', '2031-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00Z', '2029-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['soon', '2029-01-01T00:00:00Z', 'indefinite'],
    ['2030-01-01T00:00:00Z', null, 'indefinite'],
    ['2030-01-01T00:00:00Z', false, '2030-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00Z', {}, 'indefinite'],
    [false, 'none', undefined],
  ])('waits for a picture embargoed until %s, when its own embargo is %s', (of, own, expected) => {
    const association = { name: 'pic', rel: 'x', uri: 'http://a.example/p', embargoedUntil: of, renditions };
    const { records } = decodeNinjs(
      JSON.stringify({ uri: 'http://a.example/1', embargoedUntil: own, associations: [association] }),
      { sourceId: 'test' },
    );
    expect(records[0]?.embargoed).toBe(expected);
    expect(records[0]?.renditions).toHaveLength(1);
  });

  it('is bound by the terms of the picture it shows', () => {
    const { records, warnings } = item({ type: 'picture', usageTerms: 'JAPAN OUT', renditions });
    expect(records[0]?.rights?.usageTerms).toEqual(['JAPAN OUT']);
    expect(records[0]?.rights?.restrictions).toEqual([
      { type: 'territory', value: 'not JP', source: 'JAPAN OUT' },
    ]);
    expect(warnings).toEqual([]);
  });

  it.each([{ pubStatus: 'withheld' }, { embargoedUntil: '2099-01-01T00:00:00Z' }])(
    'does not tell the headline of a text that is not released: %j',
    (state) => {
      const headlines = [{ value: 'Not yet to be told' }];
      const { records } = item({ headlines, bodies: [{ value: 'Nor this.' }], ...state });
      expect(records[0]?.links).toEqual([{ rel: 'featureMedia', guid: 'http://a.example/pic' }]);
      expect(records[0]?.embargoed).toBeUndefined();
      expect(records[1]).toMatchObject({ headline: 'Not yet to be told', ...(state.pubStatus ? state : {}) });
    },
  );
});

it('names what is of another type than its place has room for', () => {
  const { records, warnings } = decodeNinjs(
    JSON.stringify({
      uri: 'urn:x:1',
      headline: 'Flood',
      title: ['a'],
      language: { tag: 'en' },
      subject: [[1], 'su', 5],
    }),
    { sourceId: 'test' },
  );
  expect(records[0]?.subjects).toEqual([{ name: 'su' }]);
  expect(warnings.map(({ at, detail }) => [at, detail])).toEqual([
    ['/title', '["a"]'],
    ['/language', '{"tag":"en"}'],
    ['/subject', '[1], 5'],
  ]);
});

describe('extensions of a rendition', () => {
  const read = (extensions: object) =>
    decodeNinjs(
      JSON.stringify({
        uri: 'urn:x:1',
        headline: 'Flood',
        renditions: [{ name: 'main', href: 'http://a.example/pic.jpg', extensions }],
      }),
      { sourceId: 'test' },
    );

  it.each([
    ['2099-11-20T00:00:00Z', '2099-11-20T00:00:00Z'],
    ['after the match', 'indefinite'],
  ])('hold the item for an embargo of %s', (embargo, embargoed) => {
    expect(read({ 'rights:embargo': embargo }).records[0]?.embargoed).toBe(embargoed);
  });

  it('give its checksum, and are named else', () => {
    const { records, warnings } = read({
      'hash:sha256': 'e3b0c442',
      'mirror:eu': 'http://eu.example/pic.jpg',
    });
    expect(records[0]?.renditions).toMatchObject([{ hash: 'sha256:e3b0c442' }]);
    expect(warnings).toEqual([
      {
        code: 'fields-not-carried',
        at: '/renditions/extensions/mirror:eu',
        detail: 'http://eu.example/pic.jpg',
      },
    ]);
  });
});
