import { UndecodableDocument } from '../codec.js';
import { MAX_ENTRIES, tooLarge } from '../limits.js';
import { type Properties, type Property, propertiesIn, UNICODE } from './tnef-properties.js';

/** What Outlook packs into one file for other Outlooks, `winmail.dat` ([MS-OXTNEF]). */
export interface Tnef {
  /** The message's text; in RTF alone it is not read. */
  text?: { contentType: 'text/plain' | 'text/html'; charset: string; content: string };
  hasRtf: boolean;
  files: TnefFile[];
  /** Files beyond as many as a message may have. */
  leftOut: number;
}

export interface TnefFile {
  name?: string;
  contentType?: string;
  contentId?: string;
  /** One character a byte. */
  content: string;
}

const SIGNATURE = 0x223e9f78;
const HEADER = 6;
/** Attributes by the lower half of their tags (section 2.1.3.4). */
const BODY = 0x800c;
const TITLE = 0x8010;
const DATA = 0x800f;
const RENDERING = 0x9002;
const MESSAGE_PROPERTIES = 0x9003;
const FILE_PROPERTIES = 0x9005;
const CODE_PAGE = 0x9007;

/** Properties by their ids ([MS-OXPROPS]). */
const P_BODY = 0x1000;
const P_RTF = 0x1009;
const P_HTML = 0x1013;
const P_LONG_NAME = 0x3707;
const P_MEDIA_TYPE = 0x370e;
const P_CONTENT_ID = 0x3712;
const P_CODE_PAGE = 0x3fde;

/**
 * @param most bytes of its text
 * @throws UndecodableDocument `decode.malformed` for what is none, `decode.too-large` for one with more text
 */
export function readTnef(bytes: Buffer, most: number): Tnef {
  try {
    return read(bytes, most);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UndecodableDocument('decode.malformed', 'The TNEF ends before its end', { cause: error });
  }
}

function read(bytes: Buffer, most: number): Tnef {
  if (bytes.length < HEADER || bytes.readUInt32LE(0) !== SIGNATURE)
    throw new UndecodableDocument('decode.malformed', 'It has no signature of TNEF');
  const files: TnefFile[] = [];
  let file: TnefFile | undefined;
  let leftOut = 0;
  let page = 1252;
  let plain: string | undefined;
  let properties: Properties = new Map();
  for (let at = HEADER; at + 9 <= bytes.length; ) {
    const id = bytes.readUInt16LE(at + 1);
    const end = at + 9 + bytes.readUInt32LE(at + 5);
    if (end > bytes.length) throw new RangeError('an attribute ends behind the file');
    const data = bytes.subarray(at + 9, end);
    // Behind each stands a checksum.
    at = end + 2;
    if (id === CODE_PAGE) page = data.readUInt32LE(0);
    else if (id === BODY) plain = terminated(data.toString('latin1'));
    else if (id === MESSAGE_PROPERTIES) properties = propertiesIn(data);
    else if (id === RENDERING) {
      file = files.length < MAX_ENTRIES ? { content: '' } : undefined;
      if (file) files.push(file);
      else leftOut++;
    } else if (id === TITLE && file) file.name ??= terminated(data.toString('latin1'));
    else if (id === DATA && file) file.content = data.toString('latin1');
    else if (id === FILE_PROPERTIES && file) describe(file, propertiesIn(data));
  }
  const html = properties.get(P_HTML);
  const own = properties.get(P_BODY);
  const pages = properties.get(P_CODE_PAGE);
  const htmlPage = pages?.data.length === 4 ? pages.data.readUInt32LE(0) : page;
  const size = (html ?? own)?.data.length ?? plain?.length ?? 0;
  if (size > most)
    throw tooLarge(`the text of the TNEF has ${size} bytes, more than the ${most} that are read`);
  const text =
    html !== undefined
      ? ({ contentType: 'text/html', ...lettersOf(html, htmlPage) } as const)
      : own !== undefined
        ? ({ contentType: 'text/plain', ...lettersOf(own, page) } as const)
        : plain !== undefined
          ? ({ contentType: 'text/plain', charset: charsetOfPage(page), content: plain } as const)
          : undefined;
  return { ...(text && { text }), hasRtf: properties.has(P_RTF), files, leftOut };
}

function describe(file: TnefFile, properties: Properties): void {
  const textOf = (id: number): string | undefined => {
    const property = properties.get(id);
    if (!property) return undefined;
    const { type, data } = property;
    return terminated(type === UNICODE ? data.toString('utf16le') : data.toString('latin1')) || undefined;
  };
  file.name = textOf(P_LONG_NAME) ?? file.name;
  file.contentType = textOf(P_MEDIA_TYPE);
  file.contentId = textOf(P_CONTENT_ID);
}

function lettersOf({ type, data }: Property, page: number): { charset: string; content: string } {
  if (type !== UNICODE) return { charset: charsetOfPage(page), content: terminated(data.toString('latin1')) };
  const utf8 = Buffer.from(terminated(data.toString('utf16le')));
  return { charset: 'utf-8', content: utf8.toString('latin1') };
}

const PAGES: ReadonlyMap<number, string> = new Map([
  [65001, 'utf-8'],
  [20866, 'koi8-r'],
  [21866, 'koi8-u'],
  [28595, 'iso-8859-5'],
  [28599, 'iso-8859-9'],
]);
const charsetOfPage = (page: number): string =>
  PAGES.get(page) ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : `cp${page}`);

const terminated = (text: string): string => text.split('\0', 1)[0] ?? '';
