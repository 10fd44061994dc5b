/** Longest line of a message's header and encoded text (RFC 5322 section 2.1.1, RFC 2045 section 6.7). */
const LONGEST = 76;

/** A field of a header, folded; what is not ASCII becomes encoded words (RFC 2047). Lines are parted by CRLF. */
export function headerField(name: string, value: string): string {
  const text = value.toWellFormed().replace(/\s+/g, ' ').trim();
  const words = /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') ? text.split(' ') : encodedWords(text);
  const lines = [`${name}:`];
  for (const word of words) {
    const line = lines.at(-1)!;
    const fits = line.length + 1 + word.length <= LONGEST || (lines.length === 1 && line === `${name}:`);
    if (fits) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.join('\r\n');
}

/** A name as the phrase before a group or an address: quoted where it is more than letters. */
export const phrase = (name: string): string =>
  /^[\w -]+$/.test(name) || /[^\x20-\x7e]/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;

/** Encoded words of 75 characters at most, each of whole characters. */
function encodedWords(text: string): string[] {
  const words: string[] = [];
  let chunk = '';
  const flush = (): void => {
    if (chunk !== '') words.push(`=?utf-8?B?${Buffer.from(chunk).toString('base64')}?=`);
    chunk = '';
  };
  for (const character of text) {
    // 45 bytes are 60 characters of base64.
    if (Buffer.byteLength(chunk + character) > 45) flush();
    chunk += character;
  }
  flush();
  return words;
}

/** A text as the lines of a message: quoted-printable where most of it can be read like that, else base64. */
export function encodedText(text: string): { transferEncoding: string; lines: string[] } {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
  const others = bytes.reduce((count, byte) => count + (byte > 0x7e ? 1 : 0), 0);
  if (others * 4 > bytes.length) {
    return { transferEncoding: 'base64', lines: bytes.toString('base64').match(/.{1,76}/g) ?? [] };
  }
  return { transferEncoding: 'quoted-printable', lines: text.split('\n').flatMap(quotedPrintable) };
}

function quotedPrintable(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  const bytes = Buffer.from(line);
  bytes.forEach((byte, i) => {
    const isLast = i === bytes.length - 1;
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x3d && !(byte === 0x20 && isLast);
    // `From ` and a lone point at the beginning of a line mean something to mail stores and SMTP.
    const isTrap = current === '' && (byte === 0x46 || byte === 0x2e);
    const written =
      isPlain && !isTrap ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (current.length + written.length > LONGEST - 1) {
      lines.push(`${current}=`);
      current = '';
    }
    current += written;
  });
  return [...lines, current];
}
