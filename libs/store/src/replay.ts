import type pg from 'pg';
import { PRIORITY } from '#exchange/inbound/inbound-ports.js';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import {
  BEGIN_REPLAY,
  CHOOSE_IDS,
  COUNT_IDS,
  chooseRange,
  countRange,
  DOUBTFUL_IDS,
  doubtfulRange,
  HOLD_ITEMS,
  JUDGE,
  LOCK_REPLAY,
  MAKE_DUE,
  MOVE_ON,
  UNSETTLED,
} from './replay.sql.js';
import { type NotGranted, StillGranted } from './still-granted.js';
import type { Trace } from './trace-book.js';
import { inTransaction, retrying, rowsOf } from './transaction.js';

/** What of a destination was delivered or died: all of it, where nothing is said. */
export interface ReplayRange {
  destinationId: DestinationId;
  /** Only dead letters. */
  dead?: true;
  /** … that died of this: `delivery.rejected-by-partner`. */
  code?: string;
  /** Settled then or later. */
  since?: Instant;
  /** Settled then or sooner. */
  until?: Instant;
  /** Of each item only the newest version, also where the destination takes every one. */
  latest?: boolean;
}

export type ReplaySelection =
  /** One delivery, dead or delivered. */
  | { deliveryId: DeliveryId }
  /** Some of a destination, dead or delivered; 1,000 or so at most. */
  | { destinationId: DestinationId; deliveryIds: DeliveryId[] }
  | ReplayRange;

/**
 * Why a delivery is not sent again: a newer version was delivered or may have been, is on its way or waits, or is a dead letter and only
 * the newest goes; a newer version was dismissed, or may not go there; no agreement grants it any more, and the partner is not owed it for what it holds; the
 * item was killed since or is withheld; somebody dismissed it; or the delivery itself is under way or was superseded.
 */
export type ReplaySkip =
  | 'newer-held'
  | 'newer-under-way'
  | 'newer-dead'
  | 'newer-dismissed'
  | 'newer-refused'
  | 'no-longer-granted'
  | 'killed'
  | 'dismissed'
  | 'withheld'
  | 'not-settled'
  | 'superseded';

export interface ReplayResult {
  /** Deliveries that are due again, or would be. Their webhook ids stay as they were: receivers recognise them. */
  toSend: number;
  skipped: Partial<Record<ReplaySkip, number>>;
  /** Of those that no agreement grants any more, how many had been let go under which. */
  formerAgreements: Record<string, number>;
  /** Lanes to ring. */
  destinations: DestinationId[];
}

/** How far a replay is. */
export interface ReplayStep extends ReplayResult {
  id: number;
  /** Everything is selected; otherwise the counts are those up to now. */
  selected: boolean;
}

export interface UnsettledReplay {
  id: number;
  /** Deliveries made due up to now. */
  toSend: number;
  /** Everything is selected. When it is not, and whoever began it went away, somebody must go on with it. */
  selected: boolean;
}

/** Deliveries made due in one transaction. */
const BATCH = 1000;
/** How far a replay is taken at once by one who does not watch it to its end. */
const AT_ONCE_MS = 2000;

interface Selected {
  destinationId: DestinationId;
  deliveryIds?: DeliveryId[];
  dead?: true;
  code?: string;
  since?: Instant;
  until?: Instant;
  latest?: boolean;
}

/**
 * Sends again what was settled, never out of order and never what was taken back. Batch by batch, each with its locks held
 * for moments: a replay that is not finished is in the ledger, and whoever calls `goOn` goes on with it.
 */
export class Replay {
  constructor(
    private readonly pool: pg.Pool,
    private readonly batch = BATCH,
    private readonly granted = new StillGranted(pool),
  ) {}

