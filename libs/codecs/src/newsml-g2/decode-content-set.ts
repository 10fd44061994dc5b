import type { Rendition } from '#news/record.js';
import { nearerBase } from '../html/absolute-url.js';
import { looksLikeHtml } from '../html/plain-text.js';
import { type SanitisedHtml, sanitiseHtml } from '../html/sanitise-html.js';
import { sanitiseTree } from '../html/sanitise-tree.js';
import type { ItemValues } from '../item-values.js';
import { type NitfContent, readNitf } from '../nitf/nitf-content.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { present, textOrNothing } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { escapeText } from '../xml/write-xml.js';
import { attribute, child, firstBelow, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';
import type { Catalog } from './catalog.js';
import { fileOf } from './decode-file.js';
import { labelsOf } from './labels-of.js';
import { first, isSameLanguage, itemElements, languageOf, spacedText, value } from './nar.js';
import { sportsHtml } from './sports-content.js';

export interface ContentSet {
  body?: string;
  /** What an inline NITF says of itself, for the fields that contentMeta leaves open. */
  nitf?: NitfContent;
  /** That NITF itself. */
  nitfRoot?: XmlElement;
  /** Files of the contentSet, icons of contentMeta, then the files that the body shows. */
  renditions: Rendition[];
  /** The language of the inline content, where it is stated. */
  language?: string;
  /** The title in the head of an inline XHTML page. */
  title?: string;
}

/** @param language the item's: content in it goes before the same in others */
export function readContentSet(
  item: XmlElement,
  catalog: Catalog,
  around: ItemValues,
  language: string | undefined,
): ContentSet {
  const contentSet = first(item, 'contentSet');
  const values = inBaseOf(contentSet, around);
  const found: ContentSet = { renditions: [] };
  for (const remote of itemElements(contentSet, 'remoteContent')) {
    const rendition = fileOf(remote, catalog, values, 'contentSet/remoteContent');
    if (rendition) found.renditions.push(rendition);
    else {
      for (const label of labelsOf(remote))
        values.warn('rendition-without-href', 'contentSet/remoteContent', label);
    }
  }
  const inline = [...itemElements(contentSet, 'inlineXML'), ...itemElements(contentSet, 'inlineData')]
    .map((element) => ({ element, kind: kindOf(element), isOther: isInAnother(language, element) }))
    .sort((a, b) => +a.isOther - +b.isOther || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const known = new Set(found.renditions.map(({ href }) => href));
  const addIcon = (icon: Rendition | undefined): void => {
    if (icon === undefined || known.has(icon.href)) return;
    known.add(icon.href);
    found.renditions.push(icon);
  };
  for (const icon of itemElements(first(item, 'contentMeta'), 'icon')) {
    addIcon(fileOf(icon, catalog, values, 'contentMeta/icon'));
  }
  for (const part of itemElements(item, 'partMeta')) {
    const about = first(part, 'description') ?? first(part, 'headline');
    for (const icon of itemElements(part, 'icon')) {
      const file = fileOf(icon, catalog, values, 'partMeta/icon');
      const description = about && textOrNothing(spacedText(about));
      addIcon(file && present({ ...file, rendition: file.rendition ?? 'keyframe', description }));
    }
  }
  const [chosen, ...others] = inline;
  if (chosen) readInline(chosen.element, chosen.kind, found, inBaseOf(chosen.element, values));
  for (const { element, kind } of others) {
    const version = [kind, languageOfContent(element)].filter(Boolean).join(' ');
    values.warn('body-dropped', `contentSet/${element.local}`, `another version of the content: ${version}`);
  }
  return found;
}

/** Addresses of an element with an `xml:base` are relative to that. */
export const inBaseOf = (element: XmlElement | undefined, values: ItemValues): ItemValues =>
  values.withBase(nearerBase(element && attribute(element, 'base', NS.xml), values.context.baseUrl));

const rootOf = (inline: XmlElement): XmlElement | undefined =>
  inline.children.find((node) => node.kind === 'element');

/** Of an inlineXML or what it holds. */
const languageOfContent = (inline: XmlElement): string | undefined => {
  const root = rootOf(inline);
  return languageOf(inline) ?? (root && (languageOf(root) ?? value(root, 'lang') ?? value(root, 'baselang')));
};

const isInAnother = (language: string | undefined, inline: XmlElement): boolean => {
  const own = languageOfContent(inline);
  return own !== undefined && language !== undefined && !isSameLanguage(own, language);
};

/** Kinds of inline content, best first. */
const KINDS = ['xhtml', 'html', 'nitf', 'text', 'xml', 'binary'] as const;
type Kind = (typeof KINDS)[number];

/** Where senders leave out `nitf` itself; dialects of theirs (`application/ttnitf+xml`) have elements of their own. */
const NITF_ROOTS = new Set(['body', 'body.head', 'body.content', 'block', 'p', 'hl2', 'table', 'media']);

function kindOf(inline: XmlElement): Kind {
  const type = value(inline, 'contenttype')?.toLowerCase() ?? '';
  if (inline.local === 'inlineData') {
    if (type !== '' && !type.startsWith('text/') && !/xml|json/.test(type)) return 'binary';
    const text = decoded(inline).trim();
    // Some say text/plain of what is markup from its first letter to its last.
    if (type.startsWith('text/plain'))
      return /^<(?:p|div)[\s>]/i.test(text) && text.endsWith('>') ? 'html' : 'text';
    return type.includes('html') || looksLikeHtml(text) ? 'html' : 'text';
  }
  const root = rootOf(inline);
  if (root === undefined) return 'text';
  if (root.ns === NS.nitf || root.local === 'nitf' || (type.includes('nitf') && NITF_ROOTS.has(root.local)))
    return 'nitf';
  return root.ns === NS.xhtml || /^(?:html|body|div|p|section|article)$/.test(root.local) ? 'xhtml' : 'xml';
}

function readInline(inline: XmlElement, kind: Kind, found: ContentSet, values: ItemValues): void {
  const at = `contentSet/${inline.local}`;
  const root = rootOf(inline);
  found.language = languageOfContent(inline) ?? found.language;
  let html = '';
  if (kind === 'xhtml') {
    const content = root!.local === 'html' ? (child(root!, 'body') ?? root!) : inline;
    const title = root!.local === 'html' ? firstBelow(child(root!, 'head'), 'title') : undefined;
    found.title = title && textOrNothing(textOf(title));
    addTree(content.children, found, inBaseOf(content === inline ? undefined : root, values), at);
    return;
  }
  if (kind === 'nitf') {
    const title = root && firstBelow(child(root, 'head'), 'title');
    found.title = title && textOrNothing(textOf(title));
    found.nitfRoot = root ?? inline;
    found.nitf = readNitf(found.nitfRoot, inBaseOf(root, values), at);
    found.renditions.push(...found.nitf.renditions);
    html = found.nitf.html;
  } else if (kind === 'binary') {
    values.warn('inline-data-dropped', at, value(inline, 'contenttype') ?? '');
    return;
  } else {
    const text = kind === 'xml' ? '' : decoded(inline);
    if (kind !== 'xml') html = kind === 'html' ? text : paragraphsOf(text);
    else if (root!.local === 'sports-content') html = fromSportsml(root!, values, at);
    else {
      html = flattened(root!);
      values.warn('content-flattened', at, `only the text of <${root!.local}> was kept`);
    }
  }
  addSanitised(sanitiseHtml(html, values.context.baseUrl, `${values.at}/${at}`), found, values);
}

/** Sanitises a body that is XHTML among the document's own, and lifts the files that it shows. */
export function addTree(nodes: readonly XmlNode[], found: ContentSet, values: ItemValues, at: string): void {
  addSanitised(sanitiseTree(nodes, values.context.baseUrl, `${values.at}/${at}`), found, values);
}

function addSanitised(
  { body, renditions, warnings }: SanitisedHtml,
  found: ContentSet,
  values: ItemValues,
): void {
  values.warnings.push(...warnings);
  if (body !== '') found.body = body;
  const known = new Set(found.renditions.map(({ href }) => href));
  found.renditions.push(...renditions.filter(({ href }) => !known.has(href)));
}

function fromSportsml(root: XmlElement, values: ItemValues, at: string): string {
  values.warn(
    'content-flattened',
    at,
    'of <sports-content> names, scores, times and words were kept, no statistics',
  );
  return sportsHtml(root, (element) =>
    element.local === 'nitf' ? readNitf(element, values, at).html : flattened(element),
  );
}

/** Markup of a vocabulary that nobody told us: each element with words of its own is a paragraph. */
function flattened(element: XmlElement): string {
  const hasWords = element.children.some((node) => node.kind === 'text' && node.text.trim() !== '');
  if (hasWords) return `<p>${escapeText(spacedText(element).trim())}</p>`;
  return element.children.map((node) => (node.kind === 'element' ? flattened(node) : '')).join('');
}

function decoded(inline: XmlElement): string {
  const text = textOf(inline);
  if (!/base64/i.test(value(inline, 'encoding') ?? value(inline, 'encodinguri') ?? '')) return text;
  return Buffer.from(text, 'base64').toString('utf8');
}
