const plus = (counts: Map<string, number>, name: string, more: number): void =>
  void counts.set(name, (counts.get(name) ?? 0) + more);

/** The names of the elements that are open, as written, the innermost last. */
export class OpenNames {
  private readonly names: string[] = [];
  /**
   * How many there are of each name, as written and in lower case, so that an end tag that closes nothing costs no search:
   * a document may have millions. Counted from the first end tag on that is not the innermost's; most have none.
   */
  private counts: { written: Map<string, number>; lower: Map<string, number> } | undefined;

  get length(): number {
    return this.names.length;
  }

  at(index: number): string | undefined {
    return this.names.at(index);
  }

  push(name: string): void {
    this.names.push(name);
    if (this.counts) this.count(name, 1);
  }

  pop(): void {
    const name = this.names.pop();
    if (this.counts && name !== undefined) this.count(name, -1);
  }

  /** Where the innermost of a name is, in whatever case of letters if none is written alike; -1 for none. */
  lastIndexOf(name: string): number {
    if (!this.counts) {
      this.counts = { written: new Map(), lower: new Map() };
      for (const open of this.names) this.count(open, 1);
    }
    // A search ends at an element that is closed then, so that no element is passed by two.
    if (this.counts.written.get(name)) return this.names.lastIndexOf(name);
    const lower = name.toLowerCase();
    if (!this.counts.lower.get(lower)) return -1;
    return this.names.findLastIndex((open) => open.toLowerCase() === lower);
  }

  private count(name: string, more: number): void {
    plus(this.counts!.written, name, more);
    plus(this.counts!.lower, name.toLowerCase(), more);
  }
}
