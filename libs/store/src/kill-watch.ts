import type pg from 'pg';
import { KILLED_CHANNEL } from './accept.sql.js';
import type { SessionDuty } from './lasting-session.js';

/** No attempt lasts so long (120 s, and the margins of its lease). */
const RECENT = '5 minutes';

/**
 * Hears of kills that other processes accept, a few milliseconds after they are committed, so that a version that this
 * process is sending can be cut short. It is a hint: a kill that nobody hears of overtakes the send after a second.
 */
export class KillWatch implements SessionDuty {
  /** @param killed told of each kill, also of those that this process accepted, and of some twice */
  constructor(private readonly killed: (itemId: number, version: number) => void) {}

  async begin(client: pg.Client): Promise<void> {
    client.on('notification', ({ payload = '' }) => {
      const [, itemId, version] = /^(\d+)\/(\d+)$/.exec(payload) ?? [];
      if (version !== undefined) this.killed(Number(itemId), Number(version));
    });
    await client.query(`LISTEN ${KILLED_CHANNEL}`);
    // What was killed while nobody listened.
    const { rows } = await client.query<{ item_id: string; version: number }>(`
      SELECT item_id, version FROM item_version
       WHERE change IN ('kill', 'withhold') AND change = 'kill' AND received_at > now() - interval '${RECENT}'`);
    for (const row of rows) this.killed(Number(row.item_id), row.version);
  }
}
