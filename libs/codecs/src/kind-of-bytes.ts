import { readDoctype, skipMisc } from './xml/doctype.js';

/** What files that are no news documents begin with: the place of the sign, and its bytes as Latin-1. */
const SIGNS: readonly (readonly [at: number, sign: string, kind: string])[] = [
  [0, '\xff\xd8\xff', 'a JPEG image'],
  [0, '\x89PNG', 'a PNG image'],
  [0, 'GIF87a', 'a GIF image'],
  [0, 'GIF89a', 'a GIF image'],
  [0, 'II*\0', 'a TIFF image'],
  [0, 'MM\0*', 'a TIFF image'],
  [8, 'WEBPVP8', 'a WebP image'],
  [8, 'WAVEfmt ', 'a WAVE sound'],
  [8, 'AVI LIST', 'an AVI video'],
  [4, 'ftypavif', 'an AVIF image'],
  [4, 'ftyphei', 'a HEIF image'],
  [4, 'ftypmif1', 'a HEIF image'],
  [4, 'ftypM4A', 'an MPEG-4 sound'],
  [4, 'ftypqt', 'a QuickTime video'],
  [4, 'ftyp', 'an MPEG-4 video'],
  [0, '\x1aE\xdf\xa3', 'a Matroska or WebM video'],
  [0, '\0\0\x01\xba', 'an MPEG video'],
  [0, 'ID3\x03', 'an MP3 sound'],
  [0, 'ID3\x04', 'an MP3 sound'],
  [0, 'OggS\0', 'an Ogg sound or video'],
  [0, 'fLaC\0', 'a FLAC sound'],
  [0, '%PDF-', 'a PDF document'],
  [0, '%!PS', 'a PostScript document'],
  [0, '{\\rtf', 'an RTF document'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a document of Microsoft Office'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  [0, 'Rar!\x1a\x07', 'a RAR archive'],
  [257, 'ustar', 'a tar archive'],
  [0, '\xfd7zXZ\0', 'packed by xz'],
  [0, '\x28\xb5\x2f\xfd', 'packed by zstd'],
  [4, '1AY&SY', 'packed by bzip2'],
  [0, '\x1f\x8b\x08', 'packed by gzip and damaged, or packed more than twice'],
];

/** What a file is that is plainly no text, by its first bytes: `a JPEG image`. */
export function kindOfBytes(bytes: Buffer): string | undefined {
  // Nearly always one byte tells that it is none.
  return SIGNS.find(
    ([at, sign]) =>
      bytes[at] === sign.charCodeAt(0) && bytes.toString('latin1', at, at + sign.length) === sign,
  )?.[2];
}

const SHOWN_BYTES = 12;
const SHOWN_SIGNS = 60;
/** Fewer signs of text before the first that is none may be there by chance. */
const ENOUGH_SIGNS = 8;

/** Controls of wires stand in texts too, one among so many signs. */
const FEW = 6;
const NO_TEXT = /[^\P{Cc}\t\n\r]|\ufffd/u;

const ROOT = /^<([\p{L}_][^\s<>/]{0,60})/u;

/** XML that newsrooms meet and that is not read: its root element, what else tells it, and what it is. */
const UNREAD: readonly (readonly [root: string, sign: RegExp, kind: string])[] = [
  ['sports-content', /./, 'SportsML without an item of NewsML-G2 around it'],
  ['RBNews', /./, "an item in Ritzau's own XML"],
  ['Publish', /<NewsCompID>/, "an item in The Canadian Press's own XML"],
  ['document', /<ntbId>/, "an item in NTB's own XML"],
  ['result', /<ntbId>/, "a list in NTB's own XML"],
  ['release', /<distributionChannels|<leadtext/, "a press release in its distributor's own XML"],
  ['Publication', /ap\.org\/schemas/, "an item in AP's own XML, AppML"],
  ['catalog', /iptc\.org\/std\/nar/, 'a catalog of schemes of NewsML-G2'],
  ['TopicSet', /./, 'a vocabulary of NewsML 1'],
  ['Catalog', /./, 'a catalog of NewsML 1'],
  ['message', /prismstandard\.org/, 'a PRISM Aggregator Message'],
  ['alert', /emergency:cap/, 'an alert of the Common Alerting Protocol'],
  ['opml', /./, 'a list of feeds in OPML'],
  ['xmpmeta', /adobe:ns:meta/, 'metadata of a file, in XMP'],
  ['Envelope', /soap/, 'a message of SOAP'],
  ['svg', /./, 'a drawing in SVG'],
];

/** How much of a document is looked at for what it is. */
const HEAD = 8192;

/** What a document is that is plainly told by its root element, and that no codec reads: `a list of feeds in OPML`. */
export function unreadKind(text: string): string | undefined {
  const root = rootIn(text)?.replace(/^.*:/, '');
  if (root === undefined) return undefined;
  const head = text.slice(0, HEAD);
  return UNREAD.find(([name, sign]) => name === root && sign.test(head))?.[2];
}

/** The name of the element that a document of XML has around all others. */
function rootIn(text: string): string | undefined {
  const start = text.trimStart();
  if (!start.startsWith('<')) return undefined;
  return ROOT.exec(start.slice(skipMisc(start, readDoctype(start).end)))?.[1];
}

/**
 * How a document begins, for those who look for what it is: its root element, its first words, or its bytes where they are
 * none.
 */
export function beginningOf(bytes: Buffer, text: string): string {
  const root = rootIn(text);
  if (root !== undefined) return `it begins with <${root}>`;
  const head = text.trimStart().slice(0, SHOWN_SIGNS);
  const end = head.search(NO_TEXT);
  const none = head.match(new RegExp(NO_TEXT, 'gu'))?.length ?? 0;
  if (end < 0 || end >= ENOUGH_SIGNS || (end > 0 && none * FEW < head.length))
    return `it begins with ${JSON.stringify(head.slice(0, end < 0 ? undefined : end).trimEnd())}`;
  const shown = bytes.subarray(0, SHOWN_BYTES).toString('hex').match(/../g)!.join(' ');
  return `it is no text, and begins with the bytes ${shown}`;
}
