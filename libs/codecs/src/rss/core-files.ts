import type { EntryDraft } from '../feed/entry-draft.js';
import { leaveOutElement } from '../feed/leave-out.js';
import { leaveOutNamed, readEnclosureMedia } from '../feed/media-rss.js';
import { childInAnyCase } from '../feed/modules.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, attributeInAnyCase, ownTextOf, textOf, type XmlElement } from '../xml/xml-node.js';

export function readEnclosure(element: XmlElement, draft: EntryDraft): void {
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

export function readImage(element: XmlElement, draft: EntryDraft): void {
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
