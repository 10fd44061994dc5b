import { parseArgs } from 'node:util';
import { benchConfiguration } from './bench-configuration.js';
import { type BenchSettings, newSecret, seed, startExchange } from './bench-exchange.js';
import { medians } from './bench-line.js';
import { type BenchPlace, backendsOf, inFreshPlace, within } from './bench-place.js';
import { ask, type BenchServer, withServer } from './bench-server.js';
import { Child } from './child.js';
import { LANGUAGES } from './generated-items.js';
import type { Usage } from './measured-process.js';
import type { Receipts, ReceiversCommand } from './receivers.js';
import { countStatements, type StatementCost } from './statement-cost.js';

const HELP = `Delivers what is in the ledger already: claim, encode, sign, send and settle, without pulling and deciding.

  npm run bench -- delivery [--items 5000] [--receivers 3] [--runs 3] [--backend postgres|redis] [--body-bytes 2500]
                            [--statements]

Prints one JSON line a backend at the end; figures are medians of the runs. An item is one delivery for each receiver.
deliveriesPerSecond runs from the first receipt to the last; CPU and memory are those of the exchange's own process.

With --statements, pg_stat_statements counts what PostgreSQL was asked meanwhile: milliseconds that it spent on all
statements, on claims and on settlements, and the calls, for 1,000 deliveries. Counting costs some speed.`;

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '5000' },
    receivers: { type: 'string', default: '3' },
    runs: { type: 'string', default: '3' },
    backend: { type: 'string' },
    'body-bytes': { type: 'string', default: '2500' },
    statements: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const ITEMS_PER_LANGUAGE = Math.ceil(Number(values.items) / LANGUAGES.length);
const ITEMS = ITEMS_PER_LANGUAGE * LANGUAGES.length;
const RECEIVERS = Array.from({ length: Number(values.receivers) }, (_, i) => `receiver-${i + 1}`);
const DELIVERIES = ITEMS * RECEIVERS.length;

async function main(server: BenchServer): Promise<void> {
  // The receivers stay: their address is part of what is seeded.
  const receivers = Child.start('receivers');
  try {
    const { port } = await receivers.next<{ port: number }>();
    const sources = benchConfiguration({
      originPort: 1,
      receiversPort: port,
      feeds: [],
      receivers: RECEIVERS,
    });
    const settings: BenchSettings = { sources, secret: newSecret(), ports: [port] };
    const items = { run: 'delivery', languages: LANGUAGES, items: ITEMS_PER_LANGUAGE, pageItems: 100 };
    const due = await seed(server, 'seeded', settings, [
      { ...items, bodyBytes: Number(values['body-bytes']) },
    ]);
    if (due !== DELIVERIES) throw new Error(`${due} of ${DELIVERIES} deliveries are due`);
    const lines: object[] = [];
    for (const backend of backendsOf(values.backend)) {
      const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
      for (let n = 1; n <= Number(values.runs); n++) {
        const place = { backend, name: `delivery_${backend}_${n}`, template: 'seeded' };
        const run = await inFreshPlace(server, place, (found) => runOnce(found, receivers, settings));
        console.error(`${backend}, run ${n}: ${Math.round(run.deliveriesPerSecond)} deliveries/s`);
        runs.push(run);
      }
      const figures = medians(runs, { cpuSecondsPer1000Deliveries: 3 });
      lines.push({ bench: 'delivery', backend, deliveries: DELIVERIES, ...figures });
    }
    for (const line of lines) console.log(JSON.stringify(line));
  } finally {
    await receivers.end();
  }
}

async function runOnce(place: BenchPlace, receivers: Child, settings: BenchSettings) {
  const expected = DELIVERIES;
  await receivers.ask({ do: 'reset', secret: settings.secret, expected } satisfies ReceiversCommand);
  const complete = receivers.next();
  const exchange = await startExchange(place, settings);
  const counted = values.statements ? await countStatements(place.databaseUrl) : undefined;
  await within(60_000 + DELIVERIES * 10, `${DELIVERIES} deliveries`, complete);
  const usage = await exchange.ask<Usage>({ do: 'usage' });
  const costs = await counted?.read();
  await exchange.end({ do: 'stop' });
  const [tried] = await ask<{ attempts: string }>(
    place.databaseUrl,
    'SELECT count(*) AS attempts FROM attempt',
  );
  const { receipts, badSignatures, firstAt, lastAt } = await receivers.ask<Receipts>({ do: 'report' });
  const whole = receipts.filter(([, count]) => count === RECEIVERS.length).length;
  if (badSignatures > 0 || whole !== ITEMS) throw new Error(`${whole} of ${ITEMS} items arrived everywhere`);
  return {
    deliveriesPerSecond: DELIVERIES / ((lastAt - firstAt) / 1000),
    cpuSecondsPer1000Deliveries: (usage.cpuSeconds * 1000) / DELIVERIES,
    peakMemoryMb: usage.peakMemoryMb,
    attemptsPer1000Deliveries: (Number(tried!.attempts) * 1000) / DELIVERIES,
    ...(costs && sqlFigures(costs)),
  };
}

function sqlFigures(costs: StatementCost[]) {
  const sum = (key: 'milliseconds' | 'calls', named = '') =>
    costs.filter(({ query }) => query.includes(named)).reduce((total, cost) => total + cost[key], 0);
  const per1000 = (total: number) => (total * 1000) / DELIVERIES;
  for (const { query, calls, milliseconds } of costs.slice(0, 12))
    console.error(`  ${milliseconds.toFixed(0)} ms in ${calls} calls: ${query.slice(0, 110)}`);
  return {
    sqlMsPer1000Deliveries: per1000(sum('milliseconds')),
    claimMsPer1000Deliveries: per1000(sum('milliseconds', 'claim_deliveries')),
    settleMsPer1000Deliveries: per1000(sum('milliseconds', 'settle_deliveries')),
    sqlCallsPer1000Deliveries: per1000(sum('calls')),
  };
}

if (values.help) console.log(HELP);
else await withServer(main, { statements: values.statements });
