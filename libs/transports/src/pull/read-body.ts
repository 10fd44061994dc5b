import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { isWholeGzip } from '#codecs/decompress.js';
import { lookup } from '#news/lookup.js';

/** The body is larger than permitted, as sent or once decompressed. */
export class BodyTooLarge extends Error {}
/** The body cannot be decompressed as its Content-Encoding says. */
export class BodyUndecodable extends Error {}

// Text shrinks to a twentieth, a feed of equal lines perhaps to a hundredth; only a bomb shrinks to less.
const MAX_RATIO = 200;
const RATIO_FROM_BYTES = 1_048_576;
// Each layer multiplies what a bomb can do; two are already one more than servers send.
const MAX_LAYERS = 2;

/**
 * Reads a response's body to its end, decompressed, and gives up, dropping the connection, as soon as a limit is passed.
 * Gzip that holds all of its document but has a wrong checksum, or has lost that, stays as it came: decoding reads it, and says so.
 *
 * @param encodings the Content-Encoding header; empty means as it is.
 * @param maxBytes after decompression; the compressed bytes may be no more either.
 * @throws BodyTooLarge, BodyUndecodable, or what the stream itself fails with.
 */
export async function readBody(body: Readable, encodings: string, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const packed: Buffer[] = [];
  const isGzip = /^\s*(?:x-)?gzip\s*$/i.test(encodings);
  let received = 0;
  let length = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of body) {
      received += chunk.length;
      if (received > maxBytes) throw tooLarge(maxBytes);
      if (isGzip) packed.push(chunk);
      yield chunk;
    }
  }
  try {
    let source: AsyncIterable<Buffer> = counted();
    for (const layer of layersOf(encodings)) source = decompress(source, layer);
    for await (const chunk of source) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      if (length > RATIO_FROM_BYTES && length > received * MAX_RATIO)
        throw new BodyTooLarge(
          `it grows more than ${MAX_RATIO}-fold when decompressed, as only a zip bomb does`,
        );
      chunks.push(chunk);
    }
  } catch (error) {
    body.destroy();
    const { code = '', message } = error as NodeJS.ErrnoException;
    // Some servers name an encoding and then send nothing at all.
    if (code === 'Z_BUF_ERROR' && received === 0) return Buffer.alloc(0);
    if (isGzip && /^Z_(?:DATA|BUF)_ERROR$/.test(code)) {
      const whole = Buffer.concat(packed);
      if (isWholeGzip(whole)) return whole;
    }
    if (/^(Z_|ERR__|ERR_BROTLI)/.test(code))
      throw new BodyUndecodable(`it is not what Content-Encoding "${encodings}" says: ${message}`);
    throw error;
  }
  return Buffer.concat(chunks, length);
}

const tooLarge = (maxBytes: number) =>
  new BodyTooLarge(`it is larger than the feed's limit of ${maxBytes} bytes`);

type Layer = (start: Buffer) => Transform;

const OPTIONS = { chunkSize: 65_536 };
const LAYERS = lookup<Layer>({
  gzip: () => zlib.createGunzip(OPTIONS),
  'x-gzip': () => zlib.createGunzip(OPTIONS),
  br: () => zlib.createBrotliDecompress(OPTIONS),
  // RFC 9110 means the zlib format by "deflate", but many servers send it bare; zlib's first byte ends in 8.
  deflate: (start) =>
    (start[0] ?? 0) % 16 === 8 ? zlib.createInflate(OPTIONS) : zlib.createInflateRaw(OPTIONS),
});

/** Outermost first: the last encoding named was the last applied. */
function layersOf(encodings: string): Layer[] {
  const names = encodings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MAX_LAYERS) throw new BodyUndecodable(`it is compressed ${names.length} times over`);
  return names.reverse().map((name) => {
    const layer = LAYERS[name];
    if (!layer)
      throw new BodyUndecodable(`its Content-Encoding "${name}" was not asked for and is not known`);
    return layer;
  });
}

/** Whether a body begins as markup or JSON, and with nothing but text: packed bytes have a control character in nine. */
function isText(start: Buffer): boolean {
  const text = start.toString('latin1', 0, 100);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text has them
  return text.length === 100 && /^(?:\xef\xbb\xbf)?\s*[<{[]/.test(text) && !/[\0-\x08\x0e-\x1f]/.test(text);
}

async function* decompress(source: AsyncIterable<Buffer>, layer: Layer): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done ? Buffer.alloc(0) : first.value;
  // Somebody on the way unpacked it and left the header as it was.
  const decoder = isText(start) ? new PassThrough() : layer(start);
  async function* all(): AsyncGenerator<Buffer> {
    yield start;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  // Whatever fails destroys the decoder with its error, and so reaches the loop that reads it.
  pipeline(all(), decoder, () => {});
  yield* decoder;
}
