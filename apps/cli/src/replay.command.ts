import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import { DeliveryReads } from '#store/read/deliveries.js';
import { DestinationReads } from '#store/read/destinations.js';
import { Replay, type ReplayResult, type ReplaySelection, type ReplaySkip } from '#store/replay.js';
import { REPLAY_SKIPS } from '#store/replay-skips.js';
import { openBells } from '#wiring/open-bells.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { counted } from './counted.js';
import { didYouMean } from './near-matches.js';
import { progress } from './progress.js';
import { momentOf } from './since.js';
import { type OpenedLedger, withLedger } from './with-ledger.js';

interface ReplayOptions {
  delivery?: string;
  destination?: string;
  dead?: boolean;
  since?: string;
  dryRun?: boolean;
  wait?: boolean;
}

const ALL = 1000;
const LOOK_EVERY_MS = 500;

export function replayCommand(command: Command): void {
  command
    .option('--delivery <number>', 'one delivery, dead or delivered')
    .option('--destination <id>', 'with --dead or --since: those of this destination')
    .option('--dead', 'all its dead letters')
    .option(
      '--since <time>',
      'all that was delivered, or died, since: 2026-11-18T09:00Z, or how long ago: 90m, 6h, 2d',
    )
    .option('--dry-run', 'only say how many would be sent')
    .option('--wait', 'stay until nothing that is due waits any more, and show what is left')
    .addHelpText(
      'after',
      `
Deliveries keep their webhook-id, so that receivers recognise what they have
already. What would arrive after a newer version, or was taken back, is not sent
again, and it is said why.
Exit status: 0 if it was done, also with nothing to send; 1 if it cannot be;
2 for bad usage.

Examples:
  npm run -s korpu -- replay --destination khabar-ninjs --dead --dry-run
  npm run -s korpu -- replay --destination khabar-ninjs --since 6h --wait`,
    )
    .action((options: ReplayOptions) => {
      const selection = selectionOf(options, new Date());
      return withLedger(async (opened) => {
        await mustExist(opened.ledger, selection);
        const replay = new Replay(opened.ledger.pool);
        if (options.dryRun) {
          tell(await replay.preview(selection), 'would be sent again');
          return;
        }
        const result = await replay.run(selection);
        mustBeSent(selection, result);
        tell(result, result.toSend === 1 ? 'is sent again' : 'are sent again');
        await ring(opened, result);
        if (options.wait) await untilSent(opened.ledger, result);
      });
    });
}

function selectionOf({ delivery, destination, dead, since }: ReplayOptions, now: Date): ReplaySelection {
  const asked = [delivery !== undefined, dead === true, since !== undefined].filter(Boolean).length;
  if (asked !== 1 || (delivery === undefined) !== (destination !== undefined)) {
    throw new UsageFault(
      'replay what? Give --delivery NUMBER, or --destination ID with either --dead or --since TIME.',
    );
  }
  if (delivery !== undefined) {
    if (!/^\d{1,15}$/.test(delivery)) throw new UsageFault(`--delivery ${delivery} is not a number.`);
    return { deliveryId: Number(delivery) as DeliveryId };
  }
  const destinationId = asDestinationId(destination!);
  if (since === undefined) return { destinationId, dead: true };
  const moment = momentOf(since, now);
  if (moment === undefined)
    throw new UsageFault(
      `--since ${since} is neither a time such as 2026-11-18T09:00Z nor how long ago, such as 6h.`,
    );
  return { destinationId, since: moment };
}

async function mustExist({ pool }: Ledger, selection: ReplaySelection): Promise<void> {
  if ('deliveryId' in selection) {
    if (await new DeliveryReads(pool).find(selection.deliveryId)) return;
    throw new CommandFault(`there is no delivery ${selection.deliveryId}.`);
  }
  const reads = new DestinationReads(pool);
  const { destinationId } = selection;
  if (await reads.find(destinationId)) return;
  const known = (await reads.list(ALL)).map(({ id }) => id);
  throw new CommandFault(`there is no destination ${destinationId}.${didYouMean(destinationId, known)}`);
}

/** Who names one delivery means it; of many, some may well have been overtaken. */
function mustBeSent(selection: ReplaySelection, { toSend, skipped }: ReplayResult): void {
  const [why] = Object.keys(skipped) as ReplaySkip[];
  if ('deliveryId' in selection && toSend === 0 && why)
    throw new CommandFault(`delivery ${selection.deliveryId} is not sent again: ${REPLAY_SKIPS[why]}.`);
}

function tell({ toSend, skipped }: ReplayResult, verb: string): void {
  console.log(`${counted(toSend, 'delivery', 'deliveries')} ${verb}.`);
  for (const [why, count] of Object.entries(skipped) as [ReplaySkip, number][])
    console.log(`  not again: ${count.toLocaleString('en')}, because ${REPLAY_SKIPS[why]}`);
}

/** A bell that is not heard delays by a sweep and loses nothing: what is due is in the ledger. */
async function ring({ at, logger }: OpenedLedger, { destinations }: ReplayResult): Promise<void> {
  if (destinations.length === 0) return;
  const bells = await openBells(at, logger);
  try {
    await bells.lanes.ring(destinations);
  } catch {
    console.error('korpu: the queue could not be rung; the next sweep finds what is due, within seconds.');
  } finally {
    await bells.close();
  }
}

async function untilSent({ pool }: Ledger, { destinations }: ReplayResult): Promise<void> {
  const reads = new DestinationReads(pool);
  const shown = progress();
  for (;;) {
    const lanes = await Promise.all(destinations.map((id) => reads.find(id)));
    const shut = lanes.find((lane) => lane && lane.state !== 'open');
    const due = lanes.filter((lane) => lane && (lane.oldestDueAt !== undefined || lane.inFlight > 0));
    if (shut || due.length === 0) {
      shown.end();
      if (shut) throw new CommandFault(`${shut.id} is ${shut.state}: everything waits until it is resumed.`);
      console.log('Nothing that is due waits any more.');
      return;
    }
    const left = due.reduce((sum, lane) => sum + lane!.pending + lane!.inFlight, 0);
    shown.show(`${counted(left, 'delivery', 'deliveries')} left`);
    await pause(LOOK_EVERY_MS);
  }
}
