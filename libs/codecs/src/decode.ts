import type { NewsRecord } from '#news/record.js';
import { decodeAtom } from './atom/decode.js';
import {
  type Decode,
  type DecodeCompound,
  type DecodeContext,
  type Decoded,
  type DecodeNested,
  type Format,
  type ListedPage,
  UndecodableDocument,
  type Warning,
} from './codec.js';
import { archiveBudget, decodeArchive } from './decode-archive.js';
import { decompress, type PackedFault } from './decompress.js';
import { decodeEmail } from './email/decode.js';
import { finishRecord } from './finish-record.js';
import { decodeHtmlPage, htmlInsteadOfFeed } from './html-page/decode.js';
import { decodeIptc7901 } from './iptc7901/decode.js';
import { decodeJsonFeed } from './jsonfeed/decode.js';
import {
  MAX_BYTES,
  MAX_DOCUMENT_BYTES,
  MAX_NESTING,
  tooDeep,
  tooLarge,
  warningsNotHeld,
  withLimitsCounted,
} from './limits.js';
import { decodeNewsml1 } from './newsml-1/decode.js';
import { decodeNewsmlG2 } from './newsml-g2/decode.js';
import { decodeNinjs } from './ninjs/decode.js';
import { decodeNitf } from './nitf/decode.js';
import { decodeRdf } from './rdf/decode.js';
import { recognise, tooLargeFor, unknownFormat } from './recognise.js';
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
  const { decoded, notHeld } = withLimitsCounted(() => ({
    decoded: decodeAt(0, bytes, context, archiveBudget(bytes.length)),
    notHeld: warningsNotHeld(),
  }));
  const rest = decoded.warnings.length + notHeld - MAX_WARNINGS;
  if (rest > 0) {
    decoded.warnings.length = Math.min(decoded.warnings.length, MAX_WARNINGS);
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
  const recognised = recognise(unpacked, context, depth > 0);
  const { text, charset, warnings, isMail, json, beginning } = recognised;
  const isLarge = unpacked.length > MAX_DOCUMENT_BYTES;
  // A page that tells one story is an item of its own; where a feed was configured it is still no feed.
  if (recognised.format === 'html' && context.format !== undefined && context.format !== 'html')
    throw htmlInsteadOfFeed(text);
  const unknown = (what: string): UndecodableDocument => unknownFormat(what, recognised);
  const { format, found } = readAs(recognised.format, unknown, beginning, context, (tried) => {
    if (isLarge && tried !== 'sitemap' && !isMail) throw tooLargeFor(unpacked.length);
    const decode = DECODERS[tried];
    if (!decode)
      throw new UndecodableDocument(
        'decode.unsupported-format',
        `Documents of format ${tried} are not read yet`,
      );
    const nested = nestedAt(depth + 1, budget);
    return guarded(() => decode(text, context, isMail ? countedFrom(budget, nested) : nested, json));
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

const nestedAt =
  (depth: number, budget: ArchiveBudget): DecodeNested =>
  (bytes, context) => {
    if (depth <= MAX_NESTING) return decodeAt(depth, bytes, context, budget);
    throw tooDeep();
  };

/** What is attached to messages counts among what comes out of archives, for it is there twice while it is read. */
const countedFrom =
  (budget: ArchiveBudget, nested: DecodeNested): DecodeNested =>
  (bytes, context) => {
    budget.bytes -= bytes.length;
    if (budget.bytes < 0) throw tooLarge(`what is in it has more than ${MAX_BYTES} bytes`);
    return nested(bytes, context);
  };

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
