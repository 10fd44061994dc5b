import fc from 'fast-check';
import { asGuid, asQcode } from '#news/ids.js';
import type { NewsItem, NewsRecord, Rendition } from '#news/record.js';
import { decodeAtom } from './atom/decode.js';
import { type EncodeContext, OUTPUT_FORMATS, type OutputFormat } from './codec.js';
import { contentTypeOf, encodeDocument } from './encode.js';
import { decodeJsonFeed } from './jsonfeed/decode.js';
import { lintDocument } from './lint.js';
import { decodeRss } from './rss/decode.js';
import { arbitraryRecord } from './testing/arbitrary-record.js';

const context: EncodeContext = {
  sentAt: '2026-03-10T12:00:00Z',
  sender: 'Korpu',
  feed: {
    title: 'Report → Khabar',
    url: 'https://korpu.example.org/v1/feeds/khabar.xml',
    nextPage: 'https://korpu.example.org/v1/feeds/khabar.xml?before=17',
    language: 'ru',
  },
};

const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:newsml:report.az:20260310:1'),
  version: 2,
  itemClass: 'video',
  provider: { id: 'report', name: 'Report' },
  versionCreated: '2026-03-10T09:00:00Z',
  firstCreated: '2026-03-10T08:00:00Z',
  pubStatus: 'usable',
  language: 'az',
  headline: 'Bakıda “Kitab & söz” sərgisi: 2 < 3',
  description: 'Sərgi açıldı',
  body: '<p>Mətn &amp; <b>söz</b>]]&gt;</p>',
  authors: [{ name: 'Müxbir', email: 'muxbir@report.example.org' }],
  subjects: [
    {
      name: 'ədəbiyyat',
      qcode: asQcode('medtop:20000013'),
      scheme: 'http://cv.iptc.org/newscodes/mediatopic/',
    },
  ],
  keywords: ['kitab', 'ədəbiyyat'],
  creditline: 'Report',
  renditions: [
    {
      href: 'https://cdn.example.org/1.mp4',
      contentType: 'video/mp4',
      sizeBytes: 1000,
      durationSeconds: 12,
      width: 640,
      height: 360,
      description: 'Açılış',
      credit: 'Foto',
    },
    {
      href: 'https://cdn.example.org/1.jpg',
      contentType: 'image/jpeg',
      rendition: 'thumbnail',
      width: 160,
      height: 90,
    },
  ],
  rights: {
    notice: '© Report, 2026',
    usageTerms: ['Yalnız TV üçün'],
    restrictions: [
      { type: 'platform', value: 'only tv', source: 'Yalnız TV üçün' },
      { type: 'territory', value: 'not KZ', source: 'KZ OUT, GİZLİ QEYD' },
    ],
  },
  edNote: 'KZ OUT, GİZLİ QEYD',
  links: [{ rel: 'seeAlso', href: 'https://report.example.org/2' }],
  url: 'https://report.example.org/1',
  fingerprint: 'x',
};

const FEEDS = ['rss', 'atom', 'jsonfeed'] as const;
const encode = (format: OutputFormat, records: readonly NewsRecord[]): string =>
  encodeDocument(format, records, context).bytes.toString();

const READERS = { rss: decodeRss, atom: decodeAtom, jsonfeed: decodeJsonFeed };

it.each<[OutputFormat, string | undefined, RegExp]>([
  ['newsml-g2', undefined, /<inlineXML contenttype="application\/xhtml\+xml" charcount="13" wordcount="2">/],
  ['ninjs', '3.1', /"charCount":13,"wordCount":2/],
  ['ninjs', '2.2', /"charcount":13,"wordcount":2/],
])('counts the words of the body in %s %s', (format, version, count) => {
  expect(String(encodeDocument(format, [item], { ...context, version }).bytes)).toMatch(count);
});

