import { asQcode, type Qcode } from '#news/ids.js';
import { lookup } from '#news/lookup.js';
import type { Vocabulary, VocabularyConcept } from '#news/vocabulary.js';
import type { Warning } from '../codec.js';
import { withQcode } from '../concept.js';

/** The file holds no vocabulary that can be read; the message is a sentence for people. */
export class UnreadableVocabulary extends Error {
  readonly stage = 'vocab';
  readonly code = 'vocab.unreadable';
  readonly retry = 'never';
  override readonly name = 'UnreadableVocabulary';
}

/** IPTC writes two languages by the code of a country, and English always as that of Britain. */
const LANGUAGES: Record<string, string> = lookup({ se: 'sv', dk: 'da', 'en-GB': 'en' });

type Json = Record<string, unknown>;

/**
 * Reads a vocabulary as IPTC publishes its NewsCodes: JSON with a `conceptSet`, or SKOS as JSON-LD with an `@graph`
 * (SKOS reference, W3C 2009; keys with prefix, in full or bare). Definitions and notes are left out, and so are matches
 * in schemes that IPTC's catalog does not have.
 *
 * @param languages BCP 47 tags whose names are wanted; undefined = all
 * @throws UnreadableVocabulary
 */
export function readSkos(
  text: string,
  languages?: readonly string[],
): { vocabulary: Omit<Vocabulary, 'id'>; warnings: Warning[] } {
  const root = parse(text);
  const nodes = [root, ...objects(root['@graph'])];
  const scheme = nodes.find(
    (node) => valuesOf(node, 'conceptSet').length > 0 || isOfType(node, 'ConceptScheme'),
  );
  const listed = [...nodes.flatMap((node) => objects(valuesOf(node, 'conceptSet'))), ...nodes];
  const concepts = listed.filter((node) => isOfType(node, 'Concept'));
  if (concepts.length === 0) throw new UnreadableVocabulary('The file holds no SKOS concepts.');
  const uri = scheme && uriOf(scheme);
  if (uri === undefined)
    throw new UnreadableVocabulary('The file does not say which scheme its concepts are of.');
  const alias =
    textOf(scheme!, 'prefSchemeAlias') ??
    /^([^:]+):/.exec(
      textOf(concepts[0]!, 'qcode') ?? withQcode({ uri: uriOf(concepts[0]!) }).qcode ?? '',
    )?.[1];
  if (alias === undefined) throw new UnreadableVocabulary(`The alias of the scheme ${uri} is not known.`);

  const warnings: Warning[] = [];
  const read = new Map<string, VocabularyConcept>();
  const codeOf = (given: string): string | undefined => {
    if (given.startsWith(uri)) return given.slice(uri.length);
    return given.startsWith(`${alias}:`) ? given.slice(alias.length + 1) : undefined;
  };
  for (const node of concepts) {
    const at = uriOf(node) ?? textOf(node, 'qcode') ?? '';
    const code = codeOf(at);
    if (code === undefined || code === '') {
      warnings.push({ code: 'concept-of-another-scheme', at, detail: `not in ${uri}` });
      continue;
    }
    const broader = references(node, 'broader').flatMap((one) => codeOf(one) ?? []);
    const retired = valuesOf(node, 'retired').length > 0 || textOf(node, 'deprecated') === 'true';
    read.set(code, {
      ...(broader.length > 0 ? { broader } : {}),
      ...names(node, languages),
      ...matches(node, 'exactMatch'),
      ...matches(node, 'closeMatch'),
      ...(retired ? { retired } : {}),
    });
  }
  for (const [code, concept] of read) {
    const missing = concept.broader?.filter((one) => !read.has(one)) ?? [];
    if (missing.length === 0) continue;
    warnings.push({ code: 'broader-missing', at: code, detail: missing.join(', ') });
    concept.broader = concept.broader!.filter((one) => read.has(one));
    if (concept.broader.length === 0) delete concept.broader;
  }
  const title = names(scheme!, undefined).names;
  const sorted = [...read].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    vocabulary: {
      name: title?.['en'] ?? Object.values(title ?? {})[0] ?? alias,
      scheme: { alias, uri },
      concepts: Object.fromEntries(sorted),
      categories: [],
    },
    warnings,
  };
}

/**
 * What was imported, with what a vocabulary had before and the import does not: names in other languages, matches, and
 * concepts, for items that are kept may still have them.
 */
