import { once } from 'node:events';

/** One JSON value a line on standard output; waits while the reader is slower than we are. */
export async function printLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}
