/** The languages and scripts that rights lines of this region's newsrooms and of the world's agencies are written in. */
const LANGUAGES = ['en', 'ru', 'az', 'kk', 'uz-Latn', 'uz-Cyrl', 'de', 'fr', 'tr'] as const;

/** What people write and no list of names holds, by code, folded as `fold` does; `EU` and `CIS` are groups of countries. */
const ALSO: Record<string, string> = {
  AE: 'uae|оаэ|bəə',
  AM: 'arm',
  AZ: 'aze',
  BY: 'blr',
  CIS: 'cis|снг|sng|mdb|тмд|mdh|мдҳ',
  CN: 'chn|mainland china',
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
    const bare = name.replace(/[аеиоуыэюяйьaeiouəöü]+$/u, '');
    const stem =
      bare.length < FIRST_LETTERS && name.length > FIRST_LETTERS ? name.slice(0, FIRST_LETTERS) : bare;
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
  const text = words
    .trim()
    .replace(/^(?:the|in|в|во|на|стран\p{L}*)\s+/iu, '')
    .replace(/\s+(?:countries|ölkələr\p{L}*|елдер\p{L}*|davlatlar\p{L}*|давлатлар\p{L}*)$/iu, '')
    .replace(/[-'’]\p{Ll}{1,5}$/u, '');
  const name = fold(text);
  const found = exact.get(name);
  // Written small, "us" and "geo" are words.
  if (found && (!ABBREVIATIONS.has(name) || text === text.toUpperCase())) return found;
  if (/^[A-Z]{2}$/.test(text) && codes.has(text)) return text;
  const ending = (stem: string): boolean =>
    name.startsWith(stem) && name.length - stem.length <= 5 && /^[\p{L}']*$/u.test(name.slice(stem.length));
  return stems.get(name.slice(0, FIRST_LETTERS))?.find(([stem]) => ending(stem))?.[1];
}

/** English adjectives, by the code of the country; they name a territory only before a word such as `media`. */
const ADJECTIVES: Record<string, string> = {
  ...{
    american: 'US',
    australian: 'AU',
    austrian: 'AT',
    azerbaijani: 'AZ',
    belarusian: 'BY',
    belgian: 'BE',
    brazilian: 'BR',
  },
  ...{
    british: 'GB',
    canadian: 'CA',
    chinese: 'CN',
    danish: 'DK',
    dutch: 'NL',
    finnish: 'FI',
    french: 'FR',
    georgian: 'GE',
  },
  ...{
    german: 'DE',
    indian: 'IN',
    iranian: 'IR',
    irish: 'IE',
    israeli: 'IL',
    italian: 'IT',
    japanese: 'JP',
    kazakh: 'KZ',
  },
  ...{
    kyrgyz: 'KG',
    mexican: 'MX',
    norwegian: 'NO',
    polish: 'PL',
    portuguese: 'PT',
    russian: 'RU',
    spanish: 'ES',
  },
  ...{
    swedish: 'SE',
    swiss: 'CH',
    tajik: 'TJ',
    turkish: 'TR',
    turkmen: 'TM',
    ukrainian: 'UA',
    us: 'US',
    uk: 'GB',
    uzbek: 'UZ',
  },
};
const ADJECTIVE = `(?:${Object.keys(ADJECTIVES).join('|')}|south korean)`;
const MEDIA =
  '(?:media|newspapers?|papers|magazines?|broadcasters?|networks?|tv|television|clients?|subscribers?|outlets?)';
/**
 * Adjectives of countries, as many as stand in a row (group 2): "British and Irish newspapers out", "no access Russian
 * media" are told from others by `isMediaOfCountries`. What stands around them may be absent, so that a row that is none
 * of these is passed over at once, and not looked through again from each adjective in it.
 */
export const MEDIA_OF_COUNTRIES = new RegExp(
  `(?<!\\p{L})(no (?:access|use)(?: by| for)?\\s+)?(${ADJECTIVE}(?:(?:\\s*[,/&]\\s*|\\s+and\\s+)${ADJECTIVE}){0,99})(\\s+${MEDIA}(\\s+(?:out(?! of)|excluded|no access))?(?!\\p{L}))?`,
  'gu',
);
export const isMediaOfCountries = ([, no, , media, out]: RegExpExecArray): boolean =>
  media !== undefined && (no !== undefined || out !== undefined);
/** What stands in every text with such a phrase. */
export const COUNTRY_AND_MEDIA = new RegExp(`(?<!\\p{L})${ADJECTIVE}\\s+${MEDIA}`, 'u');
/** The codes of folded adjectives. */
export const countriesOf = (adjectives: string): string[] =>
  adjectives
    .split(/\s*[,/&]\s*|\s+and\s+/)
    .map((word) => (word === 'south korean' ? 'KR' : ADJECTIVES[word]!));

/** Codes that are also English words: among others in capitals they are none. */
export const WORDS_TOO: ReadonlySet<string> = new Set([
  'AM',
  'AS',
  'AT',
  'BE',
  'BY',
  'DO',
  'IN',
  'IS',
  'IT',
  'ME',
  'MY',
  'NO',
  'SO',
  'TO',
]);
