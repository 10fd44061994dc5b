import { capitalised, withCapitals } from './letter-table.js';

/** The Azerbaijani Cyrillic alphabet of 1958 in the Latin one of 1992, and Russian letters that names bring along. */
const LATIN = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'q',
    ғ: 'ğ',
    д: 'd',
    е: 'e',
    ә: 'ə',
    ж: 'j',
    з: 'z',
    и: 'i',
    ы: 'ı',
    ј: 'y',
  },
  ...{
    к: 'k',
    ҝ: 'g',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    ө: 'ö',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ү: 'ü',
  },
  ...{ ф: 'f', х: 'x', һ: 'h', ч: 'ç', ҹ: 'c', ш: 'ş' },
};
const TABLE = withCapitals(
  {
    ...LATIN,
    ...{ й: 'y', э: 'e', ц: 's', щ: 'ş', ё: 'yo', ю: 'yu', я: 'ya', ъ: '', ь: '' },
  },
  'az',
);
const CYRILLIC = new Map(Object.entries(LATIN).map(([cyrillic, latin]) => [latin, cyrillic]));

/** Azerbaijani in Latin letters. Other letters stay as they are. */
export function azerbaijaniLatinFromCyrillic(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    const to = TABLE.get(letter);
    out += to === undefined ? letter : capitalised(to, letter, text[i - 1], text[i + 1]);
  }
  return out;
}

/** Lower-case Azerbaijani in the Cyrillic letters of 1958. */
export const azerbaijaniCyrillicFromLatin = (text: string): string =>
  text.replace(/\p{Ll}/gu, (letter) => CYRILLIC.get(letter) ?? letter);
