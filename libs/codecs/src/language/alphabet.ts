/** What stands between words. */
export const BOUNDARY = 0;
/** Skipped, as if it were not there: combining marks, soft hyphens. */
export const NOTHING = 255;
export const MOST_SYMBOLS = 64;

/** Symbols of up to six bits for the letters of one script, both cases of a letter being one symbol. */
export type Alphabet = Uint8Array;

function alphabetOf(letters: string, same: Readonly<Record<string, string>>): Alphabet {
  const symbols = new Uint8Array(0x2100);
  const put = (letter: string, symbol: number): void => {
    for (const form of [letter, letter.toUpperCase()])
      if (form.length === 1) symbols[form.charCodeAt(0)] = symbol;
  };
  [...letters].forEach((letter, i) => {
    put(letter, i + 1);
  });
  for (const [letter, others] of Object.entries(same))
    for (const other of others) put(other, symbols[letter.charCodeAt(0)]!);
  for (let c = 0x300; c < 0x370; c++) symbols[c] = NOTHING;
  symbols[0xad] = NOTHING;
  return symbols;
}

/** Letters that none of the languages has by itself are read as the one they are an accented form of. */
export const LATIN = alphabetOf("abcdefghijklmnopqrstuvwxyz'əğışçöüñýžäňūéèßłąęśćóżãõáøæ", {
  a: 'âàå',
  e: 'ě',
  i: 'îíìïİ',
  o: 'ôòō',
  u: 'ûúù',
  c: 'č',
  s: 'š',
  n: 'ńŋ',
  y: 'ÿ',
  z: 'ź',
  r: 'ř',
  è: 'êë',
  ğ: 'ǵ',
  "'": 'ʻʼ‘’`´',
});
LATIN['I'.charCodeAt(0)] = LATIN['i'.charCodeAt(0)]!;

export const CYRILLIC = alphabetOf('абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіўҳҷҹҝјҗїєґӯӣђћџљњѓѕ', {
  е: 'ё',
  к: 'ќ',
  // Letters of Udmurt, Bashkir and Chuvash beside those of languages that they are not mistaken for.
  ӣ: 'ӥ',
  ӯ: 'ӧӵӳ',
  џ: 'ӟӝ',
  ѕ: 'ҙҫҡӑӗ',
});
