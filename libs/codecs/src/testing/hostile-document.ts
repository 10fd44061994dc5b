import type { Format } from '../codec.js';

/** A document made to crash, stall or exhaust its reader, or to make it fetch what is not in the document. */
export interface HostileDocument {
  name: string;
  /** The format a feed is configured with; absent where the document is to be recognised. */
  format?: Format;
  make: () => Buffer;
}

export const rss = (inner: string, prolog = ''): string =>
  `${prolog}<rss><channel><item>${inner}</item></channel></rss>`;

export const text = (name: string, make: () => string, format?: Format): HostileDocument => ({
  name,
  ...(format && { format }),
  make: () => Buffer.from(make()),
});
