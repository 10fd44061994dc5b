import type pg from 'pg';
import type { Decision } from '#agreements/agreement.js';
import type { Judged, WaitingItem } from '#exchange/inbound/judge-waiting.js';
import type { AgreementId } from '#news/ids.js';
import { firstDelivered } from './first-delivered.js';
import { NO_LONGER_GRANTED } from './settled-codes.js';
import { storable, storableJson } from './storable.js';
import type { Trace, TraceBook } from './trace-book.js';
import { rowsOf, type Statement } from './transaction.js';

/** The decision that counts, as `made`. Of the delivery `d`. */
export const NEWEST_DECISION = `
  CROSS JOIN LATERAL (
    SELECT c.id AS decision_id, c.allow, c.agreement_id, c.agreement_version, c.grant_id FROM decision c
     WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version = d.version
     ORDER BY c.id DESC LIMIT 1
  ) made`;

/** Whether it was taken under anything but the agreements of these two parameters. Of `made`. */
export const takenUnderOther = (ids: string, versions: string): string => `
  (made.agreement_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM unnest(${ids}::text[], ${versions}::integer[]) AS term (id, version)
                    WHERE term.id = made.agreement_id AND term.version = made.agreement_version))`;

/**
 * What a partner is owed that has settled: the correction, or the hold, of an earlier version that it has, or says that it
 * has. Of a feed that is pulled, what it has is what it read, and what it read it is owed no longer. Of `d`, `v` and the
 * destination `t`.
 */
export const IS_OWED_STILL = `(v.change IN ('correction', 'withhold') AND EXISTS (
         SELECT FROM delivery o
          WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id AND o.version < d.version
            AND CASE WHEN t.settings ->> 'transport' = 'pull' THEN o.picked_up_at IS NOT NULL AND d.picked_up_at IS NULL
                     ELSE ${firstDelivered('o')} IS NOT NULL OR o.ambiguous OR EXISTS (
                       SELECT FROM receipt r WHERE r.delivery_id = o.id AND r.status <> 'rejected') END))`;

export const JUDGED_COLUMNS = `
           d.id, d.item_id, d.version, d.destination_id, d.state, i.partner_id, v.record::text AS record, made.decision_id,
           made.allow, made.agreement_id, made.agreement_version, made.grant_id`;

export interface JudgedRow {
  id: number;
  item_id: number;
  version: number;
  destination_id: WaitingItem['destinationId'];
  state: string;
  partner_id: WaitingItem['senderId'];
  record: string;
  decision_id: number;
  allow: boolean;
  agreement_id: AgreementId | null;
  agreement_version: number | null;
  grant_id: string | null;
}

export type Judge = (waiting: WaitingItem) => Decision | undefined;

export const judgedBy = (judge: Judge, row: JudgedRow): Decision | undefined =>
  judge({ record: JSON.parse(row.record), senderId: row.partner_id, destinationId: row.destination_id });

/**
 * What waited and is refused is a dead letter; what is in the air is not tried again; what lies in a feed that is pulled is
 * not shown there any more, and is shown again when it is granted again. What is granted otherwise leaves on those terms,
 * unless it was tried before, not sooner than it was to. A dead letter stays one, and may be replayed.
 * Parameters: ids, whether each is allowed, due at, obligations, without renditions; then the columns of decisions, the
 * traces that are new, ids of the decisions that these replace, and whether those allowed.
 */
