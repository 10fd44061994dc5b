import iconv from 'iconv-lite';
import { detectAll } from 'jschardet';
import { kinOf } from './asian-cyrillic.js';
import { type Charset, charsetOf } from './charset-label.js';
import { turkishInsteadOf } from './turkish-letters.js';

/** How much of a document the detector looks at. */
const SAMPLE = 64 * 1024;

/** Where nobody says which it is, a charset that no newsroom writes is a wrong guess: a text of few letters is like many. */
const GUESSED = [
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257].map((page) => `windows-${page}`),
  ...['iso-8859-2', 'iso-8859-5', 'iso-8859-9', 'koi8-r', 'koi8-u', 'ibm866', 'ibm855', 'kz1048', 'ptcp154'],
  ...['gb18030', 'big5hkscs', 'shift_jis_2004', 'cp932', 'euc-jp', 'euc-kr'],
];

/** What each language is written in, the commonest first. */
const CYRILLIC = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'];
const ASIAN_CYRILLIC = [...CYRILLIC, 'rk1048', 'pt154'];
const TURKIC = ['windows-1254', 'iso-8859-9'];
const BY_LANGUAGE: ReadonlyMap<string, readonly string[]> = new Map([
  ['ru', CYRILLIC],
  ['be', CYRILLIC],
  ['kk', ASIAN_CYRILLIC],
  ['ky', ASIAN_CYRILLIC],
  ['uz-Cyrl', ASIAN_CYRILLIC],
  ['uz-Latn', ['windows-1252', ...TURKIC]],
  ['uz', [...ASIAN_CYRILLIC, 'windows-1252', ...TURKIC]],
  ['az', TURKIC],
  ['tr', TURKIC],
  ['kk-Latn', TURKIC],
]);

/** How much of the first guess's likelihood another has that is no less open. */
const OPEN = 0.5;
/** How much likelier a guess is than what is said, before it is believed instead. */
const FAR = 2;

interface Guess {
  charset: Charset;
  /** For people: which, and how sure it is. */
  detail: string;
  isFarLikelierThan(other: Charset): boolean;
}

/**
 * The charset of a text of which nobody says anything, by the text without its markup and without the control
 * characters of the wire, for which the detector takes it to be no text at all. A charset that the feed's
 * languages are written in goes before others that are up to twice as likely.
 *
 * @param languages BCP 47 tags; one whose charsets are not known leaves everything open
 */
export function guessCharset(bytes: Buffer, languages: readonly string[] = []): Guess {
  const text = bytes
    .toString('latin1', 0, SAMPLE * 4)
    .replace(/<[^<>]*>|&#?\w+;/g, ' ')
    .replace(CONTROLS, ' ');
  const sample = Buffer.from(text.slice(0, SAMPLE), 'latin1');
  const found = likelihoods(sample);
  const own = charsetsOf(languages);
  const [first] = found;
  const best =
    own && first
      ? (found.find((one) => own.includes(one.charset.name) && one.confidence >= first.confidence * OPEN) ??
        first)
      : first;
  const likeliest = best?.charset ?? charsetOf(own?.[0] ?? 'windows-1252')!;
  const charset = relatedTo(likeliest, bytes, own) ?? likeliest;
  const confidence = best?.confidence ?? 0;
  return {
    charset,
    detail: `${charset.name}, ${Math.round(confidence * 100)} % sure`,
    isFarLikelierThan: (other) => {
      const its = found.find((one) => one.charset.name === other.name)?.confidence ?? 0;
      return confidence > FAR * its;
    },
  };
}

/** The detector counts letters; of charsets that differ in a few of them the one is told by the words. */
function relatedTo(charset: Charset, bytes: Buffer, own: readonly string[] | undefined): Charset | undefined {
  const kin = kinOf(bytes, charset, true);
  if (kin !== undefined && kin !== 'unknown') return kin;
  return WESTERN.test(charset.name)
    ? turkishInsteadOf(charset, bytes, own?.includes('windows-1254'))
    : undefined;
}

const WESTERN = /^(?:windows-125[027]|iso-8859-2)$/;

interface Likelihood {
  charset: Charset;
  confidence: number;
}

const detected = (sample: Buffer, detectEncodings: string[]): Likelihood[] =>
  detectAll(sample, { detectEncodings }).flatMap(({ encoding, confidence }) => {
    const charset = charsetOf(encoding ?? '');
    return charset ? [{ charset, confidence }] : [];
  });

/**
 * Most likely first. The detector knows Cyrillic in small letters: a headline in capitals is like the small letters of
 * another charset to it, so a reading in capitals is asked about in small letters.
 */
function likelihoods(sample: Buffer): Likelihood[] {
  const found = detected(sample, GUESSED);
  for (const [name, detectorName] of CASED) {
    const charset = charsetOf(name)!;
    const small = iconv.encode(charset.decode(sample).toLowerCase(), name);
    if (!isInCapitals(sample, small)) continue;
    // The detector complains where what it falls back to is not among those it is asked for.
    const again = detected(small, [detectorName, 'windows-1252']).find(
      (one) => one.charset.name === charset.name,
    );
    if (!again) continue;
    const known = found.find((one) => one.charset.name === charset.name);
    if (known) known.confidence = Math.max(known.confidence, again.confidence);
    else found.push({ charset, confidence: again.confidence });
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

/** Whether most bytes above ASCII are others in small letters. */
function isInCapitals(sample: Buffer, small: Buffer): boolean {
  let balance = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i]! >= 0x80) balance += sample[i] === small[i] ? -1 : 1;
  return balance > 0;
}

/** By our name and the detector's. */
const CASED: readonly (readonly [name: string, detectorName: string])[] = [
  ...['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'].map((name) => [name, name] as const),
  ['rk1048', 'kz1048'],
  ['pt154', 'ptcp154'],
];

/** Of ASCII, but for tab and the ends of lines. ESC begins what the ISO 2022 encodings hide. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are to be found
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/g;

/** Undefined where no language is declared, or one of them may be in anything. */
function charsetsOf(languages: readonly string[]): readonly string[] | undefined {
  const each = languages.map(
    (language) => BY_LANGUAGE.get(language) ?? BY_LANGUAGE.get(language.split('-')[0]!.toLowerCase()),
  );
  return each.length === 0 || each.includes(undefined) ? undefined : each.flatMap((names) => names ?? []);
}
