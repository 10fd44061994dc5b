import { asQcode } from '#news/ids.js';
import type { Author, Concept, Provider } from '#news/record.js';
import { placedAt, withQcode } from '../concept.js';
import { present, textOrNothing } from '../item-values.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Assertions } from './assertions.js';
import type { Catalog } from './catalog.js';
import { first, nameOf, pointOf, value } from './nar.js';

/**
 * A subject, genre or location, with what the item asserts of it. The QCode stays as written; its URI and scheme are
 * there where it can be resolved.
 */
export function conceptOf(
  element: XmlElement,
  catalog: Catalog,
  language: string | undefined,
  assertions: Assertions,
): Concept | undefined {
  const qcode = value(element, 'qcode');
  const resolved = qcode === undefined ? undefined : catalog.resolve(qcode);
  const confidence = Number(value(element, 'confidence') ?? Number.NaN);
  const literal = value(element, 'literal');
  const concept = withQcode(
    present({
      name: nameOf(element, language) ?? assertions.nameOf(element, language) ?? textOrNothing(literal),
      qcode: qcode === undefined ? undefined : asQcode(qcode),
      uri: value(element, 'uri') ?? resolved?.uri,
      scheme: resolved?.scheme,
      confidence: confidence >= 0 && confidence <= 100 ? confidence / 100 : undefined,
    }),
  );
  const placed = placedAt(concept, ...(pointOf(element) ?? assertions.pointOf(element) ?? NOWHERE));
  return Object.keys(placed).some((key) => key !== 'confidence') ? placed : undefined;
}

const NOWHERE = [Number.NaN, Number.NaN] as const;

/** A party that issued or owns something. */
export function providerOf(
  element: XmlElement | undefined,
  catalog: Catalog,
  language: string | undefined,
): Provider {
  if (element === undefined) return {};
  const qcode = value(element, 'qcode');
  const literal = value(element, 'literal');
  const name = nameOf(element, language) ?? textOrNothing(directText(element));
  const uri = value(element, 'uri') ?? (qcode === undefined ? undefined : catalog.resolve(qcode)?.uri);
  // What our own encoder writes for nobody.
  if (literal === 'unknown' && name === undefined && uri === undefined) return {};
  return present({ id: qcode ?? textOrNothing(literal), name, uri });
}

export function authorOf(
  creator: XmlElement,
  catalog: Catalog,
  language: string | undefined,
): Author | undefined {
  const qcode = value(creator, 'qcode');
  const name =
    nameOf(creator, language) ?? textOrNothing(directText(creator)) ?? value(creator, 'literal') ?? qcode;
  if (name === undefined) return undefined;
  const details = first(creator, 'personDetails') ?? first(creator, 'organisationDetails');
  const email = first(first(details, 'contactInfo'), 'email');
  return present({
    name,
    email: email && textOrNothing(textOf(email)),
    uri: value(creator, 'uri') ?? (qcode === undefined ? undefined : catalog.resolve(qcode)?.uri),
  });
}

/** Text that stands in the element itself, where old senders put a name. */
const directText = (element: XmlElement): string =>
  element.children.map((node) => (node.kind === 'text' ? node.text : '')).join('');
