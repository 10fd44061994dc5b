import type { NewsRecord } from '#news/record.js';
import { decodeAtom } from './atom/decode.js';
import { toText } from './charset/to-text.js';
import {
  type Decode,
  type DecodeCompound,
  type DecodeContext,
  type Decoded,
  type DecodeNested,
  type Format,
  type JsonDocument,
  type ListedPage,
  UndecodableDocument,
  type Warning,
} from './codec.js';
import { archiveBudget, decodeArchive } from './decode-archive.js';
import { decompress, type PackedFault } from './decompress.js';
import { detectFormat, documentStart, isMessage } from './detect-format.js';
import { decodeEmail } from './email/decode.js';
import { finishRecord } from './finish-record.js';
import { decodeHtmlPage, htmlInsteadOfFeed } from './html-page/decode.js';
import { isAnpa1312 } from './iptc7901/anpa-1312.js';
import { decodeIptc7901 } from './iptc7901/decode.js';
import { decodeJsonFeed } from './jsonfeed/decode.js';
import { beginningOf, kindOfBytes, unreadKind } from './kind-of-bytes.js';
import {
  MAX_BYTES,
  MAX_DOCUMENT_BYTES,
  MAX_MESSAGE_BYTES,
  MAX_NESTING,
  tooDeep,
  tooLarge,
  withPhrasesCounted,
} from './limits.js';
import { decodeNewsml1 } from './newsml-1/decode.js';
import { decodeNewsmlG2 } from './newsml-g2/decode.js';
import { decodeNinjs } from './ninjs/decode.js';
import { decodeNitf } from './nitf/decode.js';
import { decodeRdf } from './rdf/decode.js';
import { jsonOnce } from './read-json.js';
import { decodeRss } from './rss/decode.js';
import { decodeSitemap } from './sitemap/decode.js';
import { type ArchiveBudget, isZip } from './unzip.js';

const DECODERS: Partial<Record<Format, DecodeCompound>> = {
  rss: decodeRss,
  rdf: decodeRdf,
  atom: decodeAtom,
  jsonfeed: decodeJsonFeed,
  'newsml-g2': decodeNewsmlG2,
  'newsml-1': decodeNewsml1,
  ninjs: decodeNinjs,
  nitf: decodeNitf,
  sitemap: decodeSitemap,
  html: decodeHtmlPage,
  iptc7901: decodeIptc7901,
  email: decodeEmail,
};

const MAX_WARNINGS = 5000;

/**
 * The front door: the bytes of one document, as they came, to finished records. Unpacks, finds the charset, recognises
 * the format by content, reads, and finishes each record with its language and fingerprint. A zip archive gives the
 * records of all its documents.
 *
 * @throws UndecodableDocument where the document as a whole cannot be read; never anything else
 */
export function decodeDocument(bytes: Buffer, context: DecodeContext = {}): Decoded {
  const decoded = withPhrasesCounted(() => decodeAt(0, bytes, context, archiveBudget(bytes.length)));
  const rest = decoded.warnings.length - MAX_WARNINGS;
  if (rest > 0) {
    decoded.warnings.length = MAX_WARNINGS;
    decoded.warnings.push({ code: 'warnings-cut', at: 'document', detail: `${rest} more were left out` });
  }
  return decoded;
}

function decodeAt(depth: number, bytes: Buffer, context: DecodeContext, budget: ArchiveBudget): Decoded {
  if (bytes.length === 0) throw new UndecodableDocument('decode.empty', 'The document is empty');
  if (bytes.length > MAX_BYTES) throw tooLarge(`it has ${bytes.length} bytes, more than ${MAX_BYTES}`);
  if (isZip(bytes)) return decodeArchive(bytes, context, budget, nestedAt(depth + 1, budget));
  const { bytes: unpacked, fault } = decompress(bytes);
  const read = (): Decoded =>
    isZip(unpacked)
      ? nestedAt(depth + 1, budget)(unpacked, context)
      : decodeUnpacked(depth, unpacked, context, budget);
  return fault ? faulty(fault, read) : read();
}

