import type pg from 'pg';
import { dropPartitions } from './partitions.js';
import { FORGET_KEYS } from './story.sql.js';
import { rowsOf } from './transaction.js';

/** How long what may be dropped is kept, in days. The ledger of who holds what is kept for ever. */
export interface RetentionDays {
  attempts: number;
  bodies: number;
  /** Fetched documents that no fetch within this time brought, and pages that no list named. */
  documents: number;
  /** The same for those that could not be read: longer than `documents`, so that somebody has time to mend a decoder. */
  quarantine: number;
  events: number;
  /** By which items find the same story elsewhere; who shares a story with whom is kept. */
  storyKeys: number;
  /** What was let go under quotas. An item of which a version comes later than that counts once more. */
  quotaItems: number;
}

export interface Retained {
  partitions: string[];
  fetches: number;
  documents: number;
  pages: number;
  events: number;
  signIns: number;
  /** Items whose keys were dropped. */
  storyKeys: number;
  quotaItems: number;
}

const DAY_MS = 86_400_000;
/** Rows deleted in one statement, so that none holds its locks for long. */
const CHUNK = 5000;

/** Drops what is older than its time. Safe to run anywhere at any time; meant for once a day. */
export async function applyRetention(pool: pg.Pool, days: RetentionDays, now: Date): Promise<Retained> {
  const ago = (count: number): Date => new Date(now.getTime() - count * DAY_MS);
  const partitions = [
    ...(await dropPartitions(pool, 'attempt', ago(days.attempts))),
    ...(await dropPartitions(pool, 'body', ago(days.bodies))),
  ];
  const inChunks = async (text: string, values: unknown[]): Promise<number> => {
    for (let total = 0; ; ) {
      const { rowCount } = await pool.query(text, [...values, CHUNK]);
      total += rowCount ?? 0;
      if ((rowCount ?? 0) < CHUNK) return total;
    }
  };
  const fetches = await inChunks(
    `DELETE FROM document_fetch WHERE id IN (
       SELECT id FROM document_fetch WHERE at < $1 AND (outcome <> 'undecodable' OR at < $2) ORDER BY id LIMIT $3)`,
    [ago(days.documents), ago(days.quarantine)],
  );
  const documents = await inChunks(
    `DELETE FROM document WHERE sha256 IN (
       SELECT d.sha256 FROM document d
        WHERE d.first_seen_at < $1
          AND NOT EXISTS (SELECT FROM document_fetch f WHERE f.document_sha256 = d.sha256)
        LIMIT $2)`,
    [ago(days.documents)],
  );
  const pages = await inChunks(
    `DELETE FROM page WHERE (feed_id, address) IN (
       SELECT feed_id, address FROM page WHERE last_listed_at < $1 LIMIT $2)`,
    [ago(days.documents)],
  );
  // The newest event stays whatever its age: numbers go on from it.
  const events = await inChunks(
    `DELETE FROM event WHERE id IN (
       SELECT id FROM event WHERE at < $1 AND id < (SELECT max(id) FROM event) ORDER BY id LIMIT $2)`,
    [ago(days.events)],
  );
  await rowsOf(pool, { text: 'DELETE FROM replay WHERE selected_at < $1' }, [ago(days.events)]);
  const storyKeys = await inChunks(FORGET_KEYS.text, [ago(days.storyKeys)]);
  const quotaItems = await inChunks(
    `DELETE FROM quota_item WHERE ctid = ANY (ARRAY(SELECT ctid FROM quota_item WHERE day < $1::date LIMIT $2))`,
    [ago(days.quotaItems)],
  );
  const signIns = await rowsOf(pool, { text: 'DELETE FROM sign_in WHERE expires_at < now() RETURNING kind' });
  return { partitions, fetches, documents, pages, events, signIns: signIns.length, storyKeys, quotaItems };
}