  /** What `run` would do now. Counted by the database, whatever it comes to; what may be granted no longer is judged. */
  async preview(selection: ReplaySelection): Promise<ReplayResult> {
    const result: ReplayResult = { toSend: 0, skipped: {}, formerAgreements: {}, destinations: [] };
    const selected = await this.selectedBy(selection);
    if (!selected) return result;
    const { deliveryIds, dead = false } = selected;
    const values = valuesOf(selected);
    const [rows, refused] = await retrying(() =>
      inTransaction(this.pool, async (client) => {
        const text = deliveryIds ? COUNT_IDS : countRange(dead);
        const counts = await rowsOf<{ skip: ReplaySkip | null; count: number }>(client, { text }, values);
        const doubtful = deliveryIds ? DOUBTFUL_IDS : doubtfulRange(dead);
        return [counts, await this.granted.look(client, { text: doubtful }, values)] as const;
      }),
    );
    for (const { skip, count } of rows) {
      if (skip) result.skipped[skip] = count;
      else result.toSend = Math.max(0, count - refused.size);
    }
    countRefused(result, [...refused.values()]);
    if (result.toSend > 0) result.destinations = [selected.destinationId];
    return result;
  }

  /** Notes a replay; `goOn` makes its deliveries due. @throws RangeError when there is no such delivery */
  async begin(selection: ReplaySelection): Promise<number> {
    const selected = await this.selectedBy(selection);
    if (!selected) throw new RangeError('there is no such delivery to replay');
    const { destinationId, ...rest } = selected;
    const rows = await rowsOf<{ id: number }>(this.pool, { text: BEGIN_REPLAY }, [
      destinationId,
      JSON.stringify(rest),
    ]);
    return rows[0]!.id;
  }

  /** Begins a replay and takes it as far as two seconds suffice for: to its end, where it is not a long one. @throws RangeError */
  async run(selection: ReplaySelection, atOnceMs = AT_ONCE_MS): Promise<ReplayStep> {
    const id = await this.begin(selection);
    const until = performance.now() + atOnceMs;
    for (;;) {
      const step = await this.goOn(id);
      if (step.selected || performance.now() > until) return step;
    }
  }

  /** Makes one more batch due, or finds that none is left. Safe to be called by several at once. @throws RangeError */
  async goOn(id: number): Promise<ReplayStep> {
    const { traces, ...step } = await retrying(() =>
      inTransaction(this.pool, (client) => this.nextBatch(client, id)),
    );
    this.granted.committed(traces);
    return step;
  }

  /** Replays of which something is still to be selected or to settle, the first first. */
  unsettled(): Promise<UnsettledReplay[]> {
    return rowsOf<UnsettledReplay>(this.pool, { text: UNSETTLED });
  }

  private async nextBatch(client: pg.PoolClient, id: number): Promise<ReplayStep & { traces: Trace[] }> {
    const [replay] = await rowsOf<ReplayRow>(client, { text: LOCK_REPLAY }, [id]);
    if (!replay) throw new RangeError(`there is no replay ${id}`);
    const destinationId = asDestinationId(replay.destination_id);
    const step = {
      id,
      toSend: replay.to_send,
      skipped: replay.skipped,
      formerAgreements: replay.former_agreements,
      selected: replay.selected,
    };
    const destinations = () => (step.toSend > 0 ? [destinationId] : []);
    if (replay.selected) return { ...step, destinations: destinations(), traces: [] };

    const selected = { ...replay.selection, destinationId };
    const text = selected.deliveryIds ? CHOOSE_IDS : chooseRange(selected.dead ?? false);
    const rows = await rowsOf<ChosenRow>(client, { text }, [
      // What settles after the beginning was sent again by this very replay, or is news.
      ...valuesOf({ ...selected, until: replay.until }),
      replay.cursor_at,
      replay.cursor_id,
      this.batch,
    ]);
    const { judged, refused, traces } = await this.judge(client, rows, selected.latest ?? false);
    const due = rows.filter((row) => judged.get(row.id) === null).map((row) => row.id);
    if (due.length > 0) await rowsOf(client, { text: MAKE_DUE }, [due, PRIORITY.replay, id]);
    step.toSend += due.length;
    const chosen = rows.filter(({ place }) => place !== null);
    for (const row of chosen) {
      const skip = judged.get(row.id);
      if (skip && skip !== 'no-longer-granted') step.skipped[skip] = (step.skipped[skip] ?? 0) + 1;
    }
    countRefused(
      step,
      chosen.flatMap(({ id: one }) =>
        judged.get(one) === 'no-longer-granted' ? [refused.get(one) ?? null] : [],
      ),
    );
    step.selected = selected.deliveryIds !== undefined || chosen.length < this.batch;
    const last = chosen.reduce<ChosenRow | undefined>(
      (a, b) => (a && a.place! > b.place! ? a : b),
      undefined,
    );
    await rowsOf(client, { text: MOVE_ON }, [
      id,
      step.toSend,
      JSON.stringify(step.skipped),
      last?.settled_at ?? replay.cursor_at,
      last?.id ?? replay.cursor_id,
      step.selected,
      JSON.stringify(step.formerAgreements),
    ]);
    return { ...step, destinations: destinations(), traces };
  }