/** What is read of a packed document that is not whole, which is said of it whether or not there is anything to read. */
function faulty({ code, detail }: PackedFault, read: () => Decoded): Decoded {
  try {
    const decoded = read();
    decoded.warnings.unshift({ code, at: 'document', detail });
    return decoded;
  } catch (error) {
    if (!(error instanceof UndecodableDocument)) throw error;
    throw new UndecodableDocument(error.code, `${error.message}; ${detail}`, { cause: error });
  }
}

function decodeUnpacked(
  depth: number,
  unpacked: Buffer,
  context: DecodeContext,
  budget: ArchiveBudget,
): Decoded {
  const isLarge = unpacked.length > MAX_DOCUMENT_BYTES;
  const mayBeMail = !beginsAsMarkup(unpacked);
  const isMail =
    mayBeMail && (context.format === 'email' || (context.format === undefined && isMessageOf(unpacked)));
  const mostBytes = isMail && depth === 0 ? MAX_MESSAGE_BYTES : mostBytesOf(unpacked);
  if (unpacked.length > mostBytes) throw tooLargeFor(unpacked.length);
  const kind = kindOfBytes(unpacked);
  if (kind !== undefined)
    throw new UndecodableDocument('decode.unknown-format', `The document is ${kind}, and no news document`);
  const {
    text: whole,
    charset,
    warnings,
  } = isMail ? asBinary(unpacked) : toText(unpacked, context, mostBytes);
  if (whole.trim() === '')
    throw new UndecodableDocument('decode.empty', 'The document holds nothing but white space');
  const start = isMail ? 0 : documentStart(whole);
  const text = start === 0 ? whole : whole.slice(start);
  const junk = whole.slice(0, start).trim();
  if (junk !== '')
    warnings.push({
      code: 'xml-recovered',
      at: 'document',
      detail: `text before the document: ${junk.slice(0, 100)}`,
    });
  const json = jsonOnce(text);
  const detected = isMail ? 'email' : detectedIn(text, context, json);
  const beginning = (): string => beginningOf(unpacked, text);
  const unknown = (what: string): UndecodableDocument => unknownFormat(what, text, beginning);
  const { format, found } = readAs(detected, unknown, beginning, context, (tried) => {
    if (isLarge && tried !== 'sitemap' && !isMail) throw tooLargeFor(unpacked.length);
    const decode = DECODERS[tried];
    if (!decode)
      throw new UndecodableDocument(
        'decode.unsupported-format',
        `Documents of format ${tried} are not read yet`,
      );
    return guarded(() => decode(text, context, nestedAt(depth + 1, budget), json));
  });
  if (context.format !== undefined && format !== context.format) {
    const detail = `it was to be ${context.format}, and is read as the ${format} that it is`;
    warnings.push({ code: 'format-differs', at: 'document', detail });
  }
  if (context.listing && !found.pages) found.pages = pagesOf(found.records);
  // One by one: there may be more than a call takes arguments.
  for (const warning of found.warnings) warnings.push(warning);
  const { records, places } = finished(found, context, warnings);
  const decoded: Decoded = { format, charset, ...found };
  decoded.records = records;
  decoded.places = places;
  decoded.warnings = warnings;
  return decoded;
}

/** How much of a document is looked at to see whether it is a message. */
const HEAD = 16_384;

/** Below half of the least nothing is refused in any charset. */
const mostBytesOf = (bytes: Buffer): number =>
  bytes.length > MAX_DOCUMENT_BYTES / 2 && mayBeSitemap(bytes) ? MAX_BYTES : MAX_DOCUMENT_BYTES;

/** Sitemaps may be larger than other documents; their root stands at the beginning. */
const mayBeSitemap = (bytes: Buffer): boolean =>
  /<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b/i.test(bytes.toString('latin1', 0, HEAD).replaceAll('\0', ''));

const tooLargeFor = (length: number): UndecodableDocument =>
  tooLarge(
    `it has ${length} bytes, more than the ${MAX_DOCUMENT_BYTES} that are read of anything but sitemaps and messages`,
  );

/** Or as JSON; no message does. */
const beginsAsMarkup = (bytes: Buffer): boolean => '<{['.includes(String.fromCharCode(bytes[0]!));

