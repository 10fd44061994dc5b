import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until now a kill, or a hold, passed by whoever was out of the configuration when it came, and was not made up for when
 * the destination was back. From here on it waits in the lane (HOLDERS in accept.sql.ts); this makes what earlier ones
 * still owe: to whoever holds, or may hold, an older version of an item that is taken back, and has no delivery of that.
 * Lanes that are open send it at once. Recalls follow the kills made here.
 */
const UP = `
WITH taken_back AS MATERIALIZED (
  SELECT i.id, last.version, last.change FROM item i
   CROSS JOIN LATERAL (
     SELECT v.version, v.change FROM item_version v
      WHERE v.item_id = i.id AND v.change IN ('kill', 'withhold') ORDER BY v.version DESC LIMIT 1
   ) last
   WHERE i.pub_status <> 'usable'
), owed AS (
  INSERT INTO delivery (item_id, version, destination_id, kind, priority, due_at)
  SELECT t.id, t.version, found.destination_id, CASE t.change WHEN 'kill' THEN 'kill' ELSE 'item' END,
         CASE t.change WHEN 'kill' THEN 0 ELSE 1 END, now()
    FROM taken_back t
    CROSS JOIN LATERAL (
      SELECT h.destination_id FROM holding h
       WHERE h.item_id = t.id AND h.version < t.version AND h.killed_at IS NULL
      UNION
      SELECT d.destination_id FROM delivery d
       WHERE d.item_id = t.id AND d.version < t.version AND d.kind = 'item' AND (d.state = 'in_flight' OR d.ambiguous)
    ) found
   WHERE NOT EXISTS (
     SELECT FROM delivery d
      WHERE d.item_id = t.id AND d.destination_id = found.destination_id AND d.version >= t.version)
  RETURNING id, item_id, version, destination_id, kind
), outdated AS (
  UPDATE delivery d SET state = 'superseded', settled_at = now()
    FROM owed o
   WHERE o.kind = 'kill' AND d.item_id = o.item_id AND d.destination_id = o.destination_id AND d.version < o.version
     AND d.state = 'pending'
)
UPDATE recall_holder h SET delivery_id = o.id
  FROM owed o JOIN recall r ON r.item_id = o.item_id AND r.version = o.version
 WHERE o.kind = 'kill' AND h.recall_id = r.id AND h.destination_id = o.destination_id AND h.delivery_id IS NULL;
`;

export class OwedToAbsentHolders1764720000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  /** What is owed stays owed. */
  async down(): Promise<void> {}
}
