import type pg from 'pg';
import { judgeBy } from '#exchange/inbound/judge-waiting.js';
import { SqlAgreementBook } from './agreement-book.js';
import { type JudgedRow, rejudge } from './rejudge.js';
import { TraceBook } from './trace-book.js';
import { inTransaction, type Queryable, retrying, rowsOf } from './transaction.js';
import { LOCK_WAITING } from './waiting-ledger.js';

/**
 * What partners have read of feeds that are pulled. A correction lies there for its reader, who has an earlier version, whatever is
 * agreed; with its reading it is judged as anything else, and where no agreement grants it, it is shown no longer.
 */
export class FeedReadings {
  private readonly traceBook = new TraceBook();
  private readonly agreements: SqlAgreementBook;

  constructor(private readonly pool: pg.Pool) {
    this.agreements = new SqlAgreementBook(pool, 0);
  }

  /** Notes that the partner read these deliveries; the first time counts. */
  async note(deliveryIds: readonly number[]): Promise<void> {
    const corrections = await rowsOf<{ id: number }>(this.pool, { text: UNREAD_CORRECTIONS }, [deliveryIds]);
    if (corrections.length === 0) return markRead(this.pool, deliveryIds);
    const judge = judgeBy(await this.agreements.board(), new Date());
    const traces = await retrying(() =>
      inTransaction(this.pool, async (client) => {
        await markRead(client, deliveryIds);
        const ids = corrections.map(({ id }) => id);
        const rows = await rowsOf<JudgedRow>(client, LOCK_WAITING, [ids]);
        return (await rejudge(client, rows, judge, this.traceBook)).traces;
      }),
    );
    this.traceBook.committed(traces);
  }
}

async function markRead(on: Queryable, deliveryIds: readonly number[]): Promise<void> {
  await rowsOf(on, { text: MARK_READ }, [deliveryIds]);
}

const MARK_READ =
  'UPDATE delivery SET picked_up_at = now() WHERE id = ANY ($1::bigint[]) AND picked_up_at IS NULL';

const UNREAD_CORRECTIONS = `
  SELECT d.id
    FROM delivery d JOIN item_version v ON v.item_id = d.item_id AND v.version = d.version
   WHERE d.id = ANY ($1::bigint[]) AND d.picked_up_at IS NULL AND v.change = 'correction'`;