const isMessageOf = (bytes: Buffer): boolean => isMessage(bytes.toString('latin1', 0, HEAD));

/** The bytes as they are, one character each: the parts of a message have each a charset of their own. */
const asBinary = (bytes: Buffer): ReturnType<typeof toText> => ({
  text: bytes.toString('latin1'),
  charset: 'utf-8',
  warnings: [],
});

const nestedAt =
  (depth: number, budget: ArchiveBudget): DecodeNested =>
  (bytes, context) => {
    if (depth <= MAX_NESTING) return decodeAt(depth, bytes, context, budget);
    throw tooDeep();
  };

function detectedIn(text: string, context: DecodeContext, json: () => JsonDocument): Format | undefined {
  if (isAnpa1312(text))
    throw new UndecodableDocument(
      'decode.unsupported-format',
      'The document is a wire message of ANPA 1312, which is not read; IPTC 7901 is',
    );
  const detected = detectFormat(text, json);
  // A page that tells one story is an item of its own; where a feed was configured it is still no feed.
  if (detected === 'html' && context.format !== undefined && context.format !== 'html')
    throw htmlInsteadOfFeed(text);
  return detected;
}

type Found = ReturnType<Decode>;

/**
 * What a root element or a first line says of a document goes before what its feed is configured to bring: read as
 * anything else it would give nothing, or less. A JSON Feed without its version may have items with keys of ninjs: that is
 * ninjs where reading it as a JSON Feed gives nothing.
 */
function readAs(
  detected: Format | undefined,
  unknown: (what: string) => UndecodableDocument,
  beginning: () => string,
  { format: wanted }: DecodeContext,
  read: (format: Format) => Found,
): { format: Format; found: Found } {
  if (detected === undefined) {
    if (wanted === undefined) throw unknown('The document is in no format that is known');
    const found = tellingBeginning(beginning, () => read(wanted));
    if (isNothing(found))
      throw unknown(`The document is no ${wanted}, nor in any other format that is known`);
    return { format: wanted, found };
  }
  // The headers that a message begins with may begin other texts too.
  if (wanted === undefined || detected === wanted) return { format: detected, found: read(detected) };
  if (detected === 'email') return { format: wanted, found: read(wanted) };
  if (detected !== 'ninjs' || wanted !== 'jsonfeed') return { format: detected, found: read(detected) };
  try {
    const found = read(wanted);
    if (found.records.length > 0) return { format: wanted, found };
  } catch (error) {
    if (!(error instanceof UndecodableDocument)) throw error;
  }
  return { format: detected, found: read(detected) };
}

/** Why a document of no known format cannot be read as one is plainer beside what it begins with. */
function tellingBeginning<T>(beginning: () => string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UndecodableDocument) || error.code !== 'decode.malformed') throw error;
    throw new UndecodableDocument(error.code, `${error.message}; ${beginning()}`, { cause: error });
  }
}

/** Neither a record nor a page nor anything that an entry was reported for. */
const isNothing = ({ records, pages = [], nextPage, warnings }: Found): boolean =>
  records.length + pages.length === 0 &&
  nextPage === undefined &&
  warnings.every(({ code }) => code === 'xml-recovered' || code === 'sitemap-without-news');

function unknownFormat(what: string, text: string, beginning: () => string): UndecodableDocument {
  const unread = unreadKind(text);
  return unread === undefined
    ? new UndecodableDocument('decode.unknown-format', `${what}; ${beginning()}`)
    : new UndecodableDocument('decode.unsupported-format', `The document is ${unread}, which is not read`);
}

/** The pages of a feed's entries. */
const pagesOf = (records: readonly NewsRecord[]): ListedPage[] =>
  records.flatMap(({ url, versionCreated }) =>
    url === undefined
      ? []
      : [{ href: url, kind: 'page', ...(versionCreated && { modified: versionCreated }) }],
  );

/** Whatever goes wrong inside a codec, the caller meets one kind of error. */
function guarded(decode: () => ReturnType<Decode>): ReturnType<Decode> {
  try {
    return decode();
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
