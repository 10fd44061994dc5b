import type { JsonDocument, Warning } from './codec.js';
import { CUT_DETAIL, countOf, MAX_TEXT, tooLarge } from './limits.js';
import { repairedJson } from './repair-json.js';
import { type EarlierValue, keysWritten, repeatedKeys } from './repeated-keys.js';

/** Far more than a document of news has for its size, and as much as can be held. */
const MAX_VALUES = 500_000;

/**
 * A JSON text that is parsed when it is first asked for, and once: recognising the format and reading it are two.
 *
 * @returns a function that throws SyntaxError where the text is no JSON, and UndecodableDocument `decode.too-large`
 *   where it has more than 500,000 values
 */
export function jsonOnce(text: string): () => JsonDocument {
  let read: (() => JsonDocument) | undefined;
  return () => {
    read ??= attempt(text);
    return read();
  };
}

function attempt(text: string): () => JsonDocument {
  try {
    const document = readJson(text);
    return () => document;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function readJson(text: string): JsonDocument {
  // Values of one sign each take many times the memory of their text.
  if (text.length > MAX_VALUES) {
    for (const sign of [',', '[', '{'])
      if (countOf(text, sign, MAX_VALUES) > MAX_VALUES)
        throw tooLarge(`it has more than ${MAX_VALUES} values of JSON`);
  }
  const warnings: Warning[] = [];
  const { value, source } = parsed(text, warnings);
  const bounds: Bounds = { warnings, keys: 0 };
  const bound = bounded(value, undefined, 0, bounds);
  // The keys of what was too deep are not among those that were counted.
  const isWhole = warnings.every(({ code }) => code !== 'json-too-deep');
  if (!isWhole || keysWritten(source) === bounds.keys) return { value: bound, warnings };
  const repeated = repeatedKeys(source);
  warnings.push(...repeated.warnings);
  return { value: bound, warnings, earlier: byObject(repeated.earlier, bound) };
}

/** The objects that said something else before, which are those at the ends of the paths. */
function byObject(values: readonly EarlierValue[], document: unknown): JsonDocument['earlier'] {
  const found = new Map<object, [string, unknown][]>();
  for (const { path, key, value } of values) {
    let at = document;
    for (const step of path) at = (at as Record<string | number, unknown> | null)?.[step];
    if (typeof at !== 'object' || at === null) continue;
    const known = found.get(at);
    if (known) known.push([key, value]);
    else found.set(at, [[key, value]]);
  }
  return found;
}

/** @returns also the text that is JSON, repaired where the document's own is not */
function parsed(text: string, warnings: Warning[]): { value: unknown; source: string } {
  try {
    return { value: JSON.parse(text), source: text };
  } catch (error) {
    const repaired = repairedJson(text);
    if (repaired === undefined) throw error;
    let value: unknown;
    try {
      value = JSON.parse(repaired);
    } catch {
      throw error;
    }
    const detail = error instanceof Error ? error.message : String(error);
    warnings.push({ code: 'json-recovered', at: 'document', detail: `${detail}; all of it was read` });
    return { value, source: repaired };
  }
}

/** Lists and objects in each other. No codec reads deeper, and what goes from object to object would run out of stack. */
const DEEPEST = 100;

/** The way to a value: its key, behind that of what it is in. */
interface Place {
  key: string | number;
  within: Place | undefined;
}

interface Bounds {
  warnings: Warning[];
  /** How many the objects have, each of them once. */
  keys: number;
}

/** The value with its longest texts cut and without what is nested too deep, which is told. */
function bounded(value: unknown, at: Place | undefined, depth: number, bounds: Bounds): unknown {
  const { warnings } = bounds;
  if (typeof value === 'string') {
    if (value.length <= MAX_TEXT) return value;
    warnings.push({ code: 'text-cut', at: pointerTo(at), detail: CUT_DETAIL });
    return value.slice(0, MAX_TEXT);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) {
    const detail = `what is nested deeper than ${DEEPEST} lists and objects was left out`;
    warnings.push({ code: 'json-too-deep', at: pointerTo(at), detail });
    return null;
  }
  if (Array.isArray(value)) {
    const list = value as unknown[];
    for (let i = 0; i < list.length; i++) {
      const inner = list[i];
      if (isBoundless(inner)) list[i] = bounded(inner, { key: i, within: at }, depth + 1, bounds);
    }
    return list;
  }
  const object = value as Record<string, unknown>;
  for (const key in object) {
    bounds.keys++;
    const inner = object[key];
    if (isBoundless(inner)) object[key] = bounded(inner, { key, within: at }, depth + 1, bounds);
  }
  return object;
}

const isBoundless = (value: unknown): boolean =>
  typeof value === 'string' ? value.length > MAX_TEXT : typeof value === 'object' && value !== null;

/** As a JSON pointer (RFC 6901), of which the beginning tells enough. */
function pointerTo(place: Place | undefined): string {
  const keys: (string | number)[] = [];
  for (let at = place; at; at = at.within) keys.push(at.key);
  const shown = keys.reverse().slice(0, MOST_KEYS);
  return shown.map((key) => `/${key}`).join('') + (shown.length < keys.length ? '/…' : '');
}

const MOST_KEYS = 8;
