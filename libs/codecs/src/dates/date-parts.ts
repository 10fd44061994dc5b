import { mayBeRareDate } from '../limits.js';
import { fromEastAsian } from './east-asian-date.js';
import { monthNamed } from './month-names.js';
import { writtenDate } from './written-time.js';

/** What `10/11/2025` means; `later`: whichever of the two days is later, for times before which nothing may be shown. */
export type DateOrder = 'day-first' | 'month-first' | 'later';

/** A date's parts as written. `zone` is what stood where a zone stands, `''` for nothing. */
export interface DateParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  zone: string;
  isAmbiguous?: boolean;
}

const ISO =
  /^([12]\d{3})-(\d{1,2})-(\d{1,2})(?:(?:T|\s+|\s*T\s*)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?\s*(.*))?$/i;
const BASIC = /^([12]\d{3})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?\s*(.*))?$/i;
const MONTH_ONLY = /^([12]\d{3})(?:-(\d{2}))?$/;
/** `November 2025`. */
const NAMED_MONTH_ONLY = /^(\p{L}[\p{L}\p{M}.]*),?\s+([12]\d{3})$/u;
/** A day with a zone: XML Schema's, the same in the basic format, `18.11.2025 +0400`. */
const ZONED_DAY =
  /^([12]\d{3}(?:-\d{1,2}(?:-\d{1,2})?|\d{4})|\d{1,2}\.\d{1,2}\.[12]\d{3})(\s*(?:z|utc|gmt|\+\d{2}:?\d{2})|\s*-(?:0\d|1[0-4]):?(?:00|15|30|45))$/i;
const RFC_822 =
  /^(?:[\p{L}\p{M}.-]+\s*,?\s*)?(\d{1,2})(?:st|nd|rd|th|\.)?,?(?:\s+de\s+|[\s-]*)(\p{L}[\p{L}\p{M}.]+|\d{1,2}[월月]),?(?:\s+de[l]?\s+|[\s-]*)(\d{4}|1\d{2}(?=\s)|\d{2})(?:г\.?)?,?(?:(?:[\sT]+|\s+-\s+)(?:a las\s+|às\s+)?(\d{1,2})(?:[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.(\d+))?)?|(?=\s+[+-]\d{4}$))\s*(.*))?$/u;
