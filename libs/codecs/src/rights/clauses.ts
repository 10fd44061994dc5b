import { isTerm } from './restriction-phrases.js';
import { fold } from './territories.js';

const CLAUSE_END = /[.;|\n!?•]|\s[-–—+]+\s/g;
/** Terms are short; of a longer clause only the neighbourhood is looked at, so that hostile texts cost no more than others. */
const LONGEST = 300;

const WORD = /[\p{L}\p{N}']+/gu;

/** The clauses of a text: what stands between full stops, semicolons, dashes and line ends. */
export class Clauses {
  private readonly ends: { from: number; to: number }[] = [];
  /** Where the words begin that say something besides terms; read once, for a text may hold hundreds of phrases. */
  private others?: number[];

  constructor(readonly text: string) {
    for (const match of text.matchAll(CLAUSE_END)) {
      if (isBoundary(text, match.index, match[0]))
        this.ends.push({ from: match.index, to: match.index + match[0].length });
    }
  }

  startOf(at: number): number {
    const before = this.ends[this.firstFrom(at) - 1];
    return Math.max(before === undefined ? 0 : Math.min(before.to, at), at - LONGEST);
  }

  endOf(at: number): number {
    return Math.min(this.ends[this.firstFrom(at)]?.from ?? this.text.length, at + LONGEST);
  }

  /** The clause around a match, or the match with its neighbourhood where the clause is long. */
  quote(match: RegExpExecArray): string {
    const end = match.index + match[0].length;
    const to = this.endOf(end);
    const clause = this.text.slice(this.startOf(match.index), to).trim();
    return clause.length <= 160 ? clause : this.text.slice(match.index, Math.min(to, end + 60)).trim();
  }

  /** Whether the rest of the clause around a stretch of text is nothing but words of terms. */
  isOfTerms(from: number, to: number): boolean {
    this.others ??= [...fold(this.text).matchAll(WORD)]
      .filter(([word]) => !isTerm(word))
      .map(({ index }) => index);
    const { others } = this;
    const next = (at: number): number => others[lowest(others.length, (i) => others[i]! >= at)] ?? Infinity;
    return next(this.startOf(from)) >= from && next(to) >= this.endOf(to);
  }

  /** The first end that begins at a place or behind it. */
  private firstFrom(at: number): number {
    return lowest(this.ends.length, (i) => this.ends[i]!.from >= at);
  }
}

/** The lowest number below `count` from which on it is so, found by halving; `count` where there is none. */
function lowest(count: number, isSo: (i: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A full stop ends a clause unless it belongs to an abbreviation such as U.S. */
const isBoundary = (text: string, at: number, mark: string): boolean =>
  mark !== '.' ||
  (/^(?:\s|$)/.test(text.slice(at + 1, at + 2)) &&
    !/(?:^|[^\p{L}])\p{L}$/u.test(text.slice(Math.max(0, at - 2), at)));
