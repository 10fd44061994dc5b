import type { ItemClass, Rendition } from '#news/record.js';
import { secondsOf } from '../feed/entry-values.js';
import { looksLikeHtml } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { contentTypeOf, itemClassOf } from '../media-type.js';
import { languageOf, value } from '../newsml-g2/nar.js';
import { type NitfContent, readNitf } from '../nitf/nitf-content.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { present, textOrNothing } from '../present.js';
import { innerMarkup } from '../xml/inner-markup.js';
import { readXml } from '../xml/read-xml.js';
import { child, elements, firstBelow, textOf, type XmlElement } from '../xml/xml-node.js';
import { formalName, wordOf } from './topics.js';

/** Kinds of inline text, best first. */
export const KINDS = ['xhtml', 'html', 'nitf', 'text'] as const;

export interface InlineText {
  kind: (typeof KINDS)[number];
  /** Not yet sanitised. */
  html: string;
  /** The title in the head of an XHTML page. */
  title?: string;
  /** Of an inline NITF: what it says of itself, and the element. */
  nitf?: { content: NitfContent; root: XmlElement };
  language?: string;
}

export interface File {
  rendition: Rendition;
  itemClass?: ItemClass;
  /** Which of several sizes it is, where it says so itself. */
  use?: string;
}

/** The data of a ContentItem, and how deep it was encoded. */
interface Data {
  content: XmlElement;
  isBase64: boolean;
}

const MEDIA: readonly (readonly [RegExp, ItemClass])[] = [
  [/^(?:photo|picture|image|still|foto)/, 'picture'],
  [/^graphic|^infographic/, 'graphic'],
  [/^video|^movingimage/, 'video'],
  [/^(?:audio|sound)/, 'audio'],
  [/^animation/, 'animation'],
];

/** What kind of file a media type or a role by that name is. */
export const mediaClassOf = (word: string): ItemClass | undefined =>
  MEDIA.find(([pattern]) => pattern.test(word))?.[1];

/** Formats as agencies name them. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/jpe?g/i, 'image/jpeg'],
  [/png/i, 'image/png'],
  [/gif/i, 'image/gif'],
  [/tiff?/i, 'image/tiff'],
  [/svg/i, 'image/svg+xml'],
  [/mpeg-?4|mp4|h\.?264|m4v/i, 'video/mp4'],
  [/quicktime|\bmov\b/i, 'video/quicktime'],
  [/mp3|mpeg.*layer.?3/i, 'audio/mpeg'],
  [/\bpdf\b/i, 'application/pdf'],
];

const typeOf = (item: XmlElement, href: string): string | undefined => {
  const mime = formalName(child(item, 'MimeType'));
  if (mime?.includes('/')) return mime;
  const format = formalName(child(item, 'Format')) ?? '';
  return FORMATS.find(([pattern]) => pattern.test(format))?.[1] ?? contentTypeOf(href);
};

/** A ContentItem that refers to a file; undefined for one without an address. */
export function fileOf(item: XmlElement, values: ItemValues, dropped: string[]): File | undefined {
  const at = 'ContentItem';
  const href = values.href(value(item, 'Href'), `${at}/@Href`);
  if (href === undefined) return undefined;
  const contentType = typeOf(item, href);
  const characteristics = child(item, 'Characteristics');
  const size = characteristics && child(characteristics, 'SizeInBytes');
  const said = new Map<string, string>();
  const ofFile = characteristics ? elements(characteristics, 'Property') : [];
  for (const property of [...ofFile, ...elements(item, 'Property')]) {
    const amount = elements(property, 'Property').find((one) => /^(?:quantity|value)$/.test(wordOf(one)));
    const text = value(property, 'Value') ?? value(property, 'value') ?? value(amount, 'Value');
    const name = CHARACTERISTICS.find(([pattern]) => pattern.test(wordOf(property)))?.[1];
    if (text === undefined) continue;
    if (name === undefined) dropped.push(`Property ${formalName(property) ?? ''} ${text}`);
    else if (!said.has(name)) said.set(name, text);
  }
  const field = `${at}/Characteristics`;
  const pixels = (name: string): number | undefined =>
    values.amount(said.get(name)?.replace(/\s*(?:px|pixels?)$/i, ''), `${field}/${name}`);
  const duration = said.get('duration');
  const seconds =
    duration === undefined ? undefined : secondsOf(duration.replace(/\s*(?:s|sec|seconds?)$/i, ''));
  if (duration !== undefined && seconds === undefined)
    values.warn('number-unreadable', `${field}/duration`, duration);
  const rendition = present({
    href,
    contentType,
    sizeBytes: values.amount(size && textOf(size).trim(), `${field}/SizeInBytes`),
    width: pixels('width'),
    height: pixels('height'),
    durationSeconds: seconds,
    videoCodec: said.get('videoCodec'),
    audioCodec: said.get('audioCodec'),
    title: said.get('title'),
    description: said.get('caption'),
  });
  const itemClass = mediaClassOf(wordOf(child(item, 'MediaType'))) ?? itemClassOf(contentType);
  return present({ rendition, itemClass, use: said.get('use') });
}

