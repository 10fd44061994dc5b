/**
 * The one copy of a text that the engine has, such as the literals in our code are: two of those are compared by where
 * they are, and any others letter by letter. For names, of which there are few; it takes as long as a hundred comparisons.
 */
export const interned = (text: string): string => Object.keys({ [text]: 0 })[0]!;

/** Names that are kept, and the longest: a hostile document may have any number, of any length. */
const MOST_NAMES = 2000;
const LONGEST_NAME = 100;
const names = new Map<string, string>();

/**
 * The same for names that are cut out of documents, most of which were met before. One that is not kept is given back as it
 * is, for a document may have any number of them: what is to outlive its document has to be copied.
 */
export function internedName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES || text.length > LONGEST_NAME) return text;
  const name = interned(text);
  names.set(name, name);
  return name;
}
