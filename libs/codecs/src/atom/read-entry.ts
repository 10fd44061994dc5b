import type { Author } from '#news/record.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf, conceptOf } from '../feed/entry-values.js';
import { childInAnyCase, leaveOutElement, readModule } from '../feed/modules.js';
import { isMarkup, summaryOf } from '../feed/news-item-of.js';
import { absoluteUrl, LINK_SCHEMES, nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { bareMediaType, itemClassOf } from '../media-type.js';
import { hasElements } from '../xml/inner-markup.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { readLink, relationOf } from './read-link.js';
import { markupOfConstruct, plainOf, readConstruct } from './text-construct.js';

const SIGNALS = 'http://cv.iptc.org/newscodes/signal/';

/** Whether an element is one of Atom's own, 1.0 or 0.3, or of a feed that forgot to say so. */
export const isAtom = ({ ns }: XmlElement, coreNs = ''): boolean =>
  ns === NS.atom || ns === NS.atom03 || ns === '' || ns === coreNs;

/**
 * Reads an `entry` of Atom 1.0 (RFC 4287) or 0.3 and what the modules add to it.
 *
 * @param coreNs a namespace of the feed's own that stands for Atom's
 */
export function readEntry(entry: XmlElement, draft: EntryDraft, coreNs = ''): void {
  draft.base = nearerBase(attribute(entry, 'base', NS.xml), draft.base);
  draft.language = attribute(entry, 'lang', NS.xml);
  let summary: XmlElement | undefined;
  const contents: XmlElement[] = [];
  for (const element of elements(entry)) {
    if (!isAtom(element, coreNs)) {
      if (!readModule(element, draft)) readForeign(element, draft);
    } else if (element.local === 'summary') summary ??= element;
    else if (element.local === 'content') contents.push(element);
    else if (!readCore(element, draft)) leaveOutElement(element, draft);
  }
  readContents(contents, draft);
  if (summary) readSummary(summary, draft);
  // Where the entry itself is silent, its title or text may say what language it is in.
  draft.language ??= spokenIn([...contents, ...(summary ? [summary] : []), ...elements(entry, 'title')]);
}

function spokenIn(constructs: readonly XmlElement[]): string | undefined {
  for (const element of constructs) {
    const language = attribute(element, 'lang', NS.xml);
    if (language) return language;
  }
  return undefined;
}

function readForeign(element: XmlElement, draft: EntryDraft): void {
  const text = textOf(element).trim();
  if (element.local === 'control') readControl(element, draft);
  else if (element.ns === NS.feedburner && element.local === 'origLink')
    draft.originalUrl ??= draft.values.href(text, 'feedburner:origLink', draft.base);
  else if (element.local === 'edited' && /\/app/.test(element.ns))
    draft.modified ??= draft.values.date(text, 'app:edited');
  else leaveOutElement(element, draft);
}

/** Several contents are the same in several types: markup says more than text, and the first of its kind is it. */
function readContents(contents: readonly XmlElement[], draft: EntryDraft): void {
  const [first, ...rest] = contents;
  if (first === undefined) return;
  if (rest.length === 0) {
    readContent(first, draft);
    return;
  }
  const rich = contents.find((one) => /html|xml|multipart/i.test(attribute(one, 'type') ?? ''));
  readContent(rich ?? first, draft);
  // A file in `src` is not another form of the text but something beside it.
  for (const one of contents)
    if (one !== (rich ?? first) && attribute(one, 'src') !== undefined) readContent(one, draft);
}

function readSummary(element: XmlElement, draft: EntryDraft): void {
  const summary = readConstruct(element);
  draft.summary = summary.html === undefined ? plainOf(summary) : summaryOf(summary.html);
  if (draft.html !== undefined || summary.html === undefined || !isMarkup(summary.html)) return;
  draft.html = summary.html;
  draft.bodyBase = baseOf(element, draft);
}

/** False for an element that is none of Atom's. */
function readCore(element: XmlElement, draft: EntryDraft): boolean {
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
      const author = personOf(element, draft.base);
      if (author) draft.authors.push(author);
      break;
    }
    case 'contributor': {
      const person = personOf(element, draft.base);
      if (person) draft.contributors.push(person);
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
    default:
      return false;
  }
  return true;
}

