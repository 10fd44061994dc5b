import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostileDocument } from './testing/hostile-document.js';
import { EXHAUSTING_DOCUMENTS } from './testing/hostile-documents.js';
import type { Measured } from './testing/measure-decoding.js';

const MOST_MILLISECONDS = 2000;
/** Of a machine that is busy: what others leave in the caches of its processors is not there for us. */
const BUSY_MACHINE = 2;
/** What the machine on which the limits were set takes for `yardstick`. A slower one may take longer, by as much. */
const YARDSTICK_MILLISECONDS = 220;
const MOST_MB = 256;
/** What the heap may grow to in a process that reads many: garbage of the documents before is none of the next one's. */
const HEAP_MB = 160;
/** Each document of these has a process of its own, run as `korpu decode` is: they are what the limits were set by. */
const ALONE: ReadonlySet<string> = new Set(['sitemaps', 'items']);
/** Above it memory that is freed goes back to the system, as it does not where glibc learns from what was freed before. */
const RETURNED_BYTES = 1024 * 1024;

/** What `npm run build` has made of the script: what runs is what is installed. */
const SCRIPT = fileURLToPath(
  new URL('../../../dist/libs/codecs/src/testing/measure-decoding.js', import.meta.url),
);

/** Decodes the documents one after another in a process of their own. */
function measure(documents: readonly HostileDocument[], flags: readonly string[]): Measured[] {
  const folder = mkdtempSync(join(tmpdir(), 'korpu-hostile-'));
  try {
    const list = documents.map(({ name, format, make }, i) => {
      const file = join(folder, String(i));
      writeFileSync(file, make());
      return { name, format, file };
    });
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, SCRIPT], {
      input: JSON.stringify(list),
      encoding: 'utf8',
      // What one document took is otherwise counted again with the next.
      env: {
        ...process.env,
        MALLOC_MMAP_THRESHOLD_: `${RETURNED_BYTES}`,
        MALLOC_TRIM_THRESHOLD_: `${RETURNED_BYTES}`,
      },
    });
    const lines = stdout.split('\n').filter(Boolean);
    const told = lines.map((line) => JSON.parse(line) as Measured);
    const last = told.at(-1)?.name ?? 'the start';
    if (status !== 0) throw new Error(`The process ended after ${last}: ${stderr.slice(0, 2000)}`);
    return told;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of the processor for work that is always the same, and of the kind that decoding is. */
function yardstick(): number {
  const list = Array.from({ length: 20_000 }, (_, i) => ({
    id: i,
    name: `item ${i}`,
    tags: ['a', `${i % 97}`],
  }));
  const before = process.cpuUsage();
  for (let times = 0; times < 12; times++) {
    const text = JSON.stringify(list).replace(/item (\d+)/g, 'number $1');
    (JSON.parse(text) as typeof list).map(({ name }) => name).sort();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('what a document can cost its reader', () => {
  const slowness = Math.max(1, Math.min(yardstick(), yardstick(), yardstick()) / YARDSTICK_MILLISECONDS);
  // A build of this moment, for a test of what was built before would prove nothing.
  beforeAll(() => {
    const build = fileURLToPath(new URL('../../../apps/standalone/build.mjs', import.meta.url));
    expect(spawnSync(process.execPath, [build], { encoding: 'utf8' }).stderr).toBe('');
  });

  const classes = Object.entries(EXHAUSTING_DOCUMENTS);
  it.each(classes)('is two seconds of a processor and 256 MB, whatever its %s', (name, documents) => {
    const measured = ALONE.has(name)
      ? documents.flatMap((one) => measure([one], []))
      : measure(documents, ['--expose-gc', `--max-old-space-size=${HEAP_MB}`]);
    expect(measured.map((one) => one.name)).toEqual(documents.map((one) => one.name));
    const most = MOST_MILLISECONDS * BUSY_MACHINE * slowness;
    const tooMuch = measured.filter(
      ({ cpuMilliseconds, peakMb }) => cpuMilliseconds > most || peakMb > MOST_MB,
    );
    expect({ slowness, tooMuch }).toEqual({ slowness, tooMuch: [] });
  });
});
