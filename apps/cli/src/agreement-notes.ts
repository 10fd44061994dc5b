import type { Configuration } from '#settings/configuration.js';
import type { Change } from '#settings/plan.js';
import { AgreementReads } from '#store/read/agreements.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { counted } from './counted.js';

/** What a plan means for what waits under the agreements that it changes or ends, and which grant nothing: lines for people. */
export async function agreementNotes(
  { pool }: Pick<Ledger, 'pool'>,
  planned: readonly Change[],
  { agreements }: Pick<Configuration, 'agreements'>,
  now: Date,
): Promise<string[]> {
  const changes = planned.filter(({ kind }) => kind === 'agreements');
  if (changes.length === 0) return [];
  const waiting = await new AgreementReads(pool).waiting(changes.map(({ id }) => id));
  return changes.flatMap(({ id, action }) => {
    const validUntil = agreements.find((one) => one.id === id)?.validUntil;
    // Of the zones the last one that a day is over in is twelve hours behind.
    const isOver =
      validUntil !== undefined &&
      new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10) > validUntil;
    const ends = action === 'delete' || isOver;
    const n = waiting.get(id) ?? 0;
    const waits = `${counted(n, 'delivery', 'deliveries')} granted by it ${n === 1 ? 'waits' : 'wait'}`;
    return [
      ...(isOver ? [`Agreement ${id} grants nothing: its validUntil, ${validUntil}, is over.`] : []),
      ...(ends && action !== 'create'
        ? [
            `${action === 'delete' ? `Agreement ${id} ends: ` : ''}${waits}; what no other agreement grants becomes a dead letter and leaves the feeds that are pulled.`,
          ]
        : []),
      ...(!ends && action === 'update' && n > 0
        ? [`${waits}, and will be judged by the new version of ${id}.`]
        : []),
    ];
  });
}
