import type { Author } from '#news/record.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf, conceptOf } from '../feed/entry-values.js';
import { readModule } from '../feed/modules.js';
import { isMarkup, summaryOf } from '../feed/news-item-of.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { bareMediaType, itemClassOf } from '../media-type.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { readLink, relationOf } from './read-link.js';
import { type Construct, markupOfConstruct, plainOf, readConstruct } from './text-construct.js';

const SIGNALS = 'http://cv.iptc.org/newscodes/signal/';

/** Whether an element is one of Atom's own, 1.0 or 0.3, or of a feed that forgot to say so. */
export const isAtom = (element: XmlElement): boolean =>
  element.ns === NS.atom || element.ns === NS.atom03 || element.ns === '';

/** Reads an `entry` of Atom 1.0 (RFC 4287) or 0.3 and what the modules add to it. */
export function readEntry(entry: XmlElement, draft: EntryDraft): void {
  draft.base = nearerBase(attribute(entry, 'base', NS.xml), draft.base);
  draft.language = attribute(entry, 'lang', NS.xml);
  let summary: Construct | undefined;
  for (const element of elements(entry)) {
    if (!isAtom(element)) {
      if (!readModule(element, draft) && element.local === 'control') readControl(element, draft);
    } else if (element.local === 'summary') summary ??= readConstruct(element);
    else readCore(element, draft);
  }
  if (summary) {
    draft.summary = summary.html === undefined ? plainOf(summary) : summaryOf(summary.html);
    if (draft.html === undefined && summary.html !== undefined && isMarkup(summary.html))
      draft.html = summary.html;
  }
}

function readCore(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const date = (): string | undefined => values.date(textOf(element), element.local);
  switch (element.local) {
    case 'id':
      draft.id ??= foldSpace(textOf(element)) || undefined;
      break;
    case 'title':
      draft.title ??= plainOf(readConstruct(element));
      break;
    case 'subtitle':
      draft.subtitle ??= plainOf(readConstruct(element));
      break;
    case 'content':
      readContent(element, draft);
      break;
    case 'link':
      readLink(element, draft);
      break;
    case 'published':
    case 'issued':
      draft.published ??= date();
      break;
    case 'updated':
    case 'modified':
      draft.modified ??= date();
      break;
    case 'created':
      draft.created ??= date();
      break;
    case 'author': {
      const author = personOf(element);
      if (author) draft.authors.push(author);
      break;
    }
    case 'category':
      readCategory(element, draft);
      break;
    case 'rights':
    case 'copyright':
      draft.copyright ??= plainOf(readConstruct(element));
      break;
    case 'source':
      readSource(element, draft);
      break;
    case 'control':
      readControl(element, draft);
      break;
  }
}

/** A person construct (RFC 4287 section 3.2); one without name is called by its address. */
export function personOf(element: XmlElement): Author | undefined {
  const value = (local: string): string => {
    const found = child(element, local);
    return found ? foldSpace(textOf(found)) : '';
  };
  const email = value('email');
  const uri = value('uri') || value('url');
  const name = value('name') || email || uri;
  if (name === '') return authorOf(textOf(element));
  return { name, ...(email && { email }), ...(uri && { uri }) };
}

function readContent(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  draft.language ??= attribute(element, 'lang', NS.xml);
  const src = attribute(element, 'src');
  if (src !== undefined) {
    const href = values.href(src, 'content/@src', base);
    const contentType = bareMediaType(attribute(element, 'type') ?? '') || undefined;
    if (href === undefined) return;
    if (itemClassOf(contentType)) draft.media.push({ href, contentType });
    else draft.links.push({ rel: 'content', href, ...(contentType && { contentType }) });
    return;
  }
  const construct = readConstruct(element);
  const html = markupOfConstruct(construct);
  if (html !== undefined) {
    draft.html = html;
    // The body's links are relative to the content; the entry's own, already read or not, are not.
    draft.bodyBase = base;
  } else if (construct.text === undefined && construct.html === undefined) {
    values.warn('content-dropped', 'content', `inline content of type ${attribute(element, 'type') ?? ''}`);
  }
}

function readCategory(element: XmlElement, draft: EntryDraft): void {
  const term = attribute(element, 'term') ?? textOf(element);
  const scheme = attribute(element, 'scheme')?.trim();
  if (scheme === SIGNALS) {
    draft.signals.push(term.trim());
    return;
  }
  const subject = conceptOf(term, scheme, attribute(element, 'label'));
  if (subject) draft.subjects.push(subject);
}

/** The feed an entry was taken from (RFC 4287 section 4.2.11): its provider, authors and rights go with the entry. */
function readSource(source: XmlElement, draft: EntryDraft): void {
  const origin: { name?: string; uri?: string } = {};
  for (const element of elements(source)) {
    if (element.local === 'title') origin.name = plainOf(readConstruct(element));
    else if (element.local === 'link' && relationOf(element) === 'alternate')
      origin.uri = attribute(element, 'href');
    else if (element.local === 'id') origin.uri ??= foldSpace(textOf(element)) || undefined;
    else if (element.local === 'rights') draft.copyright ??= plainOf(readConstruct(element));
    else if (element.local === 'author') {
      const author = personOf(element);
      if (author) draft.otherAuthors.push(author);
    }
  }
  if (origin.name !== undefined || origin.uri !== undefined) draft.source = origin;
}

/** `app:draft` (RFC 5023 section 13.1.1): an entry that is not public yet. */
function readControl(element: XmlElement, draft: EntryDraft): void {
  const state = child(element, 'draft');
  if (state && textOf(state).trim().toLowerCase() === 'yes') draft.pubStatus = 'withheld';
}
