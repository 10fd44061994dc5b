import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLAIM as CLAIM_BEFORE } from './1764400000000-delivery-rules.js';
import { changed } from './changed.js';

/**
 * claim_deliveries: as in the migration delivery-rules, and it numbers what it claims, which number_deliveries (migration
 * recall) did in a call of its own. It looks only through the priorities at which something is due: each search is a plan
 * to start and to end, and most lanes have work of one priority. Its statements are planned once for a connection; the
 * settings on the function keep them on the indexes whatever the tables' sizes.
 */
export const CLAIM = changed(CLAIM_BEFORE, [
  [
    'due_at timestamptz, tried_at timestamptz, repeat boolean\n)',
    'due_at timestamptz, tried_at timestamptz, repeat boolean,\n  sequence bigint\n)',
  ],
  ['SET enable_material = off\n', 'SET enable_material = off SET plan_cache_mode = force_generic_plan\n'],
  ['  level smallint;\n', '  level smallint;\n  levels smallint[];\n'],
  [
    '  moment := clock_timestamp();\n',
    `  moment := clock_timestamp();

  -- One probe for each priority: an idle lane costs no more, and a busy one only the search where there is something.
  SELECT array_agg(l.level ORDER BY l.level) INTO levels
    FROM unnest('{0,1,2,3,4}'::smallint[]) AS l (level)
   WHERE (
     SELECT true FROM delivery d
      WHERE d.destination_id = lane_id AND d.state = 'pending' AND d.priority = l.level
        AND d.due_at >= coalesce(since[l.level], '-infinity') AND d.due_at <= moment
      LIMIT 1);
  IF levels IS NULL THEN RETURN; END IF;
`,
  ],
  ['FOR level IN 0..4 LOOP', 'FOREACH level IN ARRAY levels LOOP'],
  [
    '  RETURN QUERY\n',
    `  IF chosen = '{}' THEN RETURN; END IF;
  -- Numbered here, because the lane's lock makes claims take turns: no gap, and no lock of its own.
  INSERT INTO delivery_sequence (destination_id, sequence, delivery_id)
  SELECT lane_id,
         coalesce((
           SELECT s.sequence FROM delivery_sequence s
            WHERE s.destination_id = lane_id ORDER BY s.sequence DESC LIMIT 1), 0)
           + row_number() OVER (ORDER BY d.priority, d.due_at, d.id),
         d.id
    FROM delivery d
   WHERE d.id = ANY (chosen) AND NOT EXISTS (SELECT FROM delivery_sequence s WHERE s.delivery_id = d.id);

  RETURN QUERY
`,
  ],
  [
    'd.repeat_at IS NOT NULL\n',
    'd.repeat_at IS NOT NULL,\n           (SELECT s.sequence FROM delivery_sequence s WHERE s.delivery_id = d.id)\n',
  ],
]);

const DROP_CLAIM = 'DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[]);';

const UP = `
${DROP_CLAIM}
${CLAIM}
DROP FUNCTION number_deliveries(text, bigint[]);
ALTER FUNCTION settle_deliveries(json) SET plan_cache_mode = force_generic_plan;
`;

const DOWN = `
ALTER FUNCTION settle_deliveries(json) RESET plan_cache_mode;
${DROP_CLAIM}
${CLAIM_BEFORE}
CREATE FUNCTION number_deliveries(lane_id text, claimed bigint[]) RETURNS TABLE (id bigint, sequence bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
#variable_conflict use_column
DECLARE
  last bigint;
BEGIN
  IF claimed IS NULL THEN RETURN; END IF;
  last := coalesce((
    SELECT s.sequence FROM delivery_sequence s WHERE s.destination_id = lane_id ORDER BY s.sequence DESC LIMIT 1), 0);
  INSERT INTO delivery_sequence (destination_id, sequence, delivery_id)
  SELECT lane_id, last + row_number() OVER (ORDER BY c.place), c.id
    FROM unnest(claimed) WITH ORDINALITY AS c (id, place)
   WHERE NOT EXISTS (SELECT FROM delivery_sequence s WHERE s.delivery_id = c.id);
  RETURN QUERY
    SELECT c.id, (SELECT s.sequence FROM delivery_sequence s WHERE s.delivery_id = c.id) FROM unnest(claimed) AS c (id);
END $$;
`;

export class ClaimWithNumbers1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
