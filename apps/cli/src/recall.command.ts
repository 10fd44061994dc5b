import type { Command } from 'commander';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { RecallItem } from '#exchange/recall/recall-item.js';
import { HeldItemReader } from '#store/held-item-reader.js';
import { ItemReads } from '#store/read/items.js';
import { RecallReports } from '#store/read/recall-report.js';
import { type RecallRead, RecallReads } from '#store/read/recalls.js';
import { openBells } from '#wiring/open-bells.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { systemClock } from '#wiring/system-clock.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { commandLine, quoted } from './command-line.js';
import { counted } from './counted.js';
import { unknownItem } from './explanation.js';
import { type OpenedLedger, withLedger } from './with-ledger.js';

interface RecallOptions {
  reason?: string;
  partner?: string;
  by?: string;
}

/** More than ever sent one guid. */
const ALL = 100;

export function recallCommand(command: Command): void {
  command
    .argument('<guid>', 'the guid of the item')
    .requiredOption('--reason <words>', 'why; every newsroom that has the item reads it')
    .option('--by <name>', 'who asks for it; the report names them', 'the exchange’s operator')
    .option('--partner <id>', 'the sender, where several sent the same guid')
    .addHelpText(
      'after',
      `
A kill goes at once to everyone who ever received any version. It cannot be
undone.
Exit status: 0 if the item is recalled, 1 if it cannot be, 2 if asked wrongly.

Example:
  npm run -s korpu -- recall urn:newsml:report-ru:4c1f --reason "Court order" \\
    --by "Aynur, duty editor"`,
    )
    .action((guid: string, { reason = '', partner, by = '' }: RecallOptions) => {
      if (reason.trim() === '') throw new UsageFault('--reason must say why.');
      return withLedger(async (opened) => {
        const itemId = await itemOf(opened.ledger, guid, partner);
        tell(await recall(opened, { itemId, guid, partner, by, reason: reason.trim() }));
      });
    });
}

export function recallReportCommand(command: Command): void {
  command
    .argument('<guid>', 'the guid of the item')
    .option('--partner <id>', 'the sender, where several sent the same guid')
    .addHelpText(
      'after',
      `
Prints as JSON who held which version from when until when, what was sent and
answered, or lay in a feed that is pulled and when it was first read there, and
who confirmed the removal. For a page to print, open the recall on
the status page. Of an item that was killed twice, the later recall.
Exit status: 0 if there is a recall, 1 if not, 2 if asked wrongly.`,
    )
    .action((guid: string, { partner }: RecallOptions) =>
      withLedger(async ({ ledger }) => {
        const itemId = await itemOf(ledger, guid, partner);
        const [newest] = await new RecallReads(ledger.pool).list({ itemId }, 1);
        if (!newest) throw new CommandFault(`${guid} was never recalled.`);
        console.log(JSON.stringify(await new RecallReports(ledger.pool).find(newest.id), null, 2));
      }),
    );
}

async function itemOf({ pool }: Ledger, guid: string, partnerId: string | undefined): Promise<number> {
  const items = new ItemReads(pool);
  const [item, ...others] = await items.list({ guid, partnerId }, ALL);
  if (!item) throw new UsageFault(await unknownItem(items, guid, partnerId));
  if (others.length > 0) {
    const senders = [item, ...others].map((one) => one.partnerId).join(', ');
    throw new UsageFault(`${senders} sent an item of this guid: say which with --partner.`);
  }
  return item.id;
}

async function recall(
  { ledger, at, logger }: OpenedLedger,
  {
    guid,
    partner,
    ...order
  }: { itemId: number; guid: string; partner: string | undefined; by: string; reason: string },
): Promise<RecallRead> {
  const bells = await openBells(at, logger);
  try {
    const noSends = { abortOlder: () => 0 };
    const accept = new AcceptRecords(ledger.items, ledger.agreements, bells.lanes, noSends, systemClock);
    const done = await new RecallItem(new HeldItemReader(ledger.pool), accept, systemClock).run(order);
    if (done.outcome === 'killed-before') {
      const item = partner === undefined ? quoted(guid) : `${quoted(guid)} --partner ${quoted(partner)}`;
      throw new CommandFault(
        `the item was killed before, in version ${done.version}. Who held it, and what is confirmed: ${commandLine(`recall-report ${item}`)}`,
      );
    }
    if (done.outcome === 'overtaken')
      throw new CommandFault('another version came in at the same moment. Look at it, and ask again.');
  } finally {
    await bells.close();
  }
  const [opened] = await new RecallReads(ledger.pool).list({ itemId: order.itemId }, 1);
  if (!opened) throw new CommandFault(`there is no item ${order.itemId}.`);
  return opened;
}

function tell({ id, version, holders }: RecallRead): void {
  console.log(
    holders.length === 0
      ? `Recall ${id}: version ${version} kills the item. Nobody holds it: nothing has to be removed.`
      : `Recall ${id} is open: version ${version} kills the item for ${counted(holders.length, 'holder', 'holders')}.`,
  );
  for (const { destinationId, progress } of holders) console.log(`  ${destinationId}: ${progress}`);
}
