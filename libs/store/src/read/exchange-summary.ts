import type pg from 'pg';
import type { Refusal } from '#agreements/agreement.js';
import type { OutputFormat } from '#codecs/codec.js';
import type { Instant } from '#news/record.js';
import { toInstant } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { Conditions } from './conditions.js';

/**
 * What one partner gave to another. Everything is counted in one unit: a version of an item for one destination, so that
 * two destinations of a partner count twice. `offered` is `granted` and all of `refused`; kills are counted apart.
 */
export interface PairRead {
  from: string;
  to: string;
  /** An agreement in force lets `from` give to `to`. */
  permitted: boolean;
  /** Decisions: versions of items of `from`, kills among them, each for one destination of `to`. */
  offered: number;
  /** Decisions that allowed a delivery. */
  granted: number;
  /** Decisions that refused it, by reason. */
  refused: Partial<Record<Refusal, number>>;
  /** Deliveries of items that arrived; kills are not counted. */
  delivered: number;
  /** `delivered` by format. */
  formats: Partial<Record<OutputFormat, number>>;
  /** Deliveries that wait or are on the way, kills included. */
  pending: number;
  /** Deliveries that were given up, kills included. */
  dead: number;
  /** Deliveries of kills that arrived. */
  killed: number;
}

export interface ExchangeSummaryRead {
  at: Instant;
  partners: { id: string; name: string }[];
  /** Every ordered pair of partners, zeros included: that nothing flows where nothing may is worth seeing. */
  pairs: PairRead[];
}

/** What was decided then, both moments included, and what became of it by now; either may be absent. */
export interface SummaryPeriod {
  since?: Instant;
  until?: Instant;
}

/** A count that takes longer is made so seldom that the database counts a twentieth of the time at most. */
const LONG_MS = 250;
const SHARE = 20;

/** Who gave what to whom. The whole ledger is counted, and not more often than that is worth. */
export class ExchangeSummaryReads {
  #last: ExchangeSummaryRead | undefined;
  #long = false;
  #keptUntil = 0;
  #counting: Promise<ExchangeSummaryRead> | undefined;
  #periods: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: pg.Pool,
    /** Everything is counted anew at most so often: many screens ask for the same figures. */
    private readonly keepMs = 1000,
  ) {}

  /** `at` says when it was counted: up to `keepMs` ago, or twenty times as long ago as a long count took. */
  async summary(): Promise<ExchangeSummaryRead> {
    if (this.#counting === undefined && performance.now() >= this.#keptUntil) {
      this.#counting = this.count();
      this.#counting.catch(() => undefined);
    }
    // Nobody waits for a long history to be counted anew who can be told what it was.
    if (this.#last && (this.#counting === undefined || this.#long)) return this.#last;
    return this.#counting ?? this.count();
  }

  /** Counted anew each time, one after the other: however many ask, the database counts one of them. */
  ofPeriod(period: SummaryPeriod): Promise<ExchangeSummaryRead> {
    const counted = this.#periods.then(() => this.read(period));
    this.#periods = counted.catch(() => undefined);
    return counted;
  }

  private async count(): Promise<ExchangeSummaryRead> {
    const begunAt = performance.now();
    try {
      const summary = await this.read();
      this.#last = summary;
      const tookMs = performance.now() - begunAt;
      this.#long = tookMs > LONG_MS;
      this.#keptUntil = begunAt + (this.#long ? tookMs * SHARE : this.keepMs);
      return summary;
    } finally {
      this.#counting = undefined;
    }
  }

  private async read({ since, until }: SummaryPeriod = {}): Promise<ExchangeSummaryRead> {
    const decided = new Conditions().add('? <= c.decided_at', since).add('c.decided_at <= ?', until).where;
    const owed = new Conditions().add('? <= d.created_at', since).add('d.created_at <= ?', until);
    const query = { text: summaryWhere(decided, owed.where) };
    const rows = await rowsOf<SummaryRow>(this.pool, query, owed.values);
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

/** Both conditions are of the same values. */
const summaryWhere = (decided: string, owed: string): string => `
  WITH verdicts AS (
    SELECT i.partner_id, x.partner_id AS to_id, c.reason, count(*) AS times
      FROM decision c JOIN destination x ON x.id = c.destination_id JOIN item i ON i.id = c.item_id
     WHERE NOT c.replaced AND ${decided}
     GROUP BY i.partner_id, x.partner_id, c.reason
  ), decided AS (
    SELECT partner_id, to_id, sum(times) AS offered, sum(times) FILTER (WHERE reason IS NULL) AS granted,
           jsonb_object_agg(reason, times) FILTER (WHERE reason IS NOT NULL) AS refused
      FROM verdicts GROUP BY partner_id, to_id
  ), sent AS (
    SELECT i.partner_id, x.partner_id AS to_id, x.settings ->> 'format' AS format,
           count(*) FILTER (WHERE d.state = 'delivered' AND d.kind = 'item') AS delivered,
           count(*) FILTER (WHERE d.state IN ('pending', 'in_flight')) AS pending,
           count(*) FILTER (WHERE d.state = 'dead') AS dead,
           count(*) FILTER (WHERE d.state = 'delivered' AND d.kind = 'kill') AS killed
      FROM delivery d JOIN destination x ON x.id = d.destination_id JOIN item i ON i.id = d.item_id
     WHERE ${owed}
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
         coalesce(decided.refused, '{}') AS refused,
         coalesce(totals.delivered, 0)::bigint AS delivered,
         coalesce(totals.formats, '{}') AS formats,
         coalesce(totals.pending, 0)::bigint AS pending,
         coalesce(totals.dead, 0)::bigint AS dead,
         coalesce(totals.killed, 0)::bigint AS killed
    FROM partner a
    JOIN partner b ON b.id <> a.id
    LEFT JOIN decided ON decided.partner_id = a.id AND decided.to_id = b.id
    LEFT JOIN totals ON totals.partner_id = a.id AND totals.to_id = b.id
   WHERE a.removed_at IS NULL AND b.removed_at IS NULL
   ORDER BY a.id, b.id`;
