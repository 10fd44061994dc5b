import { parseArgs } from 'node:util';
import { type Backend, backendsOf, inFreshPlace } from './bench-place.js';
import { type BenchServer, withServer } from './bench-server.js';
import { type DiskLatency, diskLatency } from './disk-latency.js';
import { LANGUAGES } from './generated-items.js';
import { median, rounded } from './median.js';
import { type Flow, type FlowRun, RECEIVERS, runFlow } from './run-flow.js';

const HELP = `Pulls generated items from a local origin and pushes signed ninjs to three receivers.

  npm run bench -- pipeline [--items 5000] [--runs 3] [--backend postgres|redis] [--body-bytes 2500] [--page-items 100]
                            [--no-baselines] [--paced-items 600] [--warm-up-items 2000]

Prints one JSON line a backend at the end; figures are medians of the runs. Latency runs from the moment a page was
served to the third receipt of each of its items. CPU and memory are those of the exchange's own process. Before each
run, and before each baseline, so many items are brought that are not measured: --warm-up-items 0 measures a process that
compiles its code meanwhile. Those of the paced part are paced too.

Each run is followed by two baselines with the same origin, items, receivers and connections. ratioToRaw compares with a
loop that polls, parses with feedsmith, signs and sends, and remembers nothing; ratioToPgBoss with the same loop and a
pg-boss job for each delivery in between. A ratio is our items per second divided by theirs. Every carrier must bring
every item to every receiver, signed, or the bench fails.

In the paced part 42 feeds are polled every second and have one new item each time they are asked: about 40 items a
second, one by one. pacedP50Ms and pacedP95Ms are from the page served to the third receipt, pacedItemsPerSecond is what
came of the pace. --paced-items 0 leaves it out. diskP50Ms and diskP95Ms say how long the disk takes, right after the paced
part and as often, to have 16 KB that were written to it: every item waits for that once.`;

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '3' },
    backend: { type: 'string' },
    'body-bytes': { type: 'string', default: '2500' },
    'page-items': { type: 'string', default: '100' },
    'no-baselines': { type: 'boolean', default: false },
    'paced-items': { type: 'string', default: '600' },
    'warm-up-items': { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  },
});

/** Each is polled a second after its last poll ended: on an idle machine that makes 40 polls a second. */
const PACED_FEEDS = Array.from({ length: 42 }, (_, i) => `${LANGUAGES[i % LANGUAGES.length]}-${i}`);

interface Run {
  ours: FlowRun;
  raw?: FlowRun;
  pgBoss?: FlowRun;
  paced?: FlowRun;
  disk?: DiskLatency;
}

async function main(server: BenchServer): Promise<void> {
  const runs = Number(values.runs);
  const lines: object[] = [];
  for (const backend of backendsOf(values.backend)) {
    const measured: Run[] = [];
    for (let n = 1; n <= runs; n++) measured.push(await runOnce(server, backend, n));
    lines.push(lineOf(backend, measured));
  }
  for (const line of lines) console.log(JSON.stringify(line));
}

async function runOnce(server: BenchServer, backend: Backend, n: number): Promise<Run> {
  const items = Number(values.items);
  const pacedItems = Math.ceil(Number(values['paced-items']) / PACED_FEEDS.length) * PACED_FEEDS.length;
  const bodyBytes = Number(values['body-bytes']);
  const pageItems = Number(values['page-items']);
  const warmUpItems = Math.ceil(Number(values['warm-up-items']) / LANGUAGES.length) * LANGUAGES.length;
  const carry = async (name: string, carrier: Flow['carrier'], paced = false): Promise<FlowRun> => {
    const run = `${name}_${backend}_${n}`;
    const flow: Flow = paced
      ? {
          carrier,
          feeds: PACED_FEEDS,
          items: pacedItems,
          serve: {
            do: 'offer',
            run,
            feeds: PACED_FEEDS,
            itemsPerFeed: pacedItems / PACED_FEEDS.length,
            bodyBytes,
          },
          warmUp: pacedWarmUp(run, { items: warmUpItems, bodyBytes }),
          limitMs: 60_000 + Math.max(pacedItems, warmUpItems) * 100,
        }
      : {
          carrier,
          feeds: LANGUAGES,
          items,
          serve: { do: 'prepare', run, items, bodyBytes, pageItems },
          warmUp: {
            items: warmUpItems,
            serve: { do: 'prepare', run: `warm_${run}`, items: warmUpItems, bodyBytes, pageItems },
          },
          limitMs: 60_000 + items * 20,
        };
    const result = await inFreshPlace(server, { backend, name: run }, (place) => runFlow(place, flow));
    const speed = `${Math.round(flow.items / result.seconds)} items/s`;
    console.error(
      `${backend}, run ${n}, ${name}: ${speed}, p50 ${result.p50Ms.toFixed(0)} ms, p95 ${result.p95Ms.toFixed(0)} ms`,
    );
    return result;
  };
  return {
    ours: await carry('korpu', 'exchange-process'),
    ...(!values['no-baselines'] && {
      raw: await carry('raw', 'raw-loop-process'),
      pgBoss: await carry('pg_boss', 'pg-boss-process'),
    }),
    ...(pacedItems > 0 && {
      paced: await carry('paced', 'exchange-process', true),
      disk: await diskLatency(),
    }),
  };
}

function pacedWarmUp(
  run: string,
  { items, bodyBytes }: { items: number; bodyBytes: number },
): Flow['warmUp'] {
  const itemsPerFeed = Math.ceil(items / PACED_FEEDS.length);
  return {
    items: itemsPerFeed * PACED_FEEDS.length,
    serve: { do: 'offer', run: `warm_${run}`, feeds: PACED_FEEDS, itemsPerFeed, bodyBytes },
  };
}

function lineOf(backend: Backend, runs: Run[]): object {
  const items = Number(values.items);
  const deliveries = items * RECEIVERS.length;
  const key = (value: (run: Run) => number | undefined, digits = 1): number | undefined => {
    const found = runs.map(value).filter((figure) => figure !== undefined);
    return found.length > 0 ? rounded(median(found), digits) : undefined;
  };
  const ratio = (to: 'raw' | 'pgBoss') => key((run) => run[to] && run[to].seconds / run.ours.seconds, 3);
  return {
    bench: 'pipeline',
    backend,
    items,
    itemsPerSecond: key(({ ours }) => items / ours.seconds),
    deliveriesPerSecond: key(({ ours }) => deliveries / ours.seconds),
    p50Ms: key(({ ours }) => ours.p50Ms),
    p95Ms: key(({ ours }) => ours.p95Ms),
    p99Ms: key(({ ours }) => ours.p99Ms),
    cpuSecondsPer1000Deliveries: key(({ ours }) => (ours.usage.cpuSeconds * 1000) / deliveries, 3),
    peakMemoryMb: key(({ ours }) => ours.usage.peakMemoryMb),
    rawItemsPerSecond: key(({ raw }) => raw && items / raw.seconds),
    ratioToRaw: ratio('raw'),
    pgBossItemsPerSecond: key(({ pgBoss }) => pgBoss && items / pgBoss.seconds),
    ratioToPgBoss: ratio('pgBoss'),
    pacedItemsPerSecond: key(({ paced }) => paced && paced.items / paced.seconds),
    pacedP50Ms: key(({ paced }) => paced?.p50Ms),
    pacedP95Ms: key(({ paced }) => paced?.p95Ms),
    diskP50Ms: key(({ disk }) => disk?.p50Ms),
    diskP95Ms: key(({ disk }) => disk?.p95Ms),
  };
}

if (values.help) console.log(HELP);
else await withServer(main);
