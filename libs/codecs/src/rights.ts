import type { Restriction, Rights } from '#news/record.js';
import {
  AFTER,
  ARCHIVE,
  BEFORE,
  CREDIT_PHRASES,
  DURATION,
  FIXED_PHRASES,
  isoDuration,
  platformOf,
  USE,
} from './rights/restriction-phrases.js';
import { fold, territoryOf } from './rights/territories.js';

/** Everything of a document that may say what may be done with it. */
export interface RightsTexts {
  holder?: string;
  notice?: string;
  usageTerms?: readonly string[];
  edNote?: string;
  /** Captions of pictures and videos, where agencies write "JAPAN OUT". */
  captions?: readonly string[];
}

/**
 * The rights of an item, with the restrictions that its free texts state in English, Russian, Azerbaijani, Kazakh or
 * Uzbek. Each restriction quotes the clause it was read from. What the texts do not say is not guessed; what a value
 * looks like is said at `Restriction`. Undefined where there is nothing at all.
 */
export function readRights(texts: RightsTexts): Rights | undefined {
  const restrictions = new Map<string, Restriction>();
  const add = (found: Restriction[]): void => {
    for (const one of found) {
      const key = `${one.type} ${one.value}`;
      if (!restrictions.has(key)) restrictions.set(key, one);
    }
  };
  for (const text of [...(texts.usageTerms ?? []), texts.notice]) if (text) add(remembered(text, false));
  for (const text of [texts.edNote, ...(texts.captions ?? [])]) if (text) add(remembered(text, true));
  const usageTerms = (texts.usageTerms ?? []).map((term) => term.trim()).filter(Boolean);
  const rights: Rights = {
    ...(texts.holder?.trim() ? { holder: texts.holder.trim() } : {}),
    ...(texts.notice?.trim() ? { notice: texts.notice.trim() } : {}),
    ...(usageTerms.length > 0 ? { usageTerms } : {}),
    ...(restrictions.size > 0 ? { restrictions: [...restrictions.values()] } : {}),
  };
  return Object.keys(rights).length > 0 ? rights : undefined;
}

const MOST_REMEMBERED = 2000;
const memory = new Map<string, readonly Restriction[]>();

/** An agency's terms are the same under each of its items, so what was read of the last few texts is remembered. */
function remembered(text: string, prose: boolean): Restriction[] {
  const key = `${prose ? 'prose' : 'terms'} ${text}`;
  let found = memory.get(key);
  if (found === undefined) {
    found = restrictionsIn(text, prose);
    if (memory.size >= MOST_REMEMBERED) memory.clear();
    if (text.length <= 1000) memory.set(key, found);
  }
  return found.map((one) => ({ ...one }));
}

/**
 * @param prose true for notes and captions, which also tell the story: there an amount of time is a limit only in a
 *   clause that says little else
 */
function restrictionsIn(text: string, prose: boolean): Restriction[] {
  const folded = fold(text);
  const found: Restriction[] = [];
  for (const { type, value, pattern } of FIXED_PHRASES) {
    for (const match of folded.matchAll(pattern)) found.push({ type, value, source: quote(text, match) });
  }
  for (const pattern of CREDIT_PHRASES) {
    for (const match of folded.matchAll(pattern)) {
      found.push({
        type: 'credit',
        value: creditName(text, match) ?? 'required',
        source: quote(text, match),
      });
    }
  }
  for (const { polarity, pattern } of BEFORE) {
    for (const match of folded.matchAll(pattern)) {
      const from = match.index + match[0].length;
      const rest = text.slice(from, endOfClause(text, from));
      if (prose && wordsIn(text.slice(startOfClause(text, match.index), from) + rest) > MOST_WORDS) continue;
      found.push(...limits(polarity, leading(rest), quote(text, match)));
    }
  }
  for (const { polarity, pattern } of AFTER) {
    for (const match of folded.matchAll(pattern)) {
      const clause = text.slice(startOfClause(text, match.index), match.index);
      // "Japan out" inside a sentence is an event, not a restriction: small letters count only as a clause of its own.
      const named = trailing(clause);
      const shouted = /\p{Lu}{2}/u.test(text.slice(match.index, match.index + match[0].length));
      if (match[0] === 'out' && !shouted && !(named.all && isEndOfClause(text, match))) continue;
      found.push(...limits(polarity, named.items, quote(text, match)));
    }
  }
  for (const match of folded.matchAll(DURATION)) {
    const clause = folded.slice(startOfClause(folded, match.index), endOfClause(folded, match.index));
    const part = prose ? clause : clause.split(',').find((words) => words.includes(match[0]))!;
    const limit = part.search(USE) >= 0 && (!prose || wordsIn(clause) <= MOST_WORDS);
    if (!limit && wordsIn(part) > 3) continue;
    const type = part.search(ARCHIVE) >= 0 ? 'archive' : 'window';
    found.push({ type, value: isoDuration(match[1]!, match[2]!), source: quote(text, match) });
  }
  return found;
}

