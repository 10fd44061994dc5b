import fc from 'fast-check';
import { type Decoded, UndecodableDocument } from '../codec.js';

/**
 * One of the texts with pieces cut out, doubled or replaced, as bad disks, proxies and templates leave them.
 *
 * @param pieces what comes in the place of what is cut out, beside pieces that break any markup
 */
export function brokenText(texts: readonly string[], pieces: readonly string[] = []): fc.Arbitrary<string> {
  const put = fc.constantFrom('', '<', '&', '">', ']]>', '<![CDATA[', '\0', 'x', ...pieces);
  const cut = fc.tuple(fc.nat(), fc.nat(60), put);
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(cut, { minLength: 1, maxLength: 4 }))
    .map(([text, cuts]) =>
      cuts.reduce((all, [at, length, piece]) => {
        const from = at % all.length;
        return all.slice(0, from) + piece + all.slice(from + length);
      }, text),
    );
}

/** What a decoder reads of a document; no records where it refuses it with a code, the one error it may throw. */
export function orRefused(
  decode: () => Pick<Decoded, 'records' | 'places' | 'warnings'>,
): Pick<Decoded, 'records' | 'places' | 'warnings'> {
  try {
    return decode();
  } catch (error) {
    if (error instanceof UndecodableDocument) return { records: [], places: [], warnings: [] };
    throw error;
  }
}
