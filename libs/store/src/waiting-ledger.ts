import type pg from 'pg';
import type { AgreementTerm, Judged, WaitingLedger } from '#exchange/inbound/judge-waiting.js';
import { readTerms } from './agreement-terms.js';
import {
  IS_OWED_STILL,
  JUDGED_COLUMNS,
  type Judge,
  type JudgedRow,
  NEWEST_DECISION,
  rejudge,
  takenUnderOther,
} from './rejudge.js';
import { NO_LONGER_GRANTED } from './settled-codes.js';
import { TraceBook } from './trace-book.js';
import { inTransaction, retrying, rowsOf, type Statement } from './transaction.js';

const WRITE_STAMP: Statement = {
  text: `INSERT INTO judged_terms (stamp) VALUES ($1) ON CONFLICT (only_one) DO UPDATE SET stamp = excluded.stamp`,
};

/** What a partner is owed: it goes there because of what the partner holds, whatever is agreed. Of `d` and `v`. */
const IS_OWED = `(d.priority = 1 OR v.change IN ('correction', 'withhold') AND EXISTS (
         SELECT FROM holding h WHERE h.item_id = d.item_id AND h.destination_id = d.destination_id))`;

/** Whether one of the agreements that grant more grants anything of this item's sender to this destination. Of `d` and `t`. */
const MAY_BE_GRANTED = `EXISTS (
         SELECT FROM pair JOIN item i ON i.partner_id = pair.from_id
          WHERE i.id = d.item_id AND pair.to_id = t.partner_id)`;

/**
 * What was refused stays refused where nothing that was agreed since is between its sender and its receiver.
 * Parameters: agreements, their versions; agreements that may grant what was refused.
 */
const GRANTED_OTHERWISE: Statement = {
  text: `
    WITH pair AS MATERIALIZED (
      SELECT DISTINCT f.id AS from_id, r.id AS to_id
        FROM agreement a
       CROSS JOIN jsonb_array_elements(a.document -> 'grants') AS g (clause)
       CROSS JOIN jsonb_array_elements_text(g.clause -> 'from') AS f (id)
       CROSS JOIN jsonb_array_elements_text(g.clause -> 'to') AS r (id)
       WHERE a.current AND a.id = ANY ($3::text[])
    )
    SELECT d.id FROM delivery d ${NEWEST_DECISION}
     WHERE d.final_state IS NULL AND d.kind = 'item' AND ${takenUnderOther('$1', '$2')}
    UNION ALL
    SELECT d.id
      FROM destination t
      JOIN delivery d ON d.destination_id = t.id AND d.final_state = 'dead' AND d.settled_at IS NOT NULL ${NEWEST_DECISION}
     WHERE d.code = '${NO_LONGER_GRANTED}'
       AND CASE WHEN made.allow THEN ${takenUnderOther('$1', '$2')} ELSE ${MAY_BE_GRANTED} END
    UNION ALL
    SELECT d.id
      FROM destination t
      JOIN delivery d ON d.destination_id = t.id AND d.final_state = 'delivered' AND d.settled_at IS NOT NULL
      JOIN holding h ON h.item_id = d.item_id AND h.destination_id = d.destination_id AND h.delivery_id = d.id ${NEWEST_DECISION}
     WHERE t.settings ->> 'transport' = 'pull' AND d.kind = 'item' AND h.killed_at IS NULL
       AND CASE WHEN made.allow THEN ${takenUnderOther('$1', '$2')} ELSE ${MAY_BE_GRANTED} END
     ORDER BY 1`,
};

/** Whatever a claim, a settlement or an acceptance holds is left out: nobody waits for anybody here. Parameter: ids. */
export const LOCK_WAITING: Statement = {
  text: `
    SELECT ${JUDGED_COLUMNS}
      FROM delivery d
      JOIN destination t ON t.id = d.destination_id
      JOIN item i ON i.id = d.item_id
      JOIN item_version v ON v.item_id = d.item_id AND v.version = d.version ${NEWEST_DECISION}
     WHERE d.id = ANY ($1::bigint[]) AND d.kind = 'item'
       AND CASE WHEN d.final_state = 'delivered' THEN t.settings ->> 'transport' = 'pull' AND NOT ${IS_OWED_STILL}
                ELSE (d.final_state IS NULL OR d.state = 'dead' AND d.code = '${NO_LONGER_GRANTED}') AND NOT ${IS_OWED} END
       FOR NO KEY UPDATE OF d SKIP LOCKED`,
};

/**
 * Of these, what a pulled feed shows only because its reader has an earlier version and not yet the correction.
 * Parameter: ids.
 */
const UNREAD: Statement = {
  text: `
    SELECT d.id
      FROM delivery d
      JOIN destination t ON t.id = d.destination_id
      JOIN holding h ON h.item_id = d.item_id AND h.destination_id = d.destination_id AND h.delivery_id = d.id
      JOIN item i ON i.id = d.item_id
      JOIN item_version v ON v.item_id = d.item_id AND v.version = d.version
     WHERE d.id = ANY ($1::bigint[]) AND d.kind = 'item' AND d.final_state = 'delivered' AND NOT d.withdrawn
       AND t.settings ->> 'transport' = 'pull' AND h.killed_at IS NULL AND i.pub_status = 'usable' AND ${IS_OWED_STILL}`,
};

/** What waits to leave or to be pulled, and under which agreement. */
export class SqlWaitingLedger implements WaitingLedger {
  private readonly traceBook = new TraceBook();

  constructor(private readonly pool: pg.Pool) {}

  terms(): ReturnType<WaitingLedger['terms']> {
    return readTerms(this.pool);
  }

  async noteJudged(stamp: string): Promise<void> {
    await rowsOf(this.pool, WRITE_STAMP, [stamp]);
  }

  async grantedOtherwise(
    terms: readonly AgreementTerm[],
    granting: readonly AgreementTerm[],
  ): Promise<number[]> {
    const ids = (some: readonly AgreementTerm[]) => some.map(({ id }) => id);
    const values = [ids(terms), terms.map(({ version }) => version), ids(granting)];
    return inTransaction(this.pool, async (client) => {
      // Once after a change, over all that waits: a million take longer than statements may.
      await client.query('SET LOCAL statement_timeout = 0');
      return (await rowsOf<{ id: number }>(client, GRANTED_OTHERWISE, values)).map(({ id }) => id);
    });
  }

  async judge(ids: readonly number[], judge: Judge): Promise<Judged & { unread: number[] }> {
    const { ended, changed, traces, unread } = await retrying(() =>
      inTransaction(this.pool, async (client) => {
        // Before the others: what is read in between is in both, and not in neither.
        const shown = await rowsOf<{ id: number }>(client, UNREAD, [ids]);
        const rows = await rowsOf<JudgedRow>(client, LOCK_WAITING, [ids]);
        return {
          ...(await rejudge(client, rows, judge, this.traceBook)),
          unread: shown.map(({ id }) => id),
        };
      }),
    );
    this.traceBook.committed(traces);
    return { ended, changed, unread };
  }
}
