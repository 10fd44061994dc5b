import type { Command } from 'commander';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import { LaneControl, type Resumed, type Resumption } from '#store/lane-control.js';
import { UsageFault } from './command-fault.js';
import { confirmed } from './confirm.js';
import { counted } from './counted.js';
import { knownDestination } from './known-destination.js';
import { pastMoment } from './past-moment.js';
import { ringLanes } from './ring-lanes.js';
import { type OpenedLedger, withLedger } from './with-ledger.js';

interface ResumeOptions {
  since?: string;
  latest?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

export function pauseCommand(command: Command): void {
  command
    .argument('<destination>', 'the id of the destination')
    .requiredOption('--reason <words>', 'why, for whoever is on duty next')
    .addHelpText(
      'after',
      `
Everything for the destination is held, kills included, and nothing is dropped.
What is in the air may still arrive. A pull feed can still be read and stays as
it is, with what is killed meanwhile. Repeated, it changes the reason alone.
Exit status: 0 if it is paused, 1 if it cannot be, 2 if asked wrongly.

Example:
  npm run -s korpu -- pause khabar-ninjs --reason "Ingest moves to the new hall"`,
    )
    .action((id: string, { reason }: { reason: string }) => {
      if (reason.trim() === '') throw new UsageFault('--reason must say why.');
      return withLedger(async ({ ledger }) => {
        const destinationId = asDestinationId(id);
        await knownDestination(ledger, destinationId);
        await new LaneControl(ledger.pool).pause(destinationId, reason.trim());
        const { pending } = await knownDestination(ledger, destinationId);
        console.log(
          `${id} is paused: ${counted(pending, 'delivery', 'deliveries')} held until it is resumed.`,
        );
      });
    });
}

export function resumeCommand(command: Command): void {
  command
    .argument('<destination>', 'the id of the destination')
    .option(
      '--since <time>',
      'only what was decided since: 2026-11-18T09:00Z, or how long ago: 90m, 6h, 2d; the rest becomes dead letters, which can be replayed',
    )
    .option('--latest', 'of each item only the newest version, also where every one is sent')
    .option('--dry-run', 'only say how many would leave')
    .option('--yes', 'do not ask before')
    .addHelpText(
      'after',
      `
Opens a paused or disabled destination, and ends the rest of one that failed.
What would leave is counted first, and
on a terminal you are asked. Kills, and what corrects something that the partner
holds, leave in any case.
Exit status: 0 if it was done, also with nothing held; 1 if it cannot be; 2 if
asked wrongly.

Examples:
  npm run -s korpu -- resume khabar-ninjs --dry-run
  npm run -s korpu -- resume khabar-ninjs
  npm run -s korpu -- resume khabar-ninjs --since 6h --latest --yes`,
    )
    .action((id: string, options: ResumeOptions) => {
      const how = {
        ...(options.since !== undefined && { since: pastMoment('--since', options.since, new Date()) }),
        ...(options.latest && { latest: true }),
      };
      return withLedger((opened) => resume(opened, asDestinationId(id), how, options));
    });
}

async function resume(
  opened: OpenedLedger,
  id: DestinationId,
  how: Resumption,
  { dryRun, yes }: ResumeOptions,
): Promise<void> {
  const { ledger } = opened;
  const { reason } = await knownDestination(ledger, id);
  const lanes = new LaneControl(ledger.pool);
  const held = await lanes.preview(id, how);
  if (held?.rest) {
    const { until, failures } = held.rest;
    const rests = `${id} rests after ${counted(failures, 'failure')} until ${until}`;
    if (dryRun) return console.log(`${rests}; resumed, it is tried at once.`);
    await lanes.resume(id, how);
    await ringLanes(opened, [id]);
    return console.log(`${rests}; resumed: it is tried at once, and nothing is left out.`);
  }
  if (held?.state === 'open' || !held) return console.log(`${id} is open: nothing is held.`);
  if (dryRun || (!yes && process.stdin.isTTY)) {
    console.log(`${id} is ${held.state}${reason ? `: ${reason}` : ''}`);
    tell(held, 'would leave');
  }
  if (dryRun) return;
  if (!yes && !(await confirmed('Resume?', new AbortController().signal)))
    return console.log('Nothing was changed.');
  const resumed = await lanes.resume(id, how);
  await ringLanes(opened, [id]);
  console.log(`${id} is open.`);
  tell(resumed ?? held, held.toSend === 1 ? 'leaves' : 'leave');
}

function tell({ toSend, kills, later, skipped, overtaken, tooOld }: Resumed, leave: string): void {
  const parts = [
    ...(kills > 0 ? [`${counted(kills, 'kill')} first`] : []),
    ...(later > 0 ? [`${later.toLocaleString('en')} later, when due`] : []),
  ];
  console.log(
    `${counted(toSend, 'delivery', 'deliveries')} ${leave}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}.`,
  );
  if (skipped > 0)
    console.log(
      `  not sent: ${skipped.toLocaleString('en')}, decided before then; as dead letters they can be replayed`,
    );
  if (overtaken > 0)
    console.log(`  not sent: ${overtaken.toLocaleString('en')}, because a newer version waits`);
  if (tooOld > 0)
    console.log(
      `  not sent: ${tooOld.toLocaleString('en')}, too old by maxAgeSeconds; as dead letters they can be replayed`,
    );
}
