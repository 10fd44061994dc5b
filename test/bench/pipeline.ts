import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#apps/standalone/src/embedded-postgres.js';
import { startRedis } from '../services/redis.js';
import { Child } from './child.js';
import type { Usage } from './exchange-process.js';
import { median, quantile, rounded } from './median.js';
import type { ServedPage } from './origin.js';
import { pipelineConfiguration } from './pipeline-configuration.js';
import type { Receipts } from './receivers.js';

const HELP = `Pulls generated items from a local origin and pushes signed ninjs to three receivers.

  npm run bench -- pipeline [--items 5000] [--runs 3] [--backend postgres|redis] [--body-bytes 2500] [--page-items 100]

Prints one JSON line a backend at the end; figures are medians of the runs. Latency runs from the moment a page was
served to the third receipt of each of its items. CPU and memory are those of the exchange's own process.`;

const RECEIVERS = ['receiver-a', 'receiver-b', 'receiver-c'];

interface Run {
  itemsPerSecond: number;
  deliveriesPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  cpuSecondsPer1000Deliveries: number;
  peakMemoryMb: number;
}

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '3' },
    backend: { type: 'string' },
    'body-bytes': { type: 'string', default: '2500' },
    'page-items': { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const items = Number(values.items);
  const runs = Number(values.runs);
  const backends = values.backend ? [values.backend] : ['postgres', 'redis'];
  const folder = mkdtempSync(join(tmpdir(), 'korpu-bench-'));
  // PostgreSQL's account, where it is another one, must be able to pass.
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    password: randomBytes(12).toString('hex'),
  });
  const clear = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void clear().finally(() => process.exit(130)));
  }
  try {
    const lines: object[] = [];
    for (const backend of backends) {
      const measured: Run[] = [];
      for (let n = 1; n <= runs; n++) {
        const run = await runOnce(backend, postgres.url, items, `${backend}-${n}`);
        console.error(
          `${backend}, run ${n} of ${runs}: ${Math.round(run.itemsPerSecond)} items/s, p50 ${run.p50Ms.toFixed(0)} ms`,
        );
        measured.push(run);
      }
      const key = (name: keyof Run, digits = 1) => rounded(median(measured.map((run) => run[name])), digits);
      lines.push({
        bench: 'pipeline',
        backend,
        items,
        itemsPerSecond: key('itemsPerSecond'),
        deliveriesPerSecond: key('deliveriesPerSecond'),
        p50Ms: key('p50Ms'),
        p95Ms: key('p95Ms'),
        p99Ms: key('p99Ms'),
        cpuSecondsPer1000Deliveries: key('cpuSecondsPer1000Deliveries', 3),
        peakMemoryMb: key('peakMemoryMb'),
      });
    }
    for (const line of lines) console.log(JSON.stringify(line));
  } finally {
    await clear();
  }
}

/** A database, a queue and processes of its own for each run, so that none inherits another's caches or backlog. */
async function runOnce(backend: string, serverUrl: string, items: number, run: string): Promise<Run> {
  const databaseUrl = await freshDatabase(serverUrl, `bench_${run.replace('-', '_')}`);
  const redis = backend === 'redis' ? await startRedis() : undefined;
  const children = [
    Child.start('origin'),
    Child.start('receivers'),
    Child.start('exchange-process'),
  ] as const;
  const [origin, receivers, exchange] = children;
  try {
    const [{ port: originPort }, { port: receiversPort }] = await Promise.all([
      origin.next<{ port: number }>(),
      receivers.next<{ port: number }>(),
    ]);
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const total = items * RECEIVERS.length;
    await receivers.ask({ do: 'reset', secret, expected: total });
    await exchange.ask({
      do: 'start',
      with: {
        databaseUrl,
        redisUrl: redis?.url,
        allowAddresses: [`127.0.0.1:${originPort}`, `127.0.0.1:${receiversPort}`],
        sources: pipelineConfiguration(originPort, receiversPort, RECEIVERS),
        secret,
      },
    });
    // Everything is warm when the first page appears: the figures are of the flow, not of the start.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const complete = receivers.next();
    await origin.ask({
      do: 'prepare',
      run,
      items,
      bodyBytes: Number(values['body-bytes']),
      pageItems: Number(values['page-items']),
    });
    await exchange.ask<Usage>({ do: 'usage' });
    await within(complete, items);
    const usage = await exchange.ask<Usage>({ do: 'usage' });
    const served = await origin.ask<ServedPage[]>({ do: 'report' });
    const receipts = await receivers.ask<Receipts>({ do: 'report' });
    await exchange.end({ do: 'stop' });
    return figures(items, served, receipts, usage);
  } finally {
    await Promise.all(children.map((child) => child.end()));
    await redis?.stop();
  }
}

async function within(complete: Promise<unknown>, items: number): Promise<void> {
  const limitMs = 60_000 + items * 20;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not everything had arrived after ${limitMs / 1000} s`)),
      limitMs,
    );
  });
  await Promise.race([complete, late]).finally(() => clearTimeout(timer));
}

function figures(
  items: number,
  served: ServedPage[],
  { receipts, badSignatures }: Receipts,
  usage: Usage,
): Run {
  if (badSignatures > 0) throw new Error(`${badSignatures} signatures did not verify`);
  const servedAt = new Map(served.flatMap(({ at, guids }) => guids.map((guid) => [guid, at] as const)));
  const complete = receipts.filter(([, count]) => count === RECEIVERS.length);
  if (complete.length !== items)
    throw new Error(`${complete.length} of ${items} items reached all receivers`);
  const latencies = complete.map(([guid, , lastAt]) => lastAt - servedAt.get(guid)!).sort((a, b) => a - b);
  const from = Math.min(...served.map(({ at }) => at));
  const to = complete.reduce((latest, [, , lastAt]) => Math.max(latest, lastAt), 0);
  const seconds = (to - from) / 1000;
  const deliveries = items * RECEIVERS.length;
  return {
    itemsPerSecond: items / seconds,
    deliveriesPerSecond: deliveries / seconds,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
    cpuSecondsPer1000Deliveries: (usage.cpuSeconds * 1000) / deliveries,
    peakMemoryMb: usage.peakMemoryMb,
  };
}

async function freshDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`).finally(() => client.end());
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

if (values.help) console.log(HELP);
else await main();
