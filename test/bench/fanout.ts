import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { benchConfiguration, destinationOf } from './bench-configuration.js';
import { type BenchSettings, newSecret, seed, startExchange } from './bench-exchange.js';
import { medians, quartiles } from './bench-line.js';
import { type BenchPlace, backendsOf, inFreshPlace, within } from './bench-place.js';
import { ask, type BenchServer, withServer } from './bench-server.js';
import { Child } from './child.js';
import { CLAIM, ledgerCost } from './ledger-cost.js';
import type { Usage } from './measured-process.js';
import { median, rounded } from './median.js';
import type { Receipts, ReceiversCommand } from './receivers.js';
import type { SeededItems } from './seed-process.js';

const HELP = `Many destinations: what the sweep and a claim cost whatever the backlog, and what bad partners cost the others.

  npm run bench -- fanout [--destinations 1000] [--rows 500000] [--send 5] [--runs 5] [--backend postgres|redis]
                          [--part ledger|others]

Prints one JSON line a backend at the end; figures are medians of the runs. sweepMs is one look for lost leases and due
lanes over all rows. claimMsAt1000 and claimMsAt<rows> are a claim of 20 deliveries with so many rows of backlog in the
ledger, each from a lane that was not claimed from before. Both are of PostgreSQL alone, measured once for both backends.

The others are all destinations but one. One exchange sends them --send deliveries each in every turn, and from turn to
turn that one is well, hanging (it does not answer), well, failing (it answers 500), well and so on, --runs times.
hangingCpuCostPercent and failingCpuCostPercent are by how much the CPU of exchange and database, that for the bad
partner included, for each delivery to the others is above that of the turns before and after; hangingCostPercent
and failingCostPercent by how much fewer they are a second, which the machine's other work decides as well. Each is the
median of the pairs, and …Quartiles are the values between which the middle half of them lies. healthyCpuPercent
compares turns in which all are well in the same way: what lies within its quartiles cannot be told from chance.`;

