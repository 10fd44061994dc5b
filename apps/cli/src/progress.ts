const EVERY_MS = 500;

/**
 * Progress of long work on standard error, one line that overwrites itself; silent where nobody watches (not a
 * terminal), so that logs and pipes stay clean.
 */
export function progress(what: string, total?: number): { advance(by?: number): void; end(): void } {
  const watched = process.stderr.isTTY === true;
  let done = 0;
  let shownAt = Date.now();
  const show = (tail: string) =>
    process.stderr.write(`\r${what}: ${done}${total ? ` of ${total}` : ''}${tail}`);
  return {
    advance(by = 1) {
      done += by;
      if (!watched || Date.now() - shownAt < EVERY_MS) return;
      shownAt = Date.now();
      show('');
    },
    end() {
      if (watched && done > 0) show('\n');
    },
  };
}
