import type { Command } from 'commander';
import { type Change, printPlan } from '#settings/plan.js';
import { agreementNotes } from './agreement-notes.js';
import { CommandFault } from './command-fault.js';
import { confirmed } from './confirm.js';
import { counted } from './counted.js';
import { desiredConfiguration } from './desired-configuration.js';
import { CONFIGURATION_FOLDER } from './whereabouts.js';
import { withLedger } from './with-ledger.js';

const FOLDER = ['[folder]', 'the configuration'] as const;

const MARKS = `
+ is created, ~ is updated, - is deleted. Secrets are never shown, and what was
made in the console is left alone. Nothing that deliveries refer to is lost: a
deleted feed is polled no more. A deleted destination gets nothing more, the
kills of what it holds neither: the recall then says whom to call.
${CONFIGURATION_FOLDER}`;

export function planCommand(command: Command): void {
  command
    .argument(...FOLDER)
    .addHelpText(
      'after',
      `${MARKS}\nNothing is changed. Exit status: 0 if there is a plan, even one that is empty;\n1 if the configuration has faults or there is no exchange; 2 if asked wrongly.`,
    )
    .action((folder: string | undefined) =>
      withLedger(async ({ ledger, at }) => {
        const { desired } = await desiredConfiguration(at, folder);
        const planned = await ledger.configuration.plan(desired);
        print(planned);
        for (const note of await agreementNotes(ledger, planned, desired, new Date())) console.log(note);
      }),
    );
}

interface ApplyOptions {
  yes?: boolean;
  dryRun?: boolean;
}

export function applyCommand(command: Command): void {
  command
    .argument(...FOLDER)
    .option('--yes', 'do not ask before something is deleted')
    .option('--dry-run', 'only print the plan, as the command plan does')
    .addHelpText(
      'after',
      `${MARKS}\nPrints the plan and does it, all or nothing; a running exchange takes it up by\nitself. Where it deletes something you are asked on a terminal; elsewhere it\nneeds --yes. Brings the database's schema up to date first.\nExit status: 0 if it is as the folder says now, 1 if not, 2 if asked wrongly.`,
    )
    .action((folder: string | undefined, { yes = false, dryRun = false }: ApplyOptions) =>
      withLedger(
        async ({ ledger, at }) => {
          const { desired, sourceOf } = await desiredConfiguration(at, folder);
          const planned = await ledger.configuration.plan(desired);
          print(planned);
          for (const note of await agreementNotes(ledger, planned, desired, new Date())) console.log(note);
          if (dryRun) return;
          const deletions = planned.filter(({ action }) => action === 'delete').length;
          if (deletions > 0 && !yes && !(await mayDelete(deletions)))
            return console.log('Nothing was changed.');
          const done = await ledger.configuration.apply(desired, sourceOf);
          if (done.length === 0) return;
          console.log(
            `Applied ${counted(done.length, 'change')}. The exchange takes them up within seconds.`,
          );
        },
        { migrate: !dryRun },
      ),
    );
}

async function mayDelete(deletions: number): Promise<boolean> {
  if (process.stdin.isTTY)
    return confirmed(`Delete ${counted(deletions, 'object')}?`, new AbortController().signal);
  throw new CommandFault(
    `nothing was changed: ${counted(deletions, 'object')} would be deleted. Say --yes if that is meant.`,
  );
}

function print(changes: readonly Change[]): void {
  for (const line of printPlan(changes)) console.log(line);
}
