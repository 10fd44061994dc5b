import type pg from 'pg';
import type { AgreementBook } from '#exchange/inbound/inbound-ports.js';
import { holdsEverywhere, judgeBy } from '#exchange/inbound/judge-waiting.js';
import type { AgreementId } from '#news/ids.js';
import { SqlAgreementBook } from './agreement-book.js';
import { readTerms } from './agreement-terms.js';
import {
  IS_OWED_STILL,
  JUDGED_COLUMNS,
  type Judge,
  type JudgedRow,
  judgedBy,
  NEWEST_DECISION,
  rejudge,
  takenUnderOther,
} from './rejudge.js';
import { type Trace, TraceBook } from './trace-book.js';
import { rowsOf, type Statement } from './transaction.js';

/** Deliveries that are not granted any more, and under which agreement each was let go; null: because of what was held. */
export type NotGranted = Map<number, AgreementId | null>;

/** Parameters: ids, agreements, their versions. */
const SETTLED_OTHERWISE = `
    SELECT ${JUDGED_COLUMNS},
           (SELECT c.agreement_id FROM decision c
             WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version = d.version AND c.allow
             ORDER BY c.id DESC LIMIT 1) AS former
      FROM delivery d
      JOIN destination t ON t.id = d.destination_id
      JOIN item i ON i.id = d.item_id
      JOIN item_version v ON v.item_id = d.item_id AND v.version = d.version ${NEWEST_DECISION}
     WHERE d.id = ANY ($1::bigint[]) AND d.kind = 'item' AND d.final_state IN ('delivered', 'dead')
       AND (NOT made.allow OR ${takenUnderOther('$2', '$3')}) AND NOT ${IS_OWED_STILL}
     ORDER BY d.id`;
const READ: Statement = { text: SETTLED_OTHERWISE };
const LOCK: Statement = { text: `${SETTLED_OTHERWISE} FOR NO KEY UPDATE OF d` };

/** Records in memory at a time. */
const BATCH = 200;

/** Whether what was delivered, or died, may be sent once more by what is agreed today. */
export class StillGranted {
  private readonly traceBook = new TraceBook();

  constructor(
    pool: pg.Pool,
    /** Read anew each time: whoever mended an agreement replays at once. */
    private readonly agreements: AgreementBook = new SqlAgreementBook(pool, 0),
  ) {}

  /**
   * Of some, those that are not; writes nothing.
   *
   * @param doubtful answers the ids of those to be judged; the agreements in force and their versions come after `values`
   */
  async look(client: pg.PoolClient, doubtful: Statement, values: readonly unknown[]): Promise<NotGranted> {
    const refused: NotGranted = new Map();
    const terms = await termsToday(client);
    const ids = (await rowsOf<{ id: number }>(client, doubtful, [...values, ...terms])).map(({ id }) => id);
    if (ids.length === 0) return refused;
    const judge = await this.judgeToday();
    for (let at = 0; at < ids.length; at += BATCH)
      for (const row of await rowsOf<SettledRow>(client, READ, [ids.slice(at, at + BATCH), ...terms]))
        if (!(judgedBy(judge, row)?.allow ?? row.allow)) refused.set(row.id, row.former);
    return refused;
  }

  /** Judges these in a transaction: what is decided is kept, and what goes goes on the terms of today. */
  async judge(
    client: pg.PoolClient,
    ids: readonly number[],
  ): Promise<{ refused: NotGranted; traces: Trace[] }> {
    const refused: NotGranted = new Map();
    const traces: Trace[] = [];
    const terms = await termsToday(client);
    let judge: Judge | undefined;
    for (let at = 0; at < ids.length; at += BATCH) {
      const rows = await rowsOf<SettledRow>(client, LOCK, [ids.slice(at, at + BATCH), ...terms]);
      if (rows.length === 0) continue;
      judge ??= await this.judgeToday();
      const judged = await rejudge(client, rows, judge, this.traceBook);
      traces.push(...judged.traces);
      for (const row of rows)
        if (!(judged.decisions.get(row.id)?.allow ?? row.allow)) refused.set(row.id, row.former);
    }
    return { refused, traces };
  }

  /** To be called with the traces once they are committed, and not before. */
  committed(traces: readonly Trace[]): void {
    this.traceBook.committed(traces);
  }

  private async judgeToday(): Promise<Judge> {
    return judgeBy(await this.agreements.board(), new Date());
  }
}

/** As two parameters: the agreements that are in force in every zone, and their versions. */
async function termsToday(client: pg.PoolClient): Promise<[AgreementId[], number[]]> {
  const now = new Date();
  const terms = (await readTerms(client)).terms.filter((term) => holdsEverywhere(term, now));
  return [terms.map(({ id }) => id), terms.map(({ version }) => version)];
}

interface SettledRow extends JudgedRow {
  former: AgreementId | null;
}
