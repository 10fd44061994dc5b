import { parseArgs } from 'node:util';
import { Child } from './child.js';
import type { Memory, Speed } from './decode-process.js';
import { type BenchFormat, FORMATS } from './generated-documents.js';
import { median, rounded } from './median.js';

const HELP = `Decodes generated documents in five languages, from bytes to finished records: charset, reading, sanitising,
language, fingerprint. A feed is one document with all items; of NewsML-G2 and ninjs each item is a document.

  npm run bench -- decode [--format ${FORMATS.join('|')}] [--items 280] [--runs 5] [--run-ms 500]

Prints one JSON line a format at the end; figures are medians of the runs. Where feedsmith and feedparser read the
format they parse the same bytes, in turn with us; ratios are of CPU time, above 1 where we need less of it.
memoryGrowthMb is what is held after the thousandth document and was not after the hundredth.`;

const { values } = parseArgs({
  options: {
    format: { type: 'string' },
    items: { type: 'string', default: '280' },
    runs: { type: 'string', default: '5' },
    'run-ms': { type: 'string', default: '500' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const formats = values.format ? FORMATS.filter((format) => format === values.format) : FORMATS;
  if (formats.length === 0) throw new Error(`There is no format ${values.format}: ${FORMATS.join(', ')}.`);
  const lines: object[] = [];
  for (const format of formats) {
    const speeds = await inChild<Speed[]>({
      do: 'speed',
      format,
      items: Number(values.items),
      runs: Number(values.runs),
      millisecondsPerRun: Number(values['run-ms']),
    });
    const memory = await inChild<Memory>({ do: 'memory', format, items: Number(values.items) });
    lines.push(lineOf(format, speeds, memory));
  }
  for (const line of lines) console.log(JSON.stringify(line));
}

async function inChild<T>(command: object): Promise<T> {
  const child = Child.start('decode-process', ['--expose-gc']);
  try {
    return await child.ask<T>(command);
  } finally {
    await child.end();
  }
}

function lineOf(format: BenchFormat, speeds: Speed[], memory: Memory): object {
  const of = (reader: Speed['reader'], key: Exclude<keyof Speed, 'reader'>) =>
    median(speeds.filter((speed) => speed.reader === reader).map((speed) => speed[key]));
  const cpu = of('korpu', 'cpuMicrosecondsPerItem');
  const readers = (['feedsmith', 'feedparser'] as const).filter((name) =>
    speeds.some((speed) => speed.reader === name),
  );
  for (const name of ['korpu', ...readers] as const)
    console.error(
      `${format}, ${name}: ${Math.round(of(name, 'itemsPerSecond'))} items/s, ${of(name, 'cpuMicrosecondsPerItem').toFixed(1)} µs of CPU an item`,
    );
  const ratio = (name: Speed['reader']) => rounded(of(name, 'cpuMicrosecondsPerItem') / cpu, 2);
  return {
    bench: 'decode',
    format,
    items: Number(values.items),
    itemsPerSecond: Math.round(of('korpu', 'itemsPerSecond')),
    mbPerSecond: rounded(of('korpu', 'mbPerSecond')),
    ...(readers.length > 0 && {
      ratioToFeedsmith: ratio('feedsmith'),
      ratioToFeedparser: ratio('feedparser'),
    }),
    cpuMicrosecondsPerItem: rounded(cpu),
    peakMemoryMb: rounded(memory.peakMemoryMb),
    memoryGrowthMb: rounded(memory.memoryGrowthMb, 2),
  };
}

if (values.help) console.log(HELP);
else await main();
