import { cyrillicLikeness } from '../language/detect-language.js';
import { type Charset, charsetOf } from './charset-label.js';

/**
 * RK1048 and PT154 are windows-1251 with other letters in the place of the South and East Slavic ones. Kazakh and Uzbek
 * software writes them and calls them windows-1251, and Қазақ becomes Ќазаќ.
 */
const KIN: readonly Charset[] = [charsetOf('rk1048')!, charsetOf('pt154')!];
const FAMILY: ReadonlySet<string> = new Set(['windows-1251', 'rk1048', 'pt154']);

/** Letters of Macedonian and Serbian alone: in the three charsets most of them are Kazakh and Uzbek ones. */
const SOUTH_SLAVIC = /[ѓѕјљњќџђћЃЅЈЉЊЌЏЂЋ]/;
const WORD = /[\u0400-\u04ff]+/g;
/** A word in no language: letters of the South Slavs beside letters that their alphabets do not have. */
export const IMPOSSIBLE =
  /[ѓѕјљњќџђћ].*[ґєіїўыэёйщъюяәғқңөұүһҳ]|[ґєіїўыэёйщъюяәғқңөұүһҳ].*[ѓѕјљњќџђћ]|[ґєї].*[ыэёъ]|[ыэёъ].*[ґєї]/;
const KAZAKH = /^[а-яёәғқңөұүһі]+$/;
const UZBEK = /^[а-яёўқғҳ]+$/;

/** How unlike a language letters are that are in none, as `cyrillicLikeness` has it. */
export const STRANGE = -3.4;
const MOST_LETTERS = 300;

/** The first words of a text. */
export function lettersOf(text: string, words: RegExp): string {
  let letters = '';
  for (const [word] of text.matchAll(words)) {
    letters += `${letters === '' ? '' : ' '}${word}`;
    if (letters.length >= MOST_LETTERS) break;
  }
  return letters;
}

/** Words that read wrongly before a charset is held to be another one; one may be a name or a slip. */
const ENOUGH = 3;
const SAMPLE_WORDS = 20_000;
/** Where so many words stand. */
const SAMPLE_BYTES = 2_000_000;

/**
 * The charset a text is truly in, where its words show beyond doubt that it is not the one of the family that it was
 * read in: several of its words are in no language, and in another of the three all of them are Kazakh or Uzbek.
 *
 * @param text what the bytes are in `charset`
 */
export function kinOf(bytes: Buffer, charset: Charset, text: string): Charset | undefined {
  if (!FAMILY.has(charset.name) || !isWrong(text, charset)) return undefined;
  for (const kin of KIN) {
    if (kin.name === charset.name) continue;
    const read = kin.decode(bytes.subarray(0, SAMPLE_BYTES));
    if (isAsian(read) && cyrillicLikeness(lettersOf(read, WORD)) > STRANGE) return kin;
  }
  return undefined;
}

function isWrong(text: string, charset: Charset): boolean {
  if (charset.name !== 'windows-1251') return !isAsian(text);
  if (!SOUTH_SLAVIC.test(text)) return false;
  let wrong = 0;
  for (const [word] of text.matchAll(WORD)) {
    if (word.length < 40 && IMPOSSIBLE.test(word.toLowerCase()) && ++wrong >= ENOUGH) return true;
  }
  return false;
}

/** Whether all words that have other letters than Russian are Kazakh, or all are Uzbek, and there are enough of them. */
function isAsian(text: string): boolean {
  let own = 0;
  let kazakh = true;
  let uzbek = true;
  let words = 0;
  for (const [match] of text.matchAll(WORD)) {
    if (++words > SAMPLE_WORDS) break;
    const word = match.toLowerCase();
    if (RUSSIAN.test(word)) continue;
    own++;
    kazakh &&= KAZAKH.test(word);
    uzbek &&= UZBEK.test(word);
    if (!kazakh && !uzbek) return false;
  }
  return own >= ENOUGH;
}

const RUSSIAN = /^[а-яё]+$/;
