import type { DecodeContext } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { FEED_READERS, type Reader } from './feed-readers.js';
import { type BenchFormat, documentsOf } from './generated-documents.js';
import { LANGUAGES } from './generated-items.js';
import { wallClockMs } from './wall-clock.js';

export type DecodeCommand =
  /** `runs` times each reader in turn, `millisecondsPerRun` of CPU each. */
  | { do: 'speed'; format: BenchFormat; items: number; runs: number; millisecondsPerRun: number }
  | { do: 'memory'; format: BenchFormat; items: number };

/** Of one run of one reader. */
export interface Speed {
  reader: 'korpu' | 'feedsmith' | 'feedparser';
  itemsPerSecond: number;
  mbPerSecond: number;
  cpuMicrosecondsPerItem: number;
}

export interface Memory {
  peakMemoryMb: number;
  /** What is held after the thousandth document and was not after the hundredth. */
  memoryGrowthMb: number;
}

/** A child process, so that its memory and its compiled code are of one format alone. */
const CONTEXT: DecodeContext = {
  baseUrl: 'https://report.example/feed',
  sourceId: 'bench',
  zone: 'Asia/Baku',
  languages: LANGUAGES,
};

/** How many runs of each reader do not count: the compiler is at work until some ten thousand items have been read. */
const WARMING = 8;

const decodeWhole: Reader = (bytes) => decodeDocument(bytes, CONTEXT).records.length;

async function speed({ format, items, runs, millisecondsPerRun }: DecodeCommand & { do: 'speed' }) {
  const documents = documentsOf(format, 0, items);
  const readers = Object.entries({ korpu: decodeWhole, ...FEED_READERS[format] }) as [
    Speed['reader'],
    Reader,
  ][];
  const found: Speed[] = [];
  for (let run = -WARMING; run < runs; run++) {
    for (const [reader, read] of readers) {
      const measured = await runFor(millisecondsPerRun, documents, items, read);
      if (run >= 0) found.push({ reader, ...measured });
    }
  }
  return found;
}

/** Reads all the documents, again and again for about that long. */
async function runFor(milliseconds: number, documents: Buffer[], items: number, read: Reader) {
  const start = wallClockMs();
  const before = process.cpuUsage();
  let passes = 0;
  let cpu = 0;
  while (cpu < milliseconds * 1000) {
    let count = 0;
    for (const document of documents) count += await read(document);
    if (count !== items) throw new Error(`${count} of ${items} items were read`);
    passes++;
    const { user, system } = process.cpuUsage(before);
    cpu = user + system;
  }
  const seconds = (wallClockMs() - start) / 1000;
  const bytes = documents.reduce((sum, document) => sum + document.length, 0);
  return {
    itemsPerSecond: (passes * items) / seconds,
    mbPerSecond: (passes * bytes) / 1e6 / seconds,
    cpuMicrosecondsPerItem: cpu / (passes * items),
  };
}

/** A thousand documents that are all different: a cache that grows with them is seen. */
function memory(format: BenchFormat, items: number): Memory {
  for (const document of documentsOf(format, 0, items)) decodeWhole(document);
  const itemsPerDocument = format === 'rss' || format === 'atom' ? 25 : 1;
  let after100 = 0;
  for (let n = 1; n <= 1000; n++) {
    for (const document of documentsOf(format, n * itemsPerDocument, itemsPerDocument)) decodeWhole(document);
    if (n === 100) after100 = held();
  }
  return {
    memoryGrowthMb: (held() - after100) / 1e6,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
}

function held(): number {
  if (!globalThis.gc) throw new Error('the process was started without --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.on('message', async (command: DecodeCommand) => {
  process.send?.(command.do === 'speed' ? await speed(command) : memory(command.format, command.items));
});

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
