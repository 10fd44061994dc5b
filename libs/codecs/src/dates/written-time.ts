import type { Instant } from '#news/record.js';
import { monthOf } from './months.js';
import { fromZone, offsetOf, regionOf } from './zones.js';

/** `2025-11-18`, `18.11.2025`, `18/11/2025`. */
const NUMERIC = /(?<![\d.])(?:[12]\d{3}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2[12]\d{3})(?![\d])/u;
/** `19 November`, `19th of November`, `19-noyabr`, `19 қараша`. */
const DAY_MONTH = /(?<![\d:.])(\d{1,2})(?:-?(?:st|nd|rd|th|го|е))?[\s.-]+(?:of\s+)?(\p{L}{3,})/gu;
/** `November 19`, `noyabrın 19-u`. */
const MONTH_DAY = /(\p{L}{3,})\.?\s+(\d{1,2})(?![\d:]|\.\d)/gu;
const YEAR = /(?<![\d:.])([12]\d{3})(?![\d:]|\.\d)/u;
/** `10:00`, `10.30`, `10:00:00`. */
const CLOCK = /(?<![\d:.])(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?![\d:]|\.\d)(?:\s*([ap])\.?m\b\.?)?/iu;
const HALF_DAY = /(?<![\d:.])(\d{1,2})\s*([ap])\.?m\b\.?/iu;
/** `0001 GMT`, `1000 hrs`: asked for behind the year, which is four figures too. */
const MILITARY =
  /(?<![\d:.])([01]\d|2[0-3])([0-5]\d)(?=\s*(?:hrs?|hours|uhr|gmt|utc|bst|[ecmp][sd]?t|cet|cest|msk|мск)\b)/iu;
/** `saat 10`, `10 часов`. */
const HOUR_ALONE =
  /(?:(?<!\p{L})(?:saat|saatı|soat|сағат|соат|в|at|um)\s+(\d{1,2})|(?<![\d:.])(\d{1,2})\s+(?:часов|часа|час|uhr|o'clock))(?![\d:.\p{L}])/iu;
const OFFSET =
  /(?:\b(?:gmt|utc?)\s*)?(?<![\d\p{L}])[+−-]\d{1,2}(?::?\d{2})?(?!\d)|\b(?:gmt|utc)[+−-]\d{1,2}(?::?\d{2})?/iu;

/** Names of weekdays, in the cases in which times have them. */
const DAY_NAMES = [
  'pazar(?:tesi)?|salı|çarşamba|perşembe|cuma(?:rtesi)?',
  '(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag',
  'понедельник\\p{L}?|вторник\\p{L}?|сред[аыу]|четверг\\p{L}?|пятниц\\p{L}|суббот\\p{L}|воскресень\\p{L}|пн|вт|ср|чт|пт|сб|вс|дс|сс|сәр|бс|жм|жс',
  'bazar|(?:çərşənbə|cümə|şənbə)(?:si)?|axşamı|(?:дүй|сей|сәр|бей|жек)?сенбі\\p{L}*|жұма\\p{L}*',
  '(?:du|se|chor|pay|yak)?shanba\\p{L}*|juma\\p{L}*|(?:ду|се|чор|пай|як)?шанба\\p{L}*|жума\\p{L}*',
  '(?:yak|dush|sesh|chor|pay|jum|shan)|(?:якш|душ|сеш|чор|пай|жум|шан)|be|ça|ca',
].join('|');
/** A day of the week, or one that is counted from today. */
const DAY = new RegExp(
  `^(?:${DAY_NAMES}|today|tonight|tomorrow|noon|midnight|сегодня|завтра|полдень|полдня|полночь|полуночи|bu\\s?gün|sabah\\p{L}*|бүгін\\p{L}*|ертең\\p{L}*|bugun\\p{L}*|ertaga\\p{L}*|бугун\\p{L}*|эртага\\p{L}*|bugün|yarın|heute|morgen)$`,
  'u',
);

/** Words that stand in a time and change nothing about it, with their endings. */
const FILLERS = new RegExp(
  `^(?:${[
    't|at|on|of|the|until|till|to|in|time|hrs?|hours|news|local|not|for|before|release|publication|and|o.?clock',
    'г|год|года|году|в|во|на|до|с|часов|часа|час|ч|мин|минут|по|времени|время|местному|не|ранее',
    'il|ilin|ili|ildə|ilədək|ilə|saat|saatı|radə\\p{L}*|qədər|kimi|tarix\\p{L}*|[cj][uüiı]|[ıiuü]n?|nc[ıiuü]|[yn]?[aə]|d[aəe]k?|dan|dən|yerli|vaxt\\p{L}*|gün\\p{L}*|ay\\p{L}*',
    'ж|жыл\\p{L}*|сағ(?:ат\\p{L}*)?|дейін|күн\\p{L}*|[ғгқк][аеы]|ш[іы]|[дт]ан|уақыт\\p{L}*|бойынша|жергілікті|jyl\\p{L}*|sağat\\p{L}*|deyin|deiin|dein',
    'yil\\p{L}*|soat\\p{L}*|gacha|qadar|kuni|ga|da|ni|ning|vaqt\\p{L}*|bilan|bo.?yicha|mahalliy|sana\\p{L}*',
    'йил\\p{L}*|соат\\p{L}*|гача|қадар|куни|га|да|ни|нинг|вақт\\p{L}*|билан|бўйича|маҳаллий|сана\\p{L}*',
    'saatin\\p{L}*|kadar|itibaren|ile|uhr|am|um|bis|den|dem|der|le|à|ore|alle|às|a|las',
    DAY_NAMES,
  ].join('|')})$`,
  'u',
);

/** Text whose parts are taken out as they are understood. */
class Remains {
  constructor(public text: string) {}

  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.text);
    if (found) this.cut(found);
    return found ?? undefined;
  }

  takeDate(pattern: RegExp, day: number, month: number): { day: string; month: number } | undefined {
    for (const found of this.text.matchAll(pattern)) {
      const number = monthOf(found[month]!);
      if (number === undefined) continue;
      this.cut(found);
      return { day: found[day]!.padStart(2, '0'), month: number };
    }
    return undefined;
  }

  private cut(found: RegExpExecArray): void {
    this.text = `${this.text.slice(0, found.index)} ${this.text.slice(found.index + found[0].length)}`;
  }
}

