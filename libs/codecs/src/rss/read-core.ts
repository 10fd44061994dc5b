import type { Author, Link } from '#news/record.js';
import { readLink, relationOf } from '../atom/read-link.js';
import { personIn } from '../atom/read-person.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf, authorsOf, conceptOf } from '../feed/entry-values.js';
import { leaveOutElement } from '../feed/leave-out.js';
import { leaveOutNamed, readEnclosureMedia } from '../feed/media-rss.js';
import { childInAnyCase, markupOf, unescapedTwice } from '../feed/modules.js';
import { absoluteUrl, LINK_SCHEMES, nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { isPlaceholder } from '../read-address.js';
import { hasElements } from '../xml/inner-markup.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, attributeInAnyCase, ownTextOf, textOf, type XmlElement } from '../xml/xml-node.js';

/** Texts whose meaning depends on what else the item has. */
export interface CoreTexts {
  guid?: string;
  permalink?: string;
  link?: string;
  /** Absolute addresses of pages that Atom's links lead to. */
  alternates?: Omit<Link, 'rel'>[];
  originalLink?: string;
  originalEnclosure?: string;
  description?: string;
  descriptionBase?: string;
  fullText?: string;
  fullTextBase?: string;
}

/** Reads one of RSS's own elements, or one that writers take for one; false for any other. */
export function readCore(element: XmlElement, draft: EntryDraft, read: CoreTexts): boolean {
  const { values } = draft;
  switch (lowerName(element)) {
    case 'title':
      draft.once('title', draft.line(markupOf(element), element.local), element.local);
      return true;
    case 'link':
      readLinkElement(element, draft, read);
      return true;
    case 'description':
      if (read.description !== undefined) break;
      read.descriptionBase = nearerBase(attribute(element, 'base', NS.xml), draft.base);
      read.description = unescapedTwice(markupOf(element, read.descriptionBase), element.local, draft);
      return true;
    case 'guid':
      readGuid(element, draft, read);
      return true;
    case 'id':
      draft.once('id', foldSpace(textOf(element)), element.local);
      return true;
    case 'pubdate':
    case 'published':
    case 'issued':
    case 'date':
      draft.once('published', values.date(markupOf(element), element.local), element.local);
      return true;
    case 'updated':
    case 'modified':
    case 'lastbuilddate':
      draft.once('modified', values.date(markupOf(element), element.local), element.local);
      return true;
    case 'expirationdate': {
      const end = values.date(markupOf(element), element.local);
      if (end !== undefined) draft.addTerm(`end=${end}`);
      return true;
    }
    case 'author':
    case 'creator':
      readAuthor(element, draft);
      return true;
    case 'category':
    case 'category2': {
      const subject = conceptOf(textOf(element), attributeInAnyCase(element, 'domain'));
      if (subject) draft.subjects.push(subject);
      return true;
    }
    case 'keywords':
    case 'tags':
    case 'tag':
      draft.addKeywords(textOf(element));
      return true;
    case 'enclosure':
      readEnclosure(element, draft);
      return true;
    case 'source': {
      const name = plainText(textOf(element)) || undefined;
      const uri = attributeInAnyCase(element, 'url');
      if (name !== undefined || uri !== undefined)
        draft.setSource({ name, uri: uri && (absoluteUrl(uri, draft.base) ?? uri) });
      return true;
    }
    case 'comments':
      readComments(element, draft);
      return true;
    case 'image':
    case 'thumbnail':
    case 'thumb':
      readImage(element, draft);
      return true;
    case 'copyright':
    case 'rights':
      draft.once('copyright', draft.line(textOf(element), element.local), element.local);
      return true;
    case 'language':
      draft.once('language', foldSpace(textOf(element)), element.local);
      return true;
    case 'subtitle':
      draft.once('subtitle', draft.line(markupOf(element), element.local), element.local);
      return true;
    case 'summary':
    case 'abstract':
    case 'excerpt':
      draft.addSummary(markupOf(element), element.local);
      return true;
    // Those who forget the prefix of `content:encoded`, and those who never had one.
    case 'encoded':
    case 'content':
    case 'content_encoded':
    case 'fullitem':
    case 'body':
    case 'text':
      readFullText(element, draft, read);
      return true;
    case 'url':
    case 'permalink':
      readOtherAddress(element, draft, read);
      return true;
  }
  return false;
}

/** The whole text; a further element with another one is named. */
export function readFullText(
  element: XmlElement,
  draft: EntryDraft,
  read: CoreTexts,
  html?: string,
  base = nearerBase(attribute(element, 'base', NS.xml), draft.base),
): void {
  const text = html ?? markupOf(element, base);
  if (text === '') return;
  if (read.fullText === undefined) {
    read.fullText = text;
    read.fullTextBase = base;
  } else if (read.fullText !== text) {
    draft.leaveOut(element.local, plainText(text.slice(0, 2000)));
  }
}

/** RSS has the address as text, Atom's like-named element as an attribute. */
function readLinkElement(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  const text = textOf(element).trim();
  if (text !== '') {
    const base = attribute(element, 'base', NS.xml);
    const link = (base && draft.values.href(text, 'link', nearerBase(base, draft.base))) || text;
    if (isPlaceholder(text) || (read.link !== undefined && read.link !== link))
      draft.leaveOut(element.local, link);
    else read.link ??= link;
  } else if (relationOf(element) === 'alternate') {
    const href = attributeInAnyCase(element, 'href')?.trim() || undefined;
    if (href !== undefined && read.link !== undefined && read.link !== href)
      draft.leaveOut(element.local, href);
    read.link ??= href;
  } else {
    readLink(element, draft);
  }
}

function readGuid(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  const guid = textOf(element).trim();
  if (guid === '') return;
  // As identity it would make one item of all.
  if (isPlaceholder(guid)) {
    draft.leaveOut(element.local, guid);
    return;
  }
  if (read.guid !== undefined && read.guid !== guid) draft.leaveOut(element.local, guid);
  read.guid ??= guid;
  const isPermalink = attributeInAnyCase(element, 'ispermalink')?.trim().toLowerCase();
  if (isPermalink === 'false') return;
  // A guid that says nothing of it is mostly no relative address but a number.
  if (/^https?:\/\//i.test(guid)) read.permalink ??= guid;
  else if (isPermalink === 'true' && /^\.{0,2}\/[^/\s]/.test(guid))
    read.permalink ??= draft.values.href(guid, element.local, draft.base);
}

/** An address and a name as text; a name and an address as elements, where Atom's author was borrowed. */
function readAuthor(element: XmlElement, draft: EntryDraft): void {
  if (hasElements(element) && (childInAnyCase(element, 'name') ?? childInAnyCase(element, 'email'))) {
    const person = personIn(element, draft);
    if (person) draft.authors.push(person);
    return;
  }
  const markup = markupOf(element);
  const authors = authorsOf(plainText(markup));
  const [only] = authors;
  if (only && authors.length === 1) {
    const email = attributeInAnyCase(element, 'email')?.trim();
    if (email) only.email ??= email;
    readAddressOf(only, markup, draft);
  } else if (markup.includes('<')) draft.line(markup, element.local);
  draft.authors.push(...authors);
}

/** Where an author's name is a link, to a mailbox or a page, that is the author's address. */
function readAddressOf(author: Author, markup: string, draft: EntryDraft): void {
  const links = [...markup.matchAll(/<a\b[^<>]*?\shref\s*=\s*["']?([^\s"'<>]+)/gi)];
  const written = links.length === 1 ? links[0]![1]! : undefined;
  const href = written && absoluteUrl(plainText(written), draft.base, LINK_SCHEMES);
  if (!href) {
    if (links.length > 0) draft.line(markup, 'author');
  } else if (href.startsWith('mailto:')) author.email ??= authorOf(href)?.email;
  else author.uri = href;
}

/** A page where there is no link; what neither standard nor module knows, and many write. */
function readOtherAddress(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  const text = textOf(element).trim();
  if (text === '' || text === read.link || text === read.permalink) return;
  if (read.permalink === undefined && /^(?:https?:)?\/|^\.{1,2}\//i.test(text))
    read.permalink = draft.values.href(
      text,
      element.local,
      nearerBase(attribute(element, 'base', NS.xml), draft.base),
    );
  else draft.leaveOut(element.local, text);
}

function readComments(element: XmlElement, draft: EntryDraft): void {
  const text = textOf(element).trim();
  if (text === '') return;
  // Some have the number of comments here, or a word.
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  const href = /\s|^[^/.:?#]+$/.test(text) ? undefined : draft.values.href(text, 'comments', base);
  if (href !== undefined) draft.links.push({ rel: 'replies', href });
  else draft.leaveOut('comments', text);
}

function readEnclosure(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  const address = attributeInAnyCase(element, 'url') || attributeInAnyCase(element, 'href');
  const text = foldSpace(ownTextOf(element));
  const written = address ?? text;
  if (address !== undefined && text !== '' && text !== address) draft.leaveOut('enclosure', text);
  const href = values.href(written, 'enclosure', base);
  if (href === undefined) {
    if (written.trim() === '') leaveOutNamed(element, draft);
    return;
  }
  const type = attributeInAnyCase(element, 'type');
  const stated = values.mediaType(type, 'enclosure/@type', href);
  const contentType = stated ? bareMediaType(stated) : contentTypeOf(href);
  // Writers put 0 where they do not know the length, which RSS demands.
  const sizeBytes = values.bytes(attributeInAnyCase(element, 'length'), 'enclosure/@length') || undefined;
  draft.media.push({ href, ...present({ contentType, sizeBytes, ...readEnclosureMedia(element, draft) }) });
}

function readImage(element: XmlElement, draft: EntryDraft): void {
  const url = childInAnyCase(element, 'url');
  const written =
    (url ? textOf(url) : ownTextOf(element)).trim() ||
    attributeInAnyCase(element, 'url') ||
    attributeInAnyCase(element, 'href') ||
    attribute(element, 'resource', NS.rdf);
  const href = draft.values.href(written, element.local, draft.base);
  if (href === undefined) {
    if (!written) leaveOutElement(element, draft);
    return;
  }
  const said = (name: string): string | undefined => {
    const inner = childInAnyCase(element, name);
    return inner && (foldSpace(textOf(inner)) || undefined);
  };
  const link = said('link');
  if (link !== undefined) draft.leaveOut('image/link', link);
  const isThumbnail = lowerName(element).startsWith('thumb');
  draft.media.push({
    href,
    ...present({
      rendition: isThumbnail ? 'thumbnail' : undefined,
      contentType: contentTypeOf(href),
      title: said('title'),
      description: said('description'),
    }),
  });
}
