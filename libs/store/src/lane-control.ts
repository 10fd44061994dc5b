import type pg from 'pg';
import type { DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { END_REST } from './breaker.sql.js';
import { toInstant } from './instant.js';
import { storable } from './storable.js';
import { inTransaction, retrying, rowsOf } from './transaction.js';

/**
 * What a lane does with what was held meanwhile: all of it leaves, or less. Kills, and what corrects something the partner
 * holds, leave in any case.
 */
export interface Resumption {
  /** What was decided earlier becomes dead letters that can be replayed. */
  since?: Instant;
  /**
   * Of each item only the newest version leaves, also where the destination takes every one; elsewhere the older ones were
   * superseded while they waited.
   */
  latest?: boolean;
}

/** What a resumption does, or would do; counts of deliveries. */
export interface Resumed {
  /** Before it. Of an open lane nothing is held, and the counts are 0. */
  state: 'open' | 'paused' | 'disabled';
  /** Those that leave, kills among them, and what is due later only then. */
  toSend: number;
  kills: number;
  later: number;
  /** Dead letters, because they were decided before `since`. */
  skipped: number;
  /** Superseded, because only the newest version goes. */
  overtaken: number;
  /** Dead letters as soon as their turn comes, because of `maxAgeSeconds`. */
  tooOld: number;
  /** Of an open lane that rested after failures: until when it would have, and after how many. */
  rest?: { until: Instant; failures: number };
}

/** Rows written in one transaction while the lane is still shut. */
const BATCH = 1000;

/** Pauses and resumes lanes. Nothing that waits in one is ever dropped. */
export class LaneControl {
  constructor(
    private readonly pool: pg.Pool,
    private readonly batch = BATCH,
  ) {}

  /** Holds everything, kills included. Repeated, it changes the reason alone. False when there is no such lane. */
  async pause(id: DestinationId, reason: string): Promise<boolean> {
    return this.change(id, 'paused', reason);
  }

  /** As a pause, but says that it is meant to last. */
  async disable(id: DestinationId, reason: string): Promise<boolean> {
    return this.change(id, 'disabled', reason);
  }

  /** What `resume` would do now; undefined when there is no such destination (any longer). */
  async preview(id: DestinationId, { since, latest }: Resumption = {}): Promise<Resumed | undefined> {
    const lane = await this.laneOf(id);
    if (lane === undefined) return undefined;
    const { state, rests_until: until, consecutive_failures: failures } = lane;
    const none = { toSend: 0, kills: 0, later: 0, skipped: 0, overtaken: 0, tooOld: 0 };
    if (state === 'open')
      return { state, ...none, ...(until && { rest: { until: toInstant(until), failures } }) };
    const values = [id, since ?? null, latest ?? false];
    const [counts] = await retrying(() =>
      inTransaction(this.pool, (client) => rowsOf<Omit<Resumed, 'state'>>(client, { text: HELD }, values)),
    );
    return { state, ...counts! };
  }

  /** Opens the lane and forgets its failures, so that one that rests is tried at once. Undefined when there is no such destination (any longer). */
  async resume(id: DestinationId, { since, latest }: Resumption = {}): Promise<Resumed | undefined> {
    const held = await this.preview(id, { since, latest });
    if (held?.state === 'open') await retrying(() => rowsOf(this.pool, { text: END_REST }, [id]));
    if (held === undefined || held.state === 'open') return held;
    const skipped = since === undefined ? 0 : await this.leaveOut(id, SKIPPED, since);
    const overtaken = latest ? await this.leaveOut(id, OVERTAKEN, null) : 0;
    await retrying(() => rowsOf(this.pool, { text: RESUME }, [id, skipped, overtaken]));
    return { ...held, skipped, overtaken };
  }

  private async laneOf(id: DestinationId): Promise<LaneRow | undefined> {
    const rows = await rowsOf<LaneRow>(
      this.pool,
      {
        text: `
          SELECT l.state, l.consecutive_failures, CASE WHEN l.open_until > now() THEN l.open_until END AS rests_until
            FROM lane l JOIN destination d ON d.id = l.destination_id
           WHERE d.id = $1 AND d.removed_at IS NULL`,
      },
      [id],
    );
    return rows[0];
  }

  /**
   * Goes through what is held, batch by batch, while the lane is shut: stopped midway, it stays shut, and what was left out
   * can be replayed. Answers how many were left out.
   */
  private async leaveOut(id: DestinationId, which: string, since: Instant | null): Promise<number> {
    let from: LeftOut | undefined;
    let left = 0;
    do {
      const values = [
        id,
        since,
        from?.priority ?? -1,
        from?.due_at ?? '-infinity',
        from?.last ?? 0,
        this.batch,
      ];
      const rows = await retrying(() =>
        inTransaction(this.pool, (client) => rowsOf<LeftOut>(client, { text: leaveOut(which) }, values)),
      );
      from = rows[0];
      left += from?.left ?? 0;
    } while (from);
    return left;
  }

  private async change(id: DestinationId, state: 'paused' | 'disabled', reason: string): Promise<boolean> {
    const rows = await retrying(() =>
      rowsOf(this.pool, { text: CHANGE }, [id, state, storable(reason), `destination.${state}`]),
    );
    return rows.length > 0;
  }
}

interface LaneRow {
  state: Resumed['state'];
  consecutive_failures: number;
  rests_until: Date | null;
}

/** Where a batch ended, and how many of it were left out. */
interface LeftOut {
  priority: number;
  due_at: string;
  last: number;
  left: number;
}

const CHANGE = `
  WITH changed AS (
    UPDATE lane SET state = $2, reason = $3, changed_at = CASE WHEN state = $2 THEN changed_at ELSE now() END
     WHERE destination_id = $1
    RETURNING destination_id
  ), told AS (
    INSERT INTO event (type, data)
    SELECT $4, jsonb_build_object('destinationId', destination_id, 'reason', $3::text) FROM changed
  )
  SELECT destination_id FROM changed`;

// What has that priority is owed, also where nobody knows for certain what the partner holds.
const SKIPPED = `
  d.created_at < $2 AND d.priority <> 1 AND NOT EXISTS (
    SELECT FROM holding h
     WHERE h.item_id = d.item_id AND h.destination_id = d.destination_id AND h.killed_at IS NULL)`;

const OVERTAKEN = `
  EXISTS (
    SELECT FROM delivery o
     WHERE o.item_id = d.item_id AND o.destination_id = d.destination_id AND o.version > d.version
       AND o.state = 'pending')`;

/** As claim_deliveries has it, which lets an embargo that ended late count, and what a holder is owed leave at any age. */
const TOO_OLD = `
  CASE WHEN d.priority IN (2, 3) AND d.created_at < now() - make_interval(secs => l.max_age_seconds)
       THEN coalesce((
              SELECT c.due_at FROM decision c
               WHERE c.item_id = d.item_id AND c.destination_id = d.destination_id AND c.version = d.version AND c.allow
               ORDER BY c.id DESC LIMIT 1) < now() - make_interval(secs => l.max_age_seconds), true)
       ELSE false END`;

/** Parameters: lane, since or null, whether only the newest version goes. */
const HELD = `
  SELECT count(*) FILTER (WHERE NOT skipped AND NOT overtaken AND NOT too_old) AS "toSend",
         count(*) FILTER (WHERE kill) AS kills,
         count(*) FILTER (WHERE NOT skipped AND NOT overtaken AND NOT too_old AND later) AS later,
         count(*) FILTER (WHERE skipped) AS skipped,
         count(*) FILTER (WHERE overtaken AND NOT skipped) AS overtaken,
         count(*) FILTER (WHERE too_old AND NOT skipped AND NOT overtaken) AS "tooOld"
    FROM (
      SELECT d.kind = 'kill' AS kill, d.due_at > now() AS later,
             d.kind = 'item' AND $2::timestamptz IS NOT NULL AND ${SKIPPED} AS skipped,
             d.kind = 'item' AND $3 AND ${OVERTAKEN} AS overtaken, ${TOO_OLD} AS too_old
        FROM delivery d JOIN lane l USING (destination_id)
       WHERE d.destination_id = $1 AND d.final_state IS NULL AND d.state = 'pending'
    ) held`;

/**
 * The next so many of what waits, in the order of the lane; answers where it got to, and no row at the end. What is skipped
 * is a dead letter, what a newer version overtakes is superseded.
 */
const leaveOut = (which: string): string => `
  WITH next AS MATERIALIZED (
    SELECT d.id, d.priority, d.due_at, d.kind = 'item' AND ${which} AS leaves_out, $2::timestamptz AS since
      FROM delivery d
     WHERE d.destination_id = $1 AND d.final_state IS NULL AND d.state = 'pending'
       AND (d.priority, d.due_at, d.id) > ($3, $4, $5)
     ORDER BY d.priority, d.due_at, d.id
     LIMIT $6
       FOR NO KEY UPDATE OF d
  ), changed AS (
    UPDATE delivery d
       SET settled_at = now(), ${
         which === SKIPPED ? `state = 'dead', code = 'delivery.skipped-on-resume'` : `state = 'superseded'`
       }
      FROM next WHERE d.id = next.id AND next.leaves_out
    RETURNING d.id
  )
  SELECT priority, due_at::text AS due_at, id AS last, (SELECT count(*) FROM changed) AS left
    FROM next ORDER BY priority DESC, next.due_at DESC, id DESC LIMIT 1`;

const RESUME = `
  WITH opened AS (
    UPDATE lane
       SET state = 'open', reason = NULL, changed_at = now(), consecutive_failures = 0, open_until = NULL,
           open_seconds = NULL, window_at = NULL, refused_in_a_row = 0, refused_since = NULL
     WHERE destination_id = $1 AND state <> 'open'
    RETURNING destination_id
  )
  INSERT INTO event (type, data)
  SELECT 'destination.resumed',
         jsonb_build_object('destinationId', destination_id, 'skipped', $2::integer, 'overtaken', $3::integer)
    FROM opened`;