describe('encodeDocument', () => {
  it.each(OUTPUT_FORMATS)('writes the same %s from the same arguments', (format) => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { maxLength: 3 }), (records) => {
        const first = encodeDocument(format, records, context);
        // Several mails are an mbox.
        if (format !== 'email' || records.length === 1) expect(first.contentType).toBe(contentTypeOf(format));
        expect(encodeDocument(format, structuredClone(records), context).bytes.equals(first.bytes)).toBe(
          true,
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each(FEEDS)(
    'writes the newest version of an item in %s, names the others, and the document is valid',
    (format) => {
      const versions: NewsItem[] = [
        { ...item, guid: asGuid('urn:x:1'), version: 1, headline: 'Second' },
        { ...item, guid: asGuid('urn:x:2'), version: 3, headline: 'Third' },
        {
          ...item,
          guid: asGuid('urn:x:1'),
          version: 1,
          headline: 'First',
          versionCreated: '2026-03-09T09:00:00Z',
        },
        {
          ...item,
          guid: asGuid('urn:x:2'),
          version: 10,
          headline: 'Tenth',
          versionCreated: '2026-03-09T09:00:00Z',
        },
      ];
      const { bytes, warnings } = encodeDocument(format, versions, context);
      expect(READERS[format](bytes.toString(), {}).records.map(({ headline }) => headline)).toEqual([
        'Second',
        'Tenth',
      ]);
      expect(lintDocument(format, bytes.toString())).toEqual([]);
      expect(warnings).toEqual([
        { code: 'older-version-left-out', at: 'urn:x:2', detail: 'version 3: Third' },
        { code: 'older-version-left-out', at: 'urn:x:1', detail: 'version 1: First' },
      ]);
    },
  );

  it.each(FEEDS)('names what may not be public and %s has no word for', (format) => {
    const of = (id: string, more: Partial<NewsItem>): NewsItem => ({
      ...item,
      guid: asGuid(`urn:x:${id}`),
      version: 2,
      headline: id,
      ...more,
    });
    const records = [
      of('a', { embargoed: '2099-01-01T00:00:00Z' }),
      of('b', { pubStatus: 'canceled' }),
      of('c', { pubStatus: 'withheld' }),
      of('d', {}),
      of('e', { embargoed: 'indefinite' }),
      { ...of('f', {}), kind: 'planningItem' as const, coverages: [] },
    ];
    const { warnings } = encodeDocument(format, records, context);
    expect(warnings).toEqual([
      { code: 'embargoed-left-out', at: 'urn:x:a', detail: 'version 2: a' },
      ...(format === 'atom' ? [] : [{ code: 'canceled-left-out', at: 'urn:x:b', detail: 'version 2: b' }]),
      { code: 'withheld-left-out', at: 'urn:x:c', detail: 'version 2: c' },
      { code: 'embargoed-left-out', at: 'urn:x:e', detail: 'version 2: e' },
      { code: 'plan-left-out', at: 'urn:x:f', detail: 'version 2: f' },
    ]);
  });

  it('says of a link in Atom what it is only by a relation that is registered', () => {
    const links = ['license', 'seeAlso', 'urn:x:rel', 'self'].map((rel) => ({
      rel,
      href: `https://a.example/${rel}`,
    }));
    const rels = [
      ...encode('atom', [{ ...item, links }]).matchAll(/<link rel="([^"]+)" href="https:\/\/a\.example/g),
    ];
    expect(rels.map(([, rel]) => rel)).toEqual(['license', 'related', 'related', 'related']);
  });

  it('gives players the captions of a video in RSS, where no more is known of them', () => {
    const captions = { href: 'https://a.example/1.vtt', contentType: 'text/vtt', language: 'az' };
    const written = (rendition: Rendition): string => encode('rss', [{ ...item, renditions: [rendition] }]);
    expect(written(captions)).toContain(
      '<media:subTitle type="text/vtt" lang="az" href="https://a.example/1.vtt"/>',
    );
    expect(written({ ...captions, title: 'Subtitr' })).toContain(
      '<media:content url="https://a.example/1.vtt"',
    );
  });

  it.each(FEEDS)('shows in %s no older version of what the newest takes back', (format) => {
    const killed: NewsItem = { ...item, version: 3, pubStatus: 'canceled' };
    expect(encode(format, [item, killed])).not.toContain('Sərgi açıldı');
  });

  it('writes the versions that it has and no other', () => {
    const versionIn = (version?: string): unknown =>
      (
        JSON.parse(encodeDocument('ninjs', [item], { ...context, version }).bytes.toString()) as {
          standard: { version: string };
        }
      ).standard.version;
    expect(['2.2', '3.1', undefined].map(versionIn)).toEqual(['2.2', '3.1', '3.1']);
    expect(() => versionIn('1.0')).toThrow(/3\.1 or 2\.2 is written, not 1\.0/);
    expect(() => encodeDocument('email', [item], { ...context, version: '1' })).toThrow(/none is written/);
  });

  it.each([
    ['an open element', '<p>Bakı'],
    ['crossed elements', '<p><b>Bakı</p></b>'],
    ['a bare ampersand', '<p>AT&T</p>'],
    ['a reference of HTML alone', '<p>a&nbsp;b</p>'],
    ['a stray <', '<p>1 < 2</p>'],
    ['an attribute without quotes', '<p class=x>a</p>'],
  ])('refuses a body with %s for newsrooms', (_case, body) => {
    for (const format of ['newsml-g2', 'nitf', 'email'] as const) {
      expect(() => encode(format, [{ ...item, body }])).toThrow(RangeError);
    }
  });

  it('writes a body as deep as any, or says that it cannot', () => {
    const body = `${'<div>'.repeat(10_000)}x${'</div>'.repeat(10_000)}`;
    expect(encode('newsml-g2', [{ ...item, body }])).toContain('x');
    for (const format of ['nitf', 'email'] as const) {
      expect(() => encode(format, [{ ...item, body }])).toThrow(/nested deeper/);
    }
  });
});