const { values } = parseArgs({
  options: {
    destinations: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '500000' },
    send: { type: 'string', default: '5' },
    runs: { type: 'string', default: '5' },
    part: { type: 'string' },
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
/** Goes to the few lanes alone; what is in any other language goes to all. */
const FEW = 'en';
const ALL = 'az';

type Mode = 'healthy' | 'hanging' | 'failing';

const MODES: readonly Mode[] = [
  'healthy',
  ...Array.from({ length: RUNS }, (): Mode[] => ['hanging', 'healthy', 'failing', 'healthy']).flat(),
];

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
    const ledgerFigures = values.part === 'others' ? {} : await measureLedger(server, settings);
    if (values.part === 'ledger') {
      console.log(
        JSON.stringify({ bench: 'fanout', destinations: RECEIVERS.length, rows: ROWS, ...ledgerFigures }),
      );
      return;
    }
    const due = await seed(server, 'to_send', settings, [itemsIn(ALL, SEND * (MODES.length + 1))]);
    console.error(`${due} deliveries are due`);
    const lines: object[] = [];
    for (const backend of backendsOf(values.backend)) {
      const place = { backend, name: `others_${backend}`, template: 'to_send' };
      const others = await inFreshPlace(server, place, (found) =>
        measureOthers(server, found, receivers, settings),
      );
      const size = {
        destinations: RECEIVERS.length,
        ...(values.part === undefined && { rows: ROWS }),
        pairs: RUNS,
      };
      lines.push({ bench: 'fanout', backend, ...size, ...ledgerFigures, ...others });
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

/** What one turn took for each delivery to the others. */
interface Turn {
  perSecond: number;
  /** Microseconds, of exchange and database; undefined where the system does not tell the database's. */
  cpu?: number;
}

/**
 * One exchange sends turn after turn, so that each is compared with turns of the same process: well, hanging, well,
 * failing, well … Each turn has another destination that is bad, whose lane has no past.
 */
async function measureOthers(
  server: BenchServer,
  place: BenchPlace,
  receivers: Child,
  settings: BenchSettings,
): Promise<object> {
  await ask(place.databaseUrl, `UPDATE delivery SET due_at = 'infinity' WHERE state = 'pending'`);
  await receivers.ask({ do: 'reset', secret: settings.secret, expected: 0 } satisfies ReceiversCommand);
  // Every attempt at a bad partner would be told.
  const exchange = await startExchange(place, settings, { logLevel: 'error' });
  const turn = async (n: number, mode: Mode): Promise<Turn> => {
    const bad = RECEIVERS[n]!;
    const ignored = RECEIVERS.slice(0, n + 1);
    const expected = (RECEIVERS.length - ignored.length) * SEND;
    await receivers.ask({
      do: 'reset',
      secret: settings.secret,
      expected,
      [mode]: [bad],
      ignored,
    } satisfies ReceiversCommand);
    // What hung in the turn before is answered, and settled.
    await setTimeout(500);
    const complete = receivers.next();
    await ask(place.databaseUrl, makeDue(n));
    await exchange.ask<Usage>({ do: 'usage' });
    const before = server.cpuSeconds();
    await within(60_000 + expected * 10, `${expected} deliveries to the others`, complete);
    const { cpuSeconds } = await exchange.ask<Usage>({ do: 'usage' });
    const after = server.cpuSeconds();
    const { firstAt, lastAt, badSignatures } = await receivers.ask<Receipts>({ do: 'report' });
    if (badSignatures > 0) throw new Error(`${badSignatures} signatures did not verify`);
    const cpu =
      before === undefined || after === undefined
        ? undefined
        : ((cpuSeconds + after - before) / expected) * 1e6;
    const perSecond = expected / ((lastAt - firstAt) / 1000);
    console.error(
      `${place.redisUrl ? 'redis' : 'postgres'}, turn ${n}, ${mode}: ${Math.round(perSecond)} deliveries/s to the others, ${cpu?.toFixed(0)} µs of CPU each`,
    );
    return { perSecond, cpu };
  };
  // The first warms up, and is not counted.
  await turn(0, 'healthy');
  const turns: Turn[] = [];
  for (const [i, mode] of MODES.entries()) turns.push(await turn(i + 1, mode));
  // A partner that hangs would be waited for.
  await exchange.end();
  return othersFigures(turns);
}

/** Parameter: the turn whose items become due, for every destination. */
const makeDue = (turn: number): string => `
  UPDATE delivery SET due_at = now()
   WHERE state = 'pending'
     AND item_id IN (SELECT id FROM item ORDER BY id OFFSET ${turn * SEND} LIMIT ${SEND})`;

/** Each turn against the mean of the turns before and after it, in which all are well, or were; in percent. */
function othersFigures(turns: readonly Turn[]): object {
  const cost = (mode: Mode, of: (turn: Turn, around: number[]) => number | undefined) =>
    MODES.flatMap((one, i) => {
      // A healthy turn is compared with the healthy ones two before and two after it.
      const reach = mode === 'healthy' ? 2 : 1;
      const [before, after] = [turns[i - reach], turns[i + reach]];
      if (one !== mode || before === undefined || after === undefined) return [];
      return of(turns[i]!, [i - reach, i + reach]) ?? [];
    });
  const cpu = (turn: Turn, around: number[]): number | undefined => {
    const [one, other] = around.map((i) => turns[i]!.cpu);
    return turn.cpu === undefined || one === undefined || other === undefined
      ? undefined
      : 100 * (turn.cpu / ((one + other) / 2) - 1);
  };
  const speed = (turn: Turn, around: number[]): number =>
    100 * (1 - turn.perSecond / ((turns[around[0]!]!.perSecond + turns[around[1]!]!.perSecond) / 2));
  const figures = (name: string, values: number[]) =>
    values.length === 0
      ? {}
      : { [`${name}Percent`]: rounded(median(values)), [`${name}Quartiles`]: quartiles(values) };
  return {
    ...figures('hangingCost', cost('hanging', speed)),
    ...figures('failingCost', cost('failing', speed)),
    ...figures('hangingCpuCost', cost('hanging', cpu)),
    ...figures('failingCpuCost', cost('failing', cpu)),
    ...figures('healthyCpu', cost('healthy', cpu)),
    othersPerSecond: rounded(median(turns.map(({ perSecond }) => perSecond)), 0),
  };
}

if (values.help) console.log(HELP);
else await withServer(main);
