import { readLink, relationOf } from '../atom/read-link.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { nearerBase } from '../html/absolute-url.js';
import { isPlaceholder } from '../read-address.js';
import { NS } from '../xml/namespaces.js';
import { attribute, attributeInAnyCase, textOf, type XmlElement } from '../xml/xml-node.js';
import type { CoreTexts } from './core-texts.js';

/** RSS has the address as text, Atom's like-named element as an attribute. */
export function readLinkElement(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
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

export function readGuid(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
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

/** A page where there is no link; what neither standard nor module knows, and many write. */
export function readOtherAddress(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
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

export function readComments(element: XmlElement, draft: EntryDraft): void {
  const text = textOf(element).trim();
  if (text === '') return;
  // Some have the number of comments here, or a word.
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  const href = /\s|^[^/.:?#]+$/.test(text) ? undefined : draft.values.href(text, 'comments', base);
  if (href !== undefined) draft.links.push({ rel: 'replies', href });
  else draft.leaveOut('comments', text);
}
