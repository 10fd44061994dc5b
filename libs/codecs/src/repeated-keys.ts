import type { Warning } from './codec.js';

/** So many are told; what has more is told that it has. */
const MOST_TOLD = 20;
const MAX_QUOTED = 100;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * How many keys the objects of a JSON text have, repeated ones too: a quotation mark before a colon ends a key. A text
 * that begins with a colon is taken for one more.
 */
export function keysWritten(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let at = colon - 1;
    while (at >= 0 && isSpace(text.charCodeAt(at))) at--;
    if (text.charCodeAt(at) === QUOTE && text.charCodeAt(at - 1) !== BACKSLASH) count++;
  }
  return count;
}

interface Open {
  /** Where the value of each key begins; undefined in a list. */
  values: Map<string, number> | undefined;
  /** The key, or the place in the list, of what is read. */
  key: string | number;
}

/** A key that binds whoever gets the item: no value of it may be passed over, however often an object has it. */
const BINDING = /[ea]mbar[gq]|sperrfrist|hold|release|before|status/i;

/** What an object said before it said something else under the same key. */
export interface EarlierValue {
  /** Of the object: the keys and places that lead to it. */
  path: readonly (string | number)[];
  key: string;
  /** Of a list or an object how it begins. */
  value: unknown;
}

/**
 * Names each key that an object has more than once. Readers of JSON take the last of them (RFC 8259 section 4 leaves it
 * open), so the warning quotes the value before.
 *
 * @param text valid JSON
 * @returns also the earlier values of embargoes and statuses, for those who must hear all of them
 */
export function repeatedKeys(text: string): { warnings: Warning[]; earlier: EarlierValue[] } {
  const warnings: Warning[] = [];
  const earlier: EarlierValue[] = [];
  const open: Open[] = [];
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    const top = open.at(-1);
    if (sign === '{') {
      open.push({ values: new Map(), key: '' });
      isKey = true;
    } else if (sign === '[') {
      open.push({ values: undefined, key: 0 });
      isKey = false;
    } else if (sign === '}' || sign === ']') {
      open.pop();
      isKey = false;
    } else if (sign === ',' && top) {
      isKey = top.values !== undefined;
      if (typeof top.key === 'number') top.key++;
    } else if (sign === '"') {
      const end = endOfString(text, at);
      if (isKey && top?.values) {
        top.key = JSON.parse(text.slice(at, end)) as string;
        const before = top.values.get(top.key);
        if (before !== undefined) {
          const said = valueAt(text, before);
          if (warnings.length <= MOST_TOLD) warnings.push(repeated(said, open));
          if (BINDING.test(top.key))
            earlier.push({
              path: open.slice(0, -1).map(({ key }) => key),
              key: top.key,
              value: scalar(said),
            });
        }
        top.values.set(top.key, text.indexOf(':', end) + 1);
        isKey = false;
      }
      at = end - 1;
    }
  }
  return { warnings, earlier };
}

/** The beginning of the value that stands there: all of it where it is no list, no object and not long. */
function valueAt(text: string, start: number): string {
  const value = text.slice(start, start + MAX_QUOTED).trimStart();
  return value.slice(0, value.startsWith('"') ? endOfString(value, 0) : /[,}]|$/.exec(value)!.index).trim();
}

/** The value; of a list or an object what was quoted, which nobody can take for a time or a status. */
function scalar(json: string): unknown {
  try {
    const value = JSON.parse(json) as unknown;
    return typeof value === 'object' && value !== null ? json : value;
  } catch {
    return json;
  }
}

function repeated(before: string, open: readonly Open[]): Warning {
  const at = open.map(({ key }) => `/${key}`).join('');
  return {
    code: 'json-key-repeated',
    at: at.slice(0, MAX_QUOTED),
    detail: BINDING.test(String(open.at(-1)?.key))
      ? `it was ${before} before`
      : `the last value was read, not ${before}`,
  };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
