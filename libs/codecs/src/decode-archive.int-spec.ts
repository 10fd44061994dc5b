import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { type ZipMember, zipOf } from './testing/zip-of.js';

const feed = (title: string): Buffer =>
  Buffer.from(`<rss><channel><item><title>${title}</title></item></channel></rss>`);
const member = (name: string, title: string): ZipMember => ({ name, data: feed(title) });
const GOOD = [member('a.xml', 'Bir'), member('b/c.xml', 'İki'), member('d.xml', 'Üç')];

const headlines = (bytes: Buffer): (string | undefined)[] =>
  decodeDocument(bytes).records.map((record) => record.headline);
const codeOf = (bytes: Buffer): string => {
  try {
    decodeDocument(bytes);
    return 'decoded';
  } catch (error) {
    if (error instanceof UndecodableDocument) return error.code;
    throw error;
  }
};

describe('an archive of documents', () => {
  it.each<[string, Buffer]>([
    ['deflated', zipOf(GOOD)],
    ['stored', zipOf(GOOD.map((one) => ({ ...one, stored: true })))],
    ['streamed', zipOf(GOOD.map((one) => ({ ...one, streamed: true })))],
    ['zip64', zipOf(GOOD, { zip64: true })],
    ['in gzip', gzipSync(zipOf(GOOD))],
    ['in another archive', zipOf([{ name: 'in.zip', data: zipOf(GOOD) }])],
    ['with bytes behind it', Buffer.concat([zipOf(GOOD), Buffer.from('\n')])],
    ['without its directory', zipOf(GOOD).subarray(0, -177)],
    [
      'of gzips',
      zipOf(GOOD.map(({ name, data }) => ({ name: `${String(name)}.gz`, data: gzipSync(data!) }))),
    ],
    [
      'with folders and what macOS adds',
      zipOf([{ name: 'b/' }, { name: '__MACOSX/._a.xml', data: Buffer.from([0]) }, ...GOOD]),
    ],
  ])('gives the records of all, in order: %s', (_name, bytes) => {
    expect(headlines(bytes)).toEqual(['Bir', 'İki', 'Üç']);
  });

  it('says where each record stands', () => {
    const { format, charset, places } = decodeDocument(zipOf(GOOD));
    expect([format, charset]).toEqual(['rss', 'utf-8']);
    expect(places).toEqual(['a.xml/item[1]', 'b/c.xml/item[1]', 'd.xml/item[1]']);
  });

  it('says which file each record is from, in its own format and charset', () => {
    const item = { uri: 'urn:a:1', type: 'text', headline: 'Dörd', versioncreated: '2026-03-10T12:00:00Z' };
    const inner = zipOf([{ name: 'e.json', data: Buffer.from(JSON.stringify(item)) }]);
    const { members } = decodeDocument(zipOf([GOOD[0]!, { name: 'in.zip', data: inner }, GOOD[1]!]));
    expect(members).toEqual([
      { name: 'a.xml', format: 'rss', charset: 'utf-8' },
      { name: 'in.zip/e.json', format: 'ninjs', charset: 'utf-8' },
      { name: 'b/c.xml', format: 'rss', charset: 'utf-8' },
    ]);
  });

  const content = deflateRawSync(feed('x'));
  it.each<[string, ZipMember, string]>([
    ['no document', { name: 'x', data: Buffer.from('\x89PNG picture') }, 'decode.unknown-format'],
    ['a few bytes', { name: 'x', data: Buffer.from('\0\x01junk') }, 'decode.unknown-format'],
    ['damaged', { name: 'x', raw: content.subarray(0, 20), size: 60 }, 'decode.malformed'],
    ['one with a wrong check sum', { name: 'x', data: feed('x'), crc: 1 }, 'decode.malformed'],
    ['encrypted', { name: 'x', data: feed('x'), flags: 1 }, 'decode.malformed'],
    ['empty', { name: 'x', data: Buffer.alloc(0) }, 'decode.empty'],
  ])('reports a member that is %s, and reads its neighbours', (_name, broken, code) => {
    const [first, ...others] = GOOD;
    const { records, warnings } = decodeDocument(zipOf([first!, broken, ...others]));
    expect(records.map((record) => record.headline)).toEqual(['Bir', 'İki', 'Üç']);
    expect(warnings).toEqual([
      { code: 'member-undecodable', at: 'x', detail: expect.stringMatching(`^${code}: `) },
    ]);
  });

  it('keeps what stands before a bomb, and says that the rest was left', () => {
    const bomb = { name: 'x', raw: deflateRawSync(Buffer.alloc(100_000_000)), size: 10 };
    const { records, warnings } = decodeDocument(zipOf([GOOD[0]!, bomb, GOOD[1]!]));
    expect(records.map((record) => record.headline)).toEqual(['Bir']);
    expect(warnings.map(({ code, at }) => [code, at])).toEqual([
      ['member-undecodable', 'x'],
      ['archive-cut', 'b/c.xml'],
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['without members', zipOf([]), 'decode.empty'],
    [
      'of one member that is none',
      zipOf([{ name: 'a', data: Buffer.from('prose') }]),
      'decode.unknown-format',
    ],
    [
      'of members that are none',
      zipOf([
        { name: 'a', data: Buffer.from('prose') },
        { name: 'b', data: Buffer.from('<opml/>') },
      ]),
      'decode.unknown-format',
    ],
  ])('is refused %s', (_name, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it('in a mail gives its records behind the message', () => {
    const mail =
      'From: a@example.org\r\nSubject: Paket\r\nContent-Type: application/zip; name=a.zip\r\n' +
      `Content-Transfer-Encoding: base64\r\n\r\n${zipOf(GOOD).toString('base64')}`;
    expect(headlines(Buffer.from(mail))).toEqual(['Bir', 'İki', 'Üç']);
  });
});

describe('a document packed without a mark', () => {
  const long = feed('Gəncədə yeni park açıldı, tədbirdə yüzlərlə sakin iştirak etdi. '.repeat(20));
  it.each<[string, Buffer]>([
    ['by brotli', brotliCompressSync(long)],
    ['by raw deflate', deflateRawSync(long)],
    ['by brotli and gzip', gzipSync(brotliCompressSync(long))],
  ])('%s is read', (_name, bytes) => {
    expect(decodeDocument(bytes).records).toHaveLength(1);
  });

  it.each<[string, Buffer]>([
    ['brotli', brotliCompressSync(Buffer.alloc(50_000_000, 0x20))],
    ['raw deflate', deflateRawSync(Buffer.alloc(50_000_000, 0x20))],
  ])('by %s is refused where it is a bomb', (_name, bytes) => {
    // Few bytes of brotli may pass for text, and are in no format then.
    expect(codeOf(bytes)).toMatch(/^decode\.(?:too-large|unknown-format)$/);
  });
});