describe.each(FEEDS)('the public feed format %s', (format) => {
  it('is read back with the same headline, link, dates, body and files', () => {
    const [record] = READERS[format](encode(format, [item]), {}).records;
    expect(record).toMatchObject({
      guid: item.guid,
      headline: item.headline,
      description: item.description,
      body: item.body,
      url: item.url,
      versionCreated: item.versionCreated,
      firstCreated: item.firstCreated,
      language: 'az',
    });
    expect(record?.renditions?.map(({ href, contentType }) => [href, contentType])).toEqual([
      ['https://cdn.example.org/1.mp4', 'video/mp4'],
      ['https://cdn.example.org/1.jpg', 'image/jpeg'],
    ]);
  });

  it('never carries a note to editors, but what the note forbids', () => {
    const document = encode(format, [item]);
    expect(document).not.toContain('GİZLİ');
    expect(document).toContain('Not for KZ');
    expect(document).toContain('Yalnız TV üçün');
    expect(document).toContain('© Report, 2026');
  });

  it.each<[string, Partial<NewsItem>, boolean]>([
    ['usable', {}, true],
    ['withheld', { pubStatus: 'withheld' }, false],
    ['canceled', { pubStatus: 'canceled' }, false],
    ['embargoed until later', { embargoed: '2026-03-10T12:00:01Z' }, false],
    ['embargoed until now', { embargoed: '2026-03-10T12:00:00Z' }, true],
    ['embargoed for nobody knows how long', { embargoed: 'indefinite' }, false],
  ])('shows an item that is %s only if it may', (_case, change, shown) => {
    expect(encode(format, [{ ...item, ...change }]).includes('Sərgi açıldı')).toBe(shown);
  });

  it('leaves out plans', () => {
    expect(encode(format, [{ ...item, kind: 'planningItem', coverages: [] }])).not.toContain('Sərgi açıldı');
  });

  it('is well-formed and complete for any record', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { maxLength: 4 }), (records) => {
        expect(lintDocument(format, encode(format, records))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('names itself and its next page', () => {
    const document = encode(format, [item]);
    expect(document).toContain('Report → Khabar');
    expect(document).toContain('?before=17');
  });

  it('says nothing of when it was written, so that an unchanged feed stays the same', () => {
    const later = { ...context, sentAt: '2026-03-11T12:00:00Z' };
    expect(encodeDocument(format, [item], later).bytes.toString()).toBe(encode(format, [item]));
  });

  it('is a feed even without items and without facts about itself', () => {
    const { bytes } = encodeDocument(format, [], { sentAt: context.sentAt, sender: 'Korpu' });
    expect(lintDocument(format, bytes.toString())).toEqual([]);
  });
});

describe('what single feed formats have', () => {
  it('marks signals before the headline in RSS, in the language of the item', () => {
    const correction = { ...item, signals: ['correction'] };
    expect(encode('rss', [correction])).toContain('<title>DÜZƏLİŞ: Bakıda');
    expect(encode('rss', [{ ...correction, language: 'uz-Cyrl' }])).toContain('<title>ТУЗАТИШ: ');
    expect(encode('rss', [{ ...correction, language: 'fr' }])).toContain('<title>CORRECTION: ');
  });

  it('takes a canceled item down in Atom', () => {
    const document = encode('atom', [{ ...item, pubStatus: 'canceled' }]);
    expect(document).toContain(`<at:deleted-entry ref="${item.guid}" when="2026-03-10T09:00:00Z"/>`);
    const [record] = decodeAtom(document, {}).records;
    expect(record).toMatchObject({ guid: item.guid, pubStatus: 'canceled' });
  });

  it('states forbidden countries in Media RSS', () => {
    expect(encode('rss', [item])).toContain(
      '<media:restriction relationship="deny" type="country">kz</media:restriction>',
    );
  });

  it('has one enclosure in RSS: the file to play', () => {
    expect(encode('rss', [item]).match(/<enclosure [^>]*>/g)).toEqual([
      '<enclosure url="https://cdn.example.org/1.mp4" length="1000" type="video/mp4"/>',
    ]);
  });

  it('keeps credit and terms in an extension of JSON Feed', () => {
    const feed = JSON.parse(encode('jsonfeed', [item])) as { items: { _rights: unknown }[] };
    expect(feed.items[0]?._rights).toEqual({
      copyright: '© Report, 2026',
      credit: 'Report',
      usage_terms: ['Yalnız TV üçün', 'Not for KZ'],
    });
  });

  it.each([
    ['editorial-only', 'Editorial use only'],
    ['news-only', 'News use only'],
    ['keep-logo', 'Do not obscure the logo'],
    ['no-resale', 'No resale'],
    ['no-advertising', 'No advertising'],
  ])('tells readers %s in our words where a note to editors said it', (value, words) => {
    const source = 'AYTƏN İLƏ RAZILAŞDIRILIB';
    const rights = { restrictions: [{ type: 'other' as const, value, source }] };
    const feed = JSON.parse(encode('jsonfeed', [{ ...item, edNote: `KZ OUT. ${source}`, rights }])) as {
      items: { _rights: unknown }[];
    };
    expect(feed.items[0]?._rights).toEqual({ credit: 'Report', usage_terms: [words] });
  });
});

describe('an address that would run as a script', () => {
  const runs = '\u0001javascript:alert(1)';
  const old: NewsItem = {
    ...item,
    url: runs,
    renditions: [{ href: runs, contentType: 'video/mp4' }, ...(item.renditions ?? [])],
    links: [
      { rel: 'seeAlso', href: runs },
      { rel: 'seeAlso', guid: asGuid('javascript:alert(1)') },
    ],
    authors: [{ name: 'Müxbir', uri: runs }],
  };

  it.each([...OUTPUT_FORMATS])('is not written as %s, whatever the record says, and told', (format) => {
    const encoded = encodeDocument(format, [old], context);
    expect(encoded.bytes.toString()).not.toMatch(/javascript:/i);
    expect(encoded.warnings?.map(({ code }) => code)).toContain('href-dropped');
  });
});
