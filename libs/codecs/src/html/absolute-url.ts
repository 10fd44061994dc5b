import { parsedUrl } from '#news/parsed-url.js';

/** One that is absolute and clean, of a host that is not longer than any can be. */
const PLAIN = /^https?:\/\/[\w.:-]{1,253}(?:[/?#][!#$%&'()*+,\-./:;=?@[\]_~\w]*)?$/i;

/** Whether an address is absolute and clean, and so stays as it is. */
export const isPlainAddress = (address: string): boolean => PLAIN.test(address);

/** What a link in a body may lead to. */
export const LINK_SCHEMES: ReadonlySet<string> = new Set([
  'http:',
  'https:',
  'mailto:',
  'tel:',
  'ftp:',
  'ftps:',
]);
/** What a file may be fetched from. */
const FILE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'ftp:', 'ftps:', 'sftp:', 's3:']);

/** Characters of an address that others may be relative to: each of them would be as long. */
export const MAX_BASE = 2000;

/**
 * An absolute URL, or undefined where the reference is empty, unreadable, of a host longer than any, of a scheme not allowed (`javascript:`), or
 * relative with no base to resolve it; a base of more than `MAX_BASE` characters is none. A URL that is absolute and clean already stays letter for letter as it was sent.
 */
export function absoluteUrl(
  reference: string,
  base?: string,
  schemes: ReadonlySet<string> = FILE_SCHEMES,
): string | undefined {
  // Browsers ignore white space around a URL and line breaks inside it; so `java\nscript:` is no way in.
  const cleaned = /\s/.test(reference) ? reference.trim().replace(/[\t\n\r]/g, '') : reference;
  if (cleaned === '') return undefined;
  if (PLAIN.test(cleaned)) return cleaned;
  // Where nobody says by which scheme a host is asked, it is this one.
  const near = base === undefined || base.length > MAX_BASE ? undefined : base;
  const against = cleaned.startsWith('//') && !/^https?:/i.test(near ?? '') ? 'https://host.invalid' : near;
  const url = parsedUrl(cleaned, against);
  return url !== undefined && schemes.has(url.protocol) ? url.href : undefined;
}

/** The nearer of two bases, itself resolved against the farther one (xml:base, RFC 3986 section 5.1). */
export function nearerBase(reference: string | undefined, base: string | undefined): string | undefined {
  if (reference === undefined) return base;
  return absoluteUrl(reference, base) ?? base;
}
