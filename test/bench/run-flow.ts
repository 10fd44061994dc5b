import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { benchConfiguration } from './bench-configuration.js';
import { type BenchPlace, within } from './bench-place.js';
import type { ExchangeStart } from './exchange-process.js';
import { type FlowLatency, flowLatency } from './flow-latency.js';
import type { MeasuredCommand, Usage } from './measured-process.js';
import type { OriginCommand, ServedPage } from './origin.js';
import type { BaselineStart } from './plain-traffic.js';
import type { Receipts, ReceiversCommand } from './receivers.js';

export const RECEIVERS = ['receiver-a', 'receiver-b', 'receiver-c'];
/** Sends in the air for each receiver, whoever sends them. */
const CONCURRENCY = 256;
/** Everybody has started when the first page appears, and rests before the pages that are measured. */
const REST_MS = 2_000;

export interface Flow {
  /** Who carries the items: the exchange, or one of the baselines. */
  carrier: 'exchange-process' | 'raw-loop-process' | 'pg-boss-process';
  /** The feeds that are configured. */
  feeds: readonly string[];
  items: number;
  /** Has the origin serve the items. */
  serve: OriginCommand;
  /**
   * Items that are brought before, and not measured: the figures are of a process that runs, not of one whose code is being
   * compiled while it meets its first items.
   */
  warmUp?: { items: number; serve: OriginCommand };
  limitMs: number;
}

export interface FlowRun extends FlowLatency {
  items: number;
  usage: Usage;
}

/**
 * Has one carrier bring items from the origin to the receivers.
 *
 * @throws Error unless every item reached every receiver, signed
 */
export async function runFlow(place: BenchPlace, flow: Flow): Promise<FlowRun> {
  const [origin, receivers, carrier] = ['origin', 'receivers', flow.carrier].map(place.start) as [
    ReturnType<BenchPlace['start']>,
    ReturnType<BenchPlace['start']>,
    ReturnType<BenchPlace['start']>,
  ];
  const [{ port: originPort }, { port: receiversPort }] = await Promise.all([
    origin.next<{ port: number }>(),
    receivers.next<{ port: number }>(),
  ]);
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const expected = flow.items * RECEIVERS.length;
  const expect = (deliveries: number) =>
    receivers.ask({ do: 'reset', secret, expected: deliveries } satisfies ReceiversCommand);
  await expect(expected);
  const { databaseUrl, redisUrl } = place;
  const start: BaselineStart & ExchangeStart = {
    databaseUrl,
    redisUrl,
    secret,
    originPort,
    receiversPort,
    receivers: RECEIVERS,
    concurrency: CONCURRENCY,
    allowAddresses: [`127.0.0.1:${originPort}`, `127.0.0.1:${receiversPort}`],
    api: true,
    sources: benchConfiguration({
      originPort,
      receiversPort,
      feeds: flow.feeds,
      receivers: RECEIVERS,
      destination: { maxInFlight: CONCURRENCY },
    }),
  };
  await carrier.ask({ do: 'start', with: start } satisfies MeasuredCommand<typeof start>);
  await setTimeout(REST_MS);
  if (flow.warmUp && flow.warmUp.items > 0) {
    await expect(flow.warmUp.items * RECEIVERS.length);
    const warm = receivers.next();
    await origin.ask(flow.warmUp.serve);
    await within(flow.limitMs, `${flow.warmUp.items} items of the warm-up to every receiver`, warm);
    await setTimeout(REST_MS);
    await expect(expected);
  }
  const complete = receivers.next();
  await carrier.ask<Usage>({ do: 'usage' });
  await origin.ask(flow.serve);
  await within(flow.limitMs, `${flow.items} items to every receiver`, complete);
  const usage = await carrier.ask<Usage>({ do: 'usage' });
  const served = await origin.ask<ServedPage[]>({ do: 'report' });
  const receipts = await receivers.ask<Receipts>({ do: 'report' });
  await carrier.end({ do: 'stop' });
  const latency = flowLatency(flow.items, RECEIVERS.length, served, receipts);
  return { ...latency, items: flow.items, usage };
}
