import type pg from 'pg';
import type { Instant } from '#news/record.js';
import { toInstant } from '../instant.js';
import type { ReplayRange, ReplayResult } from '../replay.js';
import { COUNTS } from '../replay-counts.js';
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
  /** Taken over by a later replay before they were settled. */
  elsewhere: number;
}

/** Replays, the newest first. */
export class ReplayReads {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Counted every few seconds, and for the last time when they were settled.
   *
   * @param before the id of the last replay of the page before
   */
  async list(filter: { destinationId?: string }, limit: number, before?: number): Promise<ReplayRead[]> {
    const conditions = new Conditions()
      .add('r.destination_id = ?', filter.destinationId)
      .add('r.id < ?', before);
    const text = replaysWhere(`${conditions.where} ORDER BY r.id DESC LIMIT ${conditions.parameter(limit)}`);
    return (await rowsOf<ReplayRow>(this.pool, { text }, conditions.values)).map(replayRead);
  }

  /** One that is not settled is counted now. */
  async find(id: number): Promise<ReplayRead | undefined> {
    const [replay] = await rowsOf<ReplayRow>(this.pool, { text: replaysWhere('r.id = $1') }, [id]);
    if (!replay || replay.settled) return replay && replayRead(replay);
    const [counts] = await rowsOf<Counts>(this.pool, { text: COUNTS }, [id]);
    return replayRead({ ...replay, ...counts!, counted: replay.to_send });
  }
}

const replaysWhere = (where: string): string => `
  SELECT r.id, r.destination_id, r.selection, r.begun_at, r.selected_at IS NOT NULL AS selected,
         r.settled_at IS NOT NULL AS settled, r.to_send, r.skipped, r.former_agreements,
         r.counted, r.pending, r.retrying, r.in_flight, r.delivered, r.dead, r.superseded
    FROM replay r WHERE ${where}`;

interface Counts {
  pending: number;
  retrying: number;
  in_flight: number;
  delivered: number;
  dead: number;
  superseded: number;
}

interface ReplayRow extends Counts {
  id: number;
  destination_id: string;
  selection: ReplayRead['selection'];
  begun_at: Date;
  selected: boolean;
  settled: boolean;
  to_send: number;
  skipped: ReplayRead['skipped'];
  former_agreements: ReplayRead['formerAgreements'];
  /** Of how many the counts are; what was made due since then waits. */
  counted: number;
}

const replayRead = (row: ReplayRow): ReplayRead => {
  const pending = row.pending + row.to_send - row.counted;
  const known = row.pending + row.in_flight + row.delivered + row.dead + row.superseded;
  return {
    id: row.id,
    destinationId: row.destination_id,
    selection: row.selection,
    begunAt: toInstant(row.begun_at),
    state: !row.selected ? 'selecting' : pending + row.in_flight > 0 ? 'sending' : 'settled',
    toSend: row.to_send,
    skipped: row.skipped,
    formerAgreements: row.former_agreements,
    waiting: pending - row.retrying,
    retrying: row.retrying,
    inFlight: row.in_flight,
    delivered: row.delivered,
    dead: row.dead,
    superseded: row.superseded,
    elsewhere: Math.max(0, row.counted - known),
  };
};
