import type { Instant } from '#news/record.js';
import { monthOf } from './months.js';
import { writtenDate } from './written-time.js';
import { fromZone, offsetOf, regionOf } from './zones.js';

/** What was read of a date; `problem` says what had to be assumed, or why there is no instant. */
export interface ReadDate {
  instant?: Instant;
  problem?: 'date-without-zone' | 'date-ambiguous' | 'date-unparsable';
}

/** What `10/11/2025` means; `later`: whichever of the two days is later, for times before which nothing may be shown. */
export type DateOrder = 'day-first' | 'month-first' | 'later';

/** A date's parts as written. `zone` is what stood where a zone stands, `''` for nothing. */
interface Parts {
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
const RFC_822 =
  /^(?:[\p{L}.]+\s*,?\s*)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([\p{L}.]{3,}),?[\s-]+(\d{4}|\d{2})(?:г\.?)?,?(?:[\sT]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.(\d+))?)?\s*(.*))?$/u;
const ASCTIME =
  /^(?:[\p{L}.]+,?\s+)?([\p{L}.]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(\d{4}),?)?(?:\s*(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*?(.*?))?(?:\s+(\d{4}))?$/u;
const DOTTED =
  /^(\d{1,2})\.(\d{1,2})\.([12]\d{3}|\d{2})(?:г\.?|\s?г\.)?(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(.*))?$/;
const SLASHED =
  /^(?:[\p{L}.]+\s*,?\s*)?(\d{1,4})[/.-]\s?(\d{1,2})[/.-]\s?(\d{1,4})\.?(?:[\s,T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(.*))?$/u;
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
/** `2004년 05월 28일 01:31:15`, `2004年5月28日 9:15`. */
const HAN =
  /^([12]\d{3})[년年]\s*(\d{1,2})[월月]\s*(\d{1,2})[일日]\s*(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(.*))?$/u;

/** An instant as records write it, but for the zeros of its fraction; every month has the days up to the 28th. */
const INSTANT =
  /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.0{1,9})?(?:Z|\+00:00)$/;

/** The same in the basic format, which NITF and NewsML 1 write. */
const BASIC_INSTANT =
  /^([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(?:Z|\+0000)$/;

/**
 * Reads a date as feeds write them: RFC 822/2822 and RFC 3339 with their common slips, W3CDTF, ISO 8601 basic format,
 * asctime, day.month.year, day and week of the year, Korean and Chinese, and month names of the region's and Europe's languages. The result is UTC.
 *
 * @param zone IANA zone for dates that name none (which is reported); default UTC
 * @param order of day and month in `10/11/2025` (reported too); without one such a date is not read
 */
export function readDate(value: string, zone = 'UTC', order?: DateOrder): ReadDate {
  if (INSTANT.test(value)) return { instant: `${value.slice(0, 19)}Z` };
  const basic = BASIC_INSTANT.exec(value);
  if (basic) {
    const [, year, month, day, hour, minute, second] = basic;
    return { instant: `${year}-${month}-${day}T${hour}:${minute}:${second}Z` };
  }
  const stamp = /^\s*(1\d{9}|2[0-3]\d{8})(\d{3})?\s*$/.exec(value);
  // Seconds or milliseconds since 1970, in the years from 2001 to 2045.
  if (stamp) return { instant: toInstant(Number(stamp[1]) * 1000 + Number(stamp[2] ?? 0)) };
  const written = value.trim();
  // No date is so long, and the patterns are slow on what never ends.
  const parts = written.length > 200 ? undefined : partsOf(withoutComments(written), order);
  const wallClock = parts && wallClockOf(parts);
  if (parts === undefined || wallClock === undefined) return { problem: 'date-unparsable' };
  const named = parts.zone || (/\(([^()]*)\)$/.exec(written)?.[1]?.trim() ?? '');
  const offset = named === '' ? undefined : offsetOf(named);
  const region = offset === undefined ? regionOf(named) : undefined;
  const utc = offset === undefined ? fromZone(wallClock, region ?? zone) : wallClock - offset * 60_000;
  if (utc >= YEAR_10000) return { problem: 'date-unparsable' };
  if (parts.isAmbiguous) return { instant: toInstant(utc), problem: 'date-ambiguous' };
  if (offset !== undefined || region !== undefined) return { instant: toInstant(utc) };
  // The zone is missing or one that nobody can tell.
  return { instant: toInstant(utc), problem: 'date-without-zone' };
}

/** Milliseconds since 1970 as the record writes an instant. */
export function toInstant(milliseconds: number): Instant {
  const iso = new Date(milliseconds).toISOString();
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
}

/** RFC 822 allows comments anywhere, which are mostly the zone's name behind its offset. */
const withoutComments = (text: string): string =>
  text.includes('(') ? text.replace(/\s*\([^()]*\)/g, '') : text;

function partsOf(text: string, order: DateOrder | undefined): Parts | undefined {
  const iso = ISO.exec(text) ?? BASIC.exec(text);
  if (iso) return parts(iso[1]!, Number(iso[2]), iso[3]!, iso.slice(4));
  const rfc = RFC_822.exec(text);
  const rfcMonth = rfc && monthOf(rfc[2]!);
  if (rfcMonth) return parts(rfc[3]!, rfcMonth, rfc[1]!, rfc.slice(4));
  const asc = ASCTIME.exec(text);
  const ascMonth = asc && monthOf(asc[1]!);
  const ascYear = asc && (asc[3] ?? asc[9]);
  if (ascMonth && ascYear) return parts(ascYear, ascMonth, asc[2]!, asc.slice(4, 9));
  const dotted = DOTTED.exec(text);
  if (dotted) return parts(dotted[3]!, Number(dotted[2]), dotted[1]!, dotted.slice(4));
  const slashed = SLASHED.exec(text);
  if (slashed) return slashedParts(slashed, order);
  return rareParts(text, order);
}

function rareParts(text: string, order: DateOrder | undefined): Parts | undefined {
  const han = HAN.exec(text);
  if (han) return parts(han[1]!, Number(han[2]), han[3]!, han.slice(4));
  const named = NAMED_MONTH.exec(text);
  const namedMonth = named && monthOf(named[2]!);
  if (namedMonth) return parts(named[1]!, namedMonth, named[3]!, named.slice(4));
  // Korean for a.m. and p.m. stands before the hour.
  const half = /^(.*?)\s*(오전|오후)\s*(\d{1,2}:\d{2}(?::\d{2})?)(.*)$/.exec(text);
  if (half) return partsOf(`${half[1]} ${half[3]} ${half[2] === '오후' ? 'PM' : 'AM'}${half[4]}`, order);
  const month = MONTH_ONLY.exec(text);
  if (month) return parts(month[1]!, Number(month[2] ?? 1), '1', []);
  const ordinal = ORDINAL.exec(text);
  if (ordinal) return ordinalParts(ordinal);
  const hours = HOUR_ONLY.exec(text);
  if (hours) return parts(hours[1]!, Number(hours[2]), hours[3]!, [hours[4], '0', '0', '0', hours[5]]);
  const week = WEEK.exec(text);
  if (week) return weekParts(week);
  // `2026 жылғы 26 қараша, 14:00`: dates as they are written in sentences.
  const inWords = writtenDate(text);
  return inWords === undefined || inWords === text ? undefined : partsOf(inWords, order);
}

function ordinalParts(match: RegExpExecArray): Parts | undefined {
  const year = Number(match[1]);
  const dayOfYear = Number(match[2]);
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  if (dayOfYear < 1 || date.getUTCFullYear() !== year) return undefined;
  return parts(match[1]!, date.getUTCMonth() + 1, String(date.getUTCDate()), match.slice(3));
}

function weekParts(match: RegExpExecArray): Parts | undefined {
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

/** 2025/11/18 is clear; of 18/11/2025 and 11/18/2025 only those with a part above 12 are. */
function slashedParts(match: RegExpExecArray, order: DateOrder | undefined): Parts | undefined {
  const [, a = '', b = '', c = ''] = match;
  const rest = match.slice(4);
  if (a.length === 4) return parts(a, Number(b), c, rest);
  if (c.length !== 4) return undefined;
  if (Number(a) > 12 || a === b) return parts(c, Number(b), a, rest);
  if (Number(b) > 12) return parts(c, Number(a), b, rest);
  if (order === undefined) return undefined;
  const isDayFirst = order === 'later' ? Number(b) > Number(a) : order === 'day-first';
  const read = isDayFirst ? parts(c, Number(b), a, rest) : parts(c, Number(a), b, rest);
  return read && { ...read, isAmbiguous: true };
}

function parts(
  year: string,
  month: number,
  day: string,
  time: readonly (string | undefined)[],
): Parts | undefined {
  const [hour = '0', minute = '0', second = '0', fraction = ''] = time;
  const rest = (time[4] ?? '').trim();
  const half = /^([ap])\.?m\.?(?![a-z])\s*/i.exec(rest);
  let clock = Number(hour);
  if (half) {
    if (clock < 1 || clock > 12) return undefined;
    clock = (clock % 12) + (half[1]!.toLowerCase() === 'p' ? 12 : 0);
  }
  const short = Number(year);
  return {
    // RFC 2822 section 4.3: two digits mean 1950 to 2049.
    year: year.length === 2 ? short + (short < 50 ? 2000 : 1900) : short,
    month,
    day: Number(day),
    hour: clock,
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(`${fraction}000`.slice(0, 3)),
    zone: half ? rest.slice(half[0].length) : rest,
  };
}

/** Year 9999 is the last that RFC 3339 can write; a zone can carry a date across its end. */
const YEAR_10000 = Date.UTC(10_000, 0);

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The parts as if they were UTC, or undefined for a day or time that does not exist. */
function wallClockOf(p: Parts): number | undefined {
  // `Date.UTC` takes a year 0 for 1900.
  if (p.year < 1000) return undefined;
  const days =
    p.month === 2 && !(p.year % 4 === 0 && (p.year % 100 !== 0 || p.year % 400 === 0))
      ? 28
      : DAYS[p.month - 1];
  if (days === undefined || p.day < 1 || p.day > days || p.minute > 59 || p.second > 60) return undefined;
  const midnight = p.hour === 24 && p.minute === 0 && p.second === 0;
  if (p.hour > 23 && !midnight) return undefined;
  // A leap second is the last second of its minute for everyone who has no 60th.
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, Math.min(p.second, 59), p.millisecond);
}
