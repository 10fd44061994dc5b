import type { Author } from '#news/record.js';
import { personIn } from '../atom/read-person.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { authorOf, authorsOf, conceptOf } from '../feed/entry-values.js';
import { withoutFurtherEscapes } from '../feed/further-escapes.js';
import { childInAnyCase, markupOf } from '../feed/modules.js';
import { absoluteUrl, LINK_SCHEMES, nearerBase } from '../html/absolute-url.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { hasElements } from '../xml/inner-markup.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, attributeInAnyCase, textOf, type XmlElement } from '../xml/xml-node.js';
import { readComments, readGuid, readLinkElement, readOtherAddress } from './core-addresses.js';
import { readEnclosure, readImage } from './core-files.js';
import type { CoreTexts } from './core-texts.js';

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
      read.description = withoutFurtherEscapes(markupOf(element, read.descriptionBase), element.local, draft);
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
  const text = html ?? withoutFurtherEscapes(markupOf(element, base), element.local, draft);
  if (text === '') return;
  if (read.fullText === undefined) {
    read.fullText = text;
    read.fullTextBase = base;
  } else if (read.fullText !== text) {
    draft.leaveOut(element.local, plainText(text.slice(0, 2000)));
  }
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
