import type pg from 'pg';
import type { PollResult } from '#exchange/inbound/inbound-ports.js';
import type { FeedSettings } from '#settings/schema/feed-schema.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

interface FeedRead {
  id: string;
  partner_id: string;
  settings: FeedSettings;
  source_file: string | null;
  paused_at: Date | null;
  paused_reason: string | null;
  next_poll_at: Date;
  last_poll_at: Date | null;
  last_outcome: PollResult['outcome'] | null;
  problem: { code: string; message: string } | null;
  last_item_at: Date | null;
}

/** Feeds with what the last poll left behind. Settings that are secrets are not among what is answered. */
export class FeedReader {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after?: string) {
    return this.read(new SqlFilter().and('id > ?', after), limit);
  }

  async find(id: string) {
    const [feed] = await this.read(new SqlFilter().and('id = ?', id), 1);
    return feed;
  }

  private async read(filter: SqlFilter, limit: number) {
    const rows = await rowsOf<FeedRead>(
      this.pool,
      {
        text: `SELECT * FROM (SELECT * FROM feed WHERE removed_at IS NULL) f
               ${filter.where} ORDER BY id LIMIT ${filter.parameter(limit)}`,
      },
      filter.values,
    );
    return rows.map((row) => ({
      id: row.id,
      partnerId: row.partner_id,
      name: row.settings.name ?? row.id,
      url: row.settings.url,
      format: row.settings.format as string | undefined,
      languages: row.settings.languages,
      pollEverySeconds: row.settings.pollEverySeconds,
      paused: row.paused_at
        ? { at: toInstant(row.paused_at), reason: row.paused_reason ?? undefined }
        : undefined,
      lastPollAt: toInstantOrNothing(row.last_poll_at),
      nextPollAt: toInstant(row.next_poll_at),
      lastOutcome: row.last_outcome ?? undefined,
      lastItemAt: toInstantOrNothing(row.last_item_at),
      problem: row.problem ?? undefined,
      sourceFile: row.source_file ?? undefined,
    }));
  }
}
