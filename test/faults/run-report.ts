import type { RunReport } from './fault-run.js';

/** What must not be, each in a line of its own; none when the promise was kept. */
export function violationsOf({ verdict, settledAfterSeconds, redisDead }: RunReport): string[] {
  const named = (what: string, list: readonly string[]) => list.map((one) => `${what}: ${one}`);
  return [
    ...named('lost', verdict.lost),
    ...named('out of order', verdict.orderViolations),
    ...named('kill missed', verdict.killsMissed),
    ...named('duplicate without need', verdict.duplicatesUnexplained),
    ...named('not to be believed', verdict.unbelievable),
    ...(settledAfterSeconds === undefined ? ['something was still to be done at the end'] : []),
    ...(redisDead && !redisDead.arrived ? ['with a dead Redis not everything arrived'] : []),
    ...(redisDead && !(redisDead.rateRatio >= redisDead.leastRatio)
      ? [`with a dead Redis the rate fell to ${(100 * redisDead.rateRatio).toFixed(0)} %`]
      : []),
  ];
}

/** The figures of a run for programs. */
export function jsonLine({
  backend,
  seed,
  verdict,
  faults,
  redisDead,
  settledAfterSeconds,
}: RunReport): string {
  return JSON.stringify({
    suite: 'faults',
    backend,
    seed,
    deliveries: verdict.deliveries,
    kills: verdict.kills,
    lost: verdict.lost.length,
    orderViolations: verdict.orderViolations.length,
    killsMissed: verdict.killsMissed.length,
    duplicatesExplained: verdict.duplicatesExplained,
    duplicatesUnexplained: verdict.duplicatesUnexplained.length,
    redisDeadRateRatio: redisDead && Number(redisDead.rateRatio.toFixed(2)),
    settledAfterSeconds: settledAfterSeconds && Number(settledAfterSeconds.toFixed(1)),
    faults,
  });
}

/** … and for people. */
export function ledgerTable({ backend, verdict, faults, ...report }: RunReport): string {
  const counted = (counts: object) =>
    Object.entries(counts)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ') || 'none';
  const { network, statuses, ...others } = faults;
  const ratio = report.redisDead?.rateRatio;
  const rows: [string, string | number][] = [
    ['deliveries', `${verdict.deliveries}, of which kills ${verdict.kills}`],
    ['lost', verdict.lost.length],
    ['order violations', verdict.orderViolations.length],
    ['kills missed', verdict.killsMissed.length],
    ['duplicates explained', verdict.duplicatesExplained],
    ['duplicates unexplained', verdict.duplicatesUnexplained.length],
    ['not to be believed', verdict.unbelievable.length],
    ['faults', counted(others)],
    ['network', counted(network)],
    ['answers', counted(statuses)],
    ['rate with Redis dead', ratio === undefined ? 'no Redis' : `${(100 * ratio).toFixed(0)} % of before`],
    ['settled after', `${report.settledAfterSeconds?.toFixed(1) ?? 'never,'} s`],
    ['workers that ended', report.workersEnded.length === 0 ? 'none' : report.workersEnded.join('; ')],
  ];
  return [`\nLedger, ${backend}`, ...rows.map(([name, value]) => `  ${name.padEnd(24)}${value}`)].join('\n');
}
