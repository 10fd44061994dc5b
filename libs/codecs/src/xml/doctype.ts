import { ReferenceDecoder } from './references.js';

/** What a document's DOCTYPE says that concerns reading it; nothing outside the document is ever fetched. */
export interface Doctype {
  /** Offset behind the declaration, or of the first element where there is none. */
  end: number;
  /** Plain-text entities, which are safe to expand. */
  declared: ReadonlyMap<string, string>;
  /** Entities that are external or refer to others: harmless until the document uses one. */
  refused: ReadonlySet<string>;
}

const MAX_ENTITIES = 256;
const MAX_ENTITY_LENGTH = 1000;
const ENTITY = /^ENTITY\s+(%\s+)?([^\s%"'>]+)\s+(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC)\b)/;

const NO_ENTITIES: ReadonlyMap<string, string> = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/** Reads over the prolog of an XML document (XML 1.0 section 2.8). */
export function readDoctype(text: string): Doctype {
  const start = skipMisc(text, 0);
  if (text[start + 1] !== '!') return { end: start, declared: NO_ENTITIES, refused: NO_NAMES };
  const declared = new Map<string, string>();
  const refused = new Set<string>();
  if (!/^<!doctype/i.test(text.slice(start, start + 9))) return { end: start, declared, refused };
  let depth = 0;
  for (let i = start + 9; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, i + 1);
      if (close < 0) break;
      i = close;
    } else if (c === '[') {
      depth++;
    } else if (c === ']') {
      depth--;
    } else if (c === '>' && depth <= 0) {
      return { end: i + 1, declared, refused };
    } else if (c === '<') {
      const end = endOfMarkup(text, i);
      // An element inside where only declarations may stand: the DOCTYPE was never closed.
      if (end < 0) return { end: i, declared, refused };
      if (text.startsWith('<!ENTITY', i)) readEntity(text.slice(i + 2, end), declared, refused);
      i = end - 1;
    }
  }
  return { end: text.length, declared, refused };
}

/** Where white space, comments and instructions from `at` on end (XML 1.0 section 2.8, Misc). */
export function skipMisc(text: string, at: number): number {
  const upTo = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from);
    return end < 0 ? text.length : end + mark.length;
  };
  let i = at;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === 0x20 || (c >= 0x9 && c <= 0xd) || c === 0xfeff || c === 0xa0) i++;
    else if (text.startsWith('<?', i)) i = endOfInstruction(text, i);
    else if (text.startsWith('<!--', i)) i = upTo('-->', i + 4);
    else return i;
  }
  return i;
}

/** Behind its `?>`, or where a mere `>` ends it before the next tag begins. */
function endOfInstruction(text: string, at: number): number {
  const close = text.indexOf('>', at);
  if (close < 0) return text.length;
  if (text[close - 1] === '?') return close + 1;
  const rest = text.slice(close, close + MAX_ENTITY_LENGTH);
  const end = /^[^<]*?\?>/.exec(rest);
  return close + (end ? end[0].length : 1);
}

/** The end of a comment, instruction or declaration at `i`; -1 where something else begins there. */
function endOfMarkup(text: string, i: number): number {
  const upTo = (mark: string): number => {
    const at = text.indexOf(mark, i);
    return at < 0 ? text.length : at + mark.length;
  };
  if (text.startsWith('<!--', i)) return upTo('-->');
  if (text.startsWith('<?', i)) return upTo('?>');
  if (!text.startsWith('<!', i)) return -1;
  for (let at = i; at < text.length; at++) {
    const c = text[at];
    if (c === '>') return at + 1;
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, at + 1);
      if (close < 0) return text.length;
      at = close;
    }
  }
  return text.length;
}

function readEntity(declaration: string, declared: Map<string, string>, refused: Set<string>): void {
  const match = ENTITY.exec(declaration);
  // Parameter entities (%name;) only matter to a validating reader, which this is not.
  if (!match || match[1] !== undefined) return;
  const name = match[2]!;
  if (declared.has(name) || refused.has(name)) return;
  const value = match[3] ?? match[4];
  const plain = value === undefined ? undefined : plainText(value);
  if (plain === undefined || declared.size >= MAX_ENTITIES) refused.add(name);
  else declared.set(name, plain);
}

/** An entity's value with its own character references resolved, if it is text and nothing but text. */
function plainText(value: string): string | undefined {
  // `%` alone is a sign like others; `%name;` would be what a parameter entity stands for.
  if (value.length > MAX_ENTITY_LENGTH || value.includes('<') || /%[^\s%&;]+;/.test(value)) return undefined;
  let bare = false;
  const text = new ReferenceDecoder(new Map(), new Set()).decode(value, () => {
    bare = true;
  });
  return bare ? undefined : text;
}
