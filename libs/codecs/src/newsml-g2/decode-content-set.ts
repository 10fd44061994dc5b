import { asGuid } from '#news/ids.js';
import type { Link, Rendition } from '#news/record.js';
import { looksLikeHtml } from '../html/plain-text.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { type ItemValues, paragraphsOf, present, textOrNothing } from '../item-values.js';
import { type NitfContent, readNitf } from '../nitf/nitf-content.js';
import { NS } from '../xml/namespaces.js';
import { escapeAttribute, escapeText } from '../xml/write-xml.js';
import { child, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';
import type { Catalog } from './catalog.js';
import { wordOf } from './decode-item-meta.js';
import { first, itemElements, languageOf, spacedText, value } from './nar.js';
import { OWN_SCHEMES } from './scheme-catalog.js';

export interface ContentSet {
  body?: string;
  /** What an inline NITF says of itself, for the fields that contentMeta leaves open. */
  nitf?: NitfContent;
  /** Files of the contentSet, icons of contentMeta, then the files that the body shows. */
  renditions: Rendition[];
  /** Content that is referred to by guid alone. */
  links: Link[];
  /** The language of the inline content, where it is stated. */
  language?: string;
}

export function readContentSet(item: XmlElement, catalog: Catalog, values: ItemValues): ContentSet {
  const contentSet = first(item, 'contentSet');
  const found: ContentSet = { renditions: [], links: [] };
  for (const remote of itemElements(contentSet, 'remoteContent')) {
    const rendition = fileOf(remote, catalog, values, 'contentSet/remoteContent');
    if (rendition) found.renditions.push(rendition);
    else if (value(remote, 'residref'))
      found.links.push({ rel: 'content', guid: asGuid(value(remote, 'residref')!) });
    else values.warn('rendition-without-href', 'contentSet/remoteContent', value(remote, 'rendition') ?? '');
  }
  const inline = [...itemElements(contentSet, 'inlineXML'), ...itemElements(contentSet, 'inlineData')]
    .map((element) => ({ element, kind: kindOf(element) }))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  for (const icon of itemElements(first(item, 'contentMeta'), 'icon')) {
    const rendition = fileOf(icon, catalog, values, 'contentMeta/icon');
    const known = found.renditions.some(({ href }) => href === rendition?.href);
    if (rendition && !known) found.renditions.push(rendition);
  }
  const [chosen, ...others] = inline;
  if (chosen) readInline(chosen.element, chosen.kind, found, values);
  for (const { element, kind } of others) {
    values.warn('body-dropped', `contentSet/${element.local}`, `another version of the content: ${kind}`);
  }
  return found;
}

/** Kinds of inline content, best first. */
const KINDS = ['xhtml', 'html', 'nitf', 'text', 'xml', 'binary'] as const;
type Kind = (typeof KINDS)[number];

function kindOf(inline: XmlElement): Kind {
  const type = value(inline, 'contenttype')?.toLowerCase() ?? '';
  if (inline.local === 'inlineData') {
    if (type !== '' && !type.startsWith('text/') && !/xml|json/.test(type)) return 'binary';
    return type.includes('html') || (type === '' && looksLikeHtml(textOf(inline))) ? 'html' : 'text';
  }
  const root = inline.children.find((node) => node.kind === 'element');
  if (root === undefined) return 'text';
  if (root.ns === NS.nitf || root.local === 'nitf' || type.includes('nitf')) return 'nitf';
  return root.ns === NS.xhtml || /^(?:html|body|div|p|section|article)$/.test(root.local) ? 'xhtml' : 'xml';
}

function readInline(inline: XmlElement, kind: Kind, found: ContentSet, values: ItemValues): void {
  const at = `contentSet/${inline.local}`;
  const root = inline.children.find((node) => node.kind === 'element');
  found.language = languageOf(inline) ?? (root && languageOf(root)) ?? found.language;
  let html = '';
  if (kind === 'xhtml') {
    const content = root!.local === 'html' ? (child(root!, 'body') ?? root!) : inline;
    html = content.children.map(markupOf).join('');
  } else if (kind === 'nitf') {
    found.nitf = readNitf(root ?? inline, values, at);
    found.renditions.push(...found.nitf.renditions);
    for (const text of [...found.nitf.notices, ...found.nitf.usageTerms]) {
      values.warn('rights-of-content-dropped', at, text);
    }
    html = found.nitf.html;
  } else if (kind === 'binary') {
    values.warn('inline-data-dropped', at, value(inline, 'contenttype') ?? '');
    return;
  } else {
    const text = kind === 'xml' ? spacedText(inline) : decoded(inline);
    html = kind === 'html' ? text : paragraphsOf(text);
    if (kind === 'xml') values.warn('content-flattened', at, `only the text of <${root!.local}> was kept`);
  }
  addBody(html, found, values, at);
}

/** Sanitises a body, and lifts the files that it shows. */
export function addBody(html: string, found: ContentSet, values: ItemValues, at: string): void {
  const { body, renditions, warnings } = sanitiseHtml(html, values.context.baseUrl, `${values.at}/${at}`);
  values.warnings.push(...warnings);
  if (body !== '') found.body = body;
  const known = new Set(found.renditions.map(({ href }) => href));
  found.renditions.push(...renditions.filter(({ href }) => !known.has(href)));
}

function decoded(inline: XmlElement): string {
  const text = textOf(inline);
  if (!/base64/i.test(value(inline, 'encoding') ?? value(inline, 'encodinguri') ?? '')) return text;
  return Buffer.from(text, 'base64').toString('utf8');
}

const EMPTY = /^(?:br|hr|img|col|source|track|wbr|area|input|link|meta)$/;

/** The markup of an XHTML tree, without its namespaces. */
export function markupOf(node: XmlNode): string {
  if (node.kind === 'text') return escapeText(node.text);
  const attributes = node.attributes
    .filter(({ ns }) => ns === '')
    .map(({ local, value: text }) => ` ${local}="${escapeAttribute(text)}"`)
    .join('');
  const lang = languageOf(node);
  const tag =
    lang === undefined || node.attributes.some(({ local, ns }) => local === 'lang' && ns === '')
      ? `${node.local}${attributes}`
      : `${node.local}${attributes} lang="${escapeAttribute(lang)}"`;
  if (EMPTY.test(node.local)) return `<${tag}/>`;
  return `<${tag}>${node.children.map(markupOf).join('')}</${node.local}>`;
}

/** A file: a remoteContent, or an icon of contentMeta. Undefined where it has no address. */
export function fileOf(
  element: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  at: string,
): Rendition | undefined {
  const alternative = first(element, 'altLoc');
  const href = values.href(
    value(element, 'href') ?? (alternative && textOrNothing(textOf(alternative))),
    `${at}/@href`,
  );
  if (href === undefined) return undefined;
  const word = (
    name: string,
    iptc: string | undefined,
    own: 'korpu-rnd' | 'korpu-codec',
  ): string | undefined => wordOf(value(element, name), value(element, `${name}uri`), iptc, own, catalog);
  return present({
    href,
    rendition: word('rendition', 'rnd', 'korpu-rnd'),
    contentType: value(element, 'contenttype'),
    sizeBytes: values.amount(value(element, 'size'), `${at}/@size`),
    width: values.amount(value(element, 'width'), `${at}/@width`),
    height: values.amount(value(element, 'height'), `${at}/@height`),
    durationSeconds: durationOf(element, catalog, values, at),
    videoCodec: word('videocodec', undefined, 'korpu-codec'),
    audioCodec: word('audiocodec', undefined, 'korpu-codec'),
    hash: hashOf(element, catalog),
    title: textOrNothing(value(element, 'title')),
    description: extension(element, 'description', catalog),
    credit: extension(element, 'credit', catalog),
    language: value(element, 'language'),
  });
}

function extension(element: XmlElement, name: string, catalog: Catalog): string | undefined {
  for (const property of itemElements(element, 'remoteContentExtProperty')) {
    const rel = value(property, 'rel');
    if (rel !== undefined && catalog.resolve(rel)?.uri === OWN_SCHEMES.korpu + name) {
      return textOrNothing(value(property, 'value'));
    }
  }
  return undefined;
}

/** Seconds; the unit is one of the scheme timeunit, seconds where none is given. */
function durationOf(
  element: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  at: string,
): number | undefined {
  const text = value(element, 'duration');
  if (text === undefined) return undefined;
  const unit = catalog.codeIn('timeunit', value(element, 'durationunit'), value(element, 'durationunituri'));
  const clock = /^(\d{1,3}):(\d{2}):(\d{2})(?:[.:;,](\d+))?$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const amount = values.amount(text, `${at}/@duration`);
  if (amount === undefined) return undefined;
  if (unit === 'milliseconds') return amount / 1000;
  if (unit === undefined || unit === 'seconds') return amount;
  values.warn('duration-unit-unknown', `${at}/@durationunit`, `${text} ${unit}`);
  return undefined;
}

/** A hash with its algorithm in front where it names one: `md5:…`. */
function hashOf(element: XmlElement, catalog: Catalog): string | undefined {
  const hash = first(element, 'hash');
  const text = hash && textOrNothing(textOf(hash));
  if (hash === undefined || text === undefined) return undefined;
  const algorithm = catalog.codeIn('hashtype', value(hash, 'hashtype'), value(hash, 'hashtypeuri'));
  return algorithm === undefined ? text : `${algorithm}:${text}`;
}
