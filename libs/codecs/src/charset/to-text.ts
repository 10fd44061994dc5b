import { isAscii, isUtf8 } from 'node:buffer';
import type { Warning } from '../codec.js';
import { MAX_DOCUMENT_BYTES, tooLarge } from '../limits.js';
import { kinOf } from './asian-cyrillic.js';
import { type Charset, charsetOf, validUtf8 } from './charset-label.js';
import { charsetInsteadOf, oddWordsOf } from './disproved-label.js';
import { withoutSecondEncoding } from './double-encoded.js';
import { euroInsteadOf } from './euro-sign.js';
import { guessCharset } from './guess-charset.js';
import { byControls, byEscape, byMark, byPattern } from './proven-charset.js';

export interface ToTextContext {
  /** The HTTP Content-Type header. */
  contentType?: string;
  /** The charset the feed's integrator configured. */
  charset?: string;
  /** Languages the feed says it is in, most likely first: they weigh in where nothing but a guess is left. */
  languages?: readonly string[];
}

export interface DecodedText {
  /** Without a byte order mark. */
  text: string;
  /** Lower-case name of the charset the bytes turned out to be in; `utf-8` for plain ASCII. */
  charset: string;
  warnings: Warning[];
}

/**
 * Bytes to text. What the bytes prove comes first: a byte order mark, the pattern of UTF-16, valid UTF-8 with anything
 * but ASCII in it. Then what is said of them: HTTP, the document's own declaration, the feed's configuration; a claim
 * that the bytes disprove is passed over. Then a guess at the text without its markup.
 *
 * @param mostBytes that the document may have in Unicode
 * @throws UndecodableDocument `decode.too-large` for more than half of `mostBytes` in a charset whose letters have one byte:
 *   they have two each as text
 */
export function toText(
  bytes: Buffer,
  context: ToTextContext = {},
  mostBytes = MAX_DOCUMENT_BYTES,
): DecodedText {
  const proven = byMark(bytes) ?? byPattern(bytes);
  const said = claims(bytes, context);
  if (proven) {
    const { charset, skip, unknown } = proven;
    if (unknown !== undefined) said.push({ by: 'the XML declaration', label: unknown, charset: undefined });
    return decoded(bytes.subarray(skip), charset, said);
  }
  const wide = said.some(({ charset }) => charset?.name.startsWith('utf-16')) ? byControls(bytes) : undefined;
  if (wide) return decoded(bytes, wide, said);
  if (isAscii(bytes)) {
    const hidden = said.find(({ charset }) => charset?.isHidden);
    if (hidden?.charset && ANNOUNCED.test(bytes.toString('latin1')))
      return decoded(bytes, hidden.charset, said);
    const escaped = byEscape(bytes);
    if (escaped) return guessed(bytes, escaped, `${escaped.name}, by its escapes`, said);
    // Nobody sends UTF-7 in good faith; what is written in it stays, and that is told.
    const refused = said.find(({ label }) => /utf-?7/i.test(label));
    const detail = `${refused?.by} says ${refused?.label}, which is not read`;
    const warnings = refused ? [{ code: 'charset-unknown', at: 'document', detail }] : [];
    return { text: bytes.toString('latin1'), charset: 'utf-8', warnings };
  }
  if (isUtf8(bytes)) return decoded(bytes, VALID_UTF_8, said);
  const claimed = said.find((c) => c.charset && !c.charset.name.startsWith('utf-'));
  if (mostlyUtf8(bytes, claimed === undefined)) return decoded(bytes, UTF_8, said);
  const most = mostBytes / 2;
  if (bytes.length > most)
    throw tooLarge(
      `it has ${bytes.length} bytes, more than the ${most} that are read of anything but Unicode`,
    );
  if (claimed?.charset) return decoded(bytes, claimed.charset, said, context.languages);
  return guess(bytes, said, context.languages ?? []);
}

/** What announces hidden letters: an escape, a shift, or HZ's brace. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ANNOUNCED = /[\x1b\x0e]|~\{/;

interface Claim {
  by: string;
  label: string;
  charset: Charset | undefined;
}

const UTF_8 = charsetOf('utf-8')!;
/** For bytes that were seen to be UTF-8 and not ASCII alone. */
const VALID_UTF_8: Charset = { name: 'utf-8', decode: validUtf8 };

