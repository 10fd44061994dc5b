import { isActiveAddress } from './active-address.js';

const CLEAN =
  /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9a-f]{2})*(?:#(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9a-f]{2})*)?$/i;
const ILLEGAL = /%(?![0-9a-f]{2})|[^\w\-.~:/?#@!$&'()*+,;=%]+/gi;

/**
 * The value as a URI of RFC 3986: what it does not allow, such as letters of an IRI, is percent-encoded. Undefined
 * where the value has no scheme, so is no URI at all, and where it would run as a script. A URI comes back letter for letter.
 */
export function asUri(value: string): string | undefined {
  if (isActiveAddress(value)) return undefined;
  if (CLEAN.test(value)) return value;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(value)) return undefined;
  const [main = '', ...fragments] = value.toWellFormed().replace(ILLEGAL, encodeURIComponent).split('#');
  return fragments.length > 0 ? `${main}#${fragments.join('%23')}` : main;
}

/** A guid where a format demands a URI: one that is none is put behind `urn:x-guid:`. */
export const guidUri = (guid: string): string =>
  asUri(guid) ?? `urn:x-guid:${encodeURIComponent(guid.toWellFormed())}`;

/** The address of a file where a format demands a URI: one relative to the document becomes a `file:` URI. */
export const fileUri = (href: string): string => asUri(href) ?? asUri(`file:///${href.replace(/^\/+/, '')}`)!;
