import { asGuid, asQcode } from '#news/ids.js';
import type { NewsItem, NewsRecord } from '#news/record.js';
import { checkedEncoder } from './checked-encoder.js';
import { OUTPUT_FORMATS, type OutputFormat } from './codec.js';
import { decodeDocument } from './decode.js';
import { LEAVABLE_FIELDS, type OutputProfile } from './profile/output-profile.js';
import { shaped } from './shaped.js';
import { schemas } from './testing/schemas.js';

const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:newsml:report.example:20260310:1'),
  version: 2,
  itemClass: 'text',
  provider: { id: 'report', name: 'Report' },
  versionCreated: '2026-03-10T09:00:00Z',
  pubStatus: 'usable',
  language: 'az',
  headline: 'Körpü açıldı',
  subheadline: 'Altı il tikildi',
  slugline: 'korpu-acilis',
  byline: 'Müxbir',
  dateline: 'BAKI',
  description: 'Bakıda yeni körpü',
  body:
    '<p>Körpü <b>açıldı</b> &amp; işə düşdü.</p>' +
    '<figure><img src="https://cdn.example/1.jpg" alt="a > b"/><figcaption>Açılış <i>anı</i></figcaption></figure>' +
    '<p><img src="https://cdn.example/2.jpg"/></p><ul><li>bir</li><li>iki</li></ul>',
  authors: [{ name: 'Müxbir' }],
  subjects: [
    { name: 'nəqliyyat', qcode: asQcode('medtop:20001160') },
    { name: 'Bölmə', qcode: asQcode('report:7') },
    { name: 'xəbər' },
  ],
  genres: [{ name: 'Xəbər' }],
  places: [{ name: 'Bakı' }],
  keywords: ['körpü'],
  urgency: 4,
  edNote: 'Redaktora',
  creditline: 'Report',
  rights: { holder: 'Report', usageTerms: ['KZ OUT'] },
  renditions: [{ href: 'https://cdn.example/1.jpg', contentType: 'image/jpeg', description: 'Açılış anı' }],
  links: [{ rel: 'related', href: 'https://report.example/2' }],
  url: 'https://report.example/1',
  fingerprint: '00',
} as NewsItem;

describe('shaped', () => {
  it('leaves everything as it is where nothing is wanted', () => {
    expect(shaped(item, {})).toEqual(item);
  });

  it.each(LEAVABLE_FIELDS)('leaves out %s alone', (field) => {
    const { [field]: left, ...rest } = item;
    expect(left).toBeDefined();
    expect(shaped(item, { leaveOut: [field] })).toEqual(rest);
  });

  it('makes the text plain paragraphs, whose lines stay lines', () => {
    expect(shaped(item, { body: 'plain' }).body).toBe(
      '<p>Körpü açıldı &amp; işə düşdü.</p><p>Açılış anı</p><p>- bir<br/>- iki</p>',
    );
  });

  it('takes pictures with their captions out of the text, and nothing else', () => {
    expect(shaped(item, { pictures: 'by-reference' })).toEqual({
      ...item,
      body: '<p>Körpü <b>açıldı</b> &amp; işə düşdü.</p><ul><li>bir</li><li>iki</li></ul>',
    });
    const table = '<figure><table><tr><td>1</td></tr></table><img src="https://x.example/1"/></figure>';
    expect(shaped({ ...item, body: table }, { pictures: 'by-reference' }).body).toBe(
      '<figure><table><tr><td>1</td></tr></table></figure>',
    );
    const alone = { ...item, body: '<p><img src="https://x.example/1"/></p>' };
    expect(shaped(alone, { pictures: 'by-reference' })).not.toHaveProperty('body');
  });

  it('leaves the text out, puts words before headlines, and keeps the subjects of some schemes', () => {
    expect(shaped(item, { body: 'none' })).not.toHaveProperty('body');
    expect(shaped(item, { headlinePrefix: 'Report:' }).headline).toBe('Report: Körpü açıldı');
    expect(shaped(item, { subjectSchemes: ['medtop'] }).subjects).toEqual([item.subjects![0]]);
    expect(shaped(item, { subjectSchemes: ['iptccat'] })).not.toHaveProperty('subjects');
  });

  it.each(['withheld', 'canceled'] as const)('leaves a notice as it is: %s', (pubStatus) => {
    const notice = { ...item, pubStatus } as NewsRecord;
    const all: OutputProfile = { body: 'none', headlinePrefix: 'x', leaveOut: [...LEAVABLE_FIELDS] };
    expect(shaped(notice, all)).toBe(notice);
  });
});

describe('a document for a receiver with wishes', () => {
  const encode = checkedEncoder(schemas);
  const written = (format: OutputFormat, profile: OutputProfile, version?: string): string =>
    encode(format, [item], {
      sentAt: '2026-03-10T12:00:00Z',
      sender: 'Korpu',
      profile,
      version,
    }).bytes.toString();

  it.each(OUTPUT_FORMATS)(
    'is valid %s with the least of an item, and keeps what binds whoever uses it',
    (format) => {
      const text = written(format, { body: 'none', leaveOut: [...LEAVABLE_FIELDS] });
      expect(text).not.toContain('açıldı &amp;');
      expect(text).not.toContain('cdn.example');
      const [record] = decodeDocument(Buffer.from(text), { format }).records;
      expect(record).toMatchObject({ headline: 'Körpü açıldı' });
      expect(text.replace(/=\r\n/g, '')).toContain('KZ OUT');
    },
  );

  it.each<[OutputFormat, string | undefined, RegExp]>([
    [
      'newsml-g2',
      undefined,
      /<inlineData contenttype="text\/plain"[^>]*>Körpü açıldı &amp; işə düşdü\.\n\nAçılış anı\n\n- bir\n- iki<\/inlineData>/,
    ],
    [
      'ninjs',
      undefined,
      /"contentType":"text\/plain",[^}]*"value":"Körpü açıldı & işə düşdü\.\\n\\nAçılış anı\\n\\n- bir\\n- iki"/,
    ],
    [
      'ninjs',
      '2.2',
      /"contenttype":"text\/plain",[^}]*"value":"Körpü açıldı & işə düşdü\.\\n\\nAçılış anı\\n\\n- bir\\n- iki"/,
    ],
    ['jsonfeed', undefined, /"content_text":"Körpü açıldı & işə düşdü\.\\n\\nAçılış anı\\n\\n- bir\\n- iki"/],
    ['atom', undefined, /<content>Körpü açıldı &amp; işə düşdü\.\n\nAçılış anı\n\n- bir\n- iki<\/content>/],
    [
      'rss',
      undefined,
      /<content:encoded>(?:<!\[CDATA\[|)(?:&lt;|<)p(?:&gt;|>)Körpü açıldı &(?:amp;)?amp; işə/,
    ],
    ['nitf', undefined, /<p>Körpü açıldı &amp; işə düşdü\.<\/p>/],
  ])('has plain text in %s %s', (format, version, words) => {
    const text = written(format, { body: 'plain' }, version);
    expect(text).toMatch(words);
    expect(text).not.toMatch(/content_html|inlineXML|xhtml\+xml/);
    const [record] = decodeDocument(Buffer.from(text), { format }).records;
    expect((record as NewsItem).body?.replace(/<[^>]+>/g, ' ')).toContain('Körpü açıldı &amp; işə düşdü.');
  });
});
