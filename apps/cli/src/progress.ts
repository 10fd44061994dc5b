const EVERY_MS = 500;
const ERASE_LINE = '\r\u001b[2K';

export interface Progress {
  /** Shows the line again, not more than twice a second. */
  show(line: string): void;
  /** Takes the line away: what is printed next stands in its place. */
  end(): void;
}

/**
 * Progress of long work: one line on standard error that overwrites itself. Silent where nobody watches (not a
 * terminal), so that logs and pipes stay clean.
 */
export function progress(to: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr): Progress {
  const startedAt = Date.now();
  let shownAt = startedAt;
  let standing = false;
  return {
    show(line) {
      const now = Date.now();
      if (!to.isTTY || now - shownAt < EVERY_MS) return;
      shownAt = now;
      standing = true;
      to.write(`${ERASE_LINE}${line}, ${Math.round((now - startedAt) / 1000)} s`);
    },
    end() {
      if (standing) to.write(ERASE_LINE);
      standing = false;
    },
  };
}
