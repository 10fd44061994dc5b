import { asGuid } from '#news/ids.js';
import { isUri } from '../guid.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { bareMediaType } from '../media-type.js';
import { present } from '../present.js';
import { hasElements, innerMarkup } from '../xml/inner-markup.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { readDublinCore } from './dublin-core.js';
import type { EntryDraft } from './entry-draft.js';
import { withoutFurtherEscapes } from './further-escapes.js';
import { readPlace } from './geo.js';
import { leaveOutAttributes, leaveOutElement } from './leave-out.js';
import { readItunes, readPodcast } from './podcast.js';
import { isPrism, readPrism } from './prism.js';

/** Reads an element of one of the modules that RSS, RDF and Atom entries share; false for an element of none. */
export function readModule(element: XmlElement, draft: EntryDraft): boolean {
  switch (element.ns) {
    case NS.dc:
    case NS.dcterms:
      readDublinCore(element, draft);
      return true;
    case NS.media:
      draft.mediaElements.push(element);
      return true;
    case NS.content:
      readContent(element, draft);
      return true;
    case NS.itunes:
    case NS.googlePlay:
      readItunes(element, draft);
      return true;
    case NS.podcast:
      readPodcast(element, draft);
      return true;
    case NS.georss:
    case NS.geo:
    case NS.gml:
      readPlace(element, draft);
      return true;
    case NS.creativeCommons:
    case NS.cc:
    case NS.access:
      for (const license of licenseOf(element)) draft.addLicense(license);
      return true;
    case NS.sync:
      if (element.local === 'sync') readSync(element, draft);
      leaveOutElement(element, draft);
      return true;
    case NS.thread:
    case NS.wellFormedWeb:
      readReplies(element, draft);
      return true;
    default:
      if (!isPrism(element)) return false;
      readPrism(element, draft);
      return true;
  }
}

/**
 * The HTML an element holds, whether escaped, in CDATA or as real child elements.
 *
 * @param base what an `xml:base` inside of it is relative to
 */
export function markupOf(element: XmlElement, base?: string): string {
  return hasElements(element) ? innerMarkup(element, base) : withoutCdata(textOf(element));
}

/** Markup without the section of CDATA that some escape together with it, or put into another one. */
export function withoutCdata(markup: string): string {
  if (!/^\s*<!\[CDATA\[/.test(markup)) return markup;
  return /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(markup)?.[1] ?? markup;
}

/** The content module of RSS 1.0: `encoded`, and `items` of its first version, each with an `rdf:value`. */
function readContent(element: XmlElement, draft: EntryDraft): void {
  if (element.local === 'encoded') {
    const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
    draft.bodyBase ??= base;
    draft.onceHtml(
      withoutFurtherEscapes(markupOf(element, base), 'content:encoded', draft),
      'content:encoded',
    );
  } else if (element.local === 'items' || element.local === 'item') {
    for (const value of valuesIn(element)) draft.onceHtml(markupOf(value), 'content:items');
  } else draft.leaveOut(`content:${element.local}`, foldSpace(textOf(element)));
}

function* valuesIn(element: XmlElement): Generator<XmlElement> {
  for (const inner of elements(element)) {
    if (inner.ns === NS.rdf && inner.local === 'value') yield inner;
    else yield* valuesIn(inner);
  }
}

/** The address of a licence, as text or as what the element points to; or whether a feed may be shown to others than who asked for it. */
export function licenseOf(element: XmlElement): string[] {
  if (element.ns === NS.access) return element.local === 'restriction' ? accessOf(element) : [];
  if (element.local !== 'license') return [];
  const term =
    foldSpace(textOf(element)) || (attribute(element, 'resource', NS.rdf) ?? attribute(element, 'href'));
  return term ? [term] : [];
}

/** Feed Access Control, `relationship="deny"`; whatever is no `allow` is a limit. */
function accessOf(element: XmlElement): string[] {
  const relationship = foldSpace(attribute(element, 'relationship') ?? textOf(element)).toLowerCase();
  return relationship === 'allow' ? [] : [`access: ${relationship || 'deny'}`];
}

/** FeedSync: an item that was deleted goes on in the feed, so that whoever has it learns of it. */
function readSync(element: XmlElement, draft: EntryDraft): void {
  const deleted = attribute(element, 'deleted')?.trim().toLowerCase();
  if (deleted === 'true' || deleted === '1') draft.pubStatus = 'canceled';
  else if (deleted !== undefined && !/^(?:false|0|)$/.test(deleted)) {
    draft.pubStatus ??= 'withheld';
    draft.values.warn('pubstatus-unknown', 'sx:sync/@deleted', deleted);
  }
}

/** What an entry answers to, and where it is answered (RFC 4685; Well-Formed Web). */
function readReplies(element: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  const text = foldSpace(textOf(element));
  if (element.local === 'in-reply-to') {
    const ref = attribute(element, 'ref')?.trim() ?? '';
    const href = values.href(attribute(element, 'href'), 'thr:in-reply-to', base);
    const type = href && values.mediaType(attribute(element, 'type'), 'thr:in-reply-to/@type', href);
    if (isUri(ref) || href !== undefined)
      draft.links.push({
        rel: 'in-reply-to',
        ...present({
          href,
          guid: isUri(ref) ? asGuid(ref) : undefined,
          contentType: type && bareMediaType(type),
        }),
      });
    if (ref !== '' && !isUri(ref)) draft.leaveOut('thr:in-reply-to', ref);
    leaveOutAttributes(element, ['source'], draft);
  } else if (element.local.toLowerCase() === 'commentrss') {
    const href = values.href(text, 'wfw:commentRss', base);
    if (href !== undefined) draft.links.push({ rel: 'replies', href, contentType: 'application/rss+xml' });
  } else if (text !== '') {
    draft.leaveOut(`${element.ns === NS.thread ? 'thr' : 'wfw'}:${element.local}`, text);
  }
}

/** The child of that name, written in whatever case. */
export function childInAnyCase(parent: XmlElement, lower: string): XmlElement | undefined {
  const exact = child(parent, lower);
  if (exact) return exact;
  for (const element of elements(parent)) if (element.local.toLowerCase() === lower) return element;
  return undefined;
}
