import { deniesEmbargo } from '../embargo-field.js';
import { foldSpace } from '../html/plain-text.js';
import { attribute, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';
import { conceptOf } from './entry-values.js';

/** Whether an element is of PRISM, of whatever version (prismstandard.org/namespaces/basic/2.0/). */
export const isPrism = ({ ns }: XmlElement): boolean => ns.startsWith('http://prismstandard.org/namespaces/');

/**
 * Reads an element of PRISM, the publishers' metadata (PRISM 3.0 basic), as RSS and Atom feeds carry it. The time before
 * which an item may not be shown is an embargo, and one that cannot be read holds the item.
 */
export function readPrism(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const raw = textOf(element);
  const text = foldSpace(raw);
  const field = `prism:${element.local}`;
  switch (element.local) {
    case 'embargoDate':
    case 'releaseTime':
      if (!deniesEmbargo(raw)) draft.hold(values.embargo(raw, field));
      return;
    case 'expirationDate':
    case 'expirationTime':
    case 'killDate':
    case 'offSaleDate': {
      const end = values.date(raw, field);
      if (end !== undefined) draft.addTerm(`end=${end}`);
      return;
    }
    case 'publicationDate':
    case 'publicationTime':
    case 'coverDate':
      draft.once('otherPublished', values.date(raw, field), field);
      return;
    case 'modificationDate':
    case 'modificationTime':
      draft.once('modified', values.date(raw, field), field);
      return;
    case 'creationDate':
    case 'creationTime':
      draft.once('created', values.date(raw, field), field);
      return;
  }
  if (text === '') return;
  switch (element.local) {
    case 'copyright':
      draft.once('copyright', draft.line(raw, field), field);
      break;
    case 'location':
      draft.places.push({ name: text });
      break;
    case 'keyword':
      draft.addKeywords(text);
      break;
    case 'section':
    case 'subsection1':
    case 'person':
    case 'organization':
    case 'industry':
    case 'object':
    case 'event': {
      const subject = conceptOf(text, element.ns + element.local);
      if (subject) draft.subjects.push(subject);
      break;
    }
    case 'genre':
      draft.genres.push({ name: text });
      break;
    case 'alternateTitle':
    case 'subtitle':
      draft.once('subtitle', draft.line(raw, field), field);
      break;
    case 'teaser':
      draft.addSummary(raw, field);
      break;
    case 'distributor':
    case 'publicationName':
      draft.once('publisher', draft.plain(raw, field), field);
      break;
    default:
      draft.leaveOut(field, text || attribute(element, 'resource'));
  }
}