  /** Why each is not sent again, null where it is; nothing that decides about it changes until the transaction ends. */
  private async judge(
    client: pg.PoolClient,
    rows: readonly ChosenRow[],
    latest: boolean,
  ): Promise<{ judged: Map<DeliveryId, ReplaySkip | null>; refused: NotGranted; traces: Trace[] }> {
    if (rows.length === 0) return { judged: new Map(), refused: new Map(), traces: [] };
    const ids = rows.map((row) => row.id);
    await rowsOf(client, { text: HOLD_ITEMS }, [[...new Set(rows.map((row) => row.item_id))]]);
    const { refused, traces } = await this.granted.judge(client, ids);
    const judged = await rowsOf<{ id: DeliveryId; skip: ReplaySkip | null }>(client, { text: JUDGE }, [
      ids,
      latest,
    ]);
    const skips = judged.map(
      ({ id, skip }) => [id, skip ?? (refused.has(id) ? 'no-longer-granted' : null)] as const,
    );
    return { judged: new Map(skips), refused, traces };
  }

  /** Undefined for a delivery that does not exist. */
  private async selectedBy(selection: ReplaySelection): Promise<Selected | undefined> {
    if (!('deliveryId' in selection)) return selection;
    const rows = await rowsOf<{ destination_id: string }>(
      this.pool,
      { text: 'SELECT destination_id FROM delivery WHERE id = $1' },
      [selection.deliveryId],
    );
    const [row] = rows;
    return row && { destinationId: asDestinationId(row.destination_id), deliveryIds: [selection.deliveryId] };
  }
}

/** Adds those that no agreement grants any more, by the agreements under which they had been let go. */
function countRefused(
  { skipped, formerAgreements }: Pick<ReplayResult, 'skipped' | 'formerAgreements'>,
  former: readonly (string | null)[],
): void {
  if (former.length > 0) skipped['no-longer-granted'] = (skipped['no-longer-granted'] ?? 0) + former.length;
  for (const id of former) if (id !== null) formerAgreements[id] = (formerAgreements[id] ?? 0) + 1;
}

/** $1 to $6 of the statements. */
function valuesOf({ destinationId, deliveryIds, code, since, until, latest }: Selected): unknown[] {
  if (deliveryIds) return [destinationId, null, null, null, deliveryIds, false];
  return [destinationId, since ?? '-infinity', until ?? 'infinity', code ?? null, null, latest ?? false];
}

interface ReplayRow {
  destination_id: string;
  selection: Omit<Selected, 'destinationId'>;
  /** Where the selection ends: at the beginning of the replay, if not sooner. */
  until: string;
  selected: boolean;
  cursor_at: string;
  cursor_id: number;
  to_send: number;
  skipped: ReplayResult['skipped'];
  former_agreements: ReplayResult['formerAgreements'];
}

interface ChosenRow {
  id: DeliveryId;
  item_id: number;
  /** In its batch; null for what comes along with a newer version. */
  place: number | null;
  settled_at: string;
}
