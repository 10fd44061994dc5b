import { exitStatusOf } from './exit-status.js';
import { programFor } from './program-for.js';
import { watchOutput } from './watch-output.js';

export async function main(argv: string[]): Promise<void> {
  watchOutput();
  try {
    const program = await programFor(argv.slice(2));
    await program.parseAsync(argv);
  } catch (fault) {
    const { status, says } = await exitStatusOf(fault);
    for (const line of says) console.error(line);
    process.exitCode = status;
  }
}
