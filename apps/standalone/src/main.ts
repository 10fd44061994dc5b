import { resolve } from 'node:path';
import { EnvironmentFaulty, readEnvironment } from '#settings/environment.js';
import { runExchange } from './run-exchange.js';
import { StartFault } from './start-fault.js';

/** `npm start` after installing and building; answers when everything runs. */
export async function start(root: string): Promise<void> {
  process.chdir(root);
  const stop = new AbortController();
  try {
    const environment = readEnvironment(process.env);
    const starting = runExchange(environment, (line) => console.log(line), stop.signal);
    // From the first moment on: a signal that came while PostgreSQL was being started would leave it behind.
    stopOnSignal(starting, stop);
    await starting;
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) {
      console.log('Stopped.');
      process.exit(0);
    }
    refuse(error, resolve(process.env['KORPU_DATA_DIR'] ?? '.korpu'));
    process.exit(1);
  }
}

function stopOnSignal(starting: Promise<{ close(): Promise<void> }>, stopping: AbortController): void {
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) {
      console.log('Stopping at once; what was in the air is sent again at the next start.');
      process.exit(130);
    }
    stopping.abort();
    console.log(`\n${signal}: finishing what is in the air … (once more to stop at once)`);
    const running = await starting.catch(() => undefined);
    // A start that failed is told of, and ended, by whoever waits for it.
    if (!running) return;
    await running.close();
    console.log('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

function refuse(error: unknown, dataDir: string): void {
  if (error instanceof StartFault) console.error(`\nKorpu cannot start: ${error.message}\n  ${error.remedy}`);
  else if (error instanceof EnvironmentFaulty) {
    console.error(
      `\nKorpu cannot start: the environment has ${error.faults.length === 1 ? 'a fault' : 'faults'}:`,
    );
    for (const fault of error.faults) console.error(`    ${fault}`);
  } else {
    console.error('\nKorpu cannot start, for a reason it did not expect:', error);
    console.error(`  The logs are in ${dataDir}.`);
  }
}
