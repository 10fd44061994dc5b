/** The names of elements that are open in the document and not in the tree. */
export class UnreadElements {
  private readonly names: string[] = [];
  private readonly counts = new Map<string, number>();
  /** Whether none was there before the last. */
  isFirst = false;

  push(name: string): void {
    this.isFirst = this.names.length === 0;
    this.names.push(name);
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Closes the last of that name and those in it; false where there is none. */
  close(name: string): boolean {
    if (this.names.length === 0 || !this.counts.get(name)) return false;
    let closed: string | undefined;
    while (closed !== name) {
      closed = this.names.pop()!;
      this.counts.set(closed, this.counts.get(closed)! - 1);
    }
    return true;
  }

  clear(): void {
    if (this.names.length === 0) return;
    this.names.length = 0;
    this.counts.clear();
  }
}
