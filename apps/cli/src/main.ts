import { exitStatusOf } from './exit-status.js';
import { programFor } from './program-for.js';

export async function main(argv: string[]): Promise<void> {
  // `korpu decode … | head` closes our output early, which is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  try {
    const program = await programFor(argv.slice(2));
    await program.parseAsync(argv);
  } catch (fault) {
    const { status, says } = await exitStatusOf(fault);
    for (const line of says) console.error(line);
    process.exitCode = status;
  }
}
