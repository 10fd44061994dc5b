import { foldSpace } from '../html/plain-text.js';
import { elements, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';

/** The name an element of no module goes by in a report, with the prefix it was written with. */
export function leaveOutElement(element: XmlElement, draft: EntryDraft): void {
  // Where an end tag is missing, the next entry seems to stand inside this one.
  if (element.local === 'item' || element.local === 'entry') return;
  const text = foldSpace(textOf(element));
  const said = text || saidInAttributes(element);
  // An empty element says nothing that could be lost.
  if (said !== '')
    draft.leaveOut(element.prefix === '' ? element.local : `${element.prefix}:${element.local}`, said);
}

/** What an element and those inside it say in attributes alone. */
function saidInAttributes(element: XmlElement): string {
  const own = element.attributes.map(({ value }) => value);
  return [...own, ...[...elements(element)].map(saidInAttributes)].filter(Boolean).join(' ');
}
