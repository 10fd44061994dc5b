import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a delivery that is sent again was first delivered. Empty where it was never sent again: then `settled_at` says it, and
 * settling, which every delivery goes through, writes nothing more. Of earlier replays the attempts that are kept know it.
 */
const UP = `
ALTER TABLE delivery ADD COLUMN first_delivered_at timestamptz;
UPDATE delivery d SET first_delivered_at = first.at
  FROM (
    SELECT known.delivery_id, min(known.ended) AS at
      FROM (
        SELECT delivery_id, started_at + make_interval(secs => milliseconds / 1000.0) AS ended, code FROM attempt
        UNION ALL
        SELECT delivery_id, started_at + make_interval(secs => milliseconds / 1000.0), code FROM recall_attempt
      ) known
     WHERE known.code = 'delivery.delivered'
       AND known.delivery_id IN (SELECT id FROM delivery WHERE replay_id IS NOT NULL)
     GROUP BY known.delivery_id
  ) first
 WHERE d.id = first.delivery_id AND (d.settled_at IS NULL OR d.state <> 'delivered' OR first.at < d.settled_at);
`;

export class FirstDelivered1764740000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery DROP COLUMN first_delivered_at');
  }
}
