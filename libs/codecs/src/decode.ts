import type { NewsRecord } from '#news/record.js';
import { decodeAtom } from './atom/decode.js';
import { toText } from './charset/to-text.js';
import {
  type Decode,
  type DecodeContext,
  type Decoded,
  type Format,
  UndecodableDocument,
  type Warning,
} from './codec.js';
import { decompress, MAX_BYTES } from './decompress.js';
import { detectFormat, documentStart } from './detect-format.js';
import { finishRecord } from './finish-record.js';
import { plainText } from './html/plain-text.js';
import { decodeJsonFeed } from './jsonfeed/decode.js';
import { decodeNewsml1 } from './newsml-1/decode.js';
import { decodeNewsmlG2 } from './newsml-g2/decode.js';
import { decodeNinjs } from './ninjs/decode.js';
import { decodeNitf } from './nitf/decode.js';
import { decodeRdf } from './rdf/decode.js';
import { decodeRss } from './rss/decode.js';

const DECODERS: Partial<Record<Format, Decode>> = {
  rss: decodeRss,
  rdf: decodeRdf,
  atom: decodeAtom,
  jsonfeed: decodeJsonFeed,
  'newsml-g2': decodeNewsmlG2,
  'newsml-1': decodeNewsml1,
  ninjs: decodeNinjs,
  nitf: decodeNitf,
};

/**
 * The front door: the bytes of one document, as they came, to finished records. Unpacks, finds the charset, recognises
 * the format by content, reads, and finishes each record with its language and fingerprint.
 *
 * @throws UndecodableDocument where the document as a whole cannot be read; never anything else
 */
export function decodeDocument(bytes: Buffer, context: DecodeContext = {}): Decoded {
  if (bytes.length === 0) throw new UndecodableDocument('decode.empty', 'The document is empty');
  if (bytes.length > MAX_BYTES) {
    throw new UndecodableDocument(
      'decode.too-large',
      `The document has ${bytes.length} bytes, more than ${MAX_BYTES}`,
    );
  }
  const { text: whole, charset, warnings } = toText(decompress(bytes), context);
  if (whole.trim() === '')
    throw new UndecodableDocument('decode.empty', 'The document holds nothing but white space');
  const start = documentStart(whole);
  const text = start === 0 ? whole : whole.slice(start);
  const junk = whole.slice(0, start).trim();
  if (junk !== '')
    warnings.push({
      code: 'xml-recovered',
      at: 'document',
      detail: `text before the document: ${junk.slice(0, 100)}`,
    });
  const format = formatOf(text, context);
  const decode = DECODERS[format];
  if (!decode)
    throw new UndecodableDocument(
      'decode.unsupported-format',
      `Documents of format ${format} are not read yet`,
    );
  const found = guarded(decode, text, context);
  warnings.push(...found.warnings);
  return { format, charset, ...found, ...finished(found, context, warnings), warnings };
}

function formatOf(text: string, context: DecodeContext): Format {
  const detected = detectFormat(text);
  if (detected === 'html' && context.format !== 'html') {
    const title = plainText(/<title[^>]*>([\s\S]{0,1000}?)<\/title/i.exec(text)?.[1] ?? '').slice(0, 200);
    const named = title === '' ? 'without a title' : `titled "${title}"`;
    throw new UndecodableDocument(
      'decode.html-instead-of-feed',
      `An HTML page ${named} came where a feed was expected`,
    );
  }
  const format = context.format ?? detected;
  if (format) return format;
  const first = text.trimStart().slice(0, 60);
  throw new UndecodableDocument(
    'decode.unknown-format',
    `The document is in no format that is known; it begins with ${JSON.stringify(first)}`,
  );
}

/** Whatever goes wrong inside a codec, the caller meets one kind of error. */
function guarded(decode: Decode, text: string, context: DecodeContext): ReturnType<Decode> {
  try {
    return decode(text, context);
  } catch (error) {
    if (error instanceof UndecodableDocument) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new UndecodableDocument('decode.malformed', `The document cannot be read: ${message}`, {
      cause: error,
    });
  }
}

/** Finishes the records and looks at those of one guid: the same thing twice is kept once, different ones all. */
function finished(
  found: ReturnType<Decode>,
  context: DecodeContext,
  warnings: Warning[],
): Pick<Decoded, 'records' | 'places'> {
  const records: NewsRecord[] = [];
  const places: string[] = [];
  const seen = new Map<string, Set<string>>();
  for (const [i, draft] of found.records.entries()) {
    const record = finishRecord(draft, context, (warning) => warnings.push(warning));
    const identity = `${record.version} ${record.fingerprint}`;
    const known = seen.get(record.guid);
    if (known?.has(identity)) {
      warnings.push({ code: 'entry-repeated', at: record.guid, detail: record.headline ?? '' });
      continue;
    }
    if (known) {
      warnings.push({ code: 'guid-repeated', at: record.guid, detail: record.headline ?? '' });
      known.add(identity);
    } else {
      seen.set(record.guid, new Set([identity]));
    }
    records.push(record);
    places.push(found.places[i]!);
  }
  return { records, places };
}
