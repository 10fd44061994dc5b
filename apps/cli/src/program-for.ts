import { Command, Help, type Option, type OutputConfiguration } from 'commander';
import { KORPU_VERSION } from '#wiring/version.js';
import { commandLine } from './command-line.js';
import { COMMANDS } from './commands.js';
import { EXIT_STATUSES } from './exit-status.js';

/**
 * All commands by name, and the one that was asked for in full: it alone is loaded, so that a start is quick.
 *
 * @param words what was given after `korpu`
 * @param output where help and complaints go; default the standard streams
 */
export async function programFor(
  words: readonly string[],
  output: OutputConfiguration = {},
): Promise<Command> {
  const program = new Command('korpu')
    .configureOutput(output)
    .configureHelp({ optionDescription: describedOption })
    .description(
      'Korpu, the news-content exchange: look into documents, configuration, decisions and deliveries.',
    )
    .usage('COMMAND [options]')
    .version(KORPU_VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [command]', 'explain a command')
    .showHelpAfterError(
      `(${commandLine('--help')} lists the commands, ${commandLine('COMMAND --help')} explains one)`,
    )
    .addHelpText('after', `\n${EXIT_STATUSES}\n\nGive a command as: ${commandLine('COMMAND [options]')}`)
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

/** As it is described, and whether the command needs it. */
function describedOption(option: Option): string {
  const described = new Help().optionDescription(option);
  return option.mandatory ? `${described} (required)` : described;
}
