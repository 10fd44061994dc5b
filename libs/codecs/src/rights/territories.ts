/** The languages and scripts that rights lines of this region's newsrooms and of the world's agencies are written in. */
const LANGUAGES = ['en', 'ru', 'az', 'kk', 'uz-Latn', 'uz-Cyrl', 'de', 'fr', 'tr'] as const;

/** What people write and no list of names holds, by code, folded as `fold` does; `EU` and `CIS` are groups of countries. */
const ALSO: Record<string, string> = {
  AE: 'uae|оаэ|bəə',
  AM: 'arm',
  AZ: 'aze',
  BY: 'blr',
  CIS: 'cis|снг|mdb|тмд|mdh|мдҳ',
  CN: 'chn',
  CZ: 'czech republic',
  DE: 'deu|ger',
  ES: 'esp',
  EU: 'eu|european union|ес|евросоюз|ai|ео',
  FR: 'fra',
  GB: 'uk|u.k.|britain|great britain|england|великобритания|britaniya|gbr',
  GE: 'geo',
  IR: 'irn',
  IT: 'ita',
  JP: 'jpn',
  KG: 'kgz',
  KP: 'north korea',
  KR: 'korea|s. korea|south korea|kor',
  KZ: 'kaz',
  NL: 'holland',
  RU: 'russia|rus|рф|россия|rusiya|ресей|rossiya',
  TJ: 'tjk',
  TM: 'tkm',
  TR: 'turkey|tur|türkiyə|turkiya',
  UA: 'ukr',
  US: 'us|u.s.|usa|u.s.a.|america|сша|abş|ақш|aqsh',
  UZ: 'uzb',
};

const ABBREVIATIONS = new Set(
  Object.values(ALSO)
    .flatMap((others) => others.split('|'))
    .filter((name) => name.length <= 4),
);

/** One spelling for matching, of the same length as the text: lower case, one kind of i, one kind of apostrophe. */
export function fold(text: string): string {
  return text
    .replace(/[İIı]/g, 'i')
    .toLowerCase()
    .replace(/[ʻʼ‘’`´]/g, "'")
    .replace(/ё/g, 'е')
    .replace(/\u00a0/g, ' ');
}

interface Names {
  exact: Map<string, string>;
  codes: Set<string>;
  /** Names without their last vowels, so that case endings may follow, by their first letters; longest first. */
  stems: Map<string, [stem: string, code: string][]>;
}

const FIRST_LETTERS = 4;
let names: Names | undefined;

/** Built at first use from the language data that Node carries (CLDR), about 250 countries in nine languages. */
function countryNames(): Names {
  if (names) return names;
  const exact = new Map<string, string>();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const displays = LANGUAGES.map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  for (const a of letters) {
    for (const b of letters) {
      const code = a + b;
      // Codes of states that are no more are read as their successors, which have their own entry.
      if (new Intl.Locale(`und-${code}`).region !== code || code === 'ZZ' || a === 'X') continue;
      for (const display of displays) {
        const name = display.of(code);
        if (name) exact.set(fold(name), code);
      }
    }
  }
  for (const [code, others] of Object.entries(ALSO))
    for (const name of others.split('|')) exact.set(name, code);
  const stems: Names['stems'] = new Map();
  for (const [name, code] of exact) {
    const stem = name.replace(/[аеиоуыэюяйьaeiouəöü]+$/u, '');
    if (stem.length < FIRST_LETTERS) continue;
    const same = stems.get(stem.slice(0, FIRST_LETTERS)) ?? [];
    stems.set(stem.slice(0, FIRST_LETTERS), [...same, [stem, code]]);
  }
  for (const same of stems.values()) same.sort(([one], [other]) => other.length - one.length);
  names = { exact, codes: new Set(exact.values()), stems };
  return names;
}

/**
 * The territory that the words name: an ISO 3166-1 alpha-2 code, `EU` or `CIS`; undefined where they name none.
 * Two capital letters are read as a code; names are known in English, Russian, Azerbaijani, Kazakh, Uzbek (both
 * scripts), German, French and Turkish, with the case endings of the inflected ones.
 */
export function territoryOf(words: string): string | undefined {
  const { exact, codes, stems } = countryNames();
  const text = words.trim().replace(/^(?:the|in|в|во|на)\s+/iu, '');
  const name = fold(text);
  const found = exact.get(name);
  // Written small, "us" and "geo" are words.
  if (found && (!ABBREVIATIONS.has(name) || text === text.toUpperCase())) return found;
  if (/^[A-Z]{2}$/.test(text) && codes.has(text)) return text;
  const ending = (stem: string): boolean =>
    name.startsWith(stem) && name.length - stem.length <= 5 && /^[\p{L}']*$/u.test(name.slice(stem.length));
  return stems.get(name.slice(0, FIRST_LETTERS))?.find(([stem]) => ending(stem))?.[1];
}