/**
 * A person construct (RFC 4287 section 3.2); one without name is called by its address.
 *
 * @param outer what a relative address resolves against
 */
export function personOf(element: XmlElement, outer?: string): Author | undefined {
  const find = (local: string): XmlElement | undefined => childInAnyCase(element, local);
  const value = (found: XmlElement | undefined): string => (found ? foldSpace(textOf(found)) : '');
  const email = value(find('email')).replace(/^mailto:/i, '');
  const address = [find('uri'), find('url'), find('homepage')].find((one) => value(one) !== '');
  const written = value(address);
  const base = nearerBase(
    address && attribute(address, 'base', NS.xml),
    nearerBase(attribute(element, 'base', NS.xml), outer),
  );
  const uri = written && (absoluteUrl(written, base, LINK_SCHEMES) ?? written);
  const name = plainText(value(find('name'))) || email || uri;
  if (name === '') return hasElements(element) ? undefined : authorOf(textOf(element));
  return { name, ...(email && { email }), ...(uri && { uri }) };
}

/** The base of an element that holds markup; where XHTML stands in its `div`, that of the `div`. */
function baseOf(element: XmlElement, draft: EntryDraft): string | undefined {
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  const div = child(element, 'div');
  return div ? nearerBase(attribute(div, 'base', NS.xml), base) : base;
}

function readContent(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const base = baseOf(element, draft);
  const src = attribute(element, 'src');
  if (src !== undefined) {
    const href = values.href(src, 'content/@src', base);
    const contentType = bareMediaType(attribute(element, 'type') ?? '') || undefined;
    if (href === undefined) return;
    if (itemClassOf(contentType)) draft.media.push({ href, contentType });
    else draft.links.push({ rel: 'content', href, ...(contentType && { contentType }) });
    return;
  }
  if (/^multipart\//i.test(attribute(element, 'type') ?? '')) {
    // Atom 0.3 section 4.13.2: the parts are contents themselves.
    readContents([...elements(element, 'content')], draft);
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

export function readCategory(element: XmlElement, draft: EntryDraft): void {
  const term = attribute(element, 'term') ?? attribute(element, 'label') ?? textOf(element);
  const scheme = attribute(element, 'scheme')?.trim();
  if (scheme === SIGNALS) {
    draft.signals.push(term.trim());
    return;
  }
  const label = foldSpace(attribute(element, 'label') ?? '');
  const subject = conceptOf(term, scheme, label);
  if (!subject) return;
  draft.subjects.push(subject);
  const code = foldSpace(term);
  if (
    subject.name === undefined ||
    subject.name === code ||
    subject.uri !== undefined ||
    subject.qcode !== undefined
  )
    return;
  // The label is the name; the term is kept where it and its scheme make an address.
  if (scheme && /^https?:.*[/#=]$/i.test(scheme) && !/\s/.test(code)) subject.uri = `${scheme}${code}`;
  else draft.leaveOut('category/@term', code);
}

/** The feed an entry was taken from (RFC 4287 section 4.2.11): its provider, authors and rights go with the entry. */
export function readSource(source: XmlElement, draft: EntryDraft): void {
  const origin: { name?: string; uri?: string } = {};
  for (const element of elements(source)) {
    if (element.local === 'title') origin.name = plainOf(readConstruct(element));
    else if (element.local === 'link' && relationOf(element) === 'alternate')
      origin.uri = absoluteUrl(attribute(element, 'href') ?? '', baseOf(source, draft));
    else if (element.local === 'id') origin.uri ??= foldSpace(textOf(element)) || undefined;
    else if (element.local === 'rights') draft.copyright ??= plainOf(readConstruct(element));
    else if (element.local === 'author') {
      const author = personOf(element, draft.base);
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
