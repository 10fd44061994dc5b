/** Octets of a host (RFC 1035, section 2.3.4), with the dot of the root; letters of other scripts take more than one each. */
const LONGEST_HOST = 254;
/** Where a host begins: after the scheme of the web and its slashes, either way round, or after two slashes. */
const BEFORE_HOST = /^[\0-\x20]*(?:(?:https?|ftp|wss?|file):[\\/]*|(?:[a-z][a-z0-9+.-]*:)?[\\/]{2,})/i;

/**
 * An address as the URL standard reads it; undefined where it is none, or where its host is longer than any can be. Such
 * a host would be read in time by the square of its length (Punycode, RFC 3492).
 */
export function parsedUrl(address: string, base?: string): URL | undefined {
  if (hostLength(address) > LONGEST_HOST) return undefined;
  if (base !== undefined && hostLength(base) > LONGEST_HOST) return undefined;
  return URL.canParse(address, base) ? new URL(address, base) : undefined;
}

function hostLength(address: string): number {
  if (address.length <= LONGEST_HOST) return address.length;
  // The standard passes over tabs and line breaks wherever they stand.
  const cleaned = /[\t\n\r]/.test(address) ? address.replace(/[\t\n\r]/g, '') : address;
  const before = BEFORE_HOST.exec(cleaned)?.[0];
  if (before === undefined) return 0;
  const host = hostAfter(cleaned, before.length);
  return host.includes('%') ? host.replace(/%[\da-f]{2}/gi, '.').length : host.length;
}

function hostAfter(address: string, start: number): string {
  let end = address.slice(start).search(/[\\/?#]/);
  end = end < 0 ? address.length : start + end;
  const authority = address.slice(start, end);
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
}
