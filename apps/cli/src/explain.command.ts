import type { Command } from 'commander';
import { explainDecision } from '#agreements/explain.js';
import { decisionOf, type Explanations, explain } from './explanation.js';
import { explanationLines } from './explanation-text.js';
import { withLedger } from './with-ledger.js';

interface ExplainOptions {
  partner?: string;
  full?: boolean;
  json?: boolean;
}

export function explainCommand(command: Command): void {
  command
    .argument('<guid>', 'the guid of the item')
    .argument('<destination>', 'the id of the destination')
    .option('--partner <id>', 'only what this partner sent, where several sent the same guid')
    .option('--full', 'every clause for older decisions too, not for the newest alone')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Each version of an item is decided anew for each destination, clause by clause:
✓ passed, ✗ failed, • noted. Times are in UTC.
Exit status: 0 if it is explained, 1 if it cannot be, 2 if the guid or the
destination is unknown or it was asked wrongly.

Example:
  npm run -s korpu -- explain urn:newsml:report-ru:4c1f0e1c khabar-ninjs`,
    )
    .action((guid: string, destination: string, { partner, full, json }: ExplainOptions) =>
      withLedger(async ({ ledger }) => {
        const explained = await explain(ledger, guid, destination, partner);
        if (json) console.log(JSON.stringify(asJson(guid, explained), null, 2));
        else print(explained, full ?? false);
      }),
    );
}

function print({ destination, items }: Explanations, full: boolean): void {
  const now = new Date().toISOString();
  const told = items.map((item) => explanationLines(item, destination, now, full).join('\n'));
  if (items.length > 1) console.log(`${items.length} partners sent an item of this guid.\n`);
  console.log(told.join('\n\n'));
}

function asJson(guid: string, { destination, items }: Explanations): object {
  const { id, partnerId, state, reason, restsUntil, quietUntil } = destination;
  return {
    guid,
    destination: { id, partnerId, state, reason, restsUntil, quietUntil },
    items: items.map(({ item, sender, receiver, agreements, decisions, deliveries }) => ({
      item,
      decisions: decisions.map((read) => {
        const decision = decisionOf(read, deliveries);
        const sentences = explainDecision({ ...decision, trace: [] }, { sender, receiver, agreements });
        return { version: read.version, decidedAt: read.decidedAt, ...decision, sentences };
      }),
      deliveries: deliveries.map(({ tries, ...delivery }) => ({ ...delivery, tries })),
    })),
  };
}
