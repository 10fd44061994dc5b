import { capitalised, withCapitals } from './letter-table.js';

/**
 * The Kazakh Latin alphabet presented on 28 January 2021 (31 letters for the 28 sounds of the language) for the 42 letters of
 * the Cyrillic one. It has no letter for ц, ч, щ, ё, ю, я and the two signs, which come in loanwords only, and no rule for them
 * was published with it: they are spelled by their sound with the letters there are (ts, tş, ştş, io, iu, ia), the signs left out.
 */
const TABLE = withCapitals(
  {
    ...{ а: 'a', ә: 'ä', б: 'b', в: 'v', г: 'g', ғ: 'ğ', д: 'd', е: 'e', ё: 'io', ж: 'j', з: 'z', и: 'i' },
    ...{ й: 'i', к: 'k', қ: 'q', л: 'l', м: 'm', н: 'n', ң: 'ñ', о: 'o', ө: 'ö', п: 'p', р: 'r', с: 's' },
    ...{ т: 't', у: 'u', ұ: 'ū', ү: 'ü', ф: 'f', х: 'h', һ: 'h', ц: 'ts', ч: 'tş', ш: 'ş', щ: 'ştş' },
    ...{ ъ: '', ы: 'y', і: 'ı', ь: '', э: 'e', ю: 'iu', я: 'ia' },
  },
  'tr',
);

/** Kazakh in the Latin letters of 2021. Other letters stay as they are. */
export function kazakhLatinFromCyrillic(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    const to = TABLE.get(letter);
    out += to === undefined ? letter : capitalised(to, letter, text[i - 1], text[i + 1]);
  }
  return out;
}
