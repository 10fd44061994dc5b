import type { Restriction, Rights } from '#news/record.js';
import { countPhrase } from './limits.js';
import { ownCopy } from './own-copy.js';
import { Clauses } from './rights/clauses.js';
import { leading, limits, trailing } from './rights/named-targets.js';
import {
  AFTER,
  ARCHIVE,
  BEFORE,
  CREDIT_PHRASES,
  DURATION,
  FIXED_PHRASES,
  isoDuration,
  MAY_RESTRICT,
  USE,
} from './rights/restriction-phrases.js';
import { countriesOf, fold, isMediaOfCountries, MEDIA_OF_COUNTRIES } from './rights/territories.js';

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
  const holder = texts.holder?.trim();
  const notice = texts.notice?.trim();
  if (!holder && !notice && usageTerms.length === 0 && restrictions.size === 0) return undefined;
  const rights: Rights = {};
  if (holder) rights.holder = holder;
  if (notice) rights.notice = notice;
  if (usageTerms.length > 0) rights.usageTerms = usageTerms;
  if (restrictions.size > 0) rights.restrictions = [...restrictions.values()];
  return rights;
}

const MOST_REMEMBERED = 1000;
const LONGEST_REMEMBERED = 10_000;
/** Characters of all texts that are remembered of one kind. */
const MOST_LETTERS = 1_000_000;
/** Restrictions of one text that cost nothing once they are known: no text that is meant has as many. */
const FEW_RESTRICTIONS = 20;

class Memory {
  private readonly known = new Map<string, readonly Restriction[]>();
  private letters = 0;

  constructor(private readonly prose: boolean) {}

  of(text: string): readonly Restriction[] {
    if (text.length > LONGEST_REMEMBERED) return distinct(restrictionsIn(text, this.prose));
    let found = this.known.get(text);
    if (found !== undefined) {
      // Each is given to each item: a text full of them, under ten thousand items, is too much.
      for (let i = FEW_RESTRICTIONS; i < found.length; i++) countPhrase();
      return found;
    }
    const own = ownCopy(text);
    found = distinct(restrictionsIn(own, this.prose));
    if (this.known.size >= MOST_REMEMBERED || this.letters > MOST_LETTERS) {
      this.known.clear();
      this.letters = 0;
    }
    this.letters += own.length;
    this.known.set(own, found);
    return found;
  }
}

/** An agency's terms are the same under each of its items, so what was read of the last few texts is remembered. */
const terms = new Memory(false);
const notes = new Memory(true);

const remembered = (text: string, prose: boolean): Restriction[] =>
  (prose ? notes : terms).of(text).map((one) => ({ ...one }));

const distinct = (found: readonly Restriction[]): Restriction[] => {
  const byMeaning = new Map<string, Restriction>();
  for (const one of found) {
    const key = `${one.type} ${one.value}`;
    if (!byMeaning.has(key)) byMeaning.set(key, one);
  }
  return [...byMeaning.values()];
};

/**
 * @param prose true for notes and captions, which also tell the story: there a phrase is a restriction only among
 *   words that are nothing but terms, or in capitals
 */
function restrictionsIn(text: string, prose: boolean): Restriction[] {
  const folded = fold(text);
  if (!MAY_RESTRICT.test(folded)) return [];
  const clauses = new Clauses(text);
  const found: Restriction[] = [];
  const tells = (match: RegExpExecArray, end = match.index + match[0].length): boolean =>
    prose && !isShouted(text, match) && !clauses.isOfTerms(match.index, end);
  for (const { type, value, pattern } of FIXED_PHRASES) {
    for (const match of phrasesIn(folded, pattern))
      if (!tells(match)) found.push({ type, value, source: clauses.quote(match) });
  }
  for (const pattern of CREDIT_PHRASES) {
    for (const match of phrasesIn(folded, pattern)) {
      found.push({
        type: 'credit',
        value: creditName(text, match) ?? 'required',
        source: clauses.quote(match),
      });
    }
  }
  for (const match of phrasesIn(folded, MEDIA_OF_COUNTRIES, isMediaOfCountries)) {
    if (tells(match)) continue;
    const codes = countriesOf(match[2]!);
    found.push({ type: 'territory', value: `not ${codes.join(' ')}`, source: clauses.quote(match) });
  }
  for (const { polarity, pattern } of BEFORE) {
    for (const match of phrasesIn(folded, pattern)) {
      const from = match.index + match[0].length;
      const named = leading(text.slice(from, clauses.endOf(from)));
      if (!tells(match, from + named.length))
        found.push(...limits(polarity, named.items, clauses.quote(match)));
    }
  }
  for (const { polarity, pattern } of AFTER) {
    for (const match of phrasesIn(folded, pattern)) {
      const start = clauses.startOf(match.index);
      const named = trailing(text.slice(start, match.index));
      // "Japan out" inside a sentence is an event, not a restriction: small letters count only as a clause of its own.
      if (match[0] === 'out' && !isShouted(text, match) && !(named.all && isEndOfClause(clauses, match)))
        continue;
      // "Использование в школах запрещено" forbids no use of the item.
      if (/^запрещ/.test(match[0]) && folded.slice(start, match.index).search(USE) < 0) continue;
      const end = match.index + match[0].length;
      if (prose && !isShouted(text, match) && !clauses.isOfTerms(match.index - named.length, end)) continue;
      found.push(...limits(polarity, named.items, clauses.quote(match)));
    }
  }
  for (const match of phrasesIn(folded, DURATION)) {
    const clause = folded.slice(clauses.startOf(match.index), clauses.endOf(match.index));
    const part = prose ? clause : clause.split(',').find((words) => words.includes(match[0]))!;
    if (part.search(USE) < 0 && wordsIn(part) > 3) continue;
    if (tells(match) && part.search(ARCHIVE) < 0) continue;
    const type = part.search(ARCHIVE) >= 0 ? 'archive' : 'window';
    found.push({ type, value: isoDuration(match[1]!, match[2]!), source: clauses.quote(match) });
  }
  return found;
}

/** As `matchAll`, which makes a copy of the pattern each time: a text is asked for a score of them. No phrase is empty. */
function* phrasesIn(
  folded: string,
  pattern: RegExp,
  isPhrase: (match: RegExpExecArray) => boolean = () => true,
): Generator<RegExpExecArray> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    if (!isPhrase(match)) continue;
    countPhrase();
    yield match;
  }
}

const wordsIn = (text: string): number => text.split(/[\s,]+/).filter(Boolean).length;

const isShouted = (text: string, match: RegExpExecArray): boolean => {
  const words = text.slice(match.index, match.index + match[0].length);
  return /\p{Lu}{2}/u.test(words) && !/\p{Ll}/u.test(words);
};

const isEndOfClause = (clauses: Clauses, match: RegExpExecArray): boolean => {
  const end = match.index + match[0].length;
  return /^[\s),]*$/.test(clauses.text.slice(end, clauses.endOf(end)));
};

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
