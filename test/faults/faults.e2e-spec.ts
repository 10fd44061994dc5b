import { spawnNode } from '../e2e/start-process.js';
import { describeWithRedis } from '../services/with-redis.js';
import { NETWORK_FAULTS } from './fault-proxy.js';
import { forget, type RunReport, runFaults } from './fault-run.js';
import { ledgerTable, violationsOf } from './run-report.js';
import type { Backend } from './stage.js';

/** The two runs together: the short form of `npm run faults`. */
const SECONDS = 90;

describe('an exchange to which everything happens, with its queues in PostgreSQL', () =>
  keepsItsPromise('postgres'));
describeWithRedis('an exchange to which everything happens, with its queues on Redis', () =>
  keepsItsPromise('redis'),
);

function keepsItsPromise(backend: Backend): void {
  let report: RunReport;
  const told: string[] = [];
  beforeAll(async () => {
    const build = spawnNode('apps/standalone/build.mjs', {});
    if ((await build.exited) !== 0) throw new Error(`the build failed: ${build.output()}`);
    report = await runFaults({ backend, seconds: SECONDS / 2, seed: 7, tell: (line) => told.push(line) });
    if (violationsOf(report).length > 0)
      console.log([...told, ledgerTable(report), report.folder].join('\n'));
    else await forget(report);
  });

  it('loses nothing, breaks no order, misses no kill and repeats nothing without need', () => {
    expect(violationsOf(report)).toEqual([]);
    expect(report.verdict).toMatchObject({
      lost: [],
      orderViolations: [],
      killsMissed: [],
      duplicatesUnexplained: [],
    });
    expect(report.verdict.deliveries).toBeGreaterThan(1_000);
    expect(report.verdict.kills).toBeGreaterThan(0);
  });

  it('was killed, stopped, cut off and misled', () => {
    const { faults } = report;
    expect(faults.workerKills).toBeGreaterThanOrEqual(4);
    expect(faults.midSend).toBeGreaterThanOrEqual(1);
    expect(faults.midIngest).toBeGreaterThanOrEqual(1);
    expect(faults.postgresRestarts).toBeGreaterThanOrEqual(1);
    expect(faults.clockJumps).toBeGreaterThanOrEqual(1);
    expect(Object.keys(faults.network).sort()).toEqual([...NETWORK_FAULTS].sort());
    expect(Object.keys(faults.statuses)).toEqual(expect.arrayContaining(['429', '500', '503']));
    if (backend === 'redis') {
      expect(faults.flushAlls).toBeGreaterThanOrEqual(1);
      expect(faults.redisDeadSeconds).toBeGreaterThan(5);
    }
  });
}