function claims(bytes: Buffer, context: ToTextContext): Claim[] {
  const found: Claim[] = [];
  const add = (by: string, label: string | undefined): void => {
    if (label !== undefined) found.push({ by, label, charset: charsetOf(label) });
  };
  if (context.contentType !== undefined)
    add('HTTP', /;\s*charset\s*=\s*("[^"]*"|'[^']*'|[^\s;]+)/i.exec(context.contentType)?.[1]);
  const head = bytes.toString('latin1', 0, 2048);
  add(
    'the XML declaration',
    /^[\s\0\xef\xbb\xbf]*<\?xml\s[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/.exec(head)?.[1],
  );
  add('the HTML head', /<meta\s[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1]);
  add('the configuration', context.charset);
  return found;
}

/**
 * UTF-8 with a few bytes that are not: cut off in the middle of a letter, or one field pasted from elsewhere. Any text
 * in a one-byte charset has hardly a sequence that happens to be valid.
 *
 * @param isUnclaimed whether nobody says that the bytes are anything else
 */
function mostlyUtf8(bytes: Buffer, isUnclaimed: boolean): boolean {
  if (isUtf8(bytes.subarray(0, endOfLastLetter(bytes)))) return true;
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80) continue;
    const more =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    let seen = 0;
    while (seen < more && (bytes[i + 1 + seen]! & 0xc0) === 0x80) seen++;
    if (more > 0 && seen === more) valid++;
    else invalid++;
    i += seen;
  }
  return valid > invalid * (isUnclaimed ? 1 : 10);
}

/** Where the last letter begins if the document was cut inside it, else its length. */
function endOfLastLetter(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc2) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function guess(bytes: Buffer, said: Claim[], languages: readonly string[]): DecodedText {
  const { charset, detail } = guessCharset(bytes, languages);
  const euro = euroInsteadOf(charset, bytes);
  if (euro && euro !== 'unknown') return guessed(bytes, euro, `${euro.name}, by its euro sign`, said);
  return guessed(bytes, charset, detail, said);
}

function guessed(bytes: Buffer, charset: Charset, detail: string, said: Claim[]): DecodedText {
  const result = decoded(bytes, charset, said);
  result.warnings.push({ code: 'charset-guessed', at: 'document', detail });
  return result;
}

/** The charset that the bytes are truly in where that is not the stated one; `unknown` where it is doubtful. */
function charsetFor(
  bytes: Buffer,
  stated: Charset,
  text: string,
  languages: readonly string[],
): Charset | 'unknown' | undefined {
  const kin = kinOf(bytes, stated);
  // Where the other words are odd in it the bytes are in neither.
  if (kin !== undefined && kin !== 'unknown' && oddWordsOf(kin.decode(bytes)) === 0) return kin;
  const other = charsetInsteadOf(stated, bytes, text, languages);
  if (other === undefined || other === 'unknown') return other ?? (kin && 'unknown');
  const itsKin = kinOf(bytes, other);
  return itsKin === undefined || itsKin === 'unknown' ? other : itsKin;
}

/** What bytes become that a charset has no letter for. */
const NO_LETTER = /[\ufffd\x80-\x84\x86-\x9f]/;

function decoded(
  bytes: Buffer,
  stated: Charset,
  said: readonly Claim[],
  languages: readonly string[] = [],
): DecodedText {
  const warnings: Warning[] = [];
  const warn = (code: string, detail: string): void => void warnings.push({ code, at: 'document', detail });
  const asStated = stated.decode(bytes);
  const found = charsetFor(bytes, stated, asStated, languages);
  if (found === 'unknown') warn('charset-doubtful', `the words are in no language as ${stated.name}`);
  const other = found === 'unknown' ? undefined : found;
  const charset = other ?? stated;
  const raw = other ? other.decode(bytes) : asStated;
  const marked = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
  for (const claim of said) {
    if (!claim.charset) warn('charset-unknown', `${claim.by} says ${claim.label}`);
    // "utf-16" says nothing of the byte order, which the bytes do.
    else if (
      claim.charset.name !== charset.name &&
      !(claim.charset.name === 'utf-16le' && charset.name === 'utf-16be')
    ) {
      warn('charset-repaired', `${claim.by} says ${claim.label}, the bytes are ${charset.name}`);
    }
  }
  if (
    charset !== VALID_UTF_8 &&
    (charset.name.startsWith('utf-') ? /\ufffd/ : NO_LETTER).test(marked) &&
    (charset.isHidden || !isUtf8(bytes))
  )
    warn('charset-repaired', `bytes that ${charset.name} has no letter for`);
  if (euroInsteadOf(charset, bytes))
    warn('charset-doubtful', 'a currency sign stands beside digits, where ISO-8859-15 has the euro');
  const undone = charset.name === 'utf-8' ? withoutSecondEncoding(marked, bytes) : undefined;
  if (undone === 'doubtful')
    warn('charset-doubtful', 'some of it looks like UTF-8 that had been read as another charset');
  const once = undone === 'doubtful' ? undefined : undone;
  if (once) warn('charset-repaired', `UTF-8 had been read as ${once.by} and encoded a second time`);
  return { text: once?.text ?? marked, charset: charset.name, warnings };
}
