import { type Charset, charsetOf } from './charset-label.js';

const WITH_EURO = charsetOf('iso-8859-15')!;
/** 0xA4 beside digits: ISO-8859-15 has the euro there, others the sign of any currency, which no newsroom writes. */
const AMOUNT = /\d[ \xa0]?\xa4|\xa4[ \xa0]?\d/;
/** Charsets that have the sign of any currency there, ISO-8859-1 and -9 by Windows' names. */
const HAS_SIGN = /^(?:windows-125[01247]|iso-8859-[24])$/;
/** Windows has quotation marks and dashes here, and its own euro; ISO-8859 has no letters. */
const WINDOWS = /[\x80-\x9f]/;
/** Its other letters, ŠšŽžŒœŸ, where they can be none: outside of words the byte is a sign of ISO-8859-1, such as ½. */
const SIGN_ALONE = /(?<![A-Za-z\xc0-\xff])[\xa6\xa8\xb4\xb8\xbc-\xbe](?![A-Za-z\xc0-\xff])/;

/**
 * ISO-8859-15 where a text that is taken for a Western charset has an amount with a sign that is the euro's there.
 *
 * @returns `unknown` where the sign is there, and other bytes show that the text is not in that charset either
 */
export function euroInsteadOf(charset: Charset, bytes: Buffer): Charset | 'unknown' | undefined {
  if (!HAS_SIGN.test(charset.name) || !bytes.includes(0xa4)) return undefined;
  const text = bytes.toString('latin1');
  if (!AMOUNT.test(text)) return undefined;
  return charset.name === 'windows-1252' && !WINDOWS.test(text) && !SIGN_ALONE.test(text)
    ? WITH_EURO
    : 'unknown';
}