export function keepOwn(imported: Vocabulary, own: Vocabulary): Vocabulary {
  const concepts: Record<string, VocabularyConcept> = { ...own.concepts };
  for (const [code, concept] of Object.entries(imported.concepts)) {
    const before = Object.hasOwn(own.concepts, code) ? own.concepts[code]! : {};
    const joined = (relation: 'exactMatch' | 'closeMatch') => {
      const exact = relation === 'closeMatch' ? (concept.exactMatch ?? []) : [];
      const all = [...new Set([...(concept[relation] ?? []), ...(before[relation] ?? [])])];
      const left = all.filter((one) => !exact.includes(one));
      return left.length > 0 ? { [relation]: left } : {};
    };
    const all = { ...before.names, ...concept.names };
    concepts[code] = {
      ...concept,
      ...(Object.keys(all).length > 0 ? { names: all } : {}),
      ...joined('exactMatch'),
      ...joined('closeMatch'),
    };
  }
  const sorted = Object.entries(concepts).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...imported, name: own.name, categories: own.categories, concepts: Object.fromEntries(sorted) };
}

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (Array.isArray(value)) return { '@graph': value };
    if (isObject(value)) return value;
  } catch (cause) {
    throw new UnreadableVocabulary(`The file is not JSON: ${(cause as Error).message}.`, { cause });
  }
  throw new UnreadableVocabulary('The file is not a JSON object.');
}

/** `skos:prefLabel`, `http://…/core#prefLabel` and `prefLabel` are the same. */
function valuesOf(node: Json, local: string): unknown[] {
  for (const [key, value] of Object.entries(node)) {
    if (key.slice(Math.max(key.lastIndexOf(':'), key.lastIndexOf('#'), key.lastIndexOf('/')) + 1) !== local)
      continue;
    if (value === null || value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  }
  return [];
}

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const objects = (values: unknown): Json[] => (Array.isArray(values) ? values.filter(isObject) : []);

const isOfType = (node: Json, type: string): boolean =>
  [...valuesOf(node, 'type'), ...valuesOf(node, '@type')].some(
    (one) => typeof one === 'string' && one.split(/[:#/]/).at(-1) === type,
  );

const uriOf = (node: Json): string | undefined => {
  const [uri] = [...valuesOf(node, 'uri'), ...valuesOf(node, '@id'), ...valuesOf(node, 'id')];
  return typeof uri === 'string' ? uri.replace(/^https:\/\/cv\.iptc\.org/, 'http://cv.iptc.org') : undefined;
};

function textOf(node: Json, local: string): string | undefined {
  const [value] = valuesOf(node, local);
  const inner = isObject(value) ? value['@value'] : value;
  return inner === undefined ? undefined : String(inner);
}

const references = (node: Json, local: string): string[] =>
  valuesOf(node, local)
    .map((value) => (isObject(value) ? uriOf(value) : value))
    .filter((value) => typeof value === 'string')
    .map((value) => value.replace(/^https:\/\/cv\.iptc\.org/, 'http://cv.iptc.org'));

function names(node: Json, languages: readonly string[] | undefined): Pick<VocabularyConcept, 'names'> {
  const found: Record<string, string> = {};
  const add = (tag: string, name: unknown): void => {
    const language = LANGUAGES[tag] ?? tag;
    const wanted = languages === undefined || languages.includes(language);
    if (wanted && typeof name === 'string' && name.trim() !== '') found[language] ??= name.trim();
  };
  for (const value of valuesOf(node, 'prefLabel')) {
    if (typeof value === 'string') add('en', value);
    else if (isObject(value) && '@value' in value) add(String(value['@language'] ?? 'en'), value['@value']);
    else if (isObject(value)) for (const [tag, name] of Object.entries(value)) add(tag, name);
  }
  return Object.keys(found).length > 0 ? { names: found } : {};
}

function matches(
  node: Json,
  relation: 'exactMatch' | 'closeMatch',
): Pick<VocabularyConcept, 'exactMatch' | 'closeMatch'> {
  const qcodes = references(node, relation).flatMap((one): Qcode[] => {
    if (/^[\w-]+:[^\s/]+$/.test(one)) return [asQcode(one)];
    const { qcode } = withQcode({ uri: one });
    return qcode === undefined ? [] : [qcode];
  });
  return qcodes.length > 0 ? { [relation]: qcodes } : {};
}
