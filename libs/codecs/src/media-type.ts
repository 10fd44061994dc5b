import { lookup } from '#news/lookup.js';
import type { ItemClass } from '#news/record.js';

const BY_EXTENSION: Readonly<Record<string, string>> = lookup({
  aac: 'audio/aac',
  avif: 'image/avif',
  flac: 'audio/flac',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  m3u8: 'application/vnd.apple.mpegurl',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  mpd: 'application/dash+xml',
  mpeg: 'video/mpeg',
  mpg: 'video/mpeg',
  mxf: 'application/mxf',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  ogv: 'video/ogg',
  opus: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  srt: 'application/x-subrip',
  svg: 'image/svg+xml',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  ts: 'video/mp2t',
  vtt: 'text/vtt',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
});

/** The media type that the end of a URL's path tells, where it tells one. */
export function contentTypeOf(href: string): string | undefined {
  const extension = /\.([a-z0-9]{2,5})(?:[?#]|$)/i.exec(href)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : BY_EXTENSION[extension];
}

/** RFC 6838 section 4.2, with `*` for any of its kind (RFC 9110 section 12.5.1) and, not looked at, parameters. */
const MEDIA_TYPE = /^[a-z\d][\w!#$&^.+-]{0,126}\/(?:\*|[a-z\d][\w!#$&^.+-]{0,126})\s*(?:;|$)/i;
export const isMediaType = (text: string): boolean => MEDIA_TYPE.test(text);

/**
 * The media type meant by what is none: the first of several, the kind of file that a word names (`jpeg`,
 * `JPEG Baseline`), or what the address of the file tells.
 */
export function meantMediaType(written: string, href: string): string | undefined {
  for (const word of written
    .slice(0, 200)
    .toLowerCase()
    .split(/[\s,;]+/)) {
    if (isMediaType(word)) return word;
    const named = BY_EXTENSION[word.replace(/^\W+/, '')];
    if (named !== undefined) return named;
  }
  return contentTypeOf(href);
}

/** A media type in lower case and without parameters. */
export const bareMediaType = (contentType: string): string =>
  contentType.split(';', 1)[0]!.trim().toLowerCase();

const STREAMS = new Set([
  'application/vnd.apple.mpegurl',
  'application/x-mpegurl',
  'application/dash+xml',
  'application/mxf',
  // What hosts of videos still call their players.
  'application/x-shockwave-flash',
]);

/** What kind of content a file of that media type is; undefined for documents and unknown types. */
export function itemClassOf(contentType: string | undefined): ItemClass | undefined {
  if (contentType === undefined) return undefined;
  const type = bareMediaType(contentType);
  if (type.startsWith('image/')) return type === 'image/svg+xml' ? 'graphic' : 'picture';
  if (type.startsWith('video/') || STREAMS.has(type)) return 'video';
  if (type.startsWith('audio/')) return 'audio';
  return undefined;
}
