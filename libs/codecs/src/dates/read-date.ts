import type { Instant } from '#news/record.js';
import { type DateOrder, type DateParts, datePartsOf } from './date-parts.js';
import { fromZone, offsetOf, regionOf } from './zones.js';

/** What was read of a date; `problem` says what had to be assumed, or why there is no instant. */
export interface ReadDate {
  instant?: Instant;
  problem?: 'date-without-zone' | 'date-ambiguous' | 'date-unparsable';
}

/** An instant as records write it, but for the zeros of its fraction; every month has the days up to the 28th. */
const INSTANT =
  /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.0{1,9})?(?:Z|\+00:00)$/;

/** The same in the basic format, which NITF and NewsML 1 write. */
const BASIC_INSTANT =
  /^([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(?:Z|\+0000)$/;

/**
 * Seconds since 1970, perhaps with a fraction, or milliseconds, in the years from 2001 to 2045; milliseconds of any year as
 * .NET writes them in JSON, whose offset is for show.
 */
const STAMP =
  /^\s*(?:@?(1\d{9}|2[0-3]\d{8})(\d{3})?(\.\d{1,9})?|\\?\/Date\((-?\d{1,13})(?:[+-]\d{4})?\)\\?\/)\s*$/;

const millisecondsOf = ([
  ,
  seconds,
  thousandths = '0',
  fraction = '',
  milliseconds,
]: RegExpExecArray): number =>
  milliseconds === undefined
    ? Number(seconds) * 1000 + (Number(thousandths) || Math.floor(Number(`0${fraction}`) * 1000))
    : Number(milliseconds);

/**
 * Reads a date as feeds write them: RFC 822/2822 and RFC 3339 with their common slips, W3CDTF, ISO 8601 basic format,
 * asctime, day.month.year, day and week of the year, Korean, Chinese and Japanese, and month names of all languages that feeds are in.
 * The result is UTC.
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
  const stamp = STAMP.exec(value);
  if (stamp) return { instant: toInstant(millisecondsOf(stamp)) };
  const written = value.trim();
  // No date is so long, and the patterns are slow on what never ends.
  const parts = written.length > 200 ? undefined : datePartsOf(withoutComments(written), order);
  const wallClock = parts && wallClockOf(parts);
  if (parts === undefined || wallClock === undefined) return { problem: 'date-unparsable' };
  const named = withoutQuotes(parts.zone) || (/\(([^()]*)\)$/.exec(written)?.[1]?.trim() ?? '');
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

/** RFC 822 allows comments anywhere, in each other too, which are mostly the zone's name behind its offset. */
function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  const outer = text.replace(/\s*\([^()]*\)/g, '');
  return outer === text ? text : withoutComments(outer);
}

/** A zone without what some put round it: `"GMT"`, `+0500 .` */
const withoutQuotes = (zone: string): string =>
  /^["']|["'.\s]$/.test(zone) ? zone.replace(/^["']\s*|[\s"'.]+$/g, '') : zone;

/** Year 9999 is the last that RFC 3339 can write; a zone can carry a date across its end. */
const YEAR_10000 = Date.UTC(10_000, 0);

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The parts as if they were UTC, or undefined for a day or time that does not exist. */
function wallClockOf(p: DateParts): number | undefined {
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
