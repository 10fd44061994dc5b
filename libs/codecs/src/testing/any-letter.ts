import fc from 'fast-check';

const SURROGATES = 0x800;

/** Any code point of Unicode but surrogates: fast-check's own `binary` makes a table of all of them first, which takes a second. */
export const anyLetter = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES })
  .map((at) => String.fromCodePoint(at < 0xd800 ? at : at + SURROGATES));