const ASCTIME =
  /^(?:[\p{L}.]+,?\s+)?([\p{L}.]{3,})[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+|-|,)(?:(\d{4}),?)?(?:\s*(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*?(.*?))?(?:\s+(\d{4}))?$/u;
const DOTTED =
  /^(\d{1,2})\.\s?(\d{1,2})\.\s?([12]\d{3}|\d{2})(?:г\.?|\s?г\.)?(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(.*))?$/;
const SLASHED =
  /^(?:(\p{L}[\p{L}\p{M}.\s]*),?\s*)?(\d{1,4})[\s/.-]\s?(\d{1,2})[\s/.-]\s?(\d{1,4})\.?(?:(?:[\s,T]+|\s+-\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(.*))?$/u;
/** Day of the year (ISO 8601 section 4.3.3). */
const ORDINAL = /^([12]\d{3})-?(\d{3})(?:T(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?\s*(.*))?$/i;
/** Week of the year and day of the week (ISO 8601 section 4.3.4). */
const WEEK =
  /^([12]\d{3})-?W(\d{2})(?:-?([1-7]))?(?:T(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?\s*(.*))?$/i;
/** A time of hours alone (ISO 8601 section 5.3.1.3). */
const HOUR_ONLY = /^([12]\d{3})-(\d{1,2})-(\d{1,2})T(\d{1,2})\s*((?:z|gmt|utc|[+\u2212-]\d).*)?$/i;
/** Year, month's name, day: `2004-július-13T9:15-05:00`. */
const NAMED_MONTH =
  /^([12]\d{3})[\s.-]+([\p{L}.]{3,})[\s-]+(\d{1,2})\.?(?:[\sT]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(.*))?$/u;
/**
 * The parts of a date in whatever order they stand; undefined for what is none.
 *
 * @param text without comments, of 200 characters at most: the patterns are slow on what never ends
 */
export function datePartsOf(text: string, order: DateOrder | undefined): DateParts | undefined {
  const iso = ISO.exec(text) ?? BASIC.exec(text);
  if (iso) {
    const [, year, month, day, ...time] = iso;
    // The second of two times is it, where the first is the midnight that a day of a database has.
    if (/^\d{1,2}:\d{2}/.test(time[4] ?? ''))
      return Number(time[0]) === 0 ? datePartsOf(`${year}-${month}-${day} ${time[4]}`, order) : undefined;
    return parts(year!, Number(month), day!, time);
  }
  const rfc = RFC_822.exec(text);
  const rfcMonth = rfc && monthNamed(rfc[2]!);
  if (rfcMonth) return parts(rfc[3]!, rfcMonth, rfc[1]!, rfc.slice(4));
  const asc = ASCTIME.exec(text);
  const ascMonth = asc && monthNamed(asc[1]!);
  const ascYear = asc && (asc[3] ?? asc[9]);
  if (ascMonth && ascYear) return parts(ascYear, ascMonth, asc[2]!, asc.slice(4, 9));
  const dotted = DOTTED.exec(text);
  if (dotted && Number(dotted[2]) <= 12)
    return parts(dotted[3]!, Number(dotted[2]), dotted[1]!, dotted.slice(4));
  const slashed = SLASHED.exec(text);
  if (slashed) return slashedParts(slashed, order);
  return mayBeRareDate() ? rareParts(text, order) : undefined;
}

function rareParts(text: string, order: DateOrder | undefined): DateParts | undefined {
  const eastAsian = fromEastAsian(text);
  if (eastAsian !== undefined) return datePartsOf(eastAsian, order);
  const named = NAMED_MONTH.exec(text);
  const namedMonth = named && monthNamed(named[2]!);
  if (namedMonth) return parts(named[1]!, namedMonth, named[3]!, named.slice(4));
  const month = MONTH_ONLY.exec(text);
  if (month) return parts(month[1]!, Number(month[2] ?? 1), '1', []);
  const monthAlone = NAMED_MONTH_ONLY.exec(text);
  const monthNumber = monthAlone && monthNamed(monthAlone[1]!);
  if (monthNumber) return parts(monthAlone[2]!, monthNumber, '1', []);
  const zoned = ZONED_DAY.exec(text);
  if (zoned) {
    const day = datePartsOf(zoned[1]!, order);
    return day && { ...day, zone: zoned[2]!.trim() };
  }
  const ordinal = ORDINAL.exec(text);
  if (ordinal) return ordinalParts(ordinal);
  const hours = HOUR_ONLY.exec(text);
  if (hours) return parts(hours[1]!, Number(hours[2]), hours[3]!, [hours[4], '0', '0', '0', hours[5]]);
  const week = WEEK.exec(text);
  if (week) return weekParts(week);
  const repaired = withoutSlips(text);
  if (repaired !== text) return datePartsOf(repaired, order);
  // `2026 жылғы 26 қараша, 14:00`: dates as they are written in sentences.
  const inWords = writtenDate(text.replace(/^[\p{L}\p{M}.-]+\s*,\s*/u, '')) ?? writtenDate(text);
  return inWords === undefined || inWords === text ? undefined : datePartsOf(inWords, order);
}

/** The digits of Arabic and Persian, a month with a zero too many, `15h15`. */
const withoutSlips = (text: string): string =>
  text
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/(?<!\d)(\d{1,2})\s?h\s?(\d{2})(?!\d)/, '$1:$2')
    .replace(/^([12]\d{3}-)0(\d{2}-)/, '$1$2');

function ordinalParts(match: RegExpExecArray): DateParts | undefined {
  const year = Number(match[1]);
  const dayOfYear = Number(match[2]);
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  if (dayOfYear < 1 || date.getUTCFullYear() !== year) return undefined;
  return parts(match[1]!, date.getUTCMonth() + 1, String(date.getUTCDate()), match.slice(3));
}

function weekParts(match: RegExpExecArray): DateParts | undefined {
  const year = Number(match[1]);
  const week = Number(match[2]);
  if (week < 1 || week > 53) return undefined;
  // The first week is the one with the 4th of January, and begins on its Monday.
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const date = new Date(Date.UTC(year, 0, monday + (week - 1) * 7 + Number(match[3] ?? 1) - 1));
  const rest = match.slice(4);
  return parts(String(date.getUTCFullYear()), date.getUTCMonth() + 1, String(date.getUTCDate()), rest);
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const isOn = (weekday: number, p: DateParts | undefined): boolean =>
  p !== undefined && new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDay() === weekday;

/**
 * 2025/11/18 is clear; of 18/11/2025 and 11/18/2025 only those with a part above 12 are, of 10/30/23 what is a day, and of
 * `Sun, 05/12/2019` what is a Sunday.
 */
function slashedParts(match: RegExpExecArray, order: DateOrder | undefined): DateParts | undefined {
  const [, word = '', a = '', b = '', c = ''] = match;
  const rest = match.slice(5);
  if (a.length === 4) return parts(a, Number(b), c, rest);
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return undefined;
  const [first, second, third] = [Number(a), Number(b), Number(c)];
  // A year of two figures may stand first as well, where a month and a day can follow it.
  const isYearAnywhere = c.length === 2 && second >= 1 && second <= 12 && third >= 1 && third <= 31;
  if (isYearAnywhere && (order === undefined || order === 'later')) return undefined;
  const isClear = first > 12 || second > 12 || a === b;
  const [dayFirst, monthFirst] = [parts(c, second, a, rest), parts(c, first, b, rest)];
  const weekday = isClear ? -1 : WEEKDAYS.indexOf(word.slice(0, 3).toLowerCase());
  if (weekday >= 0 && isOn(weekday, dayFirst) !== isOn(weekday, monthFirst))
    return isOn(weekday, dayFirst) ? dayFirst : monthFirst;
  if (!isClear && order === undefined) return undefined;
  const isDayFirst = isClear ? second <= 12 : order === 'later' ? second > first : order === 'day-first';
  const read = isDayFirst ? dayFirst : monthFirst;
  return read && (isYearAnywhere || !isClear) ? { ...read, isAmbiguous: true } : read;
}

function parts(
  year: string,
  month: number,
  day: string,
  time: readonly (string | undefined)[],
): DateParts | undefined {
  const [hour = '0', minute = '0', second = '0', fraction = ''] = time;
  const rest = (time[4] ?? '').trim();
  const half = /^([ap])\.?m\.?(?![a-z])\s*/i.exec(rest);
  let clock = Number(hour);
  if (half) {
    const isAfternoon = half[1]!.toLowerCase() === 'p';
    // A clock of 24 hours needs no half of the day, and may not contradict it.
    if (clock > 12 ? !isAfternoon : clock === 0 && isAfternoon) return undefined;
    if (clock <= 12) clock = (clock % 12) + (isAfternoon ? 12 : 0);
  }
  const short = Number(year);
  return {
    // RFC 2822 section 4.3: two digits mean 1950 to 2049, and three are counted from 1900.
    year: year.length === 2 ? short + (short < 50 ? 2000 : 1900) : year.length === 3 ? short + 1900 : short,
    month,
    day: Number(day),
    hour: clock,
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(`${fraction}000`.slice(0, 3)),
    zone: half ? rest.slice(half[0].length) : rest,
  };
}
