import type { Command } from 'commander';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import { DeadLetterReads } from '#store/read/dead-letters.js';
import { DeliveryReads } from '#store/read/deliveries.js';
import type { ReplayResult, ReplaySelection, ReplaySkip } from '#store/replay.js';
import { whySkipped } from '#store/replay-skips.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { confirmed } from './confirm.js';
import { counted } from './counted.js';
import { knownDestination } from './known-destination.js';
import { pastMoment } from './past-moment.js';
import { ringLanes } from './ring-lanes.js';
import { select, untilInterrupted, watch } from './watch-replay.js';
import { type OpenedLedger, withLedger } from './with-ledger.js';

interface ReplayOptions {
  delivery?: string;
  destination?: string;
  dead?: boolean;
  code?: string;
  since?: string;
  until?: string;
  latest?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  wait: boolean;
  watch?: string;
}

export function replayCommand(command: Command): void {
  command
    .option('--delivery <number>', 'one delivery, dead or delivered')
    .option('--destination <id>', 'with one or more of the next five: those of this destination')
    .option('--dead', 'its dead letters')
    .option('--code <code>', '… that died of this, such as delivery.rejected-by-partner')
    .option(
      '--since <time>',
      'what was settled since: 2026-11-18T09:00Z, or how long ago: 90m, 6h, 2d; delivered or, with --dead, not',
    )
    .option('--until <time>', '… and until then')
    .option('--latest', 'of each item only the newest version, also where every one is sent')
    .option('--dry-run', 'only say how many would be sent')
    .option('--yes', 'do not ask before sending')
    .option('--no-wait', 'do not stay until nothing of it is due any more')
    .option('--watch <number>', 'only show how far a replay is')
    .addHelpText(
      'after',
      `
What would be sent is counted first, and on a terminal you are asked. Ctrl-C
afterwards ends the watching, not the replay. The watching ends by itself, and
says why, when nothing of it can be sent before some time: it is to be tried
again, or the destination rests after failures or has quiet hours.
Deliveries keep their webhook-id, so that receivers recognise what they have
already. What would arrive after a newer version, or was taken back, is not sent
again, and it is said why.
Exit status: 0 if it was done, also with nothing to send; 1 if it cannot be;
2 if asked wrongly; 130 after Ctrl-C.

Examples:
  npm run -s korpu -- replay --destination khabar-ninjs --dead --dry-run
  npm run -s korpu -- replay --destination khabar-ninjs --dead \\
    --code delivery.rejected-by-partner
  npm run -s korpu -- replay --destination khabar-ninjs --since 6h
  npm run -s korpu -- replay --destination khabar-ninjs --latest --yes --no-wait`,
    )
    .action((options: ReplayOptions) => {
      if (options.watch !== undefined) {
        const id = numberOf('--watch', options.watch);
        return withLedger(({ ledger }) =>
          untilInterrupted(
            () => id,
            (signal) => watch(ledger, id, signal),
          ),
        );
      }
      const selection = selectionOf(options, new Date());
      return withLedger((opened) => replay(opened, selection, options));
    });
}

async function replay(
  opened: OpenedLedger,
  selection: ReplaySelection,
  { dryRun, yes, wait }: ReplayOptions,
): Promise<void> {
  const { ledger } = opened;
  await mustExist(ledger, selection);
  const preview = await ledger.replays.preview(selection);
  if (preview.toSend === 0) await mustBeCode(ledger, selection, preview);
  if (dryRun) return tell(preview, 'would be sent again');
  mustBeSent(selection, preview);
  if (preview.toSend === 0) return tell(preview, 'are sent again');
  let id: number | undefined;
  await untilInterrupted(
    () => id,
    async (signal) => {
      if (!yes && process.stdin.isTTY) {
        tell(preview, 'would be sent again');
        if (!(await confirmed('Send?', signal))) return;
      }
      id = await ledger.replays.begin(selection);
      const step = await select(ledger.replays, id, preview.toSend, signal);
      if (step.selected) tell(step, step.toSend === 1 ? 'is sent again' : 'are sent again');
      await ringLanes(opened, step.destinations);
      if (wait && step.toSend > 0 && !signal.aborted) await watch(ledger, id, signal);
    },
  );
}

function selectionOf(options: ReplayOptions, now: Date): ReplaySelection {
  const { delivery, destination, dead, code, since, until, latest } = options;
  const ofDestination = [dead, code, since, until, latest].some((one) => one !== undefined);
  const isSaid = dead || since !== undefined || latest;
  if (
    (delivery === undefined) === (destination === undefined) ||
    ofDestination !== (destination !== undefined)
  )
    throw new UsageFault(
      'replay what? Give --delivery NUMBER, or --destination ID with --dead, --since TIME or --latest.',
    );
  if (delivery !== undefined) return { deliveryId: numberOf('--delivery', delivery) as DeliveryId };
  if (!isSaid)
    throw new UsageFault('replay what? --code and --until go with --dead, --since TIME or --latest.');
  if (code !== undefined && !dead) throw new UsageFault('--code is of dead letters: say --dead as well.');
  return {
    destinationId: asDestinationId(destination!),
    ...(dead && { dead }),
    ...(code !== undefined && { code }),
    ...(since !== undefined && { since: pastMoment('--since', since, now) }),
    ...(until !== undefined && { until: pastMoment('--until', until, now) }),
    ...(latest && { latest }),
  };
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageFault(`${option} ${text} is not a number.`);
  return Number(text);
}

async function mustExist({ pool }: Ledger, selection: ReplaySelection): Promise<void> {
  if ('deliveryId' in selection) {
    if (await new DeliveryReads(pool).find(selection.deliveryId)) return;
    throw new UsageFault(`there is no delivery ${selection.deliveryId}.`);
  }
  await knownDestination({ pool }, selection.destinationId);
}

/** A code that nothing died of is a slip, and not nothing to do. */
async function mustBeCode(
  { pool }: Ledger,
  selection: ReplaySelection,
  { skipped }: ReplayResult,
): Promise<void> {
  if (!('code' in selection) || selection.code === undefined || Object.keys(skipped).length > 0) return;
  const { destinationId, code } = selection;
  const codes = await new DeadLetterReads(pool).codes(destinationId);
  if (codes.some((one) => one.code === code)) return;
  const there = codes.map((one) => `${one.code} (${one.count.toLocaleString('en')})`).join(', ');
  throw new UsageFault(
    `no dead letter of ${destinationId} has the code ${code}; ${there === '' ? 'it has no dead letters' : `there are: ${there}`}.`,
  );
}

/** Who names one delivery means it; of many, some may well have been overtaken. */
function mustBeSent(selection: ReplaySelection, { toSend, skipped, formerAgreements }: ReplayResult): void {
  const [why] = Object.keys(skipped) as ReplaySkip[];
  if ('deliveryId' in selection && toSend === 0 && why)
    throw new CommandFault(
      `delivery ${selection.deliveryId} is not sent again: ${whySkipped(why, formerAgreements)}.`,
    );
}

function tell({ toSend, skipped, formerAgreements }: ReplayResult, verb: string): void {
  console.log(`${counted(toSend, 'delivery', 'deliveries')} ${verb}.`);
  for (const [why, count] of Object.entries(skipped) as [ReplaySkip, number][])
    console.log(`  not again: ${count.toLocaleString('en')}, because ${whySkipped(why, formerAgreements)}`);
}
