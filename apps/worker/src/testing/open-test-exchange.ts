import { createLogger, type Logger } from '#wiring/logging.js';
import { type Exchange, type ExchangeSettings, openExchange } from '#wiring/open-exchange.js';

/** An exchange on a database of its own, which may dial this machine, opened as `SmallExchange` seals secrets. */
export function openTestExchange(
  given: Pick<ExchangeSettings, 'databaseUrl'> & Partial<ExchangeSettings>,
  logger: Logger = silent,
): Promise<Exchange> {
  const settings: ExchangeSettings = {
    name: 'korpu-test',
    publicUrl: 'http://exchange.test',
    allowAddresses: ['127.0.0.0/8'],
    poolSize: 10,
    secretKeys: [Buffer.alloc(32, 1)],
    applicationName: 'test',
    queuePrefix: 'test',
    ...given,
  };
  return openExchange(settings, logger);
}

export const silent = createLogger({ level: 'silent', service: 'test' });
