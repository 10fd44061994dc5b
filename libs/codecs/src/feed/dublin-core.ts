import type { Author } from '#news/record.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { present } from '../present.js';
import { hasElements } from '../xml/inner-markup.js';
import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { attribute, child, elements, firstBelow, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';
import { authorOf, authorsOf, conceptOf } from './entry-values.js';

/** Reads one element of Dublin Core, the fifteen of 1.1 or the terms (dublincore.org/specifications/dublin-core). */
export function readDublinCore(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  let raw = textOf(element);
  // In RDF a value may be what the element points to.
  if (raw.trim() === '') raw = attribute(element, 'resource', NS.rdf) ?? '';
  const text = foldSpace(raw);
  if (text === '' && lowerName(element) !== 'subject') return;
  const field = `dc:${element.local}`;
  switch (lowerName(element)) {
    case 'title':
    case 'alternative':
      draft.once('otherTitle', draft.line(raw, field), field);
      break;
    case 'creator':
    case 'author':
      draft.otherAuthors.push(...personsIn(element, raw, draft));
      break;
    case 'contributor':
      draft.contributors.push(...personsIn(element, raw, draft));
      break;
    case 'date':
    case 'issued':
      draft.once('otherPublished', values.date(raw, field), field);
      break;
    case 'modified':
      draft.once('modified', values.date(raw, field), field);
      break;
    case 'created':
      draft.once('created', values.date(raw, field), field);
      break;
    case 'valid':
    case 'available':
      readPeriod(text, field, draft);
      break;
    case 'description':
    case 'abstract':
      draft.addSummary(raw, field);
      break;
    case 'publisher':
      draft.once('publisher', draft.plain(raw, field), field);
      break;
    case 'language':
      draft.once('language', text, field);
      break;
    case 'rights':
      draft.once('copyright', draft.line(raw, field), field);
      break;
    case 'rightsholder':
      draft.once('rightsHolder', draft.line(raw, field), field);
      break;
    case 'datecopyrighted':
      draft.leaveOut(field, text);
      break;
    case 'accessrights':
    case 'license':
      draft.addLicense(plainText(raw));
      break;
    case 'subject': {
      const topic =
        child(element, 'topic') ?? child(element, 'value', NS.rdf) ?? firstBelow(element, 'value');
      const target = topic && attribute(topic, 'resource', NS.rdf);
      const concept = conceptOf(target ?? (topic ? textOf(topic) : raw), undefined, target && raw);
      if (concept) draft.subjects.push(concept);
      break;
    }
    case 'coverage':
    case 'spatial':
      // Coverage is where or when.
      if (/^[\d\s./–—-]+(?:s|th)?$/.test(text)) draft.leaveOut(field, text);
      else draft.places.push({ name: plainText(raw) });
      break;
    case 'type':
      // DCMI's own types (Text, Image …) say what the item is made of, and the renditions know that better.
      if (!/^(?:text|image|still ?image|moving ?image|sound|collection|dataset)$/i.test(text))
        draft.genres.push({ name: text });
      break;
    case 'identifier':
      draft.once('id', text, field);
      break;
    default:
      readRelation(element, field, text, draft);
  }
}

/** Names, or a person with addresses in attributes (FOAF). */
function personsIn(element: XmlElement, raw: string, draft: EntryDraft): Author[] {
  const persons = authorsOf(plainText(raw));
  const [person] = persons;
  if (!hasElements(element) || persons.length !== 1) return persons;
  const visit = (one: XmlElement): void => {
    const resource = attribute(one, 'resource', NS.rdf)?.trim();
    if (resource && /^mailto:/i.test(resource)) person!.email ??= authorOf(resource)?.email;
    else if (resource && /homepage|weblog|page/i.test(one.local))
      person!.uri ??= draft.values.href(resource, `dc:${element.local}`, draft.base);
    else if (resource) draft.leaveOut(`dc:${element.local}/${one.local}`, resource);
    for (const inner of elements(one)) visit(inner);
  };
  visit(element);
  return [present(person!)];
}

const RELATIONS: ReadonlySet<string> = new Set([
  'relation',
  'source',
  'references',
  'isreferencedby',
  'ispartof',
  'haspart',
  'isversionof',
  'hasversion',
  'isformatof',
  'hasformat',
  'replaces',
  'isreplacedby',
  'requires',
  'isrequiredby',
  'conformsto',
]);

/** What the item is related to is a link where an address is given. */
function readRelation(element: XmlElement, field: string, text: string, draft: EntryDraft): void {
  const isAddress = RELATIONS.has(lowerName(element)) && /^https?:\/\/\S+$/i.test(text);
  if (!isAddress) draft.leaveOut(field, text);
  else if (text !== draft.url)
    draft.links.push({ rel: lowerName(element) === 'source' ? 'via' : 'related', href: text });
}

/**
 * A period in which an item may be shown, `start=…; end=…` (DCMI Period). Its start is an embargo, and one that cannot
 * be read holds the item; its end is a term of use.
 */
function readPeriod(text: string, field: string, draft: EntryDraft): void {
  const start = /\bstart\s*=\s*([^;]*)/i.exec(text)?.[1]?.trim();
  const end = /\bend\s*=\s*([^;]*)/i.exec(text)?.[1]?.trim();
  if (start === undefined && end === undefined) {
    if (field === 'dc:available') draft.once('otherPublished', draft.values.date(text, field), field);
    else draft.addTerm(text);
    return;
  }
  if (start !== undefined) draft.hold(draft.values.embargo(start, field));
  if (end) draft.addTerm(`end=${end}`);
}
