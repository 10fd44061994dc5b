import { CommanderError } from 'commander';
import { CommandFault, UsageFault } from './command-fault.js';
import { programFor } from './program-for.js';

/** Exit status: 0 all went well, 1 something that the command looked at did not, 2 bad usage. */
export async function main(argv: string[]): Promise<void> {
  // `korpu decode … | head` closes our output early, which is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  try {
    const program = await programFor(argv.slice(2));
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = await exitStatusOf(error);
  }
}

async function exitStatusOf(error: unknown): Promise<number> {
  // Commander has printed its own message by now; asking for help is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  // Loaded where something went wrong: most commands have no need of the settings.
  const { EnvironmentFaulty } = await import('#settings/environment.js');
  if (error instanceof EnvironmentFaulty) {
    for (const fault of error.faults) console.error(`korpu: ${fault}`);
    return 2;
  }
  // What was foreseen is told in a sentence; anything else with all that helps to find it.
  const foreseen =
    error instanceof CommandFault ||
    error instanceof UsageFault ||
    (error instanceof Error && 'stage' in error);
  console.error(foreseen ? `korpu: ${error.message}` : error);
  return error instanceof UsageFault ? 2 : 1;
}
