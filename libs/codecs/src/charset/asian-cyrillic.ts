import { likenessOf } from '../language/detect-language.js';
import { type Charset, charsetOf } from './charset-label.js';

/**
 * RK1048 and PT154 are windows-1251 with other letters in the place of the South and East Slavic ones and, PT154, of signs.
 * Kazakh, Uzbek and Kyrgyz software writes them and calls them windows-1251, and Қазақ becomes Ќазаќ.
 */
const FAMILY: readonly Charset[] = ['windows-1251', 'rk1048', 'pt154'].map((name) => charsetOf(name)!);

/** A word in no language: letters of the South Slavs beside letters that their alphabets do not have. */
export const IMPOSSIBLE =
  /[ѓѕјљњќџђћ].*[ґєіїўыэёйщъюяәғқңөұүһҳ]|[ґєіїўыэёйщъюяәғқңөұүһҳ].*[ѓѕјљњќџђћ]|[ґєї].*[ыэёъ]|[ыэёъ].*[ґєї]/;

/** Words, as bytes, with all that is a letter in one of the three. */
const WORD = /[\x80\x81\x83\x86-\x90\x98\x9a-\x9f\xa1-\xa6\xa8\xaa\xad\xaf\xb1-\xb5\xb8\xba\xbc-\xff]+/g;
/**
 * What the three read differently. A soft hyphen and a trade mark's sign are at home in windows-1251, where PT154 has letters.
 */
const DIFFERING = /[\x80\x81\x83\x86-\x90\x98\x9a-\x9f\xa1-\xa6\xaa\xaf\xb1\xb4\xb5\xba\xbc-\xbf]/;
const SAMPLE_BYTES = 2_000_000;
/** Letters of such words are enough. */
const ENOUGH_LETTERS = 300;

/** How unlike a language letters are that are in none, as `likenessOf` has it. */
export const STRANGE = -3.4;
/** How like a language they must be, unless they are far liker than as what is said. */
const LIKE = -3.2;
const BARELY_LIKE = -4.2;
const FAR_LIKER = 1.3;
/** How much liker a language they must be: everything is called windows-1251, and the others only what they are. */
const LIKER = 0.45;
const LIKER_THAN_NAMED = 0.7;
/** As much liker leaves a doubt. */
const DOUBT = 0.2;
/** The likeness of a sign inside a word, and of a letter in a word that no language has. */
const SIGN = -6;

/**
 * The charset of the family that a text is truly in, where the words that it would change are liker a language in it.
 *
 * @param isGuessed whether nobody has said which it is
 * @returns `unknown` where the words are strange, and not much less so in another
 */
export function kinOf(bytes: Buffer, charset: Charset, isGuessed = false): Charset | 'unknown' | undefined {
  if (!FAMILY.some(({ name }) => name === charset.name)) return undefined;
  const words = differingWords(bytes);
  if (words.length === 0) return undefined;
  const own = likenessIn(words, charset);
  let best: Charset | undefined;
  let most = -Infinity;
  for (const kin of FAMILY) {
    if (kin.name === charset.name) continue;
    const likeness = likenessIn(words, kin);
    if (likeness > most) {
      best = kin;
      most = likeness;
    }
  }
  const liker = isGuessed ? 0 : charset.name === 'windows-1251' ? LIKER : LIKER_THAN_NAMED;
  const isLike = most > LIKE || (most > BARELY_LIKE && most > own + FAR_LIKER);
  if (isLike && most > own + liker) return best;
  return own < STRANGE && most > own + DOUBT ? 'unknown' : undefined;
}

function differingWords(bytes: Buffer): Buffer[] {
  const words: Buffer[] = [];
  let letters = 0;
  const sample = bytes.toString('latin1', 0, SAMPLE_BYTES);
  if (!DIFFERING.test(sample)) return words;
  for (const [run] of sample.matchAll(WORD)) {
    const word = run.slice(0, ENOUGH_LETTERS).replaceAll('\xad', '');
    // A sign by itself is one.
    if (word.length < 2 || !DIFFERING.test(word)) continue;
    words.push(Buffer.from(word, 'latin1'));
    letters += word.length;
    if (letters >= ENOUGH_LETTERS) break;
  }
  return words;
}

function likenessIn(words: readonly Buffer[], charset: Charset): number {
  let letters = '';
  let strange = 0;
  let length = 0;
  for (const bytes of words) {
    const word = charset.decode(bytes);
    const own = word.replace(/[^\u0400-\u04ff]/g, '');
    strange += word.length - own.length;
    if (word.length < 40 && IMPOSSIBLE.test(word.toLowerCase())) strange += 2;
    letters += `${own} `;
    length += word.length + 1;
  }
  // The model takes the letter that Macedonian has for a Russian one.
  const likeness = likenessOf(letters.replaceAll('ќ', 'ћ').replaceAll('Ќ', 'Ћ'), 'Cyrl');
  return likeness + (SIGN * strange) / length;
}
