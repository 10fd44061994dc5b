import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { decodeCommand } from './decode.command.js';
import { encodeCommand } from './encode.command.js';
import { UsageFault } from './usage-fault.js';
import { validateCommand } from './validate.command.js';

/** Exit status: 0 all went well, 1 something in the input did not, 2 bad usage. */
export async function main(argv: string[]): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const program = new Command('korpu')
    .description('News-content exchange: look into documents, configuration, decisions and deliveries.')
    .version(version)
    .showHelpAfterError('(korpu --help lists the commands, korpu COMMAND --help explains one)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false });
  for (const command of [decodeCommand(), encodeCommand(), validateCommand()]) {
    program.addCommand(command.exitOverride());
  }
  // `korpu decode … | head` closes our output early, which is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitStatusOf(error);
  }
}

function exitStatusOf(error: unknown): number {
  // Commander has printed its own message by now; asking for help is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageFault) {
    console.error(`korpu: ${error.message}`);
    return 2;
  }
  console.error(error instanceof Error ? `korpu: ${error.message}` : error);
  return 1;
}
