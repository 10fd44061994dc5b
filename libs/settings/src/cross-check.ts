import { conceptName } from '#news/vocabulary.js';
import type { Kind } from './configuration.js';
import type { FaultPath } from './configuration-fault.js';
import { nearestConcept } from './nearest-concept.js';
import type { AgreementSettings } from './schema/agreement-schema.js';
import type { DestinationSettings } from './schema/destination-schema.js';
import type { VocabSettings } from './schema/vocab-schema.js';
import type { Secret } from './secret.js';

type Fault = (path: FaultPath, message: string) => void;

/** What may be referred to, by kind. Objects that are themselves faulty count, so that one fault does not make two. */
export type KnownIds = Readonly<Record<Kind, ReadonlySet<string>>>;

export function checkPartner(partner: string, known: KnownIds, fault: Fault): void {
  if (!known.partners.has(partner)) fault(['partner'], `names “${partner}”, and there is no such partner`);
}

/** Of a feed: its profile, and of both feeds and profiles the vocabularies of their subjects. */
export function checkReading(
  { profile, subjects = [] }: { profile?: string; subjects?: string[] },
  known: KnownIds,
  fault: Fault,
): void {
  if (profile !== undefined && !known.profiles.has(profile))
    fault(['profile'], `names “${profile}”, and there is no such profile`);
  for (const [i, vocab] of subjects.entries()) {
    if (!known.vocab.has(vocab)) fault(['subjects', i], `names “${vocab}”, and there is no such vocabulary`);
  }
}

/** That what is broader is in the vocabulary, for a concept in the air would be narrower than nothing. */
export function checkVocabulary({ concepts }: VocabSettings, fault: Fault): void {
  for (const [code, { broader = [] }] of Object.entries(concepts)) {
    for (const [i, other] of broader.entries()) {
      if (!Object.hasOwn(concepts, other))
        fault(['concepts', code, 'broader', i], `names “${other}”, and there is no such concept here`);
    }
  }
}

/** That each destination has keys of its own, for a key says whose feed is read and who confirms a removal. */
export function checkKeys(
  destinations: readonly { value: Pick<DestinationSettings, 'id' | 'apiKeys'>; fault: Fault }[],
): void {
  const seen: { id: string; key: Secret }[] = [];
  for (const { value, fault } of destinations) {
    for (const [i, key] of value.apiKeys.entries()) {
      const other = seen.find((one) => one.id !== value.id && one.key.equals(key));
      if (other)
        fault(['apiKeys', i], `is a key of “${other.id}” too; each destination needs keys of its own`);
      seen.push({ id: value.id, key });
    }
  }
}

/**
 * What a schema cannot see: that the names in an agreement name something, and its subjects too where there is a
 * vocabulary of their scheme.
 */
export function checkAgreement(
  { parties, grants }: AgreementSettings,
  known: KnownIds,
  vocabularies: readonly VocabSettings[],
  fault: Fault,
): void {
  for (const [i, party] of parties.entries()) {
    if (!known.partners.has(party)) fault(['parties', i], `names “${party}”, and there is no such partner`);
    if (parties.indexOf(party) < i) fault(['parties', i], `names “${party}” a second time`);
  }
  const ids = grants.map(({ id }) => id);
  for (const [i, grant] of grants.entries()) {
    const at = ['grants', i] as const;
    if (ids.indexOf(grant.id) < i) fault([...at, 'id'], `“${grant.id}” is taken by an earlier grant`);
    for (const side of ['from', 'to'] as const) {
      for (const [j, partner] of grant[side].entries()) {
        if (!parties.includes(partner))
          fault([...at, side, j], `names “${partner}”, which is not a party to the agreement`);
      }
    }
    if (grant.from.every((from) => grant.to.every((to) => to === from)))
      fault([...at, 'to'], 'names nobody but the giver, and nobody receives its own items');
    for (const list of ['any', 'none'] as const) {
      for (const [j, subject] of (grant.items.subjects?.[list] ?? []).entries()) {
        const problem = subjectProblem(subject, vocabularies);
        if (problem) fault([...at, 'items', 'subjects', list, j], problem);
      }
    }
    const back = grant.balance?.with;
    if (back !== undefined && (back === grant.id || !ids.includes(back)))
      fault([...at, 'balance', 'with'], `names “${back}”, and no other grant of the agreement has that id`);
  }
}

function subjectProblem(subject: string, vocabularies: readonly VocabSettings[]): string | undefined {
  const colon = subject.indexOf(':');
  const alias = subject.slice(0, colon);
  const code = subject.slice(colon + 1);
  const ofScheme = vocabularies.filter(({ scheme }) => scheme?.alias === alias);
  const [first] = ofScheme;
  if (first === undefined || ofScheme.some(({ concepts }) => Object.hasOwn(concepts, code))) return undefined;
  const near = nearestConcept(first, code);
  const name = near && conceptName([first], near, 'en');
  const meant = near ? `; did you mean ${near}${name ? ` (${name})` : ''}?` : '';
  return `names “${subject}”, and the vocabulary “${first.id}” has no such concept${meant}`;
}
