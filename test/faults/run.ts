import { parseArgs } from 'node:util';
import { forget, runFaults } from './fault-run.js';
import { jsonLine, ledgerTable, violationsOf } from './run-report.js';
import type { Backend } from './stage.js';

const HELP = `Does everything to an exchange that can go wrong, and compares the ledgers afterwards.

  npm run faults -- [--seconds 600] [--backend postgres|redis] [--seed 1]

A PostgreSQL and a Redis of its own, three workers, an origin that publishes items, corrects and kills them, and five
destinations whose receivers keep a ledger of every request. For as long as it runs workers are killed (SIGKILL, while
they send and while they ingest), PostgreSQL is stopped at once and started, Redis is flushed and turned into a black
hole, clocks jump, connections are reset, hang, trickle or deliver late, partners answer 500, 429 and 503. Then all is
healed, and what was published and decided must be what arrived.

  --seconds   for all backends together, default 600; a busy machine takes longer. Below 150 for each there is less of all
  --backend   default both, one after the other; queues in PostgreSQL have no Redis, so there is no FLUSHALL
  --seed      of everything that is left to chance but the machine's own timing; default 1

The last lines are one JSON object a backend. Exit code 1: something was lost, out of order, missed, or sent twice
without need; the ledgers and logs are then kept, and their folder is named.`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    backend: { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const backends: Backend[] =
    values.backend === undefined ? ['postgres', 'redis'] : [values.backend as Backend];
  if (backends.some((backend) => backend !== 'postgres' && backend !== 'redis'))
    throw new Error(`--backend is postgres or redis, not ${values.backend}`);
  const [seconds, seed] = [Number(values.seconds) / backends.length, Number(values.seed)];
  if (!(seconds >= 20) || !Number.isInteger(seed))
    throw new Error('--seconds must be 20 or more for each backend, --seed a whole number');
  const lines: string[] = [];
  for (const backend of backends) {
    console.log(`\n── ${backend}, ${seconds} s, seed ${seed}`);
    const report = await runFaults({ backend, seconds, seed, tell: (line) => console.log(line) });
    console.log(ledgerTable(report));
    const violations = violationsOf(report);
    for (const violation of violations) console.log(`VIOLATION  ${violation}`);
    if (violations.length === 0) await forget(report);
    else {
      console.log(`The ledgers and logs are in ${report.folder}`);
      process.exitCode = 1;
    }
    lines.push(jsonLine(report));
  }
  console.log();
  for (const line of lines) console.log(line);
}

if (values.help) console.log(HELP);
else await main();