/** No time is written in more characters. */
const LONGEST = 120;

/** When a text was written: the year of a day that it names without one. */
export interface WrittenOn {
  date: Instant;
  /** IANA zone of its days. Default: UTC */
  zone?: string;
}

/**
 * The date, time and zone that a phrase of English, Russian, Azerbaijani, Kazakh or Uzbek names in whatever order and
 * case, as `readDate` reads them: `2099 жылғы 19 қарашаға дейін` is `2099-11-19`. A day without a year is the first such
 * day from when the text was written on, within eleven months. What names no year otherwise, or has a word that might
 * change the time (`in the evening`), is undefined. A headline may follow behind a sign, and a sentence behind a time that
 * has its hour, but for one that tells a further time.
 */
export function writtenTime(phrase: string, on?: WrittenOn): string | undefined {
  const start = phrase.slice(0, LONGEST);
  const whole = start === phrase ? timeIn(phrase, on) : undefined;
  if (whole) return whole.text;
  // The longest first: no part of a time may be taken for a headline.
  for (const { 0: sign, index } of [...start.matchAll(WORDS_FOLLOW)].reverse()) {
    if (goesOnAt(start, index) || saysMoreOfTime(phrase.slice(index + sign.length))) continue;
    const time = timeIn(start.slice(0, index), on);
    if (time && (time.hasHour || /\S/.test(sign.replace('.', '')))) return time.text;
  }
  return undefined;
}

