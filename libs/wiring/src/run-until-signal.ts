/**
 * Starts a process of its own and ends it in good order on SIGINT or SIGTERM; a second signal ends it at once. A start
 * that fails prints its reason and exits with status 1.
 */
export async function runUntilSignal(name: string, start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    const stop = await start();
    let stopping = false;
    const end = async () => {
      if (stopping) process.exit(130);
      stopping = true;
      await stop();
      process.exit(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
  } catch (error) {
    console.error(`The ${name} cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
