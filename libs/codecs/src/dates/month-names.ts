import { monthOf } from './months.js';

/** Languages whose feeds write dates in words and whose months `monthOf` does not know, or not all of them. */
const LANGUAGES =
  'ar be bg bn ca cs da eo es et eu fa fi fr ga gl he hi hu hy id is it ja ka ky lt lv mk mn ms nb nl pl pt ro sk sl sq sr sr-Latn sv tg th ur vi zh ko';

let names: Map<string, number> | undefined;

/** 1 to 12 for a month's name or abbreviation, in a field for dates, in any language that feeds are in. */
export function monthNamed(word: string): number | undefined {
  const month = monthOf(word);
  if (month !== undefined) return month;
  names ??= namesOfUnicode();
  return names.get(folded(word));
}

const folded = (word: string): string => word.toLowerCase().replace(/[.\u200e\u200f]|\u0307/g, '');

/** The names that Unicode's locale data has; 60 ms, where a feed asks for one at all. */
function namesOfUnicode(): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of LANGUAGES.split(' ')) {
    const locale = `${language}-u-ca-gregory-nu-latn`;
    for (const month of ['long', 'short'] as const) {
      // Beside a day many languages have the month in another case.
      for (const day of [undefined, 'numeric'] as const) {
        const format = new Intl.DateTimeFormat(locale, { month, day, timeZone: 'UTC' });
        for (let i = 0; i < 12; i++) {
          const parts = format.formatToParts(Date.UTC(2025, i, 15));
          const name = parts.find(({ type }) => type === 'month')?.value;
          if (name) found.set(folded(name), i + 1);
        }
      }
    }
  }
  return found;
}
