import { runWorker } from '#apps/worker/src/run-worker.js';
import { faultLine } from '#settings/configuration-fault.js';
import { loadConfiguration } from '#settings/load-configuration.js';
import type { ConfigurationSource } from '#settings/yaml-source.js';
import { createLogger } from '#wiring/logging.js';
import { openExchange } from '#wiring/open-exchange.js';

export interface ExchangeStart {
  databaseUrl: string;
  redisUrl?: string;
  allowAddresses: string[];
  sources: ConfigurationSource[];
  secret: string;
}

/** CPU since the process was asked before, and the most memory it ever had. */
export interface Usage {
  cpuSeconds: number;
  peakMemoryMb: number;
}

export type ExchangeCommand = { do: 'start'; with: ExchangeStart } | { do: 'usage' } | { do: 'stop' };

/** A child process: the exchange and its worker as `npm start` runs them, without API and sandbox. */
let stop = async () => {};
let cpu = process.cpuUsage();

async function start({
  databaseUrl,
  redisUrl,
  allowAddresses,
  sources,
  secret,
}: ExchangeStart): Promise<void> {
  const logger = createLogger({ level: 'warn', service: 'bench', file: '/dev/stderr' });
  const exchange = await openExchange(
    {
      databaseUrl,
      redisUrl,
      allowAddresses,
      queuePrefix: 'korpu-bench',
      poolSize: 10,
      secretKeys: [Buffer.alloc(32, 1)],
      applicationName: 'korpu-bench',
      name: 'korpu',
      publicUrl: 'http://127.0.0.1',
    },
    logger,
  );
  const loaded = loadConfiguration(sources, { env: () => secret, readFile: () => '' });
  if (!loaded.configuration) throw new Error(loaded.faults.map(faultLine).join('\n'));
  await exchange.ledger.configuration.apply(loaded.configuration);
  const worker = await runWorker(exchange, ['pull', 'deliver', 'housekeeping'], logger);
  stop = async () => {
    await worker.close();
    await exchange.close();
  };
}

process.on('message', async (command: ExchangeCommand) => {
  if (command.do === 'start') {
    await start(command.with);
    cpu = process.cpuUsage();
    process.send?.({ started: true });
  } else if (command.do === 'usage') {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    const usage: Usage = {
      cpuSeconds: (user + system) / 1e6,
      peakMemoryMb: process.resourceUsage().maxRSS / 1024,
    };
    process.send?.(usage);
  } else {
    await stop();
    process.exit(0);
  }
});

// A bench that was interrupted leaves nothing running.
process.on('disconnect', () => process.exit());
