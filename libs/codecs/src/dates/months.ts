/** Beginnings of the months' names, each in lower case and long enough to mean one month alone. */
const NAMES: readonly (readonly string[])[] = [
  ['jan', 'yan', 'ýan', 'ocak', 'ene', 'gen', 'sty', 'janv', 'qañ', 'qań', 'qan', 'янв', 'січ', 'қаң', 'ιαν'],
  ['feb', 'fev', 'few', 'fév', 'şub', 'lut', 'aqp', 'фев', 'лют', 'ақп', 'φεβ'],
  ['mar', 'mär', 'már', 'mrt', 'mrz', 'nau', 'мар', 'бер', 'нау', 'μαρ', 'μάρ'],
  ['apr', 'avr', 'abr', 'ápr', 'nis', 'kwi', 'säu', 'sáu', 'saui', 'апр', 'кві', 'сәу', 'απρ'],
  [
    'may',
    'mai',
    'maj',
    'máj',
    'mei',
    'mag',
    'maý',
    'mam',
    'май',
    'мая',
    'тра',
    'мам',
    'μαι',
    'μάι',
    'μαϊ',
    'μάϊ',
  ],
  [
    'jun',
    'jún',
    'juin',
    'giu',
    'cze',
    'iyun',
    'iyn',
    'iýun',
    'haz',
    'mau',
    'июн',
    'чер',
    'мау',
    'ιουν',
    'ιούν',
  ],
  [
    'jul',
    'júl',
    'juil',
    'lug',
    'lip',
    'iyul',
    'iyl',
    'iýul',
    'tem',
    'şil',
    'shil',
    'июл',
    'лип',
    'шіл',
    'ιουλ',
    'ιούλ',
  ],
  [
    'aug',
    'aoû',
    'aou',
    'ago',
    'sie',
    'avq',
    'avg',
    'awg',
    'ağu',
    'tamy',
    'tamı',
    'авг',
    'сер',
    'там',
    'αυγ',
    'αύγ',
  ],
  ['sep', 'sze', 'set', 'wrz', 'sen', 'eyl', 'qyr', 'qır', 'сен', 'вер', 'қыр', 'σεπ'],
  ['oct', 'okt', 'out', 'ott', 'paź', 'ekim', 'eki', 'qaz', 'окт', 'жов', 'қаз', 'οκτ'],
  ['nov', 'lis', 'noy', 'noý', 'kas', 'qar', 'ноя', 'лис', 'қар', 'νοε', 'νοέ'],
  ['dec', 'dez', 'déc', 'dic', 'des', 'gru', 'dek', 'ara', 'jel', 'дек', 'гру', 'жел', 'δεκ'],
];

const BY_START = new Map(NAMES.flatMap((names, i) => names.map((name): [string, number] => [name, i + 1])));

/**
 * 1 to 12 for a month's name, in any case (`noyabrgacha`, `қарашаға`), or abbreviation in English, Russian, Azerbaijani,
 * Turkish, Turkmen, Uzbek or Kazakh in each of their scripts, and in the larger languages of Europe.
 */
export function monthOf(word: string): number | undefined {
  // The lower case of İ is an i with a dot of its own above it.
  const name = word.toLowerCase().replace(/\.$|\u0307/g, '');
  return BY_START.get(name.slice(0, 4)) ?? BY_START.get(name.slice(0, 3)) ?? BY_START.get(name);
}
