import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { benchConfiguration, destinationOf } from './bench-configuration.js';
import { type BenchSettings, newSecret, seed, startExchange } from './bench-exchange.js';
import { medians } from './bench-line.js';
import { type Backend, type BenchPlace, backendsOf, inFreshPlace, within } from './bench-place.js';
import { type BenchServer, withServer } from './bench-server.js';
import { Child } from './child.js';
import { CLAIM, ledgerCost } from './ledger-cost.js';
import { median } from './median.js';
import type { Receipts, ReceiversCommand } from './receivers.js';
import type { SeededItems } from './seed-process.js';

const HELP = `Many destinations: what the sweep and a claim cost whatever the backlog, and what bad partners cost the others.

  npm run bench -- fanout [--destinations 1000] [--rows 500000] [--send 20] [--runs 3] [--backend postgres|redis]

Prints one JSON line a backend at the end; figures are medians of the runs. sweepMs is one look for lost leases and due
lanes over all rows. claimMsAt1000 and claimMsAt<rows> are a claim of 20 deliveries with so many rows of backlog in the
ledger, each from a lane that was not claimed from before. Both are of PostgreSQL alone, measured once for both backends.

hangingCostPercent and failingCostPercent compare the deliveries per second of all other destinations, each of which
has --send deliveries due, with one partner that never answers, or one that answers 500, and without any before and
after that.`;

const { values } = parseArgs({
  options: {
    destinations: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '500000' },
    send: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
    backend: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const ROWS = Number(values.rows);
const SEND = Number(values.send);
const RUNS = Number(values.runs);
const RECEIVERS = Array.from({ length: Number(values.destinations) }, (_, i) => `receiver-${i + 1}`);
/** Lanes that are claimed from, so that 1,000 rows are one claim for each of them. */
const CLAIMED_LANES = RECEIVERS.slice(0, 1000 / CLAIM);
const BAD = RECEIVERS[Math.floor(RECEIVERS.length / 2)]!;
const OTHERS = RECEIVERS.length - 1;
/** Goes to the few lanes alone; what is in any other language goes to all. */
const FEW = 'en';
const ALL = 'az';

type Mode = 'healthy' | 'hanging' | 'failing';

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
      grants: [
        { languages: [FEW], to: CLAIMED_LANES },
        { languages: [ALL], to: RECEIVERS },
      ],
    });
    const settings: BenchSettings = { sources, secret: newSecret(), ports: [port] };
    const ledgerFigures = await measureLedger(server, settings);
    const due = await seed(server, 'to_send', settings, [itemsIn(ALL, SEND)]);
    console.error(`${due} deliveries are due`);
    const lines: object[] = [];
    for (const backend of backendsOf(values.backend)) {
      const runs: Record<'hangingCostPercent' | 'failingCostPercent' | 'othersPerSecond', number>[] = [];
      for (let n = 1; n <= RUNS; n++)
        runs.push(await measureOthers(server, { backend, n, receivers, settings }));
      const size = { destinations: RECEIVERS.length, rows: ROWS };
      lines.push({ bench: 'fanout', backend, ...size, ...ledgerFigures, ...medians(runs) });
    }
    for (const line of lines) console.log(JSON.stringify(line));
  } finally {
    await receivers.end();
  }
}

const itemsIn = (language: string, items: number): SeededItems => ({
  run: 'fanout',
  languages: [language],
  items,
  bodyBytes: 200,
  pageItems: 10,
});

async function measureLedger(server: BenchServer, settings: BenchSettings) {
  const small = await seed(server, 'rows_small', settings, [itemsIn(FEW, CLAIM)]);
  const from = performance.now();
  const large = await seed(server, 'rows_large', settings, [itemsIn(ALL, ROWS / RECEIVERS.length)]);
  const seconds = ((performance.now() - from) / 1000).toFixed(0);
  console.error(`ledgers with ${small} and ${large} rows, the larger made in ${seconds} s`);
  const claimed = CLAIMED_LANES.map(destinationOf);
  const runs: object[] = [];
  for (let n = 1; n <= RUNS; n++) {
    const [atSmall, atLarge] = [
      await ledgerCost(server, 'rows_small', claimed),
      await ledgerCost(server, 'rows_large', claimed),
    ];
    const run = {
      [`claimMsAt${small}`]: atSmall.claimMs,
      [`claimMsAt${large}`]: atLarge.claimMs,
      sweepMs: atLarge.sweepMs,
    };
    console.error(`run ${n}: ${JSON.stringify(run)}`);
    runs.push(run);
  }
  return medians(runs, Object.fromEntries(Object.keys(runs[0]!).map((key) => [key, 2])));
}

interface Others {
  backend: Backend;
  n: number;
  receivers: Child;
  settings: BenchSettings;
}

/** A bad partner's turn is compared with the healthy ones before and after it: the machine may have other work. */
async function measureOthers(server: BenchServer, { backend, n, receivers, settings }: Others) {
  const speed = async (mode: Mode, turn = 1): Promise<number> => {
    const place = { backend, name: `${mode}_${backend}_${n}_${turn}`, template: 'to_send' };
    const perSecond = await inFreshPlace(server, place, (found) =>
      sendToOthers(found, mode, receivers, settings),
    );
    console.error(`${backend}, run ${n}, ${mode}: ${Math.round(perSecond)} deliveries/s to the others`);
    return perSecond;
  };
  const before = await speed('healthy', 1);
  const hanging = await speed('hanging');
  const between = await speed('healthy', 2);
  const failing = await speed('failing');
  const after = await speed('healthy', 3);
  return {
    hangingCostPercent: 100 * (1 - hanging / ((before + between) / 2)),
    failingCostPercent: 100 * (1 - failing / ((between + after) / 2)),
    othersPerSecond: median([before, between, after]),
  };
}

async function sendToOthers(
  place: BenchPlace,
  mode: Mode,
  receivers: Child,
  settings: BenchSettings,
): Promise<number> {
  const expected = OTHERS * SEND;
  await receivers.ask({
    do: 'reset',
    secret: settings.secret,
    expected,
    [mode]: [BAD],
    // Where all are well, one is not counted all the same.
    ignored: [BAD],
  } satisfies ReceiversCommand);
  const complete = receivers.next();
  // Every attempt at a bad partner would be told.
  const exchange = await startExchange(place, settings, { logLevel: 'error' });
  await within(60_000 + expected * 10, `${expected} deliveries to ${OTHERS} destinations`, complete);
  const { firstAt, lastAt, badSignatures } = await receivers.ask<Receipts>({ do: 'report' });
  // A partner that hangs would be waited for.
  await exchange.end();
  if (badSignatures > 0) throw new Error(`${badSignatures} signatures did not verify`);
  await setTimeout(200);
  return expected / ((lastAt - firstAt) / 1000);
}

if (values.help) console.log(HELP);
else await withServer(main);
