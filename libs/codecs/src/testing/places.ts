import type { SchemaElement, ValueKind } from './xsd-places.js';

/** One thing that a document may say: an attribute, the text of an element, or an element of another vocabulary in it. */
export interface Place {
  /** From the root to the element that it is in. */
  path: readonly SchemaElement[];
  attribute?: string;
  isForeign?: boolean;
  kind: ValueKind;
}

/** Each place down to so many elements; an element inside another of its name is one of those that are left out. */
export function* placesIn(path: readonly SchemaElement[], depth: number): Generator<Place> {
  const here = path.at(-1)!;
  for (const [attribute, kind] of here.attributes) yield { path, attribute, kind };
  if (here.text !== undefined) yield { path, kind: here.text };
  if (here.isOpen) yield { path, isForeign: true, kind: 'text' };
  if (path.length >= depth) return;
  for (const inner of here.children()) {
    if (!path.some(({ name }) => name === inner.name)) yield* placesIn([...path, inner], depth);
  }
}

export const nameOf = ({ path, attribute, isForeign }: Place): string =>
  path.map(({ name }) => name).join('/') + (attribute ? `@${attribute}` : isForeign ? '/*' : '');

/** What is found again as it stands; of other values it is asked whether they make a difference. */
export const MARK = 'söz7.';
const DATE = '2031-03-07T05:11:00Z';

/** A value of that kind; the mark where it may have one. */
function textFor(kind: ValueKind): string {
  if (typeof kind !== 'string') return kind.at(-1)!;
  switch (kind) {
    case 'text':
      return MARK;
    case 'uri':
      return `https://example.org/${MARK}`;
    case 'code':
      return `x:${MARK}`;
    case 'name':
      return MARK;
    case 'date':
      return DATE;
    case 'number':
      return '7';
    case 'language':
      return 'tt';
  }
}

export const isMarked = (kind: ValueKind): boolean => textFor(kind).includes(MARK);

/** Attributes of which one suffices to say what an element is about or where something is. */
const IDENTIFIERS = ['qcode', 'uri', 'literal', 'href', 'residref', 'guidref', 'persistidref', 'idref'];

/**
 * A document that says one thing, in elements that are identified where they can be.
 *
 * @param isSaid false for the same without that thing
 * @param attributesOfRoot what the root element has in any case
 * @param before what stands first in the element at that place of the path
 */
export function documentWith(
  place: Place,
  isSaid: boolean,
  attributesOfRoot: string,
  before: (path: readonly SchemaElement[], i: number) => string,
): string {
  const { path, attribute, isForeign, kind } = place;
  const last = path.length - 1;
  let inner = '';
  if (isSaid && isForeign) inner = `<y:mood xmlns:y="urn:x-test:nobody">${MARK}</y:mood>`;
  else if (isSaid && attribute === undefined) inner = textFor(kind);
  for (let i = last; i >= 0; i--) {
    const element = path[i]!;
    const own = i === last ? attribute : undefined;
    const written = [i === 0 ? attributesOfRoot : ''];
    const identifier = IDENTIFIERS.find((name) => element.attributes.has(name));
    if (i > 0 && identifier && (own === undefined || !IDENTIFIERS.includes(own)))
      written.push(`${identifier}="${textFor(element.attributes.get(identifier)!).replace(MARK, 'c')}"`);
    if (own !== undefined && isSaid) written.push(`${own}="${textFor(kind)}"`);
    inner = `<${[element.name, ...written].filter(Boolean).join(' ')}>${before(path, i)}${inner}</${element.name}>`;
  }
  return inner;
}

/**
 * An element that says all that its attributes and the texts in it can say at once, in those around it; each text has a
 * number of its own. `words` are the texts with the names of their places.
 */
export function elementOfAll(
  path: readonly SchemaElement[],
  before: (path: readonly SchemaElement[], i: number) => string,
): { xml: string; words: Map<string, string> } {
  const words = new Map<string, string>();
  const next = (kind: ValueKind, place: Omit<Place, 'kind'>): string =>
    textFor(kind).replace(MARK, () => {
      const word = `söz${words.size + 1}.`;
      words.set(word, nameOf({ ...place, kind }));
      return word;
    });
  const element = path.at(-1)!;
  const attributes = [...element.attributes].map(
    ([attribute, kind]) => ` ${attribute}="${next(kind, { path, attribute })}"`,
  );
  const texts = element.text === undefined ? '' : next(element.text, { path });
  const leaves = element
    .children()
    .filter(({ text, children }) => text !== undefined && children().length === 0)
    .map((leaf) => `<${leaf.name}>${next(leaf.text!, { path: [...path, leaf] })}</${leaf.name}>`);
  let xml = `<${element.name}${attributes.join('')}>${texts}${leaves.join('')}</${element.name}>`;
  for (let i = path.length - 2; i >= 0; i--)
    xml = `<${path[i]!.name}>${before(path, i)}${xml}</${path[i]!.name}>`;
  return { xml, words };
}

/** The elements that stand in the last of a path, down to so many. */
export function* pathsIn(path: readonly SchemaElement[], depth: number): Generator<readonly SchemaElement[]> {
  for (const inner of path.at(-1)!.children()) {
    if (path.some(({ name }) => name === inner.name)) continue;
    yield [...path, inner];
    if (path.length + 1 < depth) yield* pathsIn([...path, inner], depth);
  }
}
