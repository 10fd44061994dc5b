import { IMPOSSIBLE } from './asian-cyrillic.js';
import { type Charset } from './charset-label.js';
import { guessCharset } from './guess-charset.js';

/** The one-byte charsets that newsrooms of the region write, and take one for another. */
const CONFUSED: ReadonlySet<string> = new Set([
  ...['windows-1251', 'koi8-r', 'koi8-u', 'rk1048', 'pt154', 'iso-8859-5', 'ibm866'],
  ...['windows-1252', 'windows-1254', 'iso-8859-9'],
]);

/** What is above ASCII with the letters round it, but for blanks, quotation marks and dashes; of ASCII before it one letter will do. */
const WORD =
  /[A-Za-z]?[^\0-\x7f\s«»“”„‘’‚–—…№\u00ad]{1,100}(?:[A-Za-z]|[^\0-\x7f\s«»“”„‘’‚–—…№\u00ad]){0,100}/g;
/** Cyrillic with a capital behind a small letter, as in KOI8-R read as windows-1251: `бУФБОЕ`. */
const CAPITAL_INSIDE = /[а-яёәғқңөұүһіўҳ][А-ЯЁӘҒҚҢӨҰҮҺІЎҲ]/;
const TWO_SCRIPTS = /[A-Za-z\u00c0-\u024f][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u00c0-\u024f]/;
/** Cyrillic read as windows-1252: `Ìèíèñòð`. */
const ACCENTS_ALONE = /^[\u00c0-\u024f]{3,}$/;
const SIGN_INSIDE =
  /\p{L}[^\p{L}\p{M}·ʻʼ`]+\p{L}|\p{L}[\u2500-\u25ff]|[\u2500-\u25ff]\p{L}|[\u2500-\u25ff]{2}/u;
/** Turkish and Azerbaijani letters read as windows-1252, which has Icelandic ones in their place. */
const ICELANDIC = /[ýþðÝÞÐ]/;
const IN_ORDER = /^(?:\p{L}?\p{Ll}{2,}|\p{Lu}\p{Ll})$/u;

/** Words that are looked at: more tell no more. */
const MOST_WORDS = 1000;

/** Odd words that are no accident. */
const ENOUGH = 2;

/**
 * The charset a text is truly in, where many of its words show that it is not in the one that is said: letters of two
 * alphabets in a word, capitals behind small letters, signs between letters. There must be one that is far likelier by
 * its letters, and whose words are in order. A text in capitals alone proves nothing and is left alone.
 *
 * @param text what the bytes are in `charset`
 * @param languages of the feed, BCP 47
 * @returns `unknown` where the words are odd and no charset is far likelier; undefined where nothing is wrong
 */
export function charsetInsteadOf(
  charset: Charset,
  bytes: Buffer,
  text: string,
  languages: readonly string[],
): Charset | 'unknown' | undefined {
  if (!CONFUSED.has(charset.name)) return undefined;
  const odd = oddWordsOf(text);
  const isTurkish = charset.name === 'windows-1252' && ICELANDIC.test(text);
  if (odd === 0 && !isTurkish) return undefined;
  const guess = guessCharset(bytes, languages);
  // All other letters are the same in both.
  if (isTurkish && guess.charset.name === 'windows-1254') return guess.charset;
  if (guess.isFarLikelierThan(charset) && oddWordsOf(guess.charset.decode(bytes)) === 0) return guess.charset;
  return odd >= ENOUGH ? 'unknown' : undefined;
}

/** How many words of a text are odd; 0 where those in order are more than twice as many, or one is nearly all there is. */
function oddWordsOf(text: string): number {
  let odd = 0;
  let inOrder = 0;
  let words = 0;
  for (const [word] of text.matchAll(WORD)) {
    words++;
    if (isOddWord(word)) odd++;
    else if (IN_ORDER.test(word)) inOrder++;
    if (words >= MOST_WORDS) break;
  }
  return odd * 2 < inOrder || (odd < ENOUGH && words <= ENOUGH) ? 0 : odd;
}

const isOddWord = (word: string): boolean =>
  CAPITAL_INSIDE.test(word) ||
  TWO_SCRIPTS.test(word) ||
  ACCENTS_ALONE.test(word) ||
  SIGN_INSIDE.test(word) ||
  (word.length < 40 && IMPOSSIBLE.test(word.toLowerCase()));
