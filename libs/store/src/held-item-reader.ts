import type pg from 'pg';
import type { HeldItem, HeldItems } from '#exchange/recall/recall-item.js';
import { rowsOf } from './transaction.js';

/** Items as a person takes them back. */
export class HeldItemReader implements HeldItems {
  constructor(private readonly pool: pg.Pool) {}

  async newest(itemId: number): Promise<HeldItem | undefined> {
    const [row] = await rowsOf<{
      partner_id: HeldItem['partnerId'];
      feed_id: HeldItem['feedId'];
      record: HeldItem['record'];
    }>(
      this.pool,
      {
        text: `
          SELECT i.partner_id, i.feed_id, v.record
            FROM item i JOIN item_version v ON v.item_id = i.id AND v.version = i.version
           WHERE i.id = $1`,
      },
      [itemId],
    );
    return row && { partnerId: row.partner_id, feedId: row.feed_id, record: row.record };
  }
}
