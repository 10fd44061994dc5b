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

/**
 * Names each key that an object has more than once. Readers of JSON take the last of them (RFC 8259 section 4 leaves it
 * open), so the warning quotes the value before.
 *
 * @param text valid JSON
 */
export function repeatedKeys(text: string): Warning[] {
  const found: Warning[] = [];
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
        if (before !== undefined) found.push(repeated(text, before, open));
        if (found.length > MOST_TOLD) return found;
        top.values.set(top.key, text.indexOf(':', end) + 1);
        isKey = false;
      }
      at = end - 1;
    }
  }
  return found;
}

function repeated(text: string, before: number, open: readonly Open[]): Warning {
  const value = text.slice(before, before + MAX_QUOTED).trimStart();
  const end = value.startsWith('"') ? endOfString(value, 0) : /[,}]|$/.exec(value)!.index;
  return {
    code: 'json-key-repeated',
    at: open
      .map(({ key }) => `/${key}`)
      .join('')
      .slice(0, MAX_QUOTED),
    detail: `the last value was read, not ${value.slice(0, end)}`,
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
