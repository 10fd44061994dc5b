import { lowerName } from '../xml/lower-name.js';
import { NS } from '../xml/namespaces.js';
import { elements, type XmlElement } from '../xml/xml-node.js';

/** What a format calls the elements of an entry. */
export interface EntryNames {
  /** Those that hold nothing but text or markup, in lower case. */
  leaves: ReadonlySet<string>;
  /** Those that are no elements of HTML, so that markup in a title is not mistaken for them, in lower case. */
  siblings: ReadonlySet<string>;
}

/** Vocabularies that stand in a text as markup. */
const MARKUP: ReadonlySet<string> = new Set([
  NS.xhtml,
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1998/Math/MathML',
]);

/**
 * The elements of an entry. Where the end tag of one that holds only text is missing, the elements after it seem to
 * stand inside it; they are the entry's own.
 *
 * @param isOwn whether an element is one of the format's own, rather than a module's
 */
export function* ownElements(
  entry: XmlElement,
  names: EntryNames,
  isOwn: (element: XmlElement) => boolean,
): Generator<XmlElement> {
  for (const element of elements(entry)) {
    const swallowed =
      element.children.length > 1 && names.leaves.has(lowerName(element)) && isOwn(element)
        ? firstSwallowed(element, names, isOwn)
        : -1;
    if (swallowed < 0) {
      yield element;
    } else {
      yield { ...element, children: element.children.slice(0, swallowed) };
      yield* ownElements({ ...element, children: element.children.slice(swallowed) }, names, isOwn);
    }
  }
}

function firstSwallowed(
  element: XmlElement,
  { siblings }: EntryNames,
  isOwn: (element: XmlElement) => boolean,
): number {
  // One that holds no text may have elements of modules of its own, such as the picture of a link.
  const hasText = element.children.some((node) => node.kind === 'text' && /\S/.test(node.text));
  return element.children.findIndex((node) => {
    if (node.kind !== 'element') return false;
    if (isOwn(node)) return siblings.has(lowerName(node));
    return hasText && !MARKUP.has(node.ns) && node.ns !== element.ns;
  });
}
