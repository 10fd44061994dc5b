import { broaderSubjectCodes } from '#news/concept-tree.js';
import { asQcode } from '#news/ids.js';
import type { Concept } from '#news/record.js';
import { foldConceptName } from '#news/vocabulary.js';
import type { SubjectMap } from './feed-profile.js';

/**
 * Subjects as the vocabularies know them. A name without a code gets that of the concept it stands for, and stays as the
 * provider wrote it. A code of another scheme stays too, with the concept that matches it behind it: for a code that none
 * matches, what is broader. What no vocabulary knows stays as sent.
 */
export function mapSubjects(subjects: readonly Concept[], map: SubjectMap): Concept[] {
  const mapped: Concept[] = [];
  const has = new Set(subjects.flatMap(({ qcode }) => qcode ?? []));
  const add = (qcodes: readonly string[]): void => {
    for (const qcode of qcodes) {
      if (has.has(asQcode(qcode))) continue;
      has.add(asQcode(qcode));
      mapped.push(coded(qcode, map));
    }
  };
  for (const subject of subjects) {
    const meant =
      subject.qcode === undefined ? byName(subject.name, map) : byCode(subject.qcode, subject.name, map);
    const [first, ...others] = meant;
    const isBare = subject.qcode === undefined && subject.uri === undefined && subject.scheme === undefined;
    if (isBare && first !== undefined && !has.has(asQcode(first))) {
      has.add(asQcode(first));
      mapped.push({ name: subject.name!, ...coded(first, map) });
      add(others);
    } else {
      mapped.push(subject);
      add(meant);
    }
  }
  return mapped;
}

const byName = (name: string | undefined, { names }: SubjectMap): readonly string[] =>
  name === undefined ? [] : (own(names, foldConceptName(name)) ?? []);

function byCode(qcode: string, name: string | undefined, map: SubjectMap): readonly string[] {
  // What is a concept of these vocabularies already needs no other.
  if (Object.hasOwn(map.schemes, qcode.slice(0, qcode.indexOf(':')))) return [];
  for (const code of [qcode, ...broaderSubjectCodes(qcode)]) {
    const meant = own(map.codes, code);
    if (meant) return meant;
  }
  return byName(name, map);
}

function coded(qcode: string, { schemes }: SubjectMap): Concept {
  const colon = qcode.indexOf(':');
  const scheme = own(schemes, qcode.slice(0, colon));
  if (scheme === undefined) return { qcode: asQcode(qcode) };
  return { qcode: asQcode(qcode), uri: scheme + qcode.slice(colon + 1), scheme };
}

const own = <Value>(map: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;
