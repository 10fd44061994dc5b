const CLAUSE_END = /[.;|\n!?•]|\s[-–—+]+\s/g;
/** Terms are short; of a longer clause only the neighbourhood is looked at, so that hostile texts cost no more than others. */
const LONGEST = 300;

/** The clauses of a text: what stands between full stops, semicolons, dashes and line ends. */
export class Clauses {
  private readonly ends: { from: number; to: number }[] = [];

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

  /** The first end that begins at a place or behind it. */
  private firstFrom(at: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends[middle]!.from < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A full stop ends a clause unless it belongs to an abbreviation such as U.S. */
const isBoundary = (text: string, at: number, mark: string): boolean =>
  mark !== '.' ||
  (/^(?:\s|$)/.test(text.slice(at + 1, at + 2)) &&
    !/(?:^|[^\p{L}])\p{L}$/u.test(text.slice(Math.max(0, at - 2), at)));
