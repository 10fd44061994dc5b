import fc from 'fast-check';
import { asGuid, asQcode } from '#news/ids.js';
import type { NewsItem, PlanningItem } from '#news/record.js';
import { asNewsItem } from '../as-news-item.js';
import { decodeDocument } from '../decode.js';
import { plainText } from '../html/plain-text.js';
import { arbitraryRecord } from '../testing/arbitrary-record.js';
import { schemas } from '../testing/schemas.js';
import { validateDocument } from '../validate.js';
import { encodeNitf } from './encode.js';

const context = { sentAt: '2026-03-10T12:00:00Z', sender: 'Korpu' };

const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:newsml:report.az:20260310:1'),
  version: 3,
  itemClass: 'text',
  provider: { id: 'report', name: 'Report' },
  versionCreated: '2026-03-10T09:00:00Z',
  firstCreated: '2026-03-10T08:00:00Z',
  pubStatus: 'usable',
  signals: ['correction'],
  urgency: 3,
  language: 'az',
  headline: 'Bakıda sərgi: 2 < 3',
  subheadline: 'Kitab & söz',
  slugline: 'baku-exhibition',
  byline: 'Müxbir',
  dateline: 'Bakı',
  creditline: 'Report',
  description: 'Sərgi açıldı',
  body:
    '<p>Mətn &amp; <b>söz</b><br/>ikinci sətir</p><h2>Başlıq</h2><ul><li>bir</li><li><p>iki</p></li></ul>' +
    '<blockquote><p>Sitat</p></blockquote><figure><img src="https://cdn.example.org/1.jpg" alt=""/></figure>' +
    '<table><tbody><tr><th>a</th><td colspan="2">b</td></tr></tbody></table><div>son <a href="https://example.org/?a=1&amp;b=2">söz</a></div>',
  authors: [{ name: 'Müxbir', email: 'm@report.example.org' }],
  subjects: [
    {
      name: 'ədəbiyyat',
      qcode: asQcode('medtop:20000013'),
      uri: 'http://cv.iptc.org/newscodes/mediatopic/20000013',
    },
    { name: 'Kitab', uri: 'https://report.example.org/topics/7' },
  ],
  places: [{ name: 'Bakı', uri: 'https://report.example.org/places/1' }],
  keywords: ['kitab', 'sərgi'],
  renditions: [
    {
      href: 'https://cdn.example.org/1.jpg',
      contentType: 'image/jpeg',
      width: 640,
      height: 360,
      description: 'Açılış',
      credit: 'Foto',
    },
    {
      href: 'https://cdn.example.org/2.mp4',
      contentType: 'video/mp4',
      durationSeconds: 12.5,
      hash: 'md5:00',
    },
  ],
  rights: { holder: 'Report', notice: '© Report', usageTerms: ['Yalnız TV üçün'] },
  edNote: 'Tarix düzəldilib\nAd düzəldilib',
  url: 'https://report.example.org/1',
  fingerprint: '',
};

const encode = (...records: Parameters<typeof encodeNitf>[0]): Buffer => encodeNitf(records, context).bytes;
const back = (record: NewsItem | PlanningItem) =>
  decodeDocument(encode(record), { format: 'nitf' }).records[0]!;

