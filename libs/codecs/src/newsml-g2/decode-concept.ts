import { asQcode } from '#news/ids.js';
import type { Author, Concept, Provider } from '#news/record.js';
import { placedAt, withQcode } from '../concept.js';
import type { ItemValues } from '../item-values.js';
import { present, textOrNothing } from '../present.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Assertions } from './assertions.js';
import type { Catalog } from './catalog.js';
import { first, nameOf, pointOf, value } from './nar.js';

/**
 * Names what an element says of which thing it means, and the record has no place for: of a party's code, address, literal
 * and name it mostly has one.
 *
 * @param kept what the record has
 */
export function leaveOutIdentifiers(
  element: XmlElement,
  at: string,
  kept: readonly (string | undefined)[],
  catalog: Catalog,
  values: ItemValues,
  language?: string,
): void {
  const qcode = value(element, 'qcode');
  const same = qcode === undefined ? undefined : catalog.resolve(qcode)?.uri;
  let left: string[] | undefined;
  const look = (text: string | undefined): void => {
    if (text === undefined || kept.includes(text)) return;
    if (left) left.push(text);
    else left = [text];
  };
  if (same === undefined || !kept.includes(same)) look(qcode);
  const uri = value(element, 'uri');
  if (uri !== same) look(uri);
  look(textOrNothing(value(element, 'literal')));
  look(nameOf(element, language));
  if (left) values.leftOut(at, left);
}

/**
 * A subject, genre or location, with what the item asserts of it. The QCode stays as written; its URI and scheme are
 * there where it can be resolved.
 */
export function conceptOf(
  element: XmlElement,
  catalog: Catalog,
  language: string | undefined,
  assertions: Assertions,
  values: ItemValues,
  at: string,
): Concept | undefined {
  const qcode = value(element, 'qcode');
  const resolved = qcode === undefined ? undefined : catalog.resolve(qcode);
  const confidence = Number(value(element, 'confidence') ?? Number.NaN);
  const literal = value(element, 'literal');
  const name = nameOf(element, language) ?? assertions.nameOf(element, language) ?? textOrNothing(literal);
  const uri = value(element, 'uri') ?? resolved?.uri;
  const read: Concept = {};
  if (name !== undefined) read.name = name;
  if (qcode !== undefined) read.qcode = asQcode(qcode);
  if (uri !== undefined) read.uri = uri;
  if (resolved) read.scheme = resolved.scheme;
  if (confidence >= 0 && confidence <= 100) read.confidence = confidence / 100;
  const concept = withQcode(read);
  // A literal may be nothing but the name under which the item says more of the concept.
  const key = assertions.has(element) ? literal : undefined;
  const kept = [concept.name, concept.qcode, concept.uri, key];
  leaveOutIdentifiers(element, at, kept, catalog, values, language);
  if (concept.uri !== undefined || concept.qcode !== undefined) return concept;
  const point = pointOf(element) ?? assertions.pointOf(element);
  const placed = point ? placedAt(concept, ...point) : concept;
  return placed.uri === undefined && placed.name === undefined ? undefined : placed;
}

/** A party that issued or owns something. */
export function providerOf(
  element: XmlElement | undefined,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): Provider {
  if (element === undefined) return {};
  const qcode = value(element, 'qcode');
  const literal = value(element, 'literal');
  const name = nameOf(element, language) ?? textOrNothing(directText(element));
  const uri = value(element, 'uri') ?? (qcode === undefined ? undefined : catalog.resolve(qcode)?.uri);
  // What our own encoder writes for nobody.
  if (literal === 'unknown' && name === undefined && uri === undefined) return {};
  const id = qcode ?? textOrNothing(literal);
  leaveOutIdentifiers(element, 'itemMeta/provider', [id, name, uri], catalog, values, language);
  return present({ id, name, uri });
}

export function authorOf(
  creator: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): Author | undefined {
  const qcode = value(creator, 'qcode');
  const name =
    nameOf(creator, language) ??
    textOrNothing(directText(creator)) ??
    value(creator, 'literal') ??
    qcode ??
    value(creator, 'uri');
  if (name === undefined) return undefined;
  const details = first(creator, 'personDetails') ?? first(creator, 'organisationDetails');
  const email = first(first(details, 'contactInfo'), 'email');
  const uri = value(creator, 'uri') ?? (qcode === undefined ? undefined : catalog.resolve(qcode)?.uri);
  leaveOutIdentifiers(creator, 'contentMeta/creator', [name, uri], catalog, values, language);
  return present({ name, email: email && textOrNothing(textOf(email)), uri });
}

/** Text that stands in the element itself, where old senders put a name. */
export const directText = (element: XmlElement): string =>
  element.children.map((node) => (node.kind === 'text' ? node.text : '')).join('');
