/** Unicode's Stream-Safe Text Format (UAX #15, section 13): more marks on one letter are of no language. */
const MOST_MARKS = 30;
/** What normalisation puts in order behind a letter: marks, and the halfwidth kana sound marks, which become some. */
const LONG_RUN = new RegExp(`[\\p{M}\\uff9e\\uff9f]{${MOST_MARKS}}(?=[\\p{M}\\uff9e\\uff9f])`, 'gu');
const COMBINING_GRAPHEME_JOINER = '\u034f';

/**
 * A text in a Unicode normalisation form. Putting marks in order takes time by the square of how many there are on one
 * letter, so runs of more than 30 are parted as UAX #15 does (Stream-Safe Text Process): by a combining grapheme joiner,
 * which nobody sees. Every other text is as `String.prototype.normalize` has it.
 */
export function normalized(text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
  const safe = text.length > MOST_MARKS ? text.replace(LONG_RUN, `$&${COMBINING_GRAPHEME_JOINER}`) : text;
  return safe.normalize(form);
}
