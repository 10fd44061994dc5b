import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * hold_by_receipt(said): the destination of this delivery says that it has the item, whatever became of the delivery here. So
 * it holds it; and if it was taken back since, it is owed the kill, or the hold, as whoever was a holder then, and is in the
 * recall, which is open again for it. No version of the item is accepted from here to the commit: a kill sees the holding, or
 * is seen here. Events come last, see number_event, and those of the receipt after these.
 */
export const HOLD_BY_RECEIPT = `
CREATE FUNCTION hold_by_receipt(said bigint) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
DECLARE
  sent delivery%ROWTYPE;
  back record;
  owed bigint;
  joined bigint;
BEGIN
  SELECT * INTO STRICT sent FROM delivery d WHERE d.id = said;
  PERFORM FROM item i WHERE i.id = sent.item_id FOR SHARE;

  INSERT INTO holding AS h (item_id, destination_id, version, delivery_id)
  VALUES (sent.item_id, sent.destination_id, sent.version, sent.id)
  ON CONFLICT (item_id, destination_id) DO UPDATE
     SET version = excluded.version, delivery_id = excluded.delivery_id, delivered_at = excluded.delivered_at,
         killed_at = NULL
   WHERE excluded.version > h.version;

  SELECT v.version, v.change INTO back
    FROM item_version v JOIN item i ON i.id = v.item_id
   WHERE v.item_id = sent.item_id AND v.version > sent.version
     AND (v.change = 'kill' OR v.change = 'withhold' AND i.pub_status <> 'usable')
   ORDER BY v.change = 'kill' DESC, v.version DESC LIMIT 1;
  IF NOT FOUND OR EXISTS (
    SELECT FROM delivery d
     WHERE d.item_id = sent.item_id AND d.destination_id = sent.destination_id AND d.version >= back.version
       AND (d.version = back.version OR d.state IN ('pending', 'in_flight', 'delivered') OR d.ambiguous)
  ) THEN RETURN; END IF;

  INSERT INTO delivery (item_id, version, destination_id, kind, priority, due_at)
  VALUES (sent.item_id, back.version, sent.destination_id, CASE back.change WHEN 'kill' THEN 'kill' ELSE 'item' END,
          CASE back.change WHEN 'kill' THEN 0 ELSE 1 END, now())
  ON CONFLICT DO NOTHING
  RETURNING id INTO owed;
  IF owed IS NULL OR back.change <> 'kill' THEN RETURN; END IF;

  INSERT INTO recall (item_id, version, opened_at, reason)
  VALUES (sent.item_id, back.version, now(), 'killed before recalls were kept')
  ON CONFLICT (item_id, version) DO UPDATE SET closed_at = NULL
  RETURNING id INTO joined;

  INSERT INTO recall_holder (recall_id, destination_id, partner_id, delivery_id, agreement_id, confirm_within_minutes,
                             escalate_to)
  SELECT joined, destination.id, destination.partner_id, owed, agreed.id,
         coalesce((agreed.recall ->> 'confirmWithinMinutes')::integer, 60), coalesce(agreed.recall -> 'escalateTo', '[]')
    FROM destination
    LEFT JOIN LATERAL (
      SELECT a.id, a.document -> 'recall' AS recall
        FROM decision made JOIN agreement a ON a.id = made.agreement_id AND a.current
       WHERE made.item_id = sent.item_id AND made.destination_id = destination.id AND made.allow
       ORDER BY made.id DESC LIMIT 1
    ) agreed ON true
   WHERE destination.id = sent.destination_id
  ON CONFLICT DO NOTHING;

  INSERT INTO event (type, data)
  VALUES ('recall.joined', jsonb_build_object('recallId', joined, 'destinationId', sent.destination_id,
           'itemId', sent.item_id));
END $$;
`;

/** What receipts said until now. */
const SAID_BEFORE = `
SELECT hold_by_receipt(said.delivery_id)
  FROM (
    SELECT DISTINCT d.id AS delivery_id
      FROM receipt r JOIN delivery d ON d.id = r.delivery_id
     WHERE r.status <> 'rejected' AND d.kind = 'item' AND d.state <> 'delivered' AND d.first_delivered_at IS NULL
     ORDER BY d.id
  ) said;
`;

export class HeldByReceipt1764870000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HOLD_BY_RECEIPT + SAID_BEFORE);
  }

  /** What is owed stays owed. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION hold_by_receipt(bigint)');
  }
}
