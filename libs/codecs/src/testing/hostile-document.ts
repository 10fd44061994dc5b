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

export const MB = 1024 * 1024;

/** A page with an article. */
export const story = (inner: string): string =>
  `<html><meta property="og:type" content="article"><h1>x</h1><article>${inner}</article></html>`;

export const mail = (fields: string, body: string): string =>
  `From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n${fields}\r\n\r\n${body}`;

/** Its end is left to the caller. */
export const jsonFeed = (items: string): string =>
  `{"version":"https://jsonfeed.org/version/1.1","items":${items}`;
