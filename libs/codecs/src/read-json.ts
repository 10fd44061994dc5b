import type { JsonDocument, Warning } from './codec.js';
import { CUT_DETAIL, countOf, MAX_TEXT, tooLarge } from './limits.js';

/** Far more than a document of news has for its size, and as much as can be held. */
const MAX_VALUES = 1_000_000;

/**
 * A JSON text that is parsed when it is first asked for, and once: recognising the format and reading it are two.
 *
 * @returns a function that throws SyntaxError where the text is no JSON, and UndecodableDocument `decode.too-large`
 *   where it has more than a million values
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
  const value: unknown = JSON.parse(text);
  const warnings: Warning[] = [];
  return { value: text.length > MAX_TEXT ? cut(value, '', 0, warnings) : value, warnings };
}

/** Below this objects are read by no codec. */
const DEEPEST = 100;

function cut(value: unknown, at: string, depth: number, warnings: Warning[]): unknown {
  if (typeof value === 'string') {
    if (value.length <= MAX_TEXT) return value;
    warnings.push({ code: 'text-cut', at, detail: CUT_DETAIL });
    return value.slice(0, MAX_TEXT);
  }
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) {
    const list = value as unknown[];
    for (let i = 0; i < list.length; i++) list[i] = cut(list[i], `${at}/${i}`, depth + 1, warnings);
    return list;
  }
  const object = value as Record<string, unknown>;
  for (const key in object) object[key] = cut(object[key], `${at}/${key}`, depth + 1, warnings);
  return object;
}
