import fc from 'fast-check';
import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import { asNewsItem } from '../as-news-item.js';
import { decodeDocument } from '../decode.js';
import { plainText } from '../html/plain-text.js';
import { lintDocument } from '../lint.js';
import { arbitraryRecord } from '../testing/arbitrary-record.js';
import { encodeEmail } from './encode.js';

const context = { sentAt: '2026-03-10T12:00:00Z', sender: 'Korpu' };

const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:newsml:report.az:20260310:1'),
  version: 2,
  itemClass: 'text',
  provider: { name: 'Report' },
  versionCreated: '2026-03-10T09:00:00Z',
  pubStatus: 'usable',
  language: 'az',
  headline: 'Bakıda “Kitab” sərgisi açıldı',
  dateline: 'Bakı',
  description: 'Sərgi açıldı.',
  body:
    '<p>Birinci abzas &amp; <b>söz</b>, <a href="https://example.org/x">daha çox</a>.</p><ul><li>bir</li><li>iki</li></ul>' +
    '<p>From the beginning of a line.</p><table><tr><td>a</td><td>b</td></tr></table>',
  keywords: ['kitab', 'sərgi'],
  renditions: [
    {
      href: 'https://cdn.example.org/1.mp4',
      contentType: 'video/mp4',
      width: 640,
      height: 360,
      durationSeconds: 12,
      description: 'Açılış',
      credit: 'Foto',
    },
  ],
  rights: { notice: '© Report', usageTerms: ['Yalnız TV üçün'] },
  edNote: 'Saat 18:00-a qədər yenilənəcək',
  fingerprint: '',
};

const encode = (...records: Parameters<typeof encodeEmail>[0]): string =>
  encodeEmail(records, context).bytes.toString();
const textOf = (message: string): string => {
  const [header = '', ...rest] = message.split('\r\n\r\n');
  const content = rest.join('\r\n\r\n');
  if (header.includes('base64')) return Buffer.from(content, 'base64').toString().replaceAll('\r\n', '\n');
  const soft = content.replace(/=\r\n/g, '');
  return decodeURIComponent(soft.replaceAll('%', '%25').replace(/=([0-9A-F]{2})/g, '%$1')).replaceAll(
    '\r\n',
    '\n',
  );
};

describe('an e-mail', () => {
  it('says first what an editor must know, then the text, the files, the rights and what identifies it', () => {
    expect(textOf(encode(item))).toBe(`Note to editors, not for publication: Saat 18:00-a qədər yenilənəcək

Bakıda “Kitab” sərgisi açıldı

Bakı – Sərgi açıldı.

Birinci abzas & söz, daha çox <https://example.org/x>.

- bir
- iki

 From the beginning of a line.

a | b

Files:
1. video/mp4, 640×360, 12 s
    https://cdn.example.org/1.mp4
    Açılış
    Credit: Foto

© Report
Terms of use: Yalnız TV üçün

Keywords: kitab, sərgi
Id: urn:newsml:report.az:20260310:1, version 2

`);
  });

  it('has the fields a mail must have, and one thread for all versions of an item', () => {
    const fields = (record: NewsItem) =>
      Object.fromEntries(
        encode(record)
          .split('\r\n\r\n')[0]!
          .split(/\r\n(?! )/)
          .map((line) => line.split(': ') as [string, string]),
      );
    const first = fields(item);
    expect(first).toMatchObject({
      From: 'Korpu:;',
      Date: 'Tue, 10 Mar 2026 09:00:00 +0000',
      Organization: 'Report',
      'Content-Language': 'az',
      'X-Korpu-Guid': item.guid,
      'Content-Type': 'text/plain; charset=utf-8; format=flowed',
    });
    const next = fields({ ...item, version: 3 });
    expect(next['References']).toBe(first['References']);
    expect(next['Message-ID']).not.toBe(first['Message-ID']);
  });

  it.each<[string, Partial<NewsItem>, string]>([
    ['a correction', { signals: ['correction'] }, 'DÜZƏLİŞ: Bakıda'],
    ['a kill', { pubStatus: 'canceled' }, 'KILL: Bakıda'],
    ['a hold', { pubStatus: 'withheld' }, 'HOLD: Bakıda'],
    ['an embargo', { embargoed: '2026-03-10T20:00:00Z' }, 'EMBARGOED UNTIL 2026-03-10T20:00:00Z – Bakıda'],
  ])('says %s in its subject', (_case, change, subject) => {
    const [record] = decodeDocument(Buffer.from(encode({ ...item, ...change }))).records;
    expect(record?.headline).toMatch(new RegExp(`^${subject}`));
  });

  it.each(['2026-03-10T20:00:00Z', 'indefinite'])('holds back what is embargoed, until %s', (embargoed) => {
    expect(decodeDocument(Buffer.from(encode({ ...item, embargoed }))).records[0]?.embargoed).toBe(embargoed);
  });

  it('is an mbox for several', () => {
    const { bytes, contentType } = encodeEmail([item, { ...item, version: 3 }], context);
    expect(contentType).toBe('application/mbox');
    const { records } = decodeDocument(bytes, { format: 'email' });
    expect(records.map(({ headline }) => headline)).toEqual([item.headline, item.headline]);
  });

  it('loses no word of any record, and is a mail by the rules', () => {
    const words = (text: string): string => text.replace(/\s+/g, '');
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const message = encode(record);
        expect(lintDocument('email', message)).toEqual([]);
        const said = words(textOf(message));
        expect(said).toContain(words(record.headline ?? ''));
        for (const paragraph of (asNewsItem(record).body ?? '').match(/<(?:p|h2)>.*?<\/(?:p|h2)>/g) ?? []) {
          const [first = ''] = paragraph.split(/<a /);
          expect(said).toContain(words(plainText(first)));
        }
        expect(decodeDocument(Buffer.from(message), { format: 'email' }).records).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});
