import type pg from 'pg';
import type { Instant } from '#news/record.js';
import { toInstant } from '../instant.js';
import type { ReplayRange, ReplayResult } from '../replay.js';
import { rowsOf } from '../transaction.js';
import { Conditions } from './conditions.js';

/** A replay, and what has become of its deliveries up to now. */
export interface ReplayRead extends Omit<ReplayResult, 'destinations'> {
  id: number;
  destinationId: string;
  selection: Omit<ReplayRange, 'destinationId'> & { deliveryIds?: number[] };
  begunAt: Instant;
  /** `selecting`: more may be made due. `sending`: some wait or are on their way. `settled`: none is. */
  state: 'selecting' | 'sending' | 'settled';
  /** Not tried yet in this replay. */
  waiting: number;
  /** Tried, and to be tried again. */
  retrying: number;
  inFlight: number;
  delivered: number;
  dead: number;
  /** A newer version took their place. */
  superseded: number;
  /** Taken over by a later replay. */
  elsewhere: number;
}

/** Replays, the newest first. */
export class ReplayReads {
  constructor(private readonly pool: pg.Pool) {}

  /** @param before the id of the last replay of the page before */
  list(filter: { destinationId?: string }, limit: number, before?: number): Promise<ReplayRead[]> {
    const conditions = new Conditions()
      .add('r.destination_id = ?', filter.destinationId)
      .add('r.id < ?', before);
    const text = replaysWhere(`${conditions.where} ORDER BY r.id DESC LIMIT ${conditions.parameter(limit)}`);
    return this.read(text, conditions.values);
  }

  async find(id: number): Promise<ReplayRead | undefined> {
    const [replay] = await this.read(replaysWhere('r.id = $1'), [id]);
    return replay;
  }

  private async read(text: string, values: unknown[]): Promise<ReplayRead[]> {
    const rows = await rowsOf<ReplayRow>(this.pool, { text }, values);
    return rows.map(replayRead);
  }
}

/** The states come from an index of replayed deliveries alone; rows are read only of those that still wait. */
const replaysWhere = (where: string): string => `
  SELECT r.id, r.destination_id, r.selection, r.begun_at, r.selected_at IS NOT NULL AS selected, r.to_send, r.skipped,
         coalesce(waits.retrying, 0) AS retrying, counted.*
    FROM (SELECT * FROM replay r WHERE ${where}) r
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE d.state = 'pending') AS pending,
             count(*) FILTER (WHERE d.state = 'in_flight') AS in_flight,
             count(*) FILTER (WHERE d.state = 'delivered') AS delivered,
             count(*) FILTER (WHERE d.state = 'dead') AS dead,
             count(*) FILTER (WHERE d.state = 'superseded') AS superseded
        FROM delivery d WHERE d.replay_id = r.id
    ) counted
    LEFT JOIN LATERAL (
      SELECT count(*) AS retrying FROM delivery d
       WHERE d.replay_id = r.id AND d.state = 'pending' AND d.attempts > 0 AND counted.pending > 0
    ) waits ON true
   ORDER BY r.id DESC`;

interface ReplayRow {
  id: number;
  destination_id: string;
  selection: ReplayRead['selection'];
  begun_at: Date;
  selected: boolean;
  to_send: number;
  skipped: ReplayRead['skipped'];
  pending: number;
  retrying: number;
  in_flight: number;
  delivered: number;
  dead: number;
  superseded: number;
}

const replayRead = (row: ReplayRow): ReplayRead => {
  const known = row.pending + row.in_flight + row.delivered + row.dead + row.superseded;
  return {
    id: row.id,
    destinationId: row.destination_id,
    selection: row.selection,
    begunAt: toInstant(row.begun_at),
    state: !row.selected ? 'selecting' : row.pending + row.in_flight > 0 ? 'sending' : 'settled',
    toSend: row.to_send,
    skipped: row.skipped,
    waiting: row.pending - row.retrying,
    retrying: row.retrying,
    inFlight: row.in_flight,
    delivered: row.delivered,
    dead: row.dead,
    superseded: row.superseded,
    elsewhere: Math.max(0, row.to_send - known),
  };
};
