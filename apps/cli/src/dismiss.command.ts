import type { Command } from 'commander';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId } from '#news/ids.js';
import {
  DISMISSAL_STAYS,
  Dismissal,
  type DismissalSelection,
  type DismissalStay,
  type Dismissed,
} from '#store/dismissal.js';
import { DeliveryReads } from '#store/read/deliveries.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { confirmed } from './confirm.js';
import { counted } from './counted.js';
import { knownDestination } from './known-destination.js';
import { pastMoment } from './past-moment.js';
import { withLedger } from './with-ledger.js';

interface DismissOptions {
  delivery?: string;
  destination?: string;
  code?: string;
  since?: string;
  until?: string;
  reason: string;
  by: string;
  dryRun?: boolean;
  yes?: boolean;
}

export function dismissCommand(command: Command): void {
  command
    .option('--delivery <number>', 'one dead letter')
    .option('--destination <id>', 'those of this destination: all, or as the next three say')
    .option('--code <code>', '… that died of this, such as delivery.no-longer-granted')
    .option('--since <time>', '… since: 2026-11-18T09:00Z, or how long ago: 90m, 6h, 2d')
    .option('--until <time>', '… and until then')
    .requiredOption('--reason <words>', 'why nothing is to be done about them; it is kept')
    .option('--by <name>', 'who says so', 'the exchange’s operator')
    .option('--dry-run', 'only say how many would be dismissed')
    .option('--yes', 'do not ask before')
    .addHelpText(
      'after',
      `
Dead letters that are dismissed count nowhere any more, and cannot be replayed.
They are counted first, and on a terminal you are asked. Who dismissed them and
why stays with each. A kill stays until its removal is confirmed.
Exit status: 0 if it was done, also with nothing to dismiss; 1 if it cannot be;
2 if asked wrongly.

Example:
  npm run -s korpu -- dismiss --destination khabar-ninjs \\
    --code delivery.no-longer-granted --reason "The memorandum ended" --by Aynur`,
    )
    .action((options: DismissOptions) => {
      if (options.reason.trim() === '') throw new UsageFault('--reason must say why.');
      const selection = selectionOf(options, new Date());
      return withLedger(({ ledger }) => dismiss(ledger, selection, options));
    });
}

async function dismiss(
  ledger: Ledger,
  selection: DismissalSelection,
  { reason, by, dryRun, yes }: DismissOptions,
): Promise<void> {
  if ('destinationId' in selection) await knownDestination(ledger, selection.destinationId);
  else if (!(await new DeliveryReads(ledger.pool).find(selection.deliveryId)))
    throw new UsageFault(`there is no delivery ${selection.deliveryId}.`);
  const dismissal = new Dismissal(ledger.pool);
  const preview = await dismissal.preview(selection);
  if (dryRun) return tell(preview, 'would be dismissed');
  const [stays] = Object.keys(preview.stay) as DismissalStay[];
  if ('deliveryId' in selection && stays)
    throw new CommandFault(`delivery ${selection.deliveryId} is not dismissed: ${DISMISSAL_STAYS[stays]}.`);
  if (preview.dismissed > 0 && !yes && process.stdin.isTTY) {
    tell(preview, 'would be dismissed');
    if (!(await confirmed('Dismiss?', new AbortController().signal)))
      return console.log('Nothing was changed.');
  }
  const done =
    preview.dismissed > 0 ? await dismissal.run(selection, { by, reason: reason.trim() }) : preview;
  if ('deliveryId' in selection && done.dismissed === 0)
    throw new CommandFault(
      `delivery ${selection.deliveryId} is not dismissed: it is no dead letter any more.`,
    );
  tell(done, done.dismissed === 1 ? 'is dismissed' : 'are dismissed');
}

function selectionOf(options: DismissOptions, now: Date): DismissalSelection {
  const { delivery, destination, code, since, until } = options;
  const narrowed = [code, since, until].some((one) => one !== undefined);
  if ((delivery === undefined) === (destination === undefined) || (delivery !== undefined && narrowed))
    throw new UsageFault(
      'dismiss what? Give --delivery NUMBER, or --destination ID, which --code, --since and --until narrow.',
    );
  if (destination === undefined) {
    if (!/^\d{1,15}$/.test(delivery!)) throw new UsageFault(`--delivery ${delivery} is not a number.`);
    return { deliveryId: Number(delivery) as DeliveryId };
  }
  return {
    destinationId: asDestinationId(destination),
    ...(code !== undefined && { code }),
    ...(since !== undefined && { since: pastMoment('--since', since, now) }),
    ...(until !== undefined && { until: pastMoment('--until', until, now) }),
  };
}

function tell({ dismissed, stay }: Dismissed, verb: string): void {
  console.log(`${counted(dismissed, 'dead letter', 'dead letters')} ${verb}.`);
  for (const [why, count] of Object.entries(stay) as [DismissalStay, number][])
    console.log(`  not dismissed: ${count.toLocaleString('en')}, because ${DISMISSAL_STAYS[why]}`);
}
