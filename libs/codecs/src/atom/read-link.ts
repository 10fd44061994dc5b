import type { EntryDraft } from '../feed/entry-draft.js';
import { leaveOutAttributes, leaveOutElement } from '../feed/leave-out.js';
import { leaveOutNamed } from '../feed/media-rss.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { attribute, elements, ownAttribute, textOf, type XmlElement } from '../xml/xml-node.js';

const IANA = /^https?:\/\/www\.iana\.org\/assignments\/(?:link-)?relations?(?:\/|#)/;

/** The relation of a link in the short form of the IANA registry; `alternate` where none is given. */
export const relationOf = (link: XmlElement): string => {
  const rel = ownAttribute(link, 'rel')?.trim().replace(IANA, '') || 'alternate';
  return rel.includes(':') ? rel : rel.toLowerCase();
};

/** Reads a `link` of an entry (RFC 4287 section 4.2.7): the public page, a file, the terms of use, or another link. */
export function readLink(link: XmlElement, draft: EntryDraft): void {
  const rel = relationOf(link);
  if (link.children.length > 0) readInsideLink(link, rel, draft);
  const base = nearerBase(attribute(link, 'base', NS.xml), draft.base);
  const written = ownAttribute(link, 'href') ?? textOf(link);
  const href = draft.values.href(written, `link[@rel="${rel}"]`, base);
  if (href === undefined) {
    // A link that leads nowhere may say something all the same.
    if (written.trim() === '' && link.attributes.some(({ local }) => local !== 'rel'))
      leaveOutNamed(link, draft);
    return;
  }
  const type = draft.values.mediaType(ownAttribute(link, 'type'), `link[@rel="${rel}"]/@type`, href);
  const contentType = type && bareMediaType(type);
  const title = foldSpace(ownAttribute(link, 'title') ?? '') || undefined;
  for (const name of ['count', 'updated', 'when']) {
    const said = attribute(link, name, NS.thread);
    if (said !== undefined) draft.leaveOut(`thr:${name}`, said);
  }
  switch (rel) {
    case 'alternate':
      if (draft.url === undefined && (contentType === undefined || /html/.test(contentType))) {
        draft.url = href;
        draft.linkTitle = title;
      } else if (href !== draft.url) {
        draft.links.push(present({ rel, href, contentType, title: title ?? ownAttribute(link, 'hreflang') }));
        if (title !== undefined) leaveOutAttributes(link, ['hreflang'], draft);
      }
      break;
    case 'enclosure':
      draft.media.push({
        href,
        ...present({
          contentType: contentType ?? contentTypeOf(href),
          sizeBytes: draft.values.bytes(ownAttribute(link, 'length'), 'link/@length') || undefined,
          title,
          language: ownAttribute(link, 'hreflang'),
        }),
      });
      break;
    case 'license':
      draft.addLicense(href);
      break;
    // Where the entry itself is kept and edited is the provider's own affair.
    case 'self':
    case 'edit':
    case 'edit-media':
    case 'service.edit':
    case 'service.post':
    case 'hub':
      break;
    default:
      leaveOutAttributes(link, ['hreflang', 'length'], draft);
      draft.links.push(present({ rel, href, contentType, title }));
  }
}

/** What stands inside a link: pictures of the entry's own page are the entry's, all else is named. */
export function readInsideLink(link: XmlElement, rel: string, draft: EntryDraft): void {
  for (const element of elements(link)) {
    if (rel === 'alternate' && element.ns === NS.media) draft.mediaElements.push(element);
    else leaveOutElement(element, draft, 'link/');
  }
}
