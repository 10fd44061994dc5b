import { toText } from './charset/to-text.js';
import {
  type DecodeContext,
  type Format,
  type JsonDocument,
  UndecodableDocument,
  type Warning,
} from './codec.js';
import { detectFormat, documentStart } from './detect-format.js';
import { isMessage } from './email/is-message.js';
import { isAnpa1312 } from './iptc7901/anpa-1312.js';
import { beginningOf, kindOfBytes, unreadKind } from './kind-of-bytes.js';
import { MAX_BYTES, MAX_DOCUMENT_BYTES, MAX_MESSAGE_BYTES, tooLarge } from './limits.js';
import { jsonOnce } from './read-json.js';
import { shownAsText } from './shown-as-text.js';

/** A document as far as it is known before it is read. */
export interface Recognised {
  /** From where the document proper begins; of a message the bytes, one character each: its parts have each a charset. */
  text: string;
  /** With what stands before that. */
  whole: string;
  /** Where a page only shows the document: what is wrong with that, and the number of lines before it. */
  unwrapped?: { warning: Warning; linesBefore: number };
  charset: string;
  warnings: Warning[];
  /** By its content alone; undefined where it is of none that is known. */
  format: Format | undefined;
  isMail: boolean;
  json: () => JsonDocument;
  /** How it begins, for those who look for what it is. */
  beginning: () => string;
}

/**
 * The text of a document that is not packed (any more), and its format as far as its content tells: the same for those who
 * read it and those who check it.
 *
 * @param isInside whether it came inside another document, where a message may be no larger than other documents
 * @throws UndecodableDocument `decode.empty`, `decode.too-large`, and where it is plainly something that is not read
 */
export function recognise(bytes: Buffer, context: DecodeContext, isInside = false): Recognised {
  const mayBeMail = !beginsAsMarkup(bytes);
  const isMail =
    mayBeMail && (context.format === 'email' || (context.format === undefined && isMessageOf(bytes)));
  const mostBytes = isMail && !isInside ? MAX_MESSAGE_BYTES : mostBytesOf(bytes);
  if (bytes.length > mostBytes) throw tooLargeFor(bytes.length);
  const kind = kindOfBytes(bytes);
  if (kind !== undefined)
    throw new UndecodableDocument('decode.unknown-format', `The document is ${kind}, and no news document`);
  const { text: whole, charset, warnings } = isMail ? asBinary(bytes) : toText(bytes, context, mostBytes);
  if (whole.trim() === '')
    throw new UndecodableDocument('decode.empty', 'The document holds nothing but white space');
  const start = isMail ? 0 : documentStart(whole);
  const text = start === 0 ? whole : whole.slice(start);
  const junk = whole.slice(0, start).trim();
  if (junk !== '') {
    const detail = `text before the document: ${junk.slice(0, 100)}`;
    warnings.push({ code: 'xml-recovered', at: 'document', detail });
  }
  const json = jsonOnce(text);
  const format = isMail ? 'email' : formatOf(text, json);
  const found = {
    text,
    whole,
    charset,
    warnings,
    format,
    isMail,
    json,
    beginning: () => beginningOf(bytes, text),
  };
  return format === 'html' && context.format !== 'html' ? unwrapped(found) : found;
}

/** What a page only shows, if it does, else the page. */
function unwrapped(page: Recognised): Recognised {
  const shown = shownAsText(page.text);
  if (shown === undefined) return page;
  const { text, at, how } = shown;
  const json = jsonOnce(text);
  const format = formatOf(text, json);
  if (format === undefined || format === 'html') return page;
  const detail = `${format}, in a page that shows it as ${how}`;
  const warning = { code: 'document-unwrapped', at: 'document', detail };
  page.warnings.push(warning);
  const linesBefore = page.whole.slice(0, page.whole.length - page.text.length + at).split('\n').length - 1;
  return { ...page, text, whole: text, unwrapped: { warning, linesBefore }, format, json };
}

function formatOf(text: string, json: () => JsonDocument): Format | undefined {
  if (isAnpa1312(text))
    throw new UndecodableDocument(
      'decode.unsupported-format',
      'The document is a wire message of ANPA 1312, which is not read; IPTC 7901 is',
    );
  return detectFormat(text, json);
}

/** What a document is that is in no format that is read. */
export function unknownFormat(what: string, { text, beginning }: Recognised): UndecodableDocument {
  const unread = unreadKind(text);
  return unread === undefined
    ? new UndecodableDocument('decode.unknown-format', `${what}; ${beginning()}`)
    : new UndecodableDocument('decode.unsupported-format', `The document is ${unread}, which is not read`);
}

/** How much of a document is looked at to see whether it is a message. */
const HEAD = 16_384;

/** Below half of the least nothing is refused in any charset. */
const mostBytesOf = (bytes: Buffer): number =>
  bytes.length > MAX_DOCUMENT_BYTES / 2 && mayBeSitemap(bytes) ? MAX_BYTES : MAX_DOCUMENT_BYTES;

/** Sitemaps may be larger than other documents; their root stands at the beginning. */
const mayBeSitemap = (bytes: Buffer): boolean =>
  /<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b/i.test(bytes.toString('latin1', 0, HEAD).replaceAll('\0', ''));

export const tooLargeFor = (length: number): UndecodableDocument =>
  tooLarge(
    `it has ${length} bytes, more than the ${MAX_DOCUMENT_BYTES} that are read of anything but sitemaps and messages`,
  );

/** Or as JSON; no message does. */
const beginsAsMarkup = (bytes: Buffer): boolean => '<{['.includes(String.fromCharCode(bytes[0]!));

const isMessageOf = (bytes: Buffer): boolean => isMessage(bytes.toString('latin1', 0, HEAD));

const asBinary = (bytes: Buffer): ReturnType<typeof toText> => ({
  text: bytes.toString('latin1'),
  charset: 'utf-8',
  warnings: [],
});
