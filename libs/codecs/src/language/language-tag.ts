import { lookup } from '#news/lookup.js';
import { ownCopy } from '../own-copy.js';

/** Codes that feeds write for a language and that mean none, or that ISO 639 has replaced. */
const REPAIRED: Readonly<Record<string, string>> = lookup({
  kz: 'kk',
  aze: 'az',
  azerbaijani: 'az',
  kaz: 'kk',
  kazakh: 'kk',
  uzb: 'uz',
  uzbek: 'uz',
  rus: 'ru',
  russian: 'ru',
  eng: 'en',
  english: 'en',
  ua: 'uk',
  jp: 'ja',
  cn: 'zh',
  german: 'de',
  french: 'fr',
  turkish: 'tr',
});

/** Languages written in two scripts here: the record always names which. */
const TWO_SCRIPTS: ReadonlySet<string> = new Set(['az', 'kk', 'uz']);

/**
 * A language tag in its canonical spelling (`en_us` → `en-US`, `kz` → `kk`), or undefined for what is none
 * (`und`, `zxx`, `mul`, a sentence).
 */
export function languageTag(declared: string): string | undefined {
  if (declared.length > LONGEST) return undefined;
  let tag = known.get(declared);
  if (tag === undefined && !known.has(declared)) {
    tag = readTag(declared);
    // Feeds declare a handful of languages over and over; a hostile one must not fill the memory.
    if (known.size < 1000) known.set(ownCopy(declared), tag);
  }
  return tag;
}

const known = new Map<string, string | undefined>();
/** Characters of a tag: none that is registered has half as many. */
const LONGEST = 100;

function readTag(declared: string): string | undefined {
  // Of a list the first; of a locale of Unix without its charset.
  const [first = ''] = declared.trim().split(/\s*[,;|]|\.|@/, 1);
  const tag = first.replace(/_/g, '-');
  const lower = tag.toLowerCase();
  const [main = '', ...rest] = lower.split('-');
  const repaired = REPAIRED[lower] ?? (REPAIRED[main] ? [REPAIRED[main], ...rest].join('-') : tag);
  if (!/^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(repaired) || /^(?:und|zxx|mul|mis)\b/i.test(repaired))
    return undefined;
  try {
    return Intl.getCanonicalLocales(repaired)[0];
  } catch {
    return undefined;
  }
}

export function mainLanguage(tag: string): string {
  const end = tag.indexOf('-');
  return end < 0 ? tag : tag.slice(0, end);
}

export type Script = 'Latn' | 'Cyrl' | 'Arab' | 'other';

/** The script that most letters of a text are in; undefined where it has fewer than three. */
export function scriptOf(text: string): Script | undefined {
  let latin = 0;
  let cyrillic = 0;
  let arabic = 0;
  let other = 0;
  const length = Math.min(text.length, 400);
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a) latin++;
    else if (c < 0xc0) continue;
    else if (c <= 0x24f || (c >= 0x1e00 && c <= 0x1eff)) latin++;
    else if (c === 0x259 || c === 0x18f) latin++;
    else if (c >= 0x400 && c <= 0x52f) cyrillic++;
    else if (c >= 0x600 && c <= 0x6ff) arabic++;
    else if (c >= 0x370 && c <= 0x3ff) other++;
    else if (c >= 0x530 && c <= 0x1dff) other++;
    else if (c >= 0x3040 && c <= 0xd7ff) other += 2;
  }
  const most = Math.max(latin, cyrillic, arabic, other);
  if (most < 3) return undefined;
  if (most === latin) return 'Latn';
  if (most === cyrillic) return 'Cyrl';
  return most === arabic ? 'Arab' : 'other';
}

/**
 * The tag with its script where the language is written in two: as the text shows, else as the country mostly writes.
 * Regions are dropped there (`uz-UZ` says nothing that `uz-Latn` does not).
 *
 * @param shown the script of the text
 */
export function inScript(tag: string, shown: Script | undefined): string {
  const main = mainLanguage(tag);
  if (!TWO_SCRIPTS.has(main)) return tag;
  if (shown !== undefined && shown !== 'other') return `${main}-${shown}`;
  const declared = /-(Latn|Cyrl|Arab)\b/.exec(tag)?.[1];
  return `${main}-${declared ?? (main === 'kk' ? 'Cyrl' : 'Latn')}`;
}

const CYRILLIC = new Set([
  'ab',
  'ba',
  'be',
  'bg',
  'ce',
  'cv',
  'kk',
  'kv',
  'ky',
  'mk',
  'mn',
  'os',
  'ru',
  'sah',
  'tg',
  'tt',
  'uk',
]);
const EITHER = new Set(['az', 'bs', 'kk', 'ku', 'mn', 'sr', 'tg', 'tk', 'tt', 'ug', 'uz']);
const OTHER = new Set([
  'am',
  'ar',
  'bn',
  'dv',
  'el',
  'fa',
  'gu',
  'he',
  'hi',
  'hy',
  'ja',
  'ka',
  'km',
  'kn',
  'ko',
  'lo',
  'ml',
  'mr',
  'my',
  'ne',
  'pa',
  'ps',
  'si',
  'ta',
  'te',
  'th',
  'ur',
  'yi',
  'zh',
]);

/** Whether a text in that script may be in the language at all. */
export function isWrittenIn(tag: string, script: Script | undefined): boolean {
  const main = mainLanguage(tag);
  if (script === undefined || EITHER.has(main)) return true;
  if (CYRILLIC.has(main)) return script === 'Cyrl';
  if (OTHER.has(main)) return script === 'Arab' || script === 'other';
  return script === 'Latn';
}
