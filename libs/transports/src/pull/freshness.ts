import type { IncomingHttpHeaders } from 'node:http';

/**
 * For how long the origin says its answer holds (RFC 9111, section 4.2): `Cache-Control: max-age` less the `Age` it
 * already has, else `Expires` less `Date`.
 *
 * @param now milliseconds, where the origin sends no `Date`.
 * @returns whole seconds ≥ 0; undefined where it says nothing, or that nothing may be kept.
 */
export function maxAgeSeconds(headers: IncomingHttpHeaders, now: number): number | undefined {
  const directives = String(headers['cache-control'] ?? '').toLowerCase();
  if (/(^|[\s,])no-(store|cache)([\s,=]|$)/.test(directives)) return undefined;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/.exec(directives)?.[1];
  if (maxAge !== undefined) return Math.max(0, Number(maxAge) - (Number(headers['age']) || 0));
  // `Expires: 0` and other unreadable dates mean "at once" (section 5.3): nothing to wait for.
  const expires = Date.parse(String(headers['expires'] ?? ''));
  if (Number.isNaN(expires) || !/[a-z]/i.test(String(headers['expires']))) return undefined;
  const date = Date.parse(String(headers['date'] ?? ''));
  return Math.max(0, Math.floor((expires - (Number.isNaN(date) ? now : date)) / 1000));
}
