import type { Concept } from '#news/record.js';
import { conceptOf, type Vocabulary } from '#news/vocabulary.js';

/** Which concepts are narrower than which, over all vocabularies: a story about football is one about sport. */
export interface ConceptTree {
  /** The concept's code, with its alias: as it gives it, else by its URI; undefined where neither is of use. */
  codeOf(concept: Concept): string | undefined;
  /**
   * The code itself and all that is broader, also across schemes that are matched to each other. A code that is not known
   * has nothing but itself.
   */
  withBroader(qcode: string): ReadonlySet<string>;
  /** The scheme's vocabulary is there and this code is not in it: what it is narrower than cannot be told. */
  isUnplaced(qcode: string): boolean;
}

/** The schemes whose alias IPTC has fixed, so that they are known without a vocabulary. */
const SCHEMES: readonly [alias: string, uri: string][] = [
  ['medtop', 'http://cv.iptc.org/newscodes/mediatopic/'],
  ['subj', 'http://cv.iptc.org/newscodes/subjectcode/'],
];

/** Prepare once for a set of vocabularies; what is broader than a code is worked out when it is first asked for. */
export function conceptTree(vocabularies: readonly Vocabulary[]): ConceptTree {
  const schemes = new Map(SCHEMES);
  for (const { scheme } of vocabularies) if (scheme) schemes.set(scheme.alias, scheme.uri);
  const placed = new Set(vocabularies.flatMap(({ scheme }) => (scheme ? [scheme.alias] : [])));
  const matched = matchesOf(vocabularies);
  const known = new Map<string, ReadonlySet<string>>();

  const broaderIn = (qcode: string): string[] => {
    const alias = qcode.slice(0, qcode.indexOf(':'));
    const concept = conceptOf(vocabularies, qcode);
    return concept ? (concept.broader ?? []).map((code) => `${alias}:${code}`) : broaderSubjectCodes(qcode);
  };
  const climb = (qcodes: Iterable<string>): Set<string> => {
    const found = new Set(qcodes);
    // A set is walked on while it grows, so that a circle in the data ends by itself.
    for (const qcode of found) for (const broader of broaderIn(qcode)) found.add(broader);
    return found;
  };
  return {
    codeOf({ qcode, uri }) {
      if (qcode !== undefined || uri === undefined) return qcode;
      const name = uri.replace(/^https:/, 'http:');
      for (const [alias, scheme] of schemes) {
        if (name.startsWith(scheme)) return `${alias}:${name.slice(scheme.length)}`;
      }
      return undefined;
    },
    withBroader(qcode) {
      let all = known.get(qcode);
      if (!all) {
        const own = climb([qcode]);
        // Across once, not back: a near match of a near match is no match.
        const across = climb([...own].flatMap((one) => matched.get(one) ?? []));
        all = new Set([...own, ...across]);
        // Codes come from documents, and there is no end of them.
        if (known.size < MOST_KNOWN) known.set(qcode, all);
      }
      return all;
    },
    isUnplaced: (qcode) =>
      placed.has(qcode.slice(0, qcode.indexOf(':'))) && conceptOf(vocabularies, qcode) === undefined,
  };
}

const MOST_KNOWN = 10_000;

/** Both ways: what a concept means in another scheme, and what a code of that scheme means in this one. */
function matchesOf(vocabularies: readonly Vocabulary[]): Map<string, string[]> {
  const matched = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    matched.set(from, [...(matched.get(from) ?? []), to]);
  };
  for (const { scheme, concepts } of vocabularies) {
    if (!scheme) continue;
    for (const [code, { exactMatch = [], closeMatch = [] }] of Object.entries(concepts)) {
      const own = `${scheme.alias}:${code}`;
      for (const other of exactMatch) add(own, other);
      for (const other of [...exactMatch, ...closeMatch]) add(other, own);
    }
  }
  return matched;
}

/**
 * IPTC's subject codes tell by their digits what is broader: two for the subject, three for the subject matter, three for
 * the detail (IPTC Subject Reference System): `subj:15054001` → `subj:15054000`, `subj:15000000`.
 */
export function broaderSubjectCodes(qcode: string): string[] {
  const [, subject, matter, detail] = /^subj:(\d\d)(\d{3})(\d{3})$/.exec(qcode) ?? [];
  if (subject === undefined || (matter === '000' && detail === '000')) return [];
  const broadest = `subj:${subject}000000`;
  return detail === '000' ? [broadest] : [`subj:${subject}${matter}000`, broadest];
}
