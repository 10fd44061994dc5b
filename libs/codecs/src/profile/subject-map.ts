import { foldConceptName, type Vocabulary } from '#news/vocabulary.js';
import type { SubjectMap } from './feed-profile.js';

/**
 * What vocabularies say of a provider's subjects: its own categories and the names of concepts lead to the concepts,
 * codes of other schemes to those that match them. Of several meanings of a name that of the first vocabulary holds, and
 * a vocabulary's categories go before the names of its concepts; retired concepts are nobody's meaning.
 */
export function subjectMapOf(vocabularies: readonly Vocabulary[]): SubjectMap {
  const names = new Map<string, string[]>();
  const exact = new Map<string, string[]>();
  const close = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, qcode: string): void => {
    map.set(key, [...(map.get(key) ?? []), qcode]);
  };
  for (const { scheme, concepts, categories } of vocabularies) {
    for (const { names: spellings, qcodes } of categories) {
      for (const name of spellings.map(foldConceptName)) if (!names.has(name)) names.set(name, qcodes);
    }
    if (!scheme) continue;
    const own = new Map<string, string[]>();
    for (const [code, concept] of Object.entries(concepts)) {
      if (concept.retired) continue;
      const qcode = `${scheme.alias}:${code}`;
      for (const name of new Set(Object.values(concept.names ?? {}).map(foldConceptName))) {
        // Two concepts of one name, such as a game and its event: neither may be guessed.
        add(own, name, qcode);
      }
      for (const other of concept.exactMatch ?? []) add(exact, other, qcode);
      for (const other of concept.closeMatch ?? []) add(close, other, qcode);
    }
    for (const [name, qcodes] of own) if (qcodes.length === 1 && !names.has(name)) names.set(name, qcodes);
  }
  return {
    names: Object.fromEntries(names),
    codes: Object.fromEntries([...close, ...exact]),
    schemes: Object.fromEntries(
      vocabularies.flatMap(({ scheme }) => (scheme ? [[scheme.alias, scheme.uri]] : [])),
    ),
  };
}
