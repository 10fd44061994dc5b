import { createInterface } from 'node:readline/promises';

/** Asks on a terminal; elsewhere nobody is there to be asked, and the order stands. @param signal of `untilInterrupted` */
export async function confirmed(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // On a terminal, Ctrl-C comes to whoever reads the line.
  lines.on('SIGINT', () => process.emit('SIGINT'));
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    lines.close();
  }
}
