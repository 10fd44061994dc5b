import { interned } from '../interned.js';
import { ownCopy } from '../own-copy.js';
import type { XmlAttribute } from './xml-node.js';

/** What a start tag says, names as written. It holds for the same tag in any document. */
export interface KnownTag {
  name: string;
  attributes: readonly XmlAttribute[];
  /** Whether namespaces are declared among the attributes. */
  declares: boolean;
  /** Whether attributes have prefixes. */
  hasPrefixes: boolean;
  isEmpty: boolean;
}

/** Longer ones are hardly ever the same: they have addresses and ids in them. */
export const LONGEST_KNOWN_TAG = 64;
const MOST_KNOWN = 4000;

const known = new Map<string, KnownTag>();

/** A tag by its text between `<` and `>`, where it was read before: documents of one sender are written with the same few. */
export const knownTag = (text: string): KnownTag | undefined => known.get(text);

/** Remembers a tag for the documents to come. */
export function rememberTag(text: string, tag: KnownTag): void {
  if (known.size >= MOST_KNOWN) known.clear();
  const attributes = tag.attributes.map(({ ns, local, value }) => ({
    ns,
    local: interned(local),
    value: interned(value),
  }));
  known.set(ownCopy(text), { ...tag, name: interned(tag.name), attributes });
}
