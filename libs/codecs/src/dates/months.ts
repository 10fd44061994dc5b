/** Beginnings of the months' names, each in lower case and long enough to mean one month alone. */
const NAMES: readonly (readonly string[])[] = [
  ['jan', 'yan', 'ocak', 'ene', 'gen', 'sty', 'janv', 'янв', 'січ', 'қаңтар', 'қаң', 'ιαν'],
  ['feb', 'fev', 'fév', 'şub', 'lut', 'фев', 'лют', 'ақпан', 'ақп', 'φεβ'],
  ['mar', 'mär', 'már', 'mrt', 'mrz', 'мар', 'бер', 'наурыз', 'нау', 'μαρ', 'μάρ'],
  ['apr', 'avr', 'abr', 'ápr', 'nis', 'kwi', 'апр', 'кві', 'сәуір', 'сәу', 'απρ'],
  ['may', 'mai', 'maj', 'máj', 'mei', 'mag', 'май', 'мая', 'тра', 'мамыр', 'мам', 'μαι', 'μάι', 'μαϊ', 'μάϊ'],
  ['jun', 'jún', 'juin', 'giu', 'cze', 'iyun', 'iyn', 'haz', 'июн', 'чер', 'маусым', 'мау', 'ιουν', 'ιούν'],
  ['jul', 'júl', 'juil', 'lug', 'lip', 'iyul', 'iyl', 'tem', 'июл', 'лип', 'шілде', 'шіл', 'ιουλ', 'ιούλ'],
  ['aug', 'aoû', 'aou', 'ago', 'sie', 'avq', 'avg', 'ağu', 'авг', 'сер', 'тамыз', 'там', 'αυγ', 'αύγ'],
  ['sep', 'sze', 'set', 'wrz', 'sen', 'eyl', 'сен', 'вер', 'қыркүйек', 'қыр', 'σεπ'],
  ['oct', 'okt', 'out', 'ott', 'paź', 'ekim', 'eki', 'окт', 'жов', 'қазан', 'қаз', 'οκτ'],
  ['nov', 'lis', 'noy', 'kas', 'ноя', 'лис', 'қараша', 'қар', 'νοε', 'νοέ'],
  ['dec', 'dez', 'déc', 'dic', 'des', 'gru', 'dek', 'ara', 'дек', 'гру', 'желтоқсан', 'жел', 'δεκ'],
];

const BY_START = new Map(NAMES.flatMap((names, i) => names.map((name): [string, number] => [name, i + 1])));

/**
 * 1 to 12 for a month's name or abbreviation in English, Russian, Azerbaijani, Turkish, Uzbek or Kazakh, and in the
 * larger languages of Europe.
 */
export function monthOf(word: string): number | undefined {
  const name = word.toLowerCase().replace(/\.$/, '');
  return BY_START.get(name.slice(0, 4)) ?? BY_START.get(name.slice(0, 3)) ?? BY_START.get(name);
}
