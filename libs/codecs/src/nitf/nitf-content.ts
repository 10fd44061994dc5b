import type { Rendition } from '#news/record.js';
import { type ItemValues, present, textOrNothing } from '../item-values.js';
import { escapeAttribute, escapeText } from '../xml/write-xml.js';
import { attribute, child, elements, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';

/** What a NITF document's body says of itself, with its content as HTML that is yet to be sanitised. */
export interface NitfContent {
  headline?: string;
  subheadline?: string;
  byline?: string;
  dateline?: string;
  abstract?: string;
  html: string;
  renditions: Rendition[];
}

/** NITF 3.x (iptc.org/std/NITF), with or without its namespace: what its elements are in HTML. */
const AS_HTML: Readonly<Record<string, string>> = {
  bq: 'blockquote',
  hl1: 'h2',
  hl2: 'h3',
  note: 'aside',
  fn: 'p',
  credit: 'cite',
  'media-caption': 'figcaption',
};
const SAME = new Set(
  (
    'p ul ol li dl dt dd table caption col colgroup thead tbody tfoot tr th td pre hr br em strong q a sub sup ' +
    'i b u code blockquote'
  ).split(' '),
);
/** Metadata among the content: not part of what is read. */
const SKIPPED = new Set(['media-metadata', 'media-object', 'frac-sep', 'nitf-table-metadata']);

export function readNitf(root: XmlElement, values: ItemValues, at: string): NitfContent {
  const body = root.local === 'body' ? root : (child(root, 'body') ?? root);
  const head = child(body, 'body.head');
  const hedline = head && child(head, 'hedline');
  const text = (element: XmlElement | undefined): string | undefined =>
    element && textOrNothing(textOf(element));
  const renditions: Rendition[] = [];
  const html = [...elements(body, 'body.content'), ...elements(body, 'body.end')]
    .map((part) => inner(part, { renditions, values, at }))
    .join('');
  return {
    ...present({
      headline: text(hedline && child(hedline, 'hl1')),
      subheadline: text(hedline && child(hedline, 'hl2')),
      byline: text(head && child(head, 'byline')),
      dateline: text(head && child(head, 'dateline')),
      abstract: text(head && child(head, 'abstract')),
    }),
    html: html === '' && body === root ? inner(root, { renditions, values, at }) : html,
    renditions,
  };
}

interface Target {
  renditions: Rendition[];
  values: ItemValues;
  at: string;
}

const inner = (element: XmlElement, target: Target): string =>
  element.children.map((node) => htmlOf(node, target)).join('');

function htmlOf(node: XmlNode, target: Target): string {
  if (node.kind === 'text') return escapeText(node.text);
  if (SKIPPED.has(node.local)) return '';
  if (node.local === 'media') return mediaOf(node, target);
  const name = AS_HTML[node.local] ?? (SAME.has(node.local) ? node.local : undefined);
  // Inline elements such as person, location and money mark what a word means; the word is what a reader sees.
  if (name === undefined) return inner(node, target);
  const attributes = ['href', 'colspan', 'rowspan']
    .map((key) => [key, attribute(node, key)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value!)}"`)
    .join('');
  return name === 'br' || name === 'hr'
    ? `<${name}/>`
    : `<${name}${attributes}>${inner(node, target)}</${name}>`;
}

/** A `media` becomes a rendition for each of its references, and a figure where the text has it. */
function mediaOf(media: XmlElement, target: Target): string {
  const { values, at } = target;
  const caption = [...elements(media, 'media-caption')].map((one) => textOf(one)).join(' ');
  const producer = child(media, 'media-producer');
  const description = textOrNothing(caption);
  const references = [...elements(media, 'media-reference')].flatMap((reference) => {
    const href = values.href(attribute(reference, 'source') ?? attribute(reference, 'data-location'), at);
    if (href === undefined) return [];
    return [
      present({
        href,
        contentType: textOrNothing(attribute(reference, 'mime-type')),
        width: values.amount(attribute(reference, 'width'), at),
        height: values.amount(attribute(reference, 'height'), at),
        title: textOrNothing(attribute(reference, 'alternate-text') ?? attribute(reference, 'name')),
        description,
        credit: producer && textOrNothing(textOf(producer)),
      }),
    ];
  });
  target.renditions.push(...references);
  const shown = references.find(({ href }) => /^https?:/.test(href));
  const isPicture = /^image$|^photo/i.test(attribute(media, 'media-type') ?? 'image');
  const figcaption = description === undefined ? '' : `<figcaption>${escapeText(description)}</figcaption>`;
  if (shown === undefined || !isPicture) return figcaption === '' ? '' : `<figure>${figcaption}</figure>`;
  return `<figure><img src="${escapeAttribute(shown.href)}" alt="${escapeAttribute(shown.title ?? '')}"/>${figcaption}</figure>`;
}
