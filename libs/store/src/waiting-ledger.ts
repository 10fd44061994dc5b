import type pg from 'pg';
import type { Decision } from '#agreements/agreement.js';
import type { AgreementTerm, Judged, WaitingItem, WaitingLedger } from '#exchange/inbound/judge-waiting.js';
import type { AgreementId } from '#news/ids.js';
import { NO_LONGER_GRANTED } from './no-longer-granted.js';
import { storable, storableJson } from './storable.js';
import { TraceBook } from './trace-book.js';
import { inTransaction, retrying, rowsOf, type Statement } from './transaction.js';

const TERMS: Statement = {
  text: `
    SELECT coalesce(json_agg(json_build_object('id', id, 'version', version, 'validUntil', document ->> 'validUntil')
                             ORDER BY id), '[]') AS terms,
           EXISTS (SELECT FROM agreement WHERE NOT current) AS has_former,
           (SELECT stamp FROM judged_terms) AS judged
      FROM agreement WHERE current`,
};

const WRITE_STAMP: Statement = {
  text: `INSERT INTO judged_terms (stamp) VALUES ($1) ON CONFLICT (only_one) DO UPDATE SET stamp = excluded.stamp`,
};

/** What a partner is owed: it goes there because of what the partner holds, whatever is agreed. Of `d` and `v`. */
const IS_OWED = `(d.priority = 1 OR v.change IN ('correction', 'withhold') AND EXISTS (
         SELECT FROM holding h WHERE h.item_id = d.item_id AND h.destination_id = d.destination_id))`;

const NEWEST_DECISION = `
  CROSS JOIN LATERAL (
    SELECT c.id AS decision_id, c.allow, c.agreement_id, c.agreement_version, c.grant_id FROM decision c
     WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version = d.version
     ORDER BY c.id DESC LIMIT 1
  ) made`;

/** Parameters: agreements, their versions. */
const GRANTED_OTHERWISE: Statement = {
  text: `
    SELECT d.id FROM delivery d ${NEWEST_DECISION}
     WHERE d.final_state IS NULL AND d.kind = 'item' AND made.agreement_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM unnest($1::text[], $2::integer[]) AS term (id, version)
                        WHERE term.id = made.agreement_id AND term.version = made.agreement_version)
    UNION ALL
    SELECT d.id FROM delivery d WHERE d.final_state = 'dead' AND d.code = '${NO_LONGER_GRANTED}'
     ORDER BY 1`,
};

/** Whatever a claim, a settlement or an acceptance holds is left out: nobody waits for anybody here. Parameter: ids. */
const LOCK_WAITING: Statement = {
  text: `
    SELECT d.id, d.item_id, d.version, d.destination_id, d.state, i.partner_id, v.record::text AS record, made.decision_id, made.allow,
           made.agreement_id, made.agreement_version, made.grant_id
      FROM delivery d
      JOIN item i ON i.id = d.item_id
      JOIN item_version v ON v.item_id = d.item_id AND v.version = d.version ${NEWEST_DECISION}
     WHERE d.id = ANY ($1::bigint[]) AND d.kind = 'item' AND NOT ${IS_OWED}
       AND (d.final_state IS NULL OR d.state = 'dead' AND d.code = '${NO_LONGER_GRANTED}')
       FOR NO KEY UPDATE OF d SKIP LOCKED`,
};

/**
 * What waited and is refused is a dead letter; what is in the air is not tried again. What is granted otherwise leaves on
 * those terms, unless it was tried before, not sooner than it was to. A dead letter stays one, and may be replayed.
 * Parameters: ids, whether each is allowed, due at, obligations, without renditions; then the columns of decisions, the
 * traces that are new, and ids of the decisions that these replace.
 */
const WRITE_JUDGED: Statement = {
  text: `
    WITH judged AS (
      SELECT * FROM unnest($1::bigint[], $2::boolean[], $3::timestamptz[], $4::jsonb[], $5::jsonb[])
                      AS j (id, allow, due_at, obligations, without_renditions)
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
    )
    UPDATE delivery d
       SET state = CASE WHEN j.allow OR d.state = 'in_flight' THEN d.state ELSE 'dead' END,
           settled_at = CASE WHEN j.allow OR d.state = 'in_flight' THEN d.settled_at ELSE now() END,
           code = CASE WHEN j.allow OR d.state = 'in_flight' THEN d.code ELSE '${NO_LONGER_GRANTED}' END,
           status = CASE WHEN j.allow OR d.state = 'in_flight' THEN d.status END,
           withdrawn = d.withdrawn OR NOT j.allow AND d.state = 'in_flight',
           due_at = CASE WHEN NOT j.allow OR d.state <> 'pending' THEN d.due_at
                         WHEN d.attempts = 0 AND d.replay_id IS NULL AND j.due_at <= now() THEN least(d.due_at, now())
                         WHEN d.attempts = 0 AND d.replay_id IS NULL THEN j.due_at
                         ELSE greatest(d.due_at, j.due_at) END,
           obligations = CASE WHEN j.allow THEN j.obligations ELSE d.obligations END,
           without_renditions = CASE WHEN j.allow THEN j.without_renditions ELSE d.without_renditions END
      FROM judged j
     WHERE d.id = j.id`,
};

