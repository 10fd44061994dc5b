import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SETTLE as SETTLE_BEFORE } from './1764400000000-delivery-rules.js';
import { EXPIRE_LEASES as EXPIRE_BEFORE } from './1764730000000-workers.js';
import { changed } from './changed.js';

export const SETTLE = changed(SETTLE_BEFORE, [
  ['o.kind, o.lease_until, o.repeat_at', 'o.kind, o.lease_until, o.repeat_at, o.withdrawn'],
  [
    '            WHEN (\n              SELECT bool_or(',
    '            WHEN m.withdrawn OR (\n              SELECT bool_or(',
  ],
  // An embargo that was set meanwhile holds a further attempt.
  ['greatest(m.retry_at, moment) WHEN', 'greatest(m.retry_at, moment, d.due_at) WHEN'],
  ["WHEN 'gone' THEN moment", "WHEN 'gone' THEN greatest(moment, d.due_at)"],
]);

export const EXPIRE_LEASES = changed(EXPIRE_BEFORE, [
  ['d.version, d.kind\n      FROM delivery d', 'd.version, d.kind, d.withdrawn\n      FROM delivery d'],
  [
    'WHERE l.destination_id = lost.destination_id))) AS yes',
    'WHERE l.destination_id = lost.destination_id))) OR lost.withdrawn AS yes',
  ],
]);

/**
 * delivery.withdrawn: a newer version came that is withheld, or that the destination may not have, while this one was in
 * the air. It is not tried again: no delivery of the newer one tells settle_deliveries and expire_leases so where it was
 * refused, and where every version goes out a newer one that waits does not supersede it.
 */
const UP = `
ALTER TABLE delivery ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
${SETTLE}
ALTER FUNCTION settle_deliveries(json) SET plan_cache_mode = force_generic_plan;
${EXPIRE_LEASES}
`;

const DOWN = `
${SETTLE_BEFORE}
ALTER FUNCTION settle_deliveries(json) SET plan_cache_mode = force_generic_plan;
${EXPIRE_BEFORE}
ALTER TABLE delivery DROP COLUMN withdrawn;
`;

export class Withdrawn1764750000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
