import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { BodyUndecodable, readBody } from './read-body.js';

const MB = 1_048_576;
const text = Buffer.from('Bakı, Astana, Toshkent – xəbər. '.repeat(4_000));
const inPieces = (bytes: Buffer, size = 1_000) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  );

describe('readBody', () => {
  it.each([
    ['', text],
    ['identity', text],
    ['gzip', zlib.gzipSync(text)],
    ['GZIP', zlib.gzipSync(text)],
    ['x-gzip', zlib.gzipSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text))],
  ])('reads encoding %j', async (encoding, bytes) => {
    expect((await readBody(inPieces(bytes), encoding, MB)).equals(text)).toBe(true);
  });

  it.each(['gzip', 'br', 'deflate'])(
    'reads a feed that says it is packed by %s and is not',
    async (encoding) => {
      const feed = Buffer.from(`\n<rss><channel><title>${'Xəbər '.repeat(30)}</title></channel></rss>`);
      expect((await readBody(inPieces(feed), encoding, MB)).equals(feed)).toBe(true);
    },
  );

  it.each(['', 'gzip', 'br', 'deflate'])('reads an empty body with encoding %j', async (encoding) => {
    expect(await readBody(inPieces(Buffer.alloc(0)), encoding, MB)).toHaveLength(0);
  });

  it('takes a body of exactly the limit and refuses one byte more', async () => {
    expect(await readBody(inPieces(text), '', text.length)).toHaveLength(text.length);
    await expect(readBody(inPieces(text), '', text.length - 1)).rejects.toThrow(
      `it is larger than the feed's limit of ${text.length - 1} bytes`,
    );
  });

  it('stops reading a body without end at the limit', async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 65_536;
          yield Buffer.alloc(65_536, 'x');
        }
      })(),
    );
    await expect(readBody(endless, '', MB)).rejects.toThrow('larger than');
    expect(sent).toBeLessThan(3 * MB);
    expect(endless.destroyed).toBe(true);
  });

  it('stops a bomb long before it has unfolded', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(200 * MB));
    await expect(readBody(inPieces(bomb), 'gzip', 500 * MB)).rejects.toThrow('zip bomb');
  });

  it('refuses more than the limit after decompression', async () => {
    const body = inPieces(zlib.gzipSync(text));
    await expect(readBody(body, 'gzip', text.length - 1)).rejects.toThrow('larger than');
    expect(body.destroyed).toBe(true);
  });

  it.each([
    ['gzip', zlib.gzipSync(text).subarray(0, 300)],
    ['gzip', text],
    ['br', text],
    ['br', zlib.brotliCompressSync(text).subarray(0, 50)],
    ['deflate', Buffer.from('<html>')],
  ])('says that a broken %s body is not what it claims', async (encoding, bytes) => {
    await expect(readBody(inPieces(bytes), encoding, MB)).rejects.toThrow(
      `not what Content-Encoding "${encoding}" says`,
    );
  });

  const packed = zlib.gzipSync(text);
  const wrong = Buffer.from(packed);
  wrong[wrong.length - 8]! ^= 1;

  it.each([
    ['has a wrong checksum', wrong],
    ['has lost half of its checksum', packed.subarray(0, -6)],
  ])('leaves gzip as it came that holds all of its document and %s', async (_, bytes) => {
    expect((await readBody(inPieces(bytes), 'gzip', MB)).equals(bytes)).toBe(true);
  });

  const first = zlib.gzipSync(text.subarray(0, 1_000));
  const second = zlib.gzipSync(text.subarray(1_000));
  const damagedAt = (bytes: Buffer, at: number): Buffer =>
    Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 0xff : byte)));

  it.each([
    ['a wrong checksum in its first member', [damagedAt(first, first.length - 8), second]],
    ['a wrong checksum in its second member', [first, damagedAt(second, second.length - 8)]],
    ['lost half of its last checksum', [first, second.subarray(0, -6)]],
  ])('leaves gzip of two members as it came that has %s', async (_, members) => {
    const bytes = Buffer.concat(members);
    expect((await readBody(inPieces(bytes), 'gzip', MB)).equals(bytes)).toBe(true);
  });

  it.each([
    ['damaged in its second member', [first, damagedAt(second, 10)]],
    ['cut off in its second member', [first, second.subarray(0, -20)]],
    ['cut off in the header of its second member', [first, second.subarray(0, 6)]],
    ['damaged in the header of its second member', [first, damagedAt(second, 0)]],
    ['damaged in its second member, with a wrong checksum in the first', [wrong, damagedAt(second, 10)]],
    ['of more members than anybody makes', [wrong, ...Array.from({ length: 1_000 }, () => first)]],
  ])('refuses gzip that is %s', async (_, members) => {
    await expect(readBody(inPieces(Buffer.concat(members)), 'gzip', 4 * MB)).rejects.toThrow(BodyUndecodable);
  });

  it.each(['zstd', 'compress', 'constructor', 'gzip, gzip, gzip'])(
    'refuses encoding %j',
    async (encoding) => {
      const body = inPieces(text);
      await expect(readBody(body, encoding, MB)).rejects.toThrow(/not known|3 times/);
      expect(body.destroyed).toBe(true);
    },
  );

  it('passes on what the connection failed with', async () => {
    const body = Readable.from(
      (async function* () {
        yield zlib.gzipSync(text).subarray(0, 100);
        throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
      })(),
    );
    await expect(readBody(body, 'gzip', MB)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });
});