/** What waits to leave, and under which agreement. */
export class SqlWaitingLedger implements WaitingLedger {
  private readonly traceBook = new TraceBook();

  constructor(private readonly pool: pg.Pool) {}

  async terms(): Promise<{ terms: AgreementTerm[]; hasFormer: boolean; judged?: string }> {
    const [row] = await rowsOf<{ terms: TermRow[]; has_former: boolean; judged: string | null }>(
      this.pool,
      TERMS,
    );
    const { terms, has_former: hasFormer, judged } = row!;
    return {
      terms: terms.map(({ id, version, validUntil }) => ({
        id,
        version,
        ...(validUntil === null ? {} : { validUntil }),
      })),
      hasFormer,
      ...(judged === null ? {} : { judged }),
    };
  }

  async noteJudged(stamp: string): Promise<void> {
    await rowsOf(this.pool, WRITE_STAMP, [stamp]);
  }

  async grantedOtherwise(terms: readonly AgreementTerm[]): Promise<number[]> {
    const values = [terms.map(({ id }) => id), terms.map(({ version }) => version)];
    return inTransaction(this.pool, async (client) => {
      // Once after a change, over all that waits: a million take longer than statements may.
      await client.query('SET LOCAL statement_timeout = 0');
      return (await rowsOf<{ id: number }>(client, GRANTED_OTHERWISE, values)).map(({ id }) => id);
    });
  }

  async judge(
    ids: readonly number[],
    judge: (waiting: WaitingItem) => Decision | undefined,
  ): Promise<Judged> {
    const { traces, ...judged } = await retrying(() =>
      inTransaction(this.pool, async (client) => {
        const rows = await rowsOf<WaitingRow>(client, LOCK_WAITING, [ids]);
        const made = rows.flatMap((row) => {
          const decision = judge({
            record: JSON.parse(row.record),
            senderId: row.partner_id,
            destinationId: row.destination_id,
          });
          return decision === undefined || isAsBefore(row, decision) ? [] : [{ row, decision }];
        });
        const ended = made.filter(({ decision }) => !decision.allow).length;
        if (made.length === 0) return { ended: 0, changed: 0, traces: [] };
        const traces = made.map(({ decision }) => this.traceBook.trace(decision.trace));
        const fresh = this.traceBook.unstored(traces);
        const decisions = made.map(({ decision }) => decision);
        const refusals = decisions.map((one) => (one.allow ? undefined : one));
        const grants = decisions.map((one) => (one.allow ? one : undefined));
        const text = (value: string | undefined) => (value === undefined ? null : storable(value));
        await rowsOf(client, WRITE_JUDGED, [
          made.map(({ row }) => row.id),
          decisions.map(({ allow }) => allow),
          grants.map((one) => one?.dueAt ?? null),
          grants.map((one) => storableJson(one?.obligations ?? [])),
          grants.map((one) => storableJson(one?.withoutRenditions ?? [])),
          refusals.map((one) => one?.reason ?? null),
          refusals.map((one) => text(one?.clause)),
          refusals.map((one) => text(one?.detail)),
          decisions.map((one) => one.agreementId ?? null),
          decisions.map((one) => one.agreementVersion ?? null),
          decisions.map((one) => one.grantId ?? null),
          traces.map(({ hash }) => hash),
          fresh.map(({ hash }) => hash),
          fresh.map(({ json }) => json),
          made.map(({ row }) => row.decision_id),
        ]);
        return { ended, changed: made.length - ended, traces: fresh };
      }),
    );
    this.traceBook.committed(traces);
    return judged;
  }
}

interface TermRow {
  id: AgreementId;
  version: number;
  validUntil: string | null;
}

interface WaitingRow {
  id: number;
  item_id: number;
  version: number;
  destination_id: WaitingItem['destinationId'];
  state: string;
  partner_id: WaitingItem['senderId'];
  record: string;
  decision_id: number;
  allow: boolean;
  agreement_id: string | null;
  agreement_version: number | null;
  grant_id: string | null;
}

/** Nothing new is said by it: the same grant of the same version, or one refusal more. */
const isAsBefore = (row: WaitingRow, decision: Decision): boolean =>
  decision.allow
    ? row.allow &&
      row.agreement_id === decision.agreementId &&
      row.agreement_version === decision.agreementVersion &&
      row.grant_id === decision.grantId
    : row.state === 'dead' && !row.allow;
