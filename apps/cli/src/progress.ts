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
 * terminal), so that logs and pipes stay clean; with `logEveryMs` a line of its own there, that often.
 */
export function progress(
  to: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  { logEveryMs = Number.POSITIVE_INFINITY } = {},
): Progress {
  const everyMs = to.isTTY ? EVERY_MS : logEveryMs;
  const startedAt = Date.now();
  let shownAt = startedAt;
  let standing = false;
  return {
    show(line) {
      const now = Date.now();
      if (now - shownAt < everyMs) return;
      shownAt = now;
      standing = to.isTTY;
      const timed = `${line}, ${Math.round((now - startedAt) / 1000)} s`;
      to.write(to.isTTY ? `${ERASE_LINE}${timed}` : `${timed}\n`);
    },
    end() {
      if (standing) to.write(ERASE_LINE);
      standing = false;
    },
  };
}
