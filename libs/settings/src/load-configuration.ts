import { type Configuration, KINDS, type Kind } from './configuration.js';
import { type ConfigurationFault, describeIssues, type FaultPath, printPath } from './configuration-fault.js';
import {
  checkAgreement,
  checkKeys,
  checkPartner,
  checkReading,
  checkVocabulary,
  type KnownIds,
} from './cross-check.js';
import { knownKeys } from './known-keys.js';
import { followReferences, type Resolve } from './references.js';
import { agreementSchema } from './schema/agreement-schema.js';
import { destinationSchema } from './schema/destination-schema.js';
import { feedSchema } from './schema/feed-schema.js';
import { partnerSchema } from './schema/partner-schema.js';
import { profileSchema } from './schema/profile-schema.js';
import { vocabSchema } from './schema/vocab-schema.js';
import { type ConfigurationSource, readYaml } from './yaml-source.js';

export const SCHEMAS = {
  partners: partnerSchema,
  vocab: vocabSchema,
  profiles: profileSchema,
  feeds: feedSchema,
  destinations: destinationSchema,
  agreements: agreementSchema,
} as const;

type Parsed<K extends Kind> = (typeof SCHEMAS)[K]['_zod']['output'];

/** A file that was read, with the way to say where in it something is wrong. */
interface Entry<Value> {
  file: string;
  value: Value;
  fault: (path: FaultPath, message: string) => void;
}

/** The file that describes an object, as it was given to be read. */
export type SourceOf = (kind: Kind, id: string) => string;

/** What is found wrong with an object beyond its file, told at its place in the file. */
export type FaultAt = (kind: Kind, id: string, path: FaultPath, message: string) => ConfigurationFault;

export type LoadedConfiguration =
  | { configuration: Configuration; sourceOf: SourceOf; faultAt: FaultAt; faults?: undefined }
  | { configuration?: undefined; faults: ConfigurationFault[] };

/**
 * Reads a whole configuration: one object a file, of the kind that its folder says and with the id that the file is
 * named for. References are followed, defaults filled in, and every id that is used must exist.
 *
 * @returns the configuration, or all of its faults in the order of files and lines
 */
export function loadConfiguration(
  sources: readonly ConfigurationSource[],
  resolve: Resolve,
): LoadedConfiguration {
  const faults: ConfigurationFault[] = [];
  const entries: { [K in Kind]: Entry<Parsed<K>>[] } = {
    partners: [],
    vocab: [],
    profiles: [],
    feeds: [],
    destinations: [],
    agreements: [],
  };
  const files = new Map<string, string>();
  const places = new Map<string, (path: FaultPath) => number>();
  const ids: Record<Kind, Set<string>> = {
    partners: new Set(),
    vocab: new Set(),
    profiles: new Set(),
    feeds: new Set(),
    destinations: new Set(),
    agreements: new Set(),
  };

  /** What files with other faults say of their partner: the rest of them refers to nothing before it is mended. */
  const partners: { partner: string; fault: Entry<unknown>['fault'] }[] = [];
  const read = <K extends Kind>(kind: K, name: string, source: ConfigurationSource): void => {
    const { file, text } = source;
    const yaml = readYaml(text);
    for (const { line, message } of yaml.problems) faults.push({ file, line, path: '', message });
    const blamed = new Set<string>();
    const fault = (path: FaultPath, message: string): void => {
      blamed.add(printPath(path));
      faults.push({ file, line: yaml.lineOf(path), path: printPath(path), message });
    };
    const earlier = files.get(`${kind}/${name}`);
    if (earlier) fault(['id'], `“${name}” is taken by ${earlier}`);
    files.set(`${kind}/${name}`, source.madeFrom ?? file);
    places.set(`${kind}/${name}`, yaml.lineOf);
    ids[kind].add(name);
    if (yaml.problems.length > 0) return;
    if (yaml.value === null || typeof yaml.value !== 'object' || Array.isArray(yaml.value)) {
      fault([], `must describe one of the ${kind}, as a map of keys`);
      return;
    }
    const given = followReferences(yaml.value, resolve, fault);
    const parsed = SCHEMAS[kind].safeParse(given);
    if (!parsed.success) {
      // A reference that leads nowhere is told once, not again as a value that does not fit.
      const issues = describeIssues(parsed.error.issues, given, (path) =>
        knownKeys(SCHEMAS[kind], path),
      ).filter(({ path }) => !blamed.has(printPath(path)));
      for (const { path, message } of issues) fault(path, message);
      const { partner } = given as { partner?: unknown };
      const hasPartner = (kind === 'feeds' || kind === 'destinations') && typeof partner === 'string';
      if (hasPartner && !issues.some(({ path }) => path[0] === 'partner')) partners.push({ partner, fault });
      return;
    }
    if (parsed.data.id !== name) fault(['id'], `is “${parsed.data.id}”, and the file is named for “${name}”`);
    entries[kind].push({ file, value: parsed.data as Parsed<K>, fault });
  };

  for (const source of sources) {
    const [, folder, name] = /(?:^|[\\/])([^\\/]+)[\\/]([^\\/]+)\.ya?ml$/.exec(source.file) ?? [];
    const kind = KINDS.find((one) => one === folder);
    if (kind && name) read(kind, name, source);
    else {
      const message = `must be a .yaml file in one of the folders ${KINDS.join(', ')}`;
      faults.push({ file: source.file, line: 1, path: '', message });
    }
  }

  for (const { partner, fault } of partners) checkPartner(partner, ids, fault);
  const configuration = join(entries, ids);
  const sourceOf: SourceOf = (kind, id) => files.get(`${kind}/${id}`) ?? '';
  const faultAt: FaultAt = (kind, id, path, message) => {
    const line = places.get(`${kind}/${id}`)?.(path) ?? 1;
    return { file: sourceOf(kind, id), line, path: printPath(path), message };
  };
  if (faults.length === 0) return { configuration, sourceOf, faultAt };
  return { faults: faults.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)) };
}

/** Checks what refers to what, and lets feeds inherit from their profiles and partners. */
function join(entries: { [K in Kind]: Entry<Parsed<K>>[] }, known: KnownIds): Configuration {
  const profiles = new Map(entries.profiles.map(({ value }) => [value.id, value]));
  const partners = new Map(entries.partners.map(({ value }) => [value.id, value]));
  for (const { value, fault } of [...entries.feeds, ...entries.destinations])
    checkPartner(value.partner, known, fault);
  for (const { value, fault } of [...entries.profiles, ...entries.feeds]) checkReading(value, known, fault);
  for (const { value, fault } of entries.vocab) checkVocabulary(value, fault);
  const vocabularies = entries.vocab.map(({ value }) => value);
  checkKeys(entries.destinations);
  for (const { value, fault } of entries.agreements) checkAgreement(value, known, vocabularies, fault);
  return {
    partners: sorted(entries.partners),
    vocab: sorted(entries.vocab),
    profiles: sorted(entries.profiles),
    feeds: sorted(entries.feeds).map((feed) => {
      const partner = partners.get(feed.partner);
      const profile = feed.profile === undefined ? undefined : profiles.get(feed.profile);
      return {
        ...feed,
        zone: feed.zone ?? profile?.zone ?? partner?.zone ?? 'UTC',
        languages: feed.languages ?? profile?.languages ?? partner?.languages ?? [],
      };
    }),
    destinations: sorted(entries.destinations),
    agreements: sorted(entries.agreements),
  };
}

const sorted = <Value extends { id: string }>(entries: Entry<Value>[]): Value[] =>
  entries.map(({ value }) => value).sort((a, b) => (a.id < b.id ? -1 : 1));
