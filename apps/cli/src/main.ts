import { Command, CommanderError } from 'commander';
import { EnvironmentFaulty } from '#settings/environment.js';
import { KORPU_VERSION } from '#wiring/version.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { COMMANDS } from './commands.js';

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
    process.exitCode = exitStatusOf(error);
  }
}

/** All commands by name, and the one that was asked for in full: it alone is loaded, so that a start is quick. */
async function programFor(words: readonly string[]): Promise<Command> {
  const program = new Command('korpu')
    .description(
      'Korpu, the news-content exchange: look into documents, configuration, decisions and deliveries.',
    )
    .usage('COMMAND [options]')
    .version(KORPU_VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [command]', 'explain a command')
    .showHelpAfterError('(korpu --help lists the commands, korpu COMMAND --help explains one)')
    .addHelpText('after', '\nGive a command as: npm run -s korpu -- COMMAND [options]')
    // Or `encode --version 3.1` would ask for ours.
    .enablePositionalOptions()
    .exitOverride();
  const asked = words.filter((word) => word !== 'help').find((word) => !word.startsWith('-'));
  for (const { name, group, description, load } of COMMANDS) {
    const command = program.command(name).helpGroup(group).description(description);
    if (name === asked) (await load())(command);
  }
  return program;
}

function exitStatusOf(error: unknown): number {
  // Commander has printed its own message by now; asking for help is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
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
