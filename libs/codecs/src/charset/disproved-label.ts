import { likenessOf } from '../language/detect-language.js';
import { IMPOSSIBLE, STRANGE } from './asian-cyrillic.js';
import { type Charset, charsetOf } from './charset-label.js';
import { guessCharset } from './guess-charset.js';
import { turkishInsteadOf } from './turkish-letters.js';

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
/** Lines and blocks of a screen: no writing has one in a word, and a quotation mark of Windows is one in KOI8-R. */
const BOX_IN_WORD = /[A-Za-z][\u2500-\u259f]+[A-Za-z]/;
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
 * its letters, and whose words are in order. Where no word is odd, as in capitals alone or in a few words, letters that
 * follow each other as in no language are Cyrillic in another charset if they follow each other as in one there.
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
  const likelier = likelierCyrillic(charset, bytes, text);
  if (likelier !== undefined && likelier !== 'unknown') return likelier;
  if (odd === 0 && !isTurkish) return likelier;
  const turkish = turkishInsteadOf(charset, bytes);
  if (turkish && oddWordsOf(turkish.decode(bytes)) === 0) return turkish;
  const guess = guessCharset(bytes, languages);
  // All other letters are the same in both.
  if (isTurkish && guess.charset.name === 'windows-1254') return guess.charset;
  if (guess.isFarLikelierThan(charset) && oddWordsOf(guess.charset.decode(bytes)) === 0) return guess.charset;
  return odd >= ENOUGH ? 'unknown' : likelier;
}

const CYRILLIC: readonly Charset[] = [
  'windows-1251',
  'koi8-r',
  'iso-8859-5',
  'ibm866',
  'rk1048',
  'pt154',
].map((name) => charsetOf(name)!);
const LATIN: ReadonlySet<string> = new Set(['windows-1252', 'windows-1254', 'iso-8859-9']);
/** Of a document, where its letters are looked for. */
const SAMPLE = 65_536;
/** Fewer say nothing, and fewer than the others leave a doubt. */
const LEAST_LETTERS = 4;
const SURE_LETTERS = 8;
/** How like a language letters are that are in one, and how much more they are than those that are in none. */
const FAMILIAR = -3;
const FAR_OFF = 1.5;

/** @returns `unknown` where there are too few letters to be sure */
function likelierCyrillic(stated: Charset, bytes: Buffer, text: string): Charset | 'unknown' | undefined {
  const isLatin = LATIN.has(stated.name);
  const own = lettersOf(text, isLatin ? ACCENTS : CYRILLIC_WORD);
  const hasLetters = own.length >= LEAST_LETTERS;
  if (!hasLetters && !isMostlySigns(text.slice(0, SAMPLE))) return undefined;
  const likeness = isLatin || !hasLetters ? -Infinity : likenessOf(own, 'Cyrl');
  if (likeness > STRANGE) return undefined;
  const sample = bytes.subarray(0, SAMPLE);
  for (const other of CYRILLIC) {
    if (other.name === stated.name) continue;
    const read = other.decode(sample);
    const letters = lettersOf(read, CYRILLIC_WORD);
    // Where the other has signs in the place of letters it is none.
    if (letters.length < Math.max(own.length, LEAST_LETTERS) || oddWordsOf(read) > 0) continue;
    const its = likenessOf(letters, 'Cyrl');
    if (its > FAMILIAR && its > likeness + FAR_OFF) return letters.length < SURE_LETTERS ? 'unknown' : other;
  }
  return undefined;
}

/** Whether most of what is above ASCII are no letters, and no marks that stand between words. */
function isMostlySigns(text: string): boolean {
  const letters = text.match(/[\p{L}\p{M}]/gu)?.filter((letter) => letter > '\x7f').length ?? 0;
  const signs = text.match(/[^\0-\x7f\p{L}\p{M}\s«»“”„‘’‚–—…№\u00a0\u00ad]/gu)?.length ?? 0;
  return signs > letters && signs >= LEAST_LETTERS;
}

/** Letters that are looked at. */
const MOST_LETTERS = 300;

/** The first words of a text. */
function lettersOf(text: string, words: RegExp): string {
  let letters = '';
  for (const [word] of text.matchAll(words)) {
    letters += `${letters === '' ? '' : ' '}${word}`;
    if (letters.length >= MOST_LETTERS) break;
  }
  return letters;
}

const CYRILLIC_WORD = /(?<![A-Za-z])[\u0400-\u04ff]+(?![A-Za-z])/g;
/** A word of accents alone, which no language has. */
const ACCENTS = /(?<![A-Za-z\u00c0-\u024f])[\u00c0-\u024f]{4,}(?![A-Za-z\u00c0-\u024f])/g;

/** How many words of a text are odd; 0 where those in order are more than twice as many, or one is nearly all there is. */
export function oddWordsOf(text: string): number {
  if (BOX_IN_WORD.test(text)) return ENOUGH;
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
