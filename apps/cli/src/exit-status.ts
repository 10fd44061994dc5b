import { CommanderError } from 'commander';
import { CommandFault, UsageFault } from './command-fault.js';

/** What every command ends with, as `korpu --help` says it. */
export const EXIT_STATUSES = `Exit status of every command:
  0  All went well, also where there was nothing to do.
  1  Something failed: a file that cannot be read or written, whether it was one
     or one of many; a document or configuration with faults; an exchange that
     is not there, or will not do it in the state that it is in.
  2  It must be asked otherwise, and nothing was done: a wrong option, a
     setting that is wrong or missing, or the name, id, guid or number of
     something that is not there.`;

/**
 * What a fault ends a command with, and what is to be said of it: a line each, without a stack for what was foreseen, and
 * nothing where Commander has printed its own message by now.
 */
export async function exitStatusOf(fault: unknown): Promise<{ status: 0 | 1 | 2; says: unknown[] }> {
  // Asking for help is no fault.
  if (fault instanceof CommanderError) return { status: fault.exitCode === 0 ? 0 : 2, says: [] };
  // Loaded where something went wrong: most commands have no need of the settings.
  const { EnvironmentFaulty } = await import('#settings/environment.js');
  if (fault instanceof EnvironmentFaulty)
    return { status: 2, says: fault.faults.map((one) => `korpu: ${one}`) };
  if (fault instanceof UsageFault) return { status: 2, says: [`korpu: ${fault.message}`] };
  // What was foreseen is told in a sentence; anything else with all that helps to find it.
  const foreseen = fault instanceof CommandFault || (fault instanceof Error && 'stage' in fault);
  return { status: 1, says: [foreseen ? `korpu: ${fault.message}` : fault] };
}
