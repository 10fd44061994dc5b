interface Calendar {
  format: Intl.DateTimeFormat;
  /** The minute last asked for and its day: thousands of decisions fall into one minute. */
  minute: number;
  day: string;
}

const calendars = new Map<string, Calendar>();

/** The calendar day at `at` (milliseconds since 1970) in an IANA zone, `2025-11-18`; undefined when there is no such zone. */
export function localDate(at: number, zone: string): string | undefined {
  let calendar = calendars.get(zone);
  if (!calendar) {
    try {
      // Sweden writes dates as ISO 8601 does.
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
      calendar = { format, minute: Number.NaN, day: '' };
    } catch {
      return undefined;
    }
    calendars.set(zone, calendar);
  }
  const minute = Math.floor(at / 60_000);
  if (minute !== calendar.minute) {
    calendar.minute = minute;
    calendar.day = calendar.format.format(at);
  }
  return calendar.day;
}

/** Milliseconds since 1970 as an `Instant`. */
export const instantAt = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

const DURATION =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** `from` plus an ISO 8601 duration in whole numbers, months and years by the calendar; undefined when it is none. */
export function addDuration(from: number, duration: string): number | undefined {
  const match = DURATION.exec(duration);
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + years! * 12 + months!);
  // The 31st plus one month is the last day of the next month, not a day of the month after it.
  if (end.getUTCDate() < new Date(from).getUTCDate()) end.setUTCDate(0);
  return end.getTime() + (((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60_000 + seconds! * 1000;
}
