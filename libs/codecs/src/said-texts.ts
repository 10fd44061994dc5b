/** So many characters are gone through for one document: what is not found by then counts as not there, and is reported. */
const MOST_SEARCHED = 20_000_000;

/** The texts that records have, to be asked whether what a document says is among them. */
export class SaidTexts {
  private readonly exact = new Set<string>();
  private joined: string | undefined;
  private left = MOST_SEARCHED;

  constructor(...values: readonly unknown[]) {
    for (const value of values) this.gather(value);
  }

  has(text: string): boolean {
    return this.exact.has(text);
  }

  /** Whether it is a text, or a part of one. */
  isWithin(text: string): boolean {
    if (this.exact.has(text)) return true;
    this.joined ??= [...this.exact].join('\n');
    this.left -= this.joined.length;
    return this.left >= 0 && this.joined.includes(text);
  }

  private gather(value: unknown): void {
    if (typeof value === 'string') this.exact.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) this.gather(inner);
  }
}
