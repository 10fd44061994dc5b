/** Beginnings of the months' names, each in lower case and long enough to mean one month alone. */
const NAMES: readonly (readonly string[])[] = [
  ['jan', 'yan', 'ocak', 'янв', 'қаңтар', 'қаң'],
  ['feb', 'fev', 'şub', 'фев', 'ақпан', 'ақп'],
  ['mar', 'мар', 'наурыз', 'нау'],
  ['apr', 'nis', 'апр', 'сәуір', 'сәу'],
  ['may', 'май', 'мая', 'мамыр', 'мам'],
  ['jun', 'iyun', 'iyn', 'haz', 'июн', 'маусым', 'мау'],
  ['jul', 'iyul', 'iyl', 'tem', 'июл', 'шілде', 'шіл'],
  ['aug', 'avq', 'avg', 'ağu', 'авг', 'тамыз', 'там'],
  ['sep', 'sen', 'eyl', 'сен', 'қыркүйек', 'қыр'],
  ['oct', 'okt', 'ekim', 'eki', 'окт', 'қазан', 'қаз'],
  ['nov', 'noy', 'kas', 'ноя', 'қараша', 'қар'],
  ['dec', 'dek', 'ara', 'дек', 'желтоқсан', 'жел'],
];

const BY_START = new Map(NAMES.flatMap((names, i) => names.map((name): [string, number] => [name, i + 1])));

/** 1 to 12 for a month's name or abbreviation in English, Russian, Azerbaijani, Turkish, Uzbek or Kazakh. */
export function monthOf(word: string): number | undefined {
  const name = word.toLowerCase().replace(/\.$/, '');
  return BY_START.get(name.slice(0, 4)) ?? BY_START.get(name.slice(0, 3)) ?? BY_START.get(name);
}
