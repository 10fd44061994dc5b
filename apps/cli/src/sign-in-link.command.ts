import type { Command } from 'commander';
import { withLedger } from './with-ledger.js';

export function signInLinkCommand(command: Command): void {
  command
    .addHelpText('after', '\nThe link works once, for an hour; the session it opens lasts seven days.')
    .action(() =>
      withLedger(async ({ ledger, at }) => {
        console.log(`${at.apiUrl}/sign-in#${await ledger.signIns.createLink()}`);
      }),
    );
}
