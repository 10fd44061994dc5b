import type { Command } from 'commander';
import { UsageFault } from './command-fault.js';
import { counted } from './counted.js';
import { withLedger } from './with-ledger.js';

export function apiKeyCommand(command: Command): void {
  command
    .requiredOption('--name <name>', 'whose key it is, or what for; several keys may have one name')
    .option('--revoke', 'revoke every key of this name instead')
    .addHelpText(
      'after',
      `
An administrator's key may do everything in the API. It is printed once, alone
on standard output, and kept as a hash. Send it as: Authorization: Bearer KEY
Partners' keys to their pull feeds are part of the configuration.

Examples:
  npm run -s korpu -- api-key --name monitoring
  npm run -s korpu -- api-key --name monitoring --revoke`,
    )
    .action(({ name, revoke = false }: { name: string; revoke?: boolean }) => {
      if (!/^\S.{0,98}\S$|^\S$/.test(name)) throw new UsageFault('--name must be 1 to 100 characters.');
      return withLedger(async ({ ledger }) => {
        // A hash made with another key than the exchange has would open nothing; reading its secrets proves it is the same.
        await ledger.configuration.readAll();
        if (revoke) {
          const revoked = await ledger.keys.revokeAdministrator(name);
          if (revoked === 0) throw new UsageFault(`there is no key in force with the name ${name}.`);
          console.log(`Revoked ${counted(revoked, 'key')} of the name ${name}.`);
          return;
        }
        console.log(await ledger.keys.createAdministrator(name));
        console.error('It is shown this once. Send it as: Authorization: Bearer KEY');
      });
    });
}
