import type { EntryDraft } from '../feed/entry-draft.js';
import { conceptOf } from '../feed/entry-values.js';
import { markupOf } from '../feed/modules.js';
import { absoluteUrl } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { elements, ownAttribute, textOf, type XmlElement } from '../xml/xml-node.js';
import { relationOf } from './read-link.js';
import { personIn } from './read-person.js';
import { baseOf, lineOf, plainOf, readConstruct } from './text-construct.js';

const SIGNALS = 'http://cv.iptc.org/newscodes/signal/';

/**
 * Reads an element of Atom that says the same wherever it stands, in an Atom entry or an RSS item; false for any other.
 *
 * @param at what the element is called in warnings
 */
export function readMetadata(element: XmlElement, draft: EntryDraft, at: string): boolean {
  const date = (): string | undefined => draft.values.date(markupOf(element), at);
  switch (element.local) {
    case 'id':
      draft.once('id', foldSpace(textOf(element)), at);
      return true;
    case 'published':
    case 'issued':
      draft.once('published', date(), at);
      return true;
    case 'updated':
    case 'modified':
      draft.once('modified', date(), at);
      return true;
    case 'created':
      draft.once('created', date(), at);
      return true;
    case 'contributor': {
      const person = personIn(element, draft);
      if (person) draft.contributors.push(person);
      return true;
    }
    case 'category':
      readCategory(element, draft);
      return true;
    case 'rights':
    case 'copyright':
      draft.once('copyright', lineOf(readConstruct(element), at, draft), at);
      return true;
    case 'source':
      readSource(element, draft);
      return true;
  }
  return false;
}

function readCategory(element: XmlElement, draft: EntryDraft): void {
  const term = ownAttribute(element, 'term') ?? ownAttribute(element, 'label') ?? textOf(element);
  const scheme = ownAttribute(element, 'scheme')?.trim();
  if (scheme === SIGNALS) {
    draft.signals.push(term.trim());
    return;
  }
  const label = foldSpace(ownAttribute(element, 'label') ?? '');
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
function readSource(source: XmlElement, draft: EntryDraft): void {
  const origin: { name?: string; uri?: string } = {};
  for (const element of elements(source)) {
    if (element.local === 'title') origin.name = plainOf(readConstruct(element));
    else if (element.local === 'link' && relationOf(element) === 'alternate')
      origin.uri = absoluteUrl(ownAttribute(element, 'href') ?? '', baseOf(source, draft.base));
    else if (element.local === 'id') origin.uri ??= foldSpace(textOf(element)) || undefined;
    else if (element.local === 'rights')
      draft.once('copyright', lineOf(readConstruct(element), 'source/rights', draft), 'source/rights');
    else if (element.local === 'author') {
      const author = personIn(element, draft);
      if (author) draft.otherAuthors.push(author);
    }
  }
  if (origin.name !== undefined || origin.uri !== undefined) draft.setSource(origin);
}
