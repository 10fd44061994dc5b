import { LineIndex } from './line-index.js';

/** Finds the lines of values in a JSON text, for any number of them: each list and object is gone through once. */
export class JsonLines {
  private readonly lines: LineIndex;
  /** Where the members of a list or object begin, by where it begins itself. */
  private readonly members = new Map<number, ReadonlyMap<string, number>>();

  /** @param text valid JSON */
  constructor(private readonly text: string) {
    this.lines = new LineIndex(text);
  }

  /**
   * The line on which the value at a JSON pointer (RFC 6901) begins; of one that is not there, that of the nearest value
   * around it.
   */
  lineOf(pointer: string): number {
    let at = skipSpace(this.text, 0);
    for (const name of pointer.split('/').slice(1).filter(Boolean).map(unescaped)) {
      const next = this.membersAt(at).get(name);
      if (next === undefined) break;
      at = next;
    }
    return this.lines.lineOf(at)!;
  }

  private membersAt(at: number): ReadonlyMap<string, number> {
    const known = this.members.get(at);
    if (known) return known;
    const found = membersOf(this.text, at);
    this.members.set(at, found);
    return found;
  }
}

/** 1 for the first line. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

const unescaped = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text[at] ?? '.')) at++;
  return at;
}

/** Where the value of each member of the object, or item of the list, at `at` begins; none where it is neither. */
function membersOf(text: string, at: number): Map<string, number> {
  const found = new Map<string, number>();
  const isObject = text[at] === '{';
  if (!isObject && text[at] !== '[') return found;
  let next = skipSpace(text, at + 1);
  for (let n = 0; next < text.length && text[next] !== '}' && text[next] !== ']'; n++) {
    let key = String(n);
    if (isObject) {
      const end = endOfString(text, next);
      key = JSON.parse(text.slice(next, end)) as string;
      next = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (!found.has(key)) found.set(key, next);
    next = skipSpace(text, endOfValue(text, next));
    if (text[next] === ',') next = skipSpace(text, next + 1);
  }
  return found;
}

function endOfString(text: string, start: number): number {
  // Most strings have no escape: their end is searched for, which takes a tenth of looking at each letter.
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before--;
    if ((end - before) % 2 === 1) return end + 1;
  }
  return text.length + 1;
}

function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && --depth <= 0) return depth < 0 ? at : at + 1;
    else if (sign === ',' && depth === 0) return at;
  }
  return text.length;
}

const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?(?![\d.])|true\b|false\b|null\b))/iuy;

/** Where a text stops being JSON (RFC 8259): the offset of the first thing that may not stand there, or of the end. */
export function jsonErrorOffset(text: string): number {
  const open: string[] = [];
  let expected: 'value' | 'key' | 'colon' | 'more' = 'value';
  /** Whether the list or object that was just opened may close again. */
  let isEmpty = false;
  let at = 0;
  for (;;) {
    const begins = skipSpace(text, at);
    TOKEN.lastIndex = at;
    const [whole, sign, string, other] = TOKEN.exec(text) ?? [];
    if (whole === undefined) return begins;
    const top = open.at(-1);
    const closes = (sign === '}' && top === '{') || (sign === ']' && top === '[');
    if (closes && (expected === 'more' || (isEmpty && expected !== 'colon'))) {
      open.pop();
      expected = 'more';
    } else if (expected === 'value' && (sign === '{' || sign === '[')) {
      open.push(sign);
      expected = sign === '{' ? 'key' : 'value';
      isEmpty = true;
      at += whole.length;
      continue;
    } else if (expected === 'value' && (string ?? other) !== undefined) expected = 'more';
    else if (expected === 'key' && string !== undefined) expected = 'colon';
    else if (expected === 'colon' && sign === ':') expected = 'value';
    else if (expected === 'more' && sign === ',' && top !== undefined)
      expected = top === '{' ? 'key' : 'value';
    else return begins;
    isEmpty = false;
    at += whole.length;
  }
}

/** Where lists and objects stand in each other more than `most` deep; undefined where they nowhere do. */
export function tooDeepAt(text: string, most: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') {
      if (++depth > most) return at;
    } else if (sign === '}' || sign === ']') depth--;
  }
  return undefined;
}
