import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { benchConfiguration, destinationOf } from './bench-configuration.js';
import { type BenchSettings, newSecret, seed, startExchange } from './bench-exchange.js';
import { medians } from './bench-line.js';
import { type BenchPlace, backendsOf, inFreshPlace, within } from './bench-place.js';
import { ask, type BenchServer, withServer } from './bench-server.js';
import { Child } from './child.js';
import { flowLatency } from './flow-latency.js';
import { LANGUAGES } from './generated-items.js';
import type { OriginCommand, ServedPage } from './origin.js';
import type { Receipts, ReceiversCommand } from './receivers.js';

const HELP = `Pulls kills while the lanes of all holders are busy with a long backlog.

  npm run bench -- kill [--kills 60] [--backlog 100000] [--partners 10] [--runs 3] [--backend postgres|redis]

Each partner holds every item that is killed, and has its part of the backlog, which is being sent meanwhile. Feeds are
polled every second and have one kill each time they are asked.

Prints one JSON line a backend at the end; figures are medians of the runs. p50Ms, p99Ms and maxMs run from the moment
the kill was served to the acknowledgement of the last of its holders. backlogAtFirstKill and backlogAtLastKill are the
deliveries that waited then.`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    backlog: { type: 'string', default: '100000' },
    partners: { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    backend: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const each = (all: number) => Math.ceil(all / LANGUAGES.length);
const KILLS_PER_FEED = each(Number(values.kills));
const KILLS = KILLS_PER_FEED * LANGUAGES.length;
const PARTNERS = Array.from({ length: Number(values.partners) }, (_, i) => `receiver-${i + 1}`);
/** While it begins to be sent, before the first kill, about so much of the backlog goes. */
const HEAD_START = 5_000;
const BACKLOG_ITEMS = each((Number(values.backlog) + HEAD_START) / PARTNERS.length);
/** The newsroom says it in the headline. */
const SIGNAL = 'KILL';
const HELD = 'held';

async function main(server: BenchServer): Promise<void> {
  // They stay: their addresses are part of what is seeded.
  const [origin, receivers] = [Child.start('origin'), Child.start('receivers')];
  try {
    const [{ port: originPort }, { port: receiversPort }] = await Promise.all([
      origin.next<{ port: number }>(),
      receivers.next<{ port: number }>(),
    ]);
    const sources = benchConfiguration({
      originPort,
      receiversPort,
      feeds: LANGUAGES,
      feed: { headlineSignals: { [SIGNAL]: 'kill' } },
      receivers: PARTNERS,
      destination: { maxInFlight: 16 },
    });
    const settings: BenchSettings = { sources, secret: newSecret(), ports: [originPort, receiversPort] };
    const items = { languages: LANGUAGES, bodyBytes: 2500, pageItems: 100 };
    const due = await seed(server, 'seeded', settings, [
      { ...items, run: HELD, items: KILLS_PER_FEED, heldBy: PARTNERS.map(destinationOf) },
      { ...items, run: 'backlog', items: BACKLOG_ITEMS },
    ]);
    console.error(`${due} deliveries are due`);
    const lines: object[] = [];
    for (const backend of backendsOf(values.backend)) {
      const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
      for (let n = 1; n <= Number(values.runs); n++) {
        const place = { backend, name: `kill_${backend}_${n}`, template: 'seeded' };
        const run = await inFreshPlace(server, place, (found) =>
          runOnce(found, { origin, receivers }, settings),
        );
        console.error(
          `${backend}, run ${n}: p50 ${run.p50Ms.toFixed(0)} ms, p99 ${run.p99Ms.toFixed(0)} ms; ${run.backlogAtFirstKill} to ${run.backlogAtLastKill} waited`,
        );
        runs.push(run);
      }
      lines.push({ bench: 'kill', backend, kills: KILLS, partners: PARTNERS.length, ...medians(runs) });
    }
    for (const line of lines) console.log(JSON.stringify(line));
  } finally {
    await Promise.all([origin.end(), receivers.end()]);
  }
}

async function runOnce(
  place: BenchPlace,
  { origin, receivers }: { origin: Child; receivers: Child },
  settings: BenchSettings,
) {
  await origin.ask({ do: 'clear' } satisfies OriginCommand);
  const { secret } = settings;
  const expected = KILLS * PARTNERS.length;
  await receivers.ask({ do: 'reset', secret, kind: 'kill', expected } satisfies ReceiversCommand);
  const exchange = await startExchange(place, settings);
  await setTimeout(3_000);
  const backlogAtFirstKill = await waiting(place);
  const complete = receivers.next();
  await origin.ask({
    do: 'offer',
    run: HELD,
    feeds: LANGUAGES,
    itemsPerFeed: KILLS_PER_FEED,
    bodyBytes: 2500,
    signal: SIGNAL,
  } satisfies OriginCommand);
  await within(60_000 + KILLS * 2_000, `${KILLS} kills at every partner`, complete);
  const backlogAtLastKill = await waiting(place);
  const served = await origin.ask<ServedPage[]>({ do: 'report' });
  const receipts = await receivers.ask<Receipts>({ do: 'report' });
  // What is left of the backlog is of no further interest: nothing waits for it to be stopped in good order.
  await exchange.end();
  const { p50Ms, p99Ms, maxMs } = flowLatency(KILLS, PARTNERS.length, served, receipts);
  return { p50Ms, p99Ms, maxMs, backlogAtFirstKill, backlogAtLastKill };
}

async function waiting({ databaseUrl }: BenchPlace): Promise<number> {
  const [row] = await ask<{ waiting: number }>(
    databaseUrl,
    `SELECT count(*)::integer AS waiting FROM delivery WHERE state = 'pending' AND kind = 'item'`,
  );
  return row!.waiting;
}

if (values.help) console.log(HELP);
else await withServer(main);
