import type { Restriction } from '#news/record.js';
import { ownCopy } from '../own-copy.js';
import { platformOf } from './restriction-phrases.js';
import { fold, territoryOf, WORDS_TOO } from './territories.js';

const SEPARATOR = /\s*(?:,|\/|&|\(|\))\s*|\s+(?:and|or|nor|и|или|və|və ya|және|va|ва|hamda)\s+/iu;
const targets = new Map<string, string | undefined>();
const LONGEST_TARGET = 80;
/** Names of a phrase whose meaning is remembered. */
const MOST_REMEMBERED = 1000;

/** TV is a platform before it is Tuvalu. What the last few words were is remembered: lists of countries repeat. */
function target(words: string): string | undefined {
  if (words.length > LONGEST_TARGET) return undefined;
  if (targets.has(words)) return targets.get(words);
  if (targets.size >= MOST_REMEMBERED) targets.clear();
  const own = ownCopy(words);
  const found = platformOf(fold(own)) ?? territoryOf(own);
  targets.set(own, found);
  return found;
}

/** Whether the words name a territory or platform; among other words, `NO` and `IN` are no countries. */
const isTarget = (words: readonly string[], all: readonly string[]): boolean =>
  target(words.join(' ')) !== undefined && !(all.length > words.length && WORDS_TOO.has(words.join(' ')));

/** The territories and platforms a text begins with, and how long that is; it stops at the first word that is neither. */
export function leading(text: string): { items: string[]; length: number } {
  const items: string[] = [];
  let length = 0;
  for (const part of text.split(SEPARATOR)) {
    if (part.trim() === '') continue;
    const words = part.trim().split(/\s+/);
    let taken = 0;
    for (let n = Math.min(words.length, 5); n > 0 && taken === 0; n--) {
      if (isTarget(words.slice(0, n), words)) taken = n;
    }
    if (taken === 0) break;
    const item = words.slice(0, taken).join(' ');
    items.push(item);
    const at = text.indexOf(words[taken - 1]!, text.indexOf(words[0]!, length));
    length = Math.max(length, at + words[taken - 1]!.length);
    if (taken < words.length) break;
  }
  return { items, length };
}

/** The territories and platforms a text ends with, and how long that is; `all` when it names nothing else. */
export function trailing(text: string): { items: string[]; all: boolean; length: number } {
  const items: string[] = [];
  let from = text.length;
  const parts = text.split(SEPARATOR).filter((part) => part.trim() !== '');
  for (const part of parts.reverse()) {
    const words = part.trim().split(/\s+/);
    let taken = 0;
    for (let n = Math.min(words.length, 5); n > 0 && taken === 0; n--) {
      if (isTarget(words.slice(-n), words)) taken = n;
    }
    if (taken > 0) {
      const item = words.slice(-taken).join(' ');
      items.unshift(item);
      from = Math.max(0, text.lastIndexOf(words[words.length - taken]!, from - 1));
    }
    if (taken < words.length) return { items, all: false, length: text.length - from };
  }
  return { items, all: items.length > 0, length: text.length - from };
}

/** The restrictions to, or from, what is named: the territories in one, the platforms in another. */
export function limits(polarity: 'only' | 'not', names: readonly string[], source: string): Restriction[] {
  const platforms = names.map((name) => platformOf(fold(name))).filter((platform) => platform !== undefined);
  const countries = names.filter((name) => !platformOf(fold(name))).map((name) => territoryOf(name)!);
  const one = (type: 'territory' | 'platform', codes: string[]): Restriction[] =>
    codes.length > 0 ? [{ type, value: `${polarity} ${[...new Set(codes)].join(' ')}`, source }] : [];
  return [...one('territory', countries), ...one('platform', platforms)];
}
