// Run as a process of its own, with --expose-gc for more than one document: decodes the documents of standard input's list as `korpu decode` does,
// and prints what each took, a line of JSON for each.
import { readFileSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { UndecodableDocument } from '../codec.js';
import { decodeDocument } from '../decode.js';
import { MAX_ADDRESSES } from '../limits.js';
import type { HostileDocument } from './hostile-document.js';

/** What is printed for a document. */
export interface Measured {
  name: string;
  /** Of the processor: a busy machine makes no document slow. */
  cpuMilliseconds: number;
  /** The most memory that the process had since the document before; since its beginning where that cannot be told. */
  peakMb: number;
}

interface Listed extends Pick<HostileDocument, 'name' | 'format'> {
  file: string;
}

// As apps/cli/korpu.mjs sets it.
setFlagsFromString('--heap-growing-percent=50');

const MOST_WARNINGS = 5001;
const print = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

for (const { name, format, file } of JSON.parse(readFileSync(0, 'utf8')) as Listed[]) {
  forgetPeak();
  const before = process.cpuUsage();
  decodeAsPrinted(file, format);
  const { user, system } = process.cpuUsage(before);
  print({ name, cpuMilliseconds: (user + system) / 1000, peakMb: peakMb() } satisfies Measured);
}

function decodeAsPrinted(file: string, format: HostileDocument['format']): void {
  try {
    const { records, places, warnings } = decodeDocument(readFileSync(file), format && { format });
    if (places.length !== records.length || records.length > MAX_ADDRESSES || warnings.length > MOST_WARNINGS)
      throw new Error(`${records.length} records, ${places.length} places, ${warnings.length} warnings`);
    for (const record of records) JSON.stringify(record);
  } catch (error) {
    if (!(error instanceof UndecodableDocument)) throw error;
  }
}

/** What the document before has left behind is none of the next one's. */
function forgetPeak(): void {
  globalThis.gc?.();
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

/** The resource usage of a process begins with that of the one that started it; Linux knows its own. */
function peakMb(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1024;
}
