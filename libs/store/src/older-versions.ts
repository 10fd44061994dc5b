import type pg from 'pg';
import { dueOfOlder } from '#exchange/inbound/due-of-older.js';
import type { AcceptedItem, PlannedItem } from '#exchange/inbound/inbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import { CHANGE_OLDER, HOLDERS, SUPERSEDE } from './accept.sql.js';
import type { ItemVersion } from './accept-columns.js';
import { rowsOf } from './transaction.js';

interface Destined {
  itemId: number;
  destinationId: DestinationId;
}

interface HolderRow {
  item_id: number;
  destination_id: string;
  version: number | null;
  holds: boolean;
  under_way: boolean;
  waits: boolean;
}

interface Changed {
  accepted: readonly AcceptedItem[];
  planned: readonly PlannedItem[];
  underWay: readonly Destined[];
}

/** Each takes an attempt that fails, or is claimed, between two statements. */
const MOST_TURNS = 50;

/** Supersedes what waits of older versions; answers who holds an item, and what is under way of it. */
export async function overtake(
  client: pg.PoolClient,
  old: readonly ItemVersion[],
): Promise<{ holders: Map<number, AcceptedItem['holders']>; underWay: Destined[] }> {
  const holders = new Map<number, AcceptedItem['holders']>();
  const underWay: Destined[] = [];
  if (old.length === 0) return { holders, underWay };
  const ids = old.map((version) => version.itemId);
  const kills = old.map((version) => version.change === 'kill');
  const killed = new Set(ids.filter((_id, i) => kills[i]));
  const overtaken = [ids, old.map((version) => version.version), kills];
  let rows: HolderRow[];
  let turns = 0;
  // What was in the air for the first statement may wait again for the second, its partner no holder: it is superseded
  // too, or is in the air by then. Else it would leave behind the kill, which nobody there would hear of.
  do {
    if (turns++ === MOST_TURNS) throw new Error(`what waits of items ${[...killed]} cannot be superseded`);
    await rowsOf(client, SUPERSEDE, overtaken);
    rows = await rowsOf<HolderRow>(client, HOLDERS, [ids, kills]);
  } while (rows.some((row) => row.waits && killed.has(row.item_id)));
  for (const row of rows) {
    const destinationId = asDestinationId(row.destination_id);
    if (row.under_way) underWay.push({ itemId: row.item_id, destinationId });
    if (!row.holds) continue;
    const of = holders.get(row.item_id) ?? [];
    of.push({ destinationId, ...(row.version === null ? {} : { version: row.version }) });
    holders.set(row.item_id, of);
  }
  return { holders, underWay };
}

/** Of what is under way nothing leaves any more that the plan has no place for, nor before an embargo that it tells of. */
export async function changeOlder(
  client: pg.PoolClient,
  at: Instant,
  { accepted, planned, underWay }: Changed,
): Promise<void> {
  const now = new Date(at);
  const changes = underWay.flatMap(({ itemId, destinationId }) => {
    const item = accepted.find((one) => one.itemId === itemId)!;
    // A kill has superseded all that waited, and is due before any further attempt.
    if (item.change === 'kill') return [];
    const deliveries = planned.find((one) => one.itemId === itemId)?.deliveries;
    const isThere = (one: { destinationId: DestinationId }) => one.destinationId === destinationId;
    const due = dueOfOlder(item, deliveries?.find(isThere), item.holders.find(isThere), now);
    const times = typeof due === 'string' ? undefined : due;
    return [{ itemId, version: item.version, destinationId, times, spares: due === 'owed-alone' }];
  });
  if (changes.length === 0) return;
  await rowsOf(client, CHANGE_OLDER, [
    at,
    changes.map(({ itemId }) => itemId),
    changes.map(({ version }) => version),
    changes.map(({ destinationId }) => destinationId),
    changes.map(({ times }) => times?.marked ?? null),
    changes.map(({ times }) => times?.others ?? null),
    changes.map(({ spares }) => spares),
  ]);
}
