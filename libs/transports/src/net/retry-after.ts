// An HTTP date in any of its three forms (RFC 9110, section 5.6.7) starts with the name of a day.
const HTTP_DATE = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[, ]/i;

/**
 * How long the other side asks to be left alone (RFC 9110, section 10.2.3), in whole seconds from `now`.
 *
 * @param capSeconds the most that is honoured: a slip of the pen there must not silence a feed here for a year.
 * @returns at least 1; undefined where the header is absent or unreadable.
 */
export function retryAfterSeconds(
  header: string | undefined,
  now: number,
  capSeconds: number,
): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  // However many digits: whoever asks for ever is to get the cap, not the pace of someone who asked for nothing.
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : HTTP_DATE.test(text)
      ? Math.ceil((Date.parse(text) - now) / 1000)
      : Number.NaN;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), capSeconds);
}
