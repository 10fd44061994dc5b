import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { benchConfiguration } from './bench-configuration.js';
import { newSecret, startExchange } from './bench-exchange.js';
import { medians } from './bench-line.js';
import { type BenchPlace, backendsOf, inFreshPlace } from './bench-place.js';
import { type BenchServer, withServer } from './bench-server.js';
import type { Usage } from './measured-process.js';
import { countStatements } from './statement-cost.js';

const HELP = `What an exchange costs that has nothing to do: API and worker in one process, many destinations, no news.

  npm run bench -- idle [--destinations 1000] [--seconds 30] [--runs 3] [--backend postgres|redis]

Prints one JSON line a backend at the end; figures are medians of the runs. cpuPercent is of one core, and of the
exchange's own process; queriesPerSecond is what its database was asked, by the queues too where they live in it.`;

const { values } = parseArgs({
  options: {
    destinations: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '30' },
    runs: { type: 'string', default: '3' },
    backend: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const DESTINATIONS = Number(values.destinations);
/** After a start it tidies, prepares partitions and compiles what is used for the first time. */
const SETTLE_MS = 10_000;

async function main(server: BenchServer): Promise<void> {
  const lines: object[] = [];
  for (const backend of backendsOf(values.backend)) {
    const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
    for (let n = 1; n <= Number(values.runs); n++) {
      const run = await inFreshPlace(server, { backend, name: `idle_${backend}_${n}` }, runOnce);
      console.error(
        `${backend}, run ${n}: ${run.cpuPercent.toFixed(2)} % of a core, ${run.queriesPerSecond.toFixed(1)} queries/s`,
      );
      runs.push(run);
    }
    const figures = medians(runs, { cpuPercent: 2, queriesPerSecond: 2 });
    lines.push({ bench: 'idle', backend, destinations: DESTINATIONS, ...figures });
  }
  for (const line of lines) console.log(JSON.stringify(line));
}

async function runOnce(place: BenchPlace) {
  const receivers = Array.from({ length: DESTINATIONS }, (_, i) => `receiver-${i + 1}`);
  const sources = benchConfiguration({ originPort: 1, receiversPort: 1, feeds: [], receivers });
  const settings = { sources, secret: newSecret(), ports: [] };
  const exchange = await startExchange(place, settings, { api: true });
  await setTimeout(SETTLE_MS);
  const counted = await countStatements(place.databaseUrl);
  await exchange.ask<Usage>({ do: 'usage' });
  const from = performance.now();
  await setTimeout(Number(values.seconds) * 1000);
  const { cpuSeconds, peakMemoryMb } = await exchange.ask<Usage>({ do: 'usage' });
  const seconds = (performance.now() - from) / 1000;
  const costs = await counted.read();
  await exchange.end({ do: 'stop' });
  for (const { query, calls } of costs.toSorted((a, b) => b.calls - a.calls).slice(0, 12))
    console.error(`  ${(calls / seconds).toFixed(2)}/s: ${query.slice(0, 120)}`);
  return {
    cpuPercent: (100 * cpuSeconds) / seconds,
    queriesPerSecond: costs.reduce((sum, { calls }) => sum + calls, 0) / seconds,
    peakMemoryMb,
  };
}

if (values.help) console.log(HELP);
else await withServer(main, { statements: true });
