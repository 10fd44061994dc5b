import { likenessOf } from '../language/detect-language.js';
import { type Charset, charsetOf } from './charset-label.js';

const TURKISH = charsetOf('windows-1254')!;
/** Where windows-1254 has ğ, ı, ş, İ, those of Central Europe and the West have Czech, Polish and Icelandic letters. */
const DIFFERING = /[\xd0\xdd\xde\xf0\xfd\xfe]/;
const SAMPLE = 65_536;
/** So much is looked at of texts with such letters. */
const ENOUGH = 300;

/** How like a language, as `likenessOf` has it, and how much liker than in the other charset. */
const LIKE = -2.9;
const LIKER = 0.5;

/**
 * windows-1254 where a text of Latin letters that is said or guessed to be in another one-byte charset is liker a language in
 * it: Azerbaijani, Turkish and Kazakh in Latin letters.
 *
 * @param isExpected whether the feed's languages are written in it
 */
export function turkishInsteadOf(charset: Charset, bytes: Buffer, isExpected = false): Charset | undefined {
  if (charset.name === TURKISH.name) return undefined;
  const words = textsWith(DIFFERING, bytes.toString('latin1', 0, SAMPLE));
  if (words.length === 0) return undefined;
  const likeness = likenessOf(TURKISH.decode(words), 'Latn');
  // The model does not know them: a letter of no language here will do.
  const other = likenessOf(charset.decode(words).replace(/[þðÞÐ]/g, 'ł'), 'Latn');
  return likeness > LIKE && likeness > other + (isExpected ? 0 : LIKER) ? TURKISH : undefined;
}

/** The beginnings of texts between markup, as bytes; addresses are in no language. */
function textsWith(letters: RegExp, markup: string): Buffer {
  let found = '';
  const texts = markup.replace(/\bhttps?:[^\s<"]*/g, ' ').replace(/<[^<>]*>/g, '\0');
  for (const text of texts.split('\0')) {
    if (letters.test(text)) found += `${text.slice(0, ENOUGH)} `;
    if (found.length >= ENOUGH) break;
  }
  return Buffer.from(found, 'latin1');
}