const WRITE_JUDGED: Statement = {
  text: `
    WITH judged AS (
      SELECT * FROM unnest($1::bigint[], $2::boolean[], $3::timestamptz[], $4::jsonb[], $5::jsonb[], $16::boolean[])
                      AS j (id, allow, due_at, obligations, without_renditions, allowed)
    ), decisions AS (
      INSERT INTO decision (item_id, version, destination_id, allow, due_at, reason, clause, detail, agreement_id,
                            agreement_version, grant_id, trace_hash)
      SELECT d.item_id, d.version, d.destination_id, j.allow, j.due_at, said.reason, said.clause,
             said.detail, said.agreement_id, said.agreement_version, said.grant_id, said.hash
        FROM unnest($1::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::integer[], $11::text[],
                    $12::uuid[]) AS said (id, reason, clause, detail, agreement_id, agreement_version, grant_id, hash)
        JOIN judged j USING (id)
        JOIN delivery d USING (id)
    ), replaced AS (
      UPDATE decision SET replaced = true WHERE id = ANY ($15::bigint[])
    ), traces AS (
      INSERT INTO decision_trace (hash, trace)
      SELECT t.hash, t.trace FROM unnest($13::uuid[], $14::json[]) AS t (hash, trace)
      ON CONFLICT DO NOTHING
    ), feeds AS (
      UPDATE destination t SET feed_withdrew_at = clock_timestamp()
       WHERE t.settings ->> 'transport' = 'pull' AND t.id IN (
         SELECT d.destination_id FROM judged j JOIN delivery d USING (id)
          WHERE d.state = 'delivered' AND j.allow <> j.allowed)
    )
    UPDATE delivery d
       SET state = CASE WHEN j.allow OR d.state <> 'pending' THEN d.state ELSE 'dead' END,
           settled_at = CASE WHEN j.allow OR d.state <> 'pending' THEN d.settled_at ELSE now() END,
           code = CASE WHEN j.allow OR d.state <> 'pending' THEN d.code ELSE '${NO_LONGER_GRANTED}' END,
           status = CASE WHEN j.allow OR d.state <> 'pending' THEN d.status END,
           withdrawn = CASE d.state WHEN 'in_flight' THEN d.withdrawn OR NOT j.allow
                                    WHEN 'delivered' THEN NOT j.allow OR d.withdrawn AND j.allowed
                                    ELSE d.withdrawn END,
           due_at = CASE WHEN NOT j.allow OR d.state <> 'pending' THEN d.due_at
                         WHEN d.attempts = 0 AND d.replay_id IS NULL AND j.due_at <= now() THEN least(d.due_at, now())
                         WHEN d.attempts = 0 AND d.replay_id IS NULL THEN j.due_at
                         ELSE greatest(d.due_at, j.due_at) END,
           obligations = CASE WHEN j.allow THEN j.obligations ELSE d.obligations END,
           without_renditions = CASE WHEN j.allow THEN j.without_renditions ELSE d.without_renditions END
      FROM judged j
     WHERE d.id = j.id`,
};

/** Judges rows that are locked, and writes what is new. The traces are to be told the book once they are committed. */
export async function rejudge(
  client: pg.PoolClient,
  rows: readonly JudgedRow[],
  judge: Judge,
  traceBook: TraceBook,
): Promise<Judged & { decisions: Map<number, Decision>; traces: Trace[] }> {
  const decisions = new Map<number, Decision>();
  for (const row of rows) {
    const decision = judgedBy(judge, row);
    if (decision !== undefined) decisions.set(row.id, decision);
  }
  const made = rows.flatMap((row) => {
    const decision = decisions.get(row.id);
    return decision === undefined || isAsBefore(row, decision) ? [] : [{ row, decision }];
  });
  if (made.length === 0) return { ended: 0, changed: 0, decisions, traces: [] };
  const traces = made.map(({ decision }) => traceBook.trace(decision.trace));
  const fresh = traceBook.unstored(traces);
  const said = made.map(({ decision }) => decision);
  const refusals = said.map((one) => (one.allow ? undefined : one));
  const grants = said.map((one) => (one.allow ? one : undefined));
  const text = (value: string | undefined) => (value === undefined ? null : storable(value));
  await rowsOf(client, WRITE_JUDGED, [
    made.map(({ row }) => row.id),
    said.map(({ allow }) => allow),
    grants.map((one) => one?.dueAt ?? null),
    grants.map((one) => storableJson(one?.obligations ?? [])),
    grants.map((one) => storableJson(one?.withoutRenditions ?? [])),
    refusals.map((one) => one?.reason ?? null),
    refusals.map((one) => text(one?.clause)),
    refusals.map((one) => text(one?.detail)),
    said.map((one) => one.agreementId ?? null),
    said.map((one) => one.agreementVersion ?? null),
    said.map((one) => one.grantId ?? null),
    traces.map(({ hash }) => hash),
    fresh.map(({ hash }) => hash),
    fresh.map(({ json }) => json),
    made.map(({ row }) => row.decision_id),
    made.map(({ row }) => row.allow),
  ]);
  const ended = made.filter(({ row, decision }) => !decision.allow && row.state !== 'dead').length;
  return { ended, changed: made.length - ended, decisions, traces: fresh };
}

/** Nothing new is said by it: the same grant of the same version, or one refusal more. */
const isAsBefore = (row: JudgedRow, decision: Decision): boolean =>
  decision.allow
    ? row.allow &&
      row.agreement_id === decision.agreementId &&
      row.agreement_version === decision.agreementVersion &&
      row.grant_id === decision.grantId
    : row.state !== 'pending' && !row.allow;
