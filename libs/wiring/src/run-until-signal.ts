import { reasonOf } from './reason-of.js';

/** As a shell counts them: 128 and the signal's number. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Starts a process of its own and ends it in good order on SIGINT or SIGTERM; a second signal ends it at once, and so does
 * one that comes while it still starts. A start that fails prints its reason and exits with status 1.
 */
export async function runUntilSignal(name: string, start: () => Promise<() => Promise<void>>): Promise<void> {
  let stop: (() => Promise<void>) | undefined;
  let stopping = false;
  const end = async (signal: keyof typeof STATUS) => {
    if (stopping || !stop) process.exit(STATUS[signal]);
    stopping = true;
    await stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(signal));
  try {
    stop = await start();
  } catch (error) {
    console.error(`The ${name} cannot start: ${reasonOf(error)}`);
    process.exit(1);
  }
}
