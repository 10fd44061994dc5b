import { resolve } from 'node:path';
import { EnvironmentFaulty, readEnvironment } from '#settings/environment.js';
import { runExchange } from './run-exchange.js';
import { StartFault } from './start-fault.js';

/** `npm start` after installing and building; answers when everything runs. */
export async function start(root: string): Promise<void> {
  process.chdir(root);
  try {
    const environment = readEnvironment(process.env);
    const running = await runExchange(environment, (line) => console.log(line));
    let stopping = false;
    const stop = async (signal: NodeJS.Signals) => {
      if (stopping) {
        console.log('Stopping at once; what was in the air is sent again at the next start.');
        process.exit(130);
      }
      stopping = true;
      console.log(`\n${signal}: finishing what is in the air … (once more to stop at once)`);
      await running.close();
      console.log('Stopped.');
      process.exit(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
  } catch (error) {
    refuse(error, resolve(process.env['KORPU_DATA_DIR'] ?? '.korpu'));
    process.exit(1);
  }
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