/** Where a headline or a sentence may begin: behind a bracket or sign, or as a capital that begins a word. */
const WORDS_FOLLOW =
  /[\])}"”»!*]+\s*|(?:\s+[–—|-]|:)\s+(?=["«“„]?\p{Lu})|\s*[–—|-]+\s*$|\.?\s+(?=["«“„]?\p{Lu}\p{Ll})/gu;

/** Whether words go on behind a bracket that stands in the time: `3 March 2099 (London) for subscribers`. */
const goesOnAt = (text: string, index: number): boolean =>
  /[([]/.test(text.slice(0, index)) && /^[)\]]\s*\p{Ll}/u.test(text.slice(index));

/** Words after a time that change it. */
const CHANGES =
  /^\P{L}*(?:moved|postponed|extended|delayed|brought|changed|now|new|noon|midnight|morning|afternoon|evening|night|перенес|продл|отлож|измен|теперь|полдень|полночь|вечер|утр|ноч|axşam|gecə|səhər|günorta|uzad|dəyiş|кешк|таңғ|түн|ұзарт|kech|tong|uzay|ertele|akşam)/iu;
const OTHER_CLOCK =
  /(?<![\d:.,])\d{1,2}:\d{2}(?![\d:])|^\s*\d{1,2}\.\d{2}(?!\d|\s*%)|(?<![\d:.,])\d{1,2}(?:\.\d{2})?\s*(?:[ap]\.?m\b|gmt|utc|uhr|msk|мск|час)/iu;
const OTHER_HOUR = /(?<!\p{L})(?:saat|saatı|soat|сағат|соат)\s+\d/iu;

/** Whether words behind a time tell a further one, or change it: `moved to 5 March`. */
export function saysMoreOfTime(text: string): boolean {
  const words = new Remains(
    text
      .slice(0, 2 * LONGEST)
      .toLowerCase()
      .replaceAll('\u0307', ''),
  );
  return (
    [CHANGES, NUMERIC, OTHER_CLOCK, MILITARY, OTHER_HOUR].some((pattern) => pattern.test(words.text)) ||
    words.takeDate(DAY_MONTH, 1, 2) !== undefined ||
    words.takeDate(MONTH_DAY, 2, 1) !== undefined
  );
}

/** Whether nothing but an hour, perhaps with its zone, is written. */
export const isClock = (phrase: string): boolean =>
  phrase.length <= LONGEST && timeIn(`2000-01-01 ${phrase}`)?.hasHour === true;

/** Whether a phrase that is a time names the hour. */
export const hasHour = (phrase: string): boolean =>
  timeIn(phrase, { date: '2000-01-01T00:00:00Z' })?.hasHour === true;

/** The same where nothing but the date may stand, as in a field for one. */
export const writtenDate = (phrase: string): string | undefined =>
  phrase.length > LONGEST ? undefined : timeIn(phrase)?.text;

function timeIn(phrase: string, on?: WrittenOn): { text: string; hasHour: boolean } | undefined {
  const rest = new Remains(phrase.toLowerCase().replaceAll('\u0307', ''));
  const numeric = rest.take(NUMERIC)?.[0];
  const named =
    numeric === undefined ? (rest.takeDate(DAY_MONTH, 1, 2) ?? rest.takeDate(MONTH_DAY, 2, 1)) : undefined;
  const year = named && (rest.take(YEAR)?.[1] ?? (on && yearOf(named, on)));
  const date = numeric ?? (named && year && `${year}-${String(named.month).padStart(2, '0')}-${named.day}`);
  if (!date) return undefined;
  const clock = clockIn(rest);
  const zone = rest.take(OFFSET)?.[0].replace(/^[^\d+−-]+/u, '') ?? zoneNameIn(rest);
  for (const word of wordsOf(rest.text)) {
    if (!FILLERS.test(word)) return undefined;
  }
  return {
    text: [date, clock, (clock || OF_DAY.test(zone ?? '')) && zone].filter(Boolean).join(' '),
    hasHour: clock !== undefined,
  };
}

/** A zone that a day without a time may have. */
const OF_DAY = /^(?:[+-]\d|(?:gmt|utc)$)/;

const DAY_MS = 86_400_000;
/** Eleven months: of a day that is farther off nobody can tell which year is meant. */
const FARTHEST = 335 * DAY_MS;

function yearOf(
  { day, month }: { day: string; month: number },
  { date, zone = 'UTC' }: WrittenOn,
): string | undefined {
  const from = Date.parse(date);
  const first = new Date(from).getUTCFullYear();
  // At the turn of the year the zone's year may be one less.
  for (const year of [first - 1, first, first + 1]) {
    const begins = fromZone(Date.UTC(year, month - 1, Number(day)), zone);
    if (begins + DAY_MS > from) return begins - from < FARTHEST ? String(year) : undefined;
  }
  return undefined;
}

/** Whether a phrase begins with a time of some kind, whether or not one can be made of it. */
export function beginsWithTime(phrase: string): boolean {
  const start = new Remains(phrase.slice(0, 60).toLowerCase().replaceAll('\u0307', ''));
  if (!/^\d/.test(start.text) && !startsWithDayName(start.text)) return false;
  return (
    [NUMERIC, CLOCK, HALF_DAY, MILITARY, HOUR_ALONE].some((pattern) => pattern.test(start.text)) ||
    start.takeDate(DAY_MONTH, 1, 2) !== undefined ||
    start.takeDate(MONTH_DAY, 2, 1) !== undefined
  );
}

/** Whether nothing but names of days and zones, and words that change nothing, stand before the first figure or month. */
function startsWithDayName(text: string): boolean {
  for (const [word] of text.matchAll(/\p{L}+|\d/gu)) {
    if (/\d/.test(word) || monthOf(word) !== undefined) return true;
    if (!isOfTime(word) && !DAY.test(word)) return false;
  }
  return false;
}

const isOfTime = (word: string): boolean =>
  FILLERS.test(word) || offsetOf(word) !== undefined || regionOf(word) !== undefined;

/** Whether a phrase names a day of the week, or today, and has no word that stands in no time. */
export function isDayAlone(phrase: string): boolean {
  if (phrase.length > LONGEST) return false;
  const words = wordsOf(phrase.toLowerCase().replaceAll('\u0307', ''));
  return (
    words.some((word) => DAY.test(word)) &&
    words.every((word) => /^\d/.test(word) || DAY.test(word) || monthOf(word) !== undefined || isOfTime(word))
  );
}

/** Whether words that stand in no time go on behind one. */
export const hasOtherWords = (phrase: string): boolean =>
  wordsOf(phrase.slice(0, LONGEST).toLowerCase().replaceAll('\u0307', '')).some(
    (word) => !/^\d/.test(word) && !DAY.test(word) && monthOf(word) === undefined && !isOfTime(word),
  );

/** Whether an hour is written anywhere. */
export const namesHour = (phrase: string): boolean =>
  [CLOCK, HALF_DAY, MILITARY, HOUR_ALONE].some((pattern) => pattern.test(phrase));

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:['ʻʼ‘’`][\p{L}]+)*/gu) ?? [];

function clockIn(rest: Remains): string | undefined {
  const found = rest.take(CLOCK);
  if (found)
    return `${found[1]!.padStart(2, '0')}:${found[2]}${found[3] ? `:${found[3]}` : ''}${found[4] ? ` ${found[4]}m` : ''}`;
  const half = rest.take(HALF_DAY);
  if (half) return `${half[1]!.padStart(2, '0')}:00 ${half[2]}m`;
  const military = rest.take(MILITARY);
  if (military) return `${military[1]}:${military[2]}`;
  const hour = rest.take(HOUR_ALONE);
  if (hour) return `${(hour[1] ?? hour[2])!.padStart(2, '0')}:00`;
  return rest.take(/(?<!\p{L})noon(?!\p{L})/u) && '12:00';
}

/** `GMT`, `МСК`, and cities: `по московскому времени`, `Bakı vaxtı ilə`. */
function zoneNameIn(rest: Remains): string | undefined {
  for (const found of rest.text.matchAll(/\p{L}+(?: york)?/gu)) {
    const name = found[0];
    if (FILLERS.test(name) || (offsetOf(name) === undefined && regionOf(name) === undefined)) continue;
    rest.text = rest.text.replace(name, ' ');
    return name;
  }
  return undefined;
}
