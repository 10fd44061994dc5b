import { rulesOf } from './element-rules.js';
import { beginsRawText } from './scan-html.js';

const NAME = /[^ \t\n\f\r/>]*/y;

/**
 * Tells which start tags of a piece of HTML nothing closes, of elements that are left out with all they hold: one that
 * never ends would take the rest of the story with it. Each name is looked for once in all of the text, and only when it
 * is asked for. Tags in comments count as well, so at worst something is kept that belongs to what is left out.
 */
export class UnclosedTags {
  private readonly places = new Map<string, readonly number[]>();

  constructor(private readonly source: string) {}

  /** Whether the start tag whose name is at that offset is one of them. */
  has(at: number): boolean {
    NAME.lastIndex = at;
    const name = NAME.exec(this.source)![0].toLowerCase();
    if (!rulesOf(name).isPassedUnclosed) return false;
    let places = this.places.get(name);
    if (places === undefined) {
      places = unclosed(this.source, name);
      this.places.set(name, places);
    }
    return includes(places, at);
  }
}

/** The offsets of the names of start tags that have no end tag, ascending. */
function unclosed(source: string, name: string): number[] {
  const open: number[] = [];
  const isRaw = beginsRawText(`${name}>`, 0);
  for (const match of source.matchAll(new RegExp(`<(/?)${name}(?=[ \\t\\n\\f\\r/>])[^<>]*`, 'gi'))) {
    const [tag, slash] = match;
    const end = match.index + tag.length;
    // What stands between is text, start tags of the same name and all.
    if (slash !== '' && isRaw) open.length = 0;
    else if (slash !== '') open.pop();
    else if (isRaw || !isEmpty(tag, source[end])) open.push(match.index + 1);
  }
  return open;
}

/** Whether a start tag is an end tag too. The `/` of `<object data=/a/>` belongs to the value. */
function isEmpty(tag: string, next: string | undefined): boolean {
  return next === '>' && /\/\s*$/.test(tag) && !/=\s*[^\s"'=]+\/$/.test(tag);
}

function includes(ascending: readonly number[], sought: number): boolean {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (ascending[middle]! < sought) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === sought;
}

/** Which elements a piece of HTML closes anywhere; each is looked for once. */
export class EndTags {
  private readonly found = new Map<string, boolean>();

  constructor(private readonly source: string) {}

  /** @param name in small letters */
  has(name: string): boolean {
    let found = this.found.get(name);
    if (found === undefined) {
      found = this.source.toLowerCase().includes(`</${name}`);
      this.found.set(name, found);
    }
    return found;
  }
}
