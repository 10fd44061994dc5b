import { lookup } from '#news/lookup.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { leaveOutElement, leaveOutLoose } from '../feed/leave-out.js';
import { readModule } from '../feed/modules.js';
import { isMarkup, sayTheSame, summaryOf } from '../feed/news-item-of.js';
import { type EntryNames, ownElements } from '../feed/own-elements.js';
import { nearerBase } from '../html/absolute-url.js';
import { plainText } from '../html/plain-text.js';
import { bareMediaType, itemClassOf } from '../media-type.js';
import type { CoreTexts } from '../rss/core-texts.js';
import { readCore as readRssCore } from '../rss/read-core.js';
import { settleContent } from '../rss/read-item.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, ownAttribute, textOf, type XmlElement } from '../xml/xml-node.js';
import { readLink } from './read-link.js';
import { readMetadata } from './read-metadata.js';
import { personIn } from './read-person.js';
import { baseOf, lineOf, markupOfConstruct, plainOf, readConstruct } from './text-construct.js';

/** Whether an element is one of Atom's own, 1.0 or 0.3, or of a feed that forgot to say so. */
export const isAtom = ({ ns }: XmlElement, coreNs = ''): boolean =>
  ns === NS.atom || ns === NS.atom03 || ns === '' || ns === coreNs;

/** What some write for the media type of a text that is elsewhere. */
const SHORT_TYPES: Readonly<Record<string, string>> = lookup({
  html: 'text/html',
  xhtml: 'application/xhtml+xml',
  text: 'text/plain',
});

/** Elements of an entry and of a feed. */
export const NAMES: EntryNames = {
  leaves: new Set(
    'title id updated published modified issued created rights copyright subtitle summary link category'.split(
      ' ',
    ),
  ),
  siblings: new Set(
    'id updated published modified issued created rights author contributor category link source summary content entry'.split(
      ' ',
    ),
  ),
};

/**
 * Reads an `entry` of Atom 1.0 (RFC 4287) or 0.3, what the modules add to it, and elements of RSS that stand in it.
 *
 * @param coreNs a namespace of the feed's own that stands for Atom's
 */
export function readEntry(entry: XmlElement, draft: EntryDraft, coreNs = ''): void {
  draft.base = nearerBase(attribute(entry, 'base', NS.xml), draft.base);
  draft.language = attribute(entry, 'lang', NS.xml);
  let summary: XmlElement | undefined;
  const contents: XmlElement[] = [];
  const borrowed: CoreTexts = {};
  for (const element of ownElements(entry, NAMES, (one) => isAtom(one, coreNs))) {
    if (!isAtom(element, coreNs)) {
      if (!readModule(element, draft)) readForeign(element, draft);
    } else if (element.local === 'summary' && summary === undefined) summary = element;
    else if (element.local === 'content') contents.push(element);
    else if (!readCore(element, draft) && !readRssCore(element, draft, borrowed))
      leaveOutElement(element, draft);
  }
  leaveOutLoose(entry, draft);
  readContents(contents, draft);
  if (summary) readSummary(summary, draft);
  settleBorrowed(borrowed, draft);
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
  const rich = contents.find((one) => /html|xml|multipart/i.test(ownAttribute(one, 'type') ?? ''));
  readContent(rich ?? first, draft);
  const read = draft.html === undefined ? '' : plainText(draft.html);
  for (const one of contents) {
    if (one === (rich ?? first)) continue;
    // A file in `src` is not another form of the text but something beside it.
    if (ownAttribute(one, 'src') !== undefined) readContent(one, draft);
    else {
      const other = plainOf(readConstruct(one));
      if (other !== undefined && !sayTheSame(read, other)) draft.leaveOut('further content', other);
    }
  }
}

function readSummary(element: XmlElement, draft: EntryDraft): void {
  const base = baseOf(element, draft.base);
  const summary = readConstruct(element, base);
  const { html } = summary;
  const isBody = draft.html === undefined && html !== undefined && isMarkup(html);
  if (html === undefined || isBody) draft.summary = plainOf(summary);
  else draft.summary = draft.plain(html, 'summary') || undefined;
  if (!isBody) return;
  draft.html = html;
  draft.bodyBase = base;
}

/** False for an element that is none of Atom's. */
function readCore(element: XmlElement, draft: EntryDraft): boolean {
  switch (element.local) {
    case 'title':
      draft.once('title', lineOf(readConstruct(element), 'title', draft), 'title');
      return true;
    case 'subtitle':
      draft.once('subtitle', lineOf(readConstruct(element), 'subtitle', draft), 'subtitle');
      return true;
    case 'link':
      readLink(element, draft);
      return true;
    case 'author': {
      const author = personIn(element, draft);
      if (author) draft.authors.push(author);
      return true;
    }
    case 'control':
      readControl(element, draft);
      return true;
  }
  return readMetadata(element, draft, element.local);
}

/** Elements of RSS fill what Atom's own leave open. */
function settleBorrowed(read: CoreTexts, draft: EntryDraft): void {
  draft.id ??= read.guid;
  draft.url ??= read.permalink;
  const { description } = read;
  if (description !== undefined && draft.summary !== undefined) {
    delete read.description;
    if (summaryOf(description) !== draft.summary) draft.leaveOut('description', description);
  }
  settleContent(draft, read);
}

function readContent(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const base = baseOf(element, draft.base);
  const src = ownAttribute(element, 'src');
  if (src !== undefined) {
    const href = values.href(src, 'content/@src', base);
    const type = bareMediaType(ownAttribute(element, 'type') ?? '');
    const contentType = (SHORT_TYPES[type] ?? type) || undefined;
    const beside = plainOf(readConstruct(element));
    if (beside !== undefined) draft.leaveOut('content', beside);
    if (href === undefined) return;
    if (itemClassOf(contentType)) draft.media.push({ href, contentType });
    else draft.links.push({ rel: 'content', href, ...(contentType && { contentType }) });
    return;
  }
  if (/^multipart\//i.test(ownAttribute(element, 'type') ?? '')) {
    // Atom 0.3 section 4.13.2: the parts are contents themselves.
    readContents(elements(element, 'content'), draft);
    return;
  }
  const construct = readConstruct(element, base);
  const html = markupOfConstruct(construct);
  if (html !== undefined) {
    if (draft.html !== undefined && draft.html !== html)
      draft.leaveOut('further text', plainText(draft.html.slice(0, 2000)));
    draft.html = html;
    // The body's links are relative to the content; the entry's own, already read or not, are not.
    draft.bodyBase = base;
  } else if (construct.text === undefined && construct.html === undefined) {
    values.warn(
      'content-dropped',
      'content',
      `inline content of type ${ownAttribute(element, 'type') ?? ''}`,
    );
  }
}

/** `app:draft` (RFC 5023 section 13.1.1): an entry that is not public yet. */
function readControl(element: XmlElement, draft: EntryDraft): void {
  const state = child(element, 'draft');
  for (const inner of elements(element)) if (inner !== state) leaveOutElement(inner, draft, 'control/');
  const said = state ? textOf(state).trim().toLowerCase() : '';
  if (said === '' || said === 'no') return;
  draft.pubStatus = 'withheld';
  if (said !== 'yes') draft.values.warn('pubstatus-unknown', 'app:draft', said);
}
