import { lookup } from '#news/lookup.js';
import type { Author, Concept, Instant, Rendition } from '#news/record.js';
import { looksLikeHtml, plainText } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { spacedText, value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { escapeAttribute, escapeText } from '../xml/write-xml.js';
import { attribute, child, elements, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';
import { renditionsOf } from './nitf-media.js';
import { lineOf, personOf, placesOf } from './nitf-names.js';

/** What a NITF document's body says of itself, with its content as HTML that is yet to be sanitised. */
export interface NitfContent {
  headline?: string;
  subheadline?: string;
  /** Of an element that the standard does not have. */
  slugline?: string;
  byline?: string;
  /** Persons whom the byline names. */
  authors: Author[];
  dateline?: string;
  /** Places that the dateline names. */
  places: Concept[];
  /** The story's own date, where it has a time. */
  written?: Instant;
  abstract?: string;
  distributor?: string;
  html: string;
  renditions: Rendition[];
  /** Notes that are not for publication, and those that stand before the text. */
  edNotes: string[];
  rightsHolder?: string;
  /** Copyright notes, and who holds the copyright of a file. */
  notices: string[];
  usageTerms: string[];
}

/** NITF 3.x (iptc.org/std/NITF), with or without its namespace: what its elements are in HTML. */
const AS_HTML: Readonly<Record<string, string>> = lookup({
  bq: 'blockquote',
  hl1: 'h2',
  hl2: 'h3',
  note: 'aside',
  fn: 'p',
  tagline: 'p',
  bibliography: 'p',
  biblio: 'p',
  credit: 'cite',
  'media-caption': 'figcaption',
});
const SAME = new Set(
  (
    'p ul ol li dl dt dd table caption col colgroup thead tbody tfoot tr th td pre hr br em strong q a sub sup ' +
    'i b u code blockquote div h1 h2 h3 h4 h5 h6'
  ).split(' '),
);
/** Metadata among the content: not part of what is read. */
const SKIPPED = new Set(['media-metadata', 'media-object', 'tobject', 'key-list']);

/** What is found on the way through the content. */
interface Target {
  renditions: Rendition[];
  edNotes: string[];
  notices: string[];
  values: ItemValues;
  at: string;
}

export function readNitf(root: XmlElement, values: ItemValues, at: string): NitfContent {
  const body = root.local === 'body' ? root : (child(root, 'body') ?? root);
  const target: Target = { renditions: [], edNotes: [], notices: [], values, at };
  const head = readBodyHead(child(body, 'body.head'), target);
  // Short documents leave out body.content, so whatever stands beside the heads is text.
  const html = body.children
    .filter((node) => node.kind === 'text' || (node.local !== 'head' && node.local !== 'body.head'))
    .map((node) => htmlOf(node, target))
    .join('');
  return {
    ...head,
    html: html.trim(),
    renditions: target.renditions,
    edNotes: target.edNotes,
    notices: target.notices,
  };
}

type Head = Omit<NitfContent, 'html' | 'renditions' | 'edNotes' | 'notices'>;

function readBodyHead(head: XmlElement | undefined, target: Target): Head {
  const all = (parent: XmlElement | undefined, local: string): XmlElement[] =>
    parent === undefined ? [] : elements(parent, local);
  const lines = (list: readonly XmlElement[]): string[] => list.map(lineOf).filter((line) => line !== '');
  // As the standard spells it, and as many do.
  const hedlines = [...all(head, 'hedline'), ...all(head, 'headline')];
  const [headline, ...others] = lines(hedlines.flatMap((one) => all(one, 'hl1')));
  const [subheadline, ...more] = lines(hedlines.flatMap((one) => all(one, 'hl2')));
  for (const text of [...others, ...more]) {
    target.values.warn('headline-dropped', `${target.at}/body.head/hedline`, text);
  }
  for (const note of all(head, 'note')) {
    const text = textOrNothing(spacedText(note));
    if (text) (value(note, 'noteclass') === 'cpyrt' ? target.notices : target.edNotes).push(text);
  }
  const bylines = all(head, 'byline');
  const datelines = all(head, 'dateline');
  const storyDate = datelines
    .flatMap((dateline) => all(dateline, 'story.date'))
    .find((date) => value(date, 'norm')?.includes('T'));
  const rights = head && child(head, 'rights');
  return {
    ...present({
      headline,
      subheadline: subheadline === headline ? undefined : subheadline,
      slugline: lines(all(head, 'slugline'))[0],
      byline: lines(bylines).join(', '),
      dateline: lines(datelines.map(withoutNormalisedDate)).join(', '),
      written: storyDate && target.values.date(value(storyDate, 'norm'), `${target.at}/body.head/dateline`),
      abstract: all(head, 'abstract').map(abstractOf).join(' ').trim(),
      distributor: lines(all(head, 'distributor')).join(', '),
      rightsHolder: lines(all(rights, 'rights.owner'))[0],
    }),
    authors: bylines.flatMap((byline) => all(byline, 'person').flatMap(personOf)),
    places: datelines.flatMap((dateline) => all(dateline, 'location').flatMap(placesOf)),
    // A notice that only names the owner says nothing of use.
    usageTerms: lines(rights === undefined ? [] : [rights]).filter(
      (terms) => !all(rights, 'rights.owner').some((owner) => lineOf(owner) === terms),
    ),
  };
}

/** What it says; with its HTML in a CDATA section, what a reader would see of that. */
function abstractOf(abstract: XmlElement): string {
  const text = textOrNothing(spacedText(abstract)) ?? '';
  return /^<p[ >].*<\/p>$/is.test(text) ? plainText(text) : text;
}

/** The date of a story as digits is for machines, and no part of the line. */
const withoutNormalisedDate = (dateline: XmlElement): XmlElement => ({
  ...dateline,
  children: dateline.children.filter(
    (node) => node.kind === 'text' || node.local !== 'story.date' || !/^\s*\d{8}/.test(textOf(node)),
  ),
});

/** A fraction is set off from the number before it: 2 and ½ are 2 1/2, and not 21/2. */
const inner = (element: XmlElement, target: Target): string =>
  element.children
    .map(
      (node, i) =>
        (i > 0 && node.kind === 'element' && node.local === 'frac' ? ' ' : '') + htmlOf(node, target),
    )
    .join('');

function fractionOf(frac: XmlElement): string {
  const part = (local: string): string => escapeText(elements(frac, local).map(lineOf).join(''));
  return `${part('numer')}${part('frac-sep') || '/'}${part('denom')}`;
}

/** Content management systems put the HTML of their editor into a CDATA section. */
function isEscapedMarkup(element: XmlElement): boolean {
  if (elements(element).length > 0) return false;
  const text = textOf(element);
  return /<(?:p|br)[\s/>]|<\/[a-z]/i.test(text) && looksLikeHtml(text);
}

/** Whether a note or tagline is for editors alone (`npa`: non-publishable advisory). */
const isPrivate = (element: XmlElement): boolean =>
  value(element, 'type') === 'npa' || value(element, 'noteclass') === 'editorsnote';

function htmlOf(node: XmlNode, target: Target): string {
  if (node.kind === 'text') return escapeText(node.text);
  if (SKIPPED.has(node.local)) return '';
  if (node.local === 'nitf-table-metadata')
    return elements(node, 'nitf-table-caption')
      .map((caption) => inner(caption, target))
      .join('');
  if (node.local === 'frac') return fractionOf(node);
  if (node.local === 'fn-label') return `${inner(node, target)} `;
  if (node.local === 'media') return mediaOf(node, target);
  if (node.local === 'body.content' && isEscapedMarkup(node)) return textOf(node);
  if (node.local === 'img') return imageOf(node, target);
  if ((node.local === 'note' || node.local === 'tagline') && isPrivate(node)) {
    const text = textOrNothing(spacedText(node));
    if (text !== undefined) target.edNotes.push(text);
    return '';
  }
  const name = AS_HTML[node.local] ?? (SAME.has(node.local) ? node.local : undefined);
  // Inline elements such as person, location and money mark what a word means; the word is what a reader sees.
  if (name === undefined) return inner(node, target);
  const attributes = ['href', 'title', 'colspan', 'rowspan', 'seqnum']
    .map((key) => [key, attribute(node, key)] as const)
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => ` ${key === 'seqnum' ? 'start' : key}="${escapeAttribute(text!)}"`)
    .join('');
  return name === 'br' || name === 'hr'
    ? `<${name}/>${inner(node, target)}`
    : `<${name}${attributes}>${inner(node, target)}</${name}>`;
}

/** HTML's element, which some write: with `source` as in a `media-reference`. */
function imageOf(image: XmlElement, target: Target): string {
  const href = target.values.href(value(image, 'source') ?? value(image, 'src'), `${target.at}/img`);
  const title = textOrNothing(value(image, 'alt'));
  // HTML's has no content; words in it are what an author wants said of the picture.
  const caption = textOrNothing(spacedText(image));
  const figcaption = caption === undefined ? '' : `<figcaption>${escapeText(caption)}</figcaption>`;
  if (href !== undefined) target.renditions.push(present({ href, title, description: caption }));
  const isShown = href !== undefined && /^https?:/.test(href);
  const img = isShown ? `<img src="${escapeAttribute(href)}" alt="${escapeAttribute(title ?? '')}"/>` : '';
  return figcaption === '' ? img : `<figure>${img}${figcaption}</figure>`;
}

/** A `media` becomes a rendition for each of its references, and a figure where the text has it. */
function mediaOf(media: XmlElement, target: Target): string {
  const { files, caption, notices } = renditionsOf(media, target.values, target.at);
  target.renditions.push(...files);
  target.notices.push(...notices);
  const shown = files.find(({ href }) => /^https?:/.test(href));
  const isPicture = /^image|^photo|^graphic/i.test(value(media, 'media-type') ?? 'image');
  const figcaption = caption === undefined ? '' : `<figcaption>${escapeText(caption)}</figcaption>`;
  if (shown === undefined || !isPicture) return figcaption === '' ? '' : `<figure>${figcaption}</figure>`;
  return `<figure><img src="${escapeAttribute(shown.href)}" alt="${escapeAttribute(shown.title ?? '')}"/>${figcaption}</figure>`;
}