const CHARACTERISTICS: readonly (readonly [RegExp, string])[] = [
  [/^(?:image|pixel|photo|video|frame)?-?width$/, 'width'],
  [/^(?:image|pixel|photo|video|frame)?-?height$/, 'height'],
  [/^(?:total|video|audio)?-?duration$|^running-?time$/, 'duration'],
  [/^video-?co(?:dec|der)$/, 'videoCodec'],
  [/^audio-?co(?:dec|der)$/, 'audioCodec'],
  [/^title$/, 'title'],
  [/^caption$/, 'caption'],
  [/^image-?use$/, 'use'],
];

/** The inline text of a ContentItem; undefined where it has none. Inline data that are no text are reported. */
export function inlineTextOf(item: XmlElement, values: ItemValues): InlineText | undefined {
  const data = dataOf(item, false);
  if (data === undefined) return undefined;
  const { content, isBase64 } = data;
  const at = 'ContentItem/DataContent';
  const mime = formalName(child(item, 'MimeType')) ?? '';
  const format = `${formalName(child(item, 'Format')) ?? ''} ${mime}`;
  const isMedia =
    mediaClassOf(wordOf(child(item, 'MediaType'))) !== undefined || itemClassOf(mime) !== undefined;
  const roots = elements(content);
  if (roots.length === 0) {
    const raw = textOf(content);
    if (raw.trim() === '') return undefined;
    if (isMedia && isBase64) {
      values.warn('inline-data-dropped', at, format.trim() || wordOf(child(item, 'MediaType')));
      return undefined;
    }
    return fromText(isBase64 ? Buffer.from(raw, 'base64').toString('utf8') : raw, format, values, at);
  }
  const isNitf = /nitf/i.test(format) || holdsNitf(content);
  return isNitf ? fromNitf(content, values, at) : fromXhtml(content);
}

const NITF_ONLY: ReadonlySet<string> = new Set(
  'nitf body.content body.head hl1 hl2 media-reference media-caption block'.split(' '),
);

const holdsNitf = (element: XmlElement): boolean =>
  element.children.some((node) => node.kind === 'element' && (NITF_ONLY.has(node.local) || holdsNitf(node)));

function dataOf(parent: XmlElement, isBase64: boolean): Data | undefined {
  const content = child(parent, 'DataContent');
  if (content) return { content, isBase64 };
  const encoding = child(parent, 'Encoding');
  if (encoding === undefined) return undefined;
  return dataOf(encoding, isBase64 || /base-?64/i.test(value(encoding, 'Notation') ?? ''));
}

/** Text in which markup is escaped, in a CDATA section or by references, or which has none. */
function fromText(text: string, format: string, values: ItemValues, at: string): InlineText {
  if (/<nitf[\s>]|<body\.content[\s>]/.test(text)) {
    const { root, recovered } = readXml(text);
    if (recovered !== undefined) values.warn('xml-recovered', at, recovered);
    return fromNitf({ ...root, local: 'DataContent', children: [root], attributes: [] }, values, at);
  }
  if (/html/i.test(format) || looksLikeHtml(text)) return { kind: 'html', html: text };
  return { kind: 'text', html: paragraphsOf(text) };
}

function fromNitf(content: XmlElement, values: ItemValues, at: string): InlineText {
  const root = firstBelow(content, 'nitf') ?? content;
  const nitf = readNitf(root, values, at);
  const language = value(root, 'baselang') ?? languageOf(root);
  return { kind: 'nitf', html: nitf.html, nitf: { content: nitf, root }, ...present({ language }) };
}

function fromXhtml(content: XmlElement): InlineText {
  const page = firstBelow(content, 'html');
  const body = (page && firstBelow(page, 'body')) ?? firstBelow(content, 'body');
  const title = page && firstBelow(page, 'title');
  return {
    kind: 'xhtml',
    html: innerMarkup(body ?? page ?? content),
    ...present({
      title: title && textOrNothing(textOf(title)),
      language: (body && languageOf(body)) ?? (page && languageOf(page)),
    }),
  };
}
