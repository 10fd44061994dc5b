import { once } from 'node:events';

/** One JSON value a line on standard output; waits while the reader is slower than we are. */
export const printLine = (value: unknown): Promise<void> => printText(`${JSON.stringify(value)}\n`);

/** Text on standard output; waits as well. */
export async function printText(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