describe('NITF 3.6', () => {
  it('is read back with what it can carry', () => {
    const { fingerprint: _f, languageConfidence: _l, ...read } = back(item);
    expect(read).toMatchObject({
      guid: item.guid,
      version: 3,
      pubStatus: 'usable',
      signals: ['correction'],
      urgency: 3,
      language: 'az-Latn',
      headline: item.headline,
      subheadline: item.subheadline,
      slugline: item.slugline,
      byline: item.byline,
      dateline: item.dateline,
      creditline: item.creditline,
      description: item.description,
      versionCreated: item.versionCreated,
      keywords: item.keywords,
      authors: [{ name: 'Müxbir' }],
      edNote: item.edNote,
      url: item.url,
    });
    expect(read.rights).toMatchObject({ holder: 'Report', notice: '© Report' });
    expect(read.rights?.usageTerms).toContain('Yalnız TV üçün');
    expect(read.renditions).toMatchObject([
      { href: 'https://cdn.example.org/1.jpg', width: 640, description: 'Açılış', credit: 'Foto' },
      { href: 'https://cdn.example.org/2.mp4', durationSeconds: 12.5 },
    ]);
    expect(read.subjects?.map(({ name }) => name)).toEqual(expect.arrayContaining(['ədəbiyyat', 'Kitab']));
    expect(read.places).toMatchObject([{ name: 'Bakı', uri: 'https://report.example.org/places/1' }]);
  });

  it('keeps the structure of a body, with each file where the text shows it', () => {
    expect(back(item).body).toBe(
      '<p>Mətn &amp; <em>söz</em><br/>ikinci sətir</p><h3>Başlıq</h3><ul><li>bir</li><li><p>iki</p></li></ul>' +
        '<blockquote><p>Sitat</p></blockquote>' +
        '<figure><img src="https://cdn.example.org/1.jpg" alt=""/><figcaption>Açılış</figcaption></figure>' +
        '<table><tr><th>a</th><td colspan="2">b</td></tr></table>' +
        '<p>son <a href="https://example.org/?a=1&amp;b=2">söz</a></p>',
    );
  });

  it.each<[string, Partial<NewsItem>, Partial<NewsItem>]>([
    [
      'an embargo',
      { embargoed: '2026-03-10T20:00:00Z' },
      { embargoed: '2026-03-10T20:00:00Z', pubStatus: 'usable' },
    ],
    ['an embargo that is over', { embargoed: '2026-03-09T20:00:00Z' }, { embargoed: '2026-03-09T20:00:00Z' }],
    ['an embargo without an end', { embargoed: 'indefinite' }, { embargoed: 'indefinite' }],
    [
      'an embargo on what is withheld',
      { embargoed: 'indefinite', pubStatus: 'withheld' },
      { embargoed: 'indefinite', pubStatus: 'withheld' },
    ],
    ['a hold', { pubStatus: 'withheld' }, { pubStatus: 'withheld' }],
    ['a kill', { pubStatus: 'canceled' }, { pubStatus: 'canceled' }],
    ['another signal', { signals: ['update'], edNote: undefined }, { edNote: 'Signal: update' }],
  ])('carries %s', (_case, change, expected) => {
    expect(back({ ...item, ...change })).toMatchObject(expected);
  });

  it('tells a plan as a text, with its coverages and the notes on them', () => {
    const { itemClass: _i, kind: _k, body: _b, ...rest } = item;
    const plan: PlanningItem = {
      ...rest,
      kind: 'planningItem',
      itemClass: 'composite',
      event: { name: 'Sərgi' },
      coverages: [
        {
          id: 'c1',
          itemClass: 'video',
          headline: 'Açılış',
          scheduled: '2026-03-11T09:00:00Z',
          assignedTo: 'Əli',
          edNote: 'canlı',
        },
      ],
    };
    const read = back(plan);
    expect(read.body).toContain(
      '<ul><li>Açılış (video), scheduled 2026-03-11T09:00:00Z, assigned to Əli</li></ul>',
    );
    expect(read.edNote).toContain('Açılış: canlı');
    expect(read.subjects?.map(({ name }) => name)).toContain('Sərgi');
  });

  it('loses no word of any body', () => {
    const words = (html: string): string => plainText(html).replace(/\s+/g, '');
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const { body } = asNewsItem({ ...record, renditions: undefined } as typeof record);
        const read = back({ ...record, renditions: undefined } as NewsItem);
        expect(words(read.body ?? '')).toBe(words(body ?? ''));
        expect(read.headline).toBe(record.headline);
      }),
      { numRuns: 100 },
    );
  });

  it('names the document that has a fault, among several', () => {
    const text = encode(item, { ...item, guid: asGuid('urn:x:2') }).toString();
    const at = text.lastIndexOf('<urgency');
    const { faults } = validateDocument(
      Buffer.from(`${text.slice(0, at)}\n${text.slice(at).replace('ed-urg="3"', 'ed-urg="high"')}`),
      { schemas },
    );
    expect(faults).toEqual([
      {
        code: 'nitf.urgency',
        at: '/nitf-set/nitf[2]/head/docdata/urgency/@ed-urg',
        line: 3,
        message: expect.any(String),
      },
    ]);
  });

  it('refuses a body that is not well-formed', () => {
    expect(() => encode({ ...item, body: '<p>a' })).toThrow(RangeError);
  });
});
