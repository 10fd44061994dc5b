import type pg from 'pg';
import type { Refusal } from '#agreements/agreement.js';
import type { OutputFormat } from '#codecs/codec.js';
import type { Instant } from '#news/record.js';
import { toInstant } from '../instant.js';
import { rowsOf } from '../transaction.js';

/** What one partner gave to another. Versions count each; kills are counted apart from items. */
export interface PairRead {
  from: string;
  to: string;
  /** An agreement in force lets `from` give to `to`. */
  permitted: boolean;
  /** Versions of `from` that were decided for some destination of `to`. */
  offered: number;
  /** … of those, granted for at least one. */
  granted: number;
  /** Refusals by reason, of versions and destinations. */
  refused: Partial<Record<Refusal, number>>;
  delivered: number;
  formats: Partial<Record<OutputFormat, number>>;
  pending: number;
  dead: number;
  /** Kills that were acknowledged. */
  killed: number;
}

export interface ExchangeSummaryRead {
  at: Instant;
  partners: { id: string; name: string }[];
  /** Every ordered pair of partners, zeros included: that nothing flows where nothing may is worth seeing. */
  pairs: PairRead[];
}

/** Who gave what to whom. */
export class ExchangeSummaryReads {
  #kept: { until: number; summary: Promise<ExchangeSummaryRead> } | undefined;

  constructor(
    private readonly pool: pg.Pool,
    /** Everything is counted anew at most so often: many screens ask for the same figures. */
    private readonly keepMs = 1000,
  ) {}

  summary(): Promise<ExchangeSummaryRead> {
    const now = performance.now();
    if (this.#kept && this.#kept.until > now) return this.#kept.summary;
    const summary = this.read();
    const kept = { until: now + this.keepMs, summary };
    this.#kept = kept;
    summary.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return summary;
  }

  private async read(): Promise<ExchangeSummaryRead> {
    const rows = await rowsOf<SummaryRow>(this.pool, { text: SUMMARY });
    const names = new Map(
      rows.flatMap((row) => [[row.from, row.from_name] as const, [row.to, row.to_name] as const]),
    );
    return {
      at: toInstant(rows[0]?.at ?? new Date()),
      partners: [...names].map(([id, name]) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      pairs: rows.map(({ at: _, from_name: __, to_name: ___, ...pair }) => pair),
    };
  }
}

type SummaryRow = PairRead & { at: Date; from_name: string; to_name: string };

const SUMMARY = `
  WITH decided AS (
    SELECT i.partner_id, d.to_id, count(*) AS offered, count(*) FILTER (WHERE d.granted) AS granted
      FROM (
        SELECT c.item_id, c.version, x.partner_id AS to_id, bool_or(c.allow) AS granted
          FROM decision c JOIN destination x ON x.id = c.destination_id
         GROUP BY c.item_id, c.version, x.partner_id
      ) d JOIN item i ON i.id = d.item_id
     GROUP BY i.partner_id, d.to_id
  ), refusals AS (
    SELECT r.partner_id, r.to_id, jsonb_object_agg(r.reason, r.times) AS reasons
      FROM (
        SELECT i.partner_id, x.partner_id AS to_id, c.reason, count(*) AS times
          FROM decision c JOIN destination x ON x.id = c.destination_id JOIN item i ON i.id = c.item_id
         WHERE NOT c.allow
         GROUP BY i.partner_id, x.partner_id, c.reason
      ) r
     GROUP BY r.partner_id, r.to_id
  ), sent AS (
    SELECT i.partner_id, x.partner_id AS to_id, x.settings ->> 'format' AS format,
           count(*) FILTER (WHERE d.state = 'delivered' AND d.kind = 'item') AS delivered,
           count(*) FILTER (WHERE d.state IN ('pending', 'in_flight')) AS pending,
           count(*) FILTER (WHERE d.state = 'dead') AS dead,
           count(*) FILTER (WHERE d.state = 'delivered' AND d.kind = 'kill') AS killed
      FROM delivery d JOIN destination x ON x.id = d.destination_id JOIN item i ON i.id = d.item_id
     GROUP BY i.partner_id, x.partner_id, x.settings ->> 'format'
  ), totals AS (
    SELECT partner_id, to_id, sum(delivered) AS delivered, sum(pending) AS pending, sum(dead) AS dead,
           sum(killed) AS killed,
           jsonb_object_agg(format, delivered) FILTER (WHERE delivered > 0) AS formats
      FROM sent GROUP BY partner_id, to_id
  )
  SELECT now() AS at, a.id AS "from", b.id AS "to",
         a.settings ->> 'name' AS from_name, b.settings ->> 'name' AS to_name,
         EXISTS (
           SELECT FROM agreement g, jsonb_array_elements(g.document -> 'grants') AS clause
            WHERE g.current
              AND clause -> 'from' ? a.id AND clause -> 'to' ? b.id
              AND (now() AT TIME ZONE (b.settings ->> 'zone'))::date
                  BETWEEN (g.document ->> 'validFrom')::date AND coalesce((g.document ->> 'validUntil')::date, 'infinity')
         ) AS permitted,
         coalesce(decided.offered, 0)::bigint AS offered,
         coalesce(decided.granted, 0)::bigint AS granted,
         coalesce(refusals.reasons, '{}') AS refused,
         coalesce(totals.delivered, 0)::bigint AS delivered,
         coalesce(totals.formats, '{}') AS formats,
         coalesce(totals.pending, 0)::bigint AS pending,
         coalesce(totals.dead, 0)::bigint AS dead,
         coalesce(totals.killed, 0)::bigint AS killed
    FROM partner a
    JOIN partner b ON b.id <> a.id
    LEFT JOIN decided ON decided.partner_id = a.id AND decided.to_id = b.id
    LEFT JOIN refusals ON refusals.partner_id = a.id AND refusals.to_id = b.id
    LEFT JOIN totals ON totals.partner_id = a.id AND totals.to_id = b.id
   WHERE a.removed_at IS NULL AND b.removed_at IS NULL
   ORDER BY a.id, b.id`;