/** A clause of a note or caption with more words than this tells the story rather than the terms. */
const MOST_WORDS = 8;
const wordsIn = (text: string): number => text.split(/[\s,]+/).filter(Boolean).length;

const CLAUSE_END = /[.;|\n!?•]|\s[-–—+]+\s/g;

/** A full stop ends a clause unless it belongs to an abbreviation such as U.S. */
function isBoundary(text: string, at: number, mark: string): boolean {
  return (
    mark !== '.' ||
    (/^(?:\s|$)/.test(text.slice(at + 1, at + 2)) && !/(?:^|[^\p{L}])\p{L}$/u.test(text.slice(0, at)))
  );
}

function endOfClause(text: string, from: number): number {
  CLAUSE_END.lastIndex = from;
  for (let m = CLAUSE_END.exec(text); m; m = CLAUSE_END.exec(text))
    if (isBoundary(text, m.index, m[0])) return m.index;
  return text.length;
}

function startOfClause(text: string, until: number): number {
  let start = 0;
  CLAUSE_END.lastIndex = 0;
  for (let m = CLAUSE_END.exec(text); m && m.index < until; m = CLAUSE_END.exec(text)) {
    if (isBoundary(text, m.index, m[0])) start = Math.min(m.index + m[0].length, until);
  }
  return start;
}

const isEndOfClause = (text: string, match: RegExpExecArray): boolean =>
  /^[\s),]*$/.test(
    text.slice(match.index + match[0].length, endOfClause(text, match.index + match[0].length)),
  );

/** The clause around a match, or the match with its neighbourhood where the clause is long. */
function quote(text: string, match: RegExpExecArray): string {
  const end = match.index + match[0].length;
  const from = startOfClause(text, match.index);
  const to = endOfClause(text, end);
  const clause = text.slice(from, to).trim();
  return clause.length <= 160 ? clause : text.slice(match.index, Math.min(to, end + 60)).trim();
}

const SEPARATOR = /\s*(?:,|\/|&|\(|\))\s*|\s+(?:and|or|nor|и|или|və|və ya|және|va|ва|hamda)\s+/iu;
/** TV is a platform before it is Tuvalu. */
const target = (words: string): string | undefined => platformOf(fold(words)) ?? territoryOf(words);

/** The territories and platforms a text begins with; it stops at the first word that is neither. */
function leading(text: string): string[] {
  const items: string[] = [];
  for (const part of text.split(SEPARATOR)) {
    if (part.trim() === '') continue;
    const words = part.trim().split(/\s+/);
    let taken = 0;
    for (let n = Math.min(words.length, 5); n > 0 && taken === 0; n--) {
      if (target(words.slice(0, n).join(' '))) taken = n;
    }
    if (taken === 0) break;
    items.push(words.slice(0, taken).join(' '));
    if (taken < words.length) break;
  }
  return items;
}

/** The territories and platforms a text ends with; `all` when it names nothing else. */
function trailing(text: string): { items: string[]; all: boolean } {
  const items: string[] = [];
  const parts = text.split(SEPARATOR).filter((part) => part.trim() !== '');
  for (const part of parts.reverse()) {
    const words = part.trim().split(/\s+/);
    let taken = 0;
    for (let n = Math.min(words.length, 5); n > 0 && taken === 0; n--) {
      if (target(words.slice(-n).join(' '))) taken = n;
    }
    if (taken === 0) return { items, all: false };
    items.unshift(words.slice(-taken).join(' '));
    if (taken < words.length) return { items, all: false };
  }
  return { items, all: items.length > 0 };
}

function limits(polarity: 'only' | 'not', names: readonly string[], source: string): Restriction[] {
  const platforms = names.map((name) => platformOf(fold(name))).filter((platform) => platform !== undefined);
  const countries = names.filter((name) => !platformOf(fold(name))).map((name) => territoryOf(name)!);
  const one = (type: 'territory' | 'platform', codes: string[]): Restriction[] =>
    codes.length > 0 ? [{ type, value: `${polarity} ${[...new Set(codes)].join(' ')}`, source }] : [];
  return [...one('territory', countries), ...one('platform', platforms)];
}

/** "The source", in the cases in which the phrases ask for it: a word for whoever it is, and no name. */
const THE_SOURCE =
  /^(?:the )?(?:source|источник\p{L}*|mənbə\p{L}*|дереккөз\p{L}*|manba\p{L}*|манба\p{L}*)$/iu;

/** The name to credit, as written: the match's group, found again in the text before it was folded. */
function creditName(text: string, match: RegExpExecArray): string | undefined {
  const folded = match[1];
  if (!folded) return undefined;
  const from = match.index + match[0].indexOf(folded);
  const name = text.slice(from, from + folded.length).replace(/^[\s"“«:]+|[\s"”».]+$/gu, '');
  return name === '' || THE_SOURCE.test(name) ? undefined : name;
}
