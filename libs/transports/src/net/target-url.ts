import { parsedUrl } from '#news/parsed-url.js';

/** A URL taken apart for a request, its user name and password moved to where they belong. */
export interface Target {
  url: URL;
  /** Scheme, host and port. */
  origin: string;
  /** Path and query; never a fragment. */
  path: string;
  /** Host, and port where it is not the usual one: what a message may show. */
  host: string;
  /** `Basic …` where the URL carried a user name. */
  authorization?: string;
}

/**
 * Reads the URL of a feed or a destination, by the URL standard: what it makes of odd notations (`http://0x7f.1/`,
 * full-width digits) is what will be dialled, so that the guard judges the same host.
 *
 * @returns undefined for anything that is no http or https URL.
 */
export function targetUrl(text: string, base?: URL): Target | undefined {
  const url = parsedUrl(text, base?.href);
  if (url === undefined) return undefined;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  const target: Target = { url, origin: url.origin, path: url.pathname + url.search, host: url.host };
  if (username || password) {
    const credentials = `${decode(username)}:${decode(password)}`;
    target.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  return target;
}

/** User names and passwords are percent-encoded in URLs; one that is encoded wrongly is taken as it stands. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
