/** A charset, as `charset-label` has it. */
interface Hidden {
  name: string;
  isHidden: true;
  decode(bytes: Buffer): string;
}

/** Two bytes a letter, without their high bits. */
type DecodePairs = (bytes: Buffer) => string;

/** HZ (RFC 1843): GB 2312 between `~{` and `~}`, or the end of the line. */
const HZ = /~\{([\x21-\x7e]*?)(?:~\}|(?=\n)|$)|~~|~\r?\n/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ISO-2022-KR (RFC 1557) has KS X 1001 between SO and SI
const KOREAN = /\x1b\$\)C|\x0e([\x20-\x7e\n\r\t]*)\x0f?/g;

/**
 * Charsets that hide their letters in ASCII and that neither TextDecoder nor iconv-lite has.
 *
 * @param of a charset by its name
 */
export function hiddenLetters(
  name: string,
  of: (name: string) => Pick<Hidden, 'decode'> | undefined,
): Hidden | undefined {
  const inside = (charset: string): DecodePairs => {
    const { decode } = of(charset)!;
    return (bytes) => decode(Buffer.from(bytes.map((byte) => (byte > 0x20 ? byte | 0x80 : byte))));
  };
  if (name === 'hz-gb-2312') return hidden(name, HZ, inside('gb18030'));
  return name === 'iso-2022-kr' ? hidden(name, KOREAN, inside('euc-kr')) : undefined;
}

const hidden = (name: string, pattern: RegExp, decodePairs: DecodePairs): Hidden => ({
  name,
  isHidden: true,
  decode: (bytes) =>
    bytes.toString('latin1').replace(pattern, (found, pairs?: string) => {
      if (pairs !== undefined) return decodePairs(Buffer.from(pairs, 'latin1'));
      return found === '~~' ? '~' : '';
    }),
});
