import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * claim_lanes(lanes, wanted, leases, since, worker): claim_deliveries for each of some lanes, in the order in which settlements
 * lock them; `call` counts the lanes from 1, and each `since` is a text. What takes nothing decides nothing, and does not wait
 * for the disk. A function, because PostgreSQL would plan a statement that calls another one for each row of a list anew
 * every time: it takes a list that it does not know for a longer one.
 */
export const CLAIM_LANES = `
CREATE FUNCTION claim_lanes(
  lanes text[], wanted integer[], leases double precision[], since text[], worker integer
)
RETURNS TABLE (
  call integer, id bigint, item_id bigint, version integer, kind text, attempt integer, fence integer,
  lease_until timestamptz, obligations jsonb, without_renditions jsonb, as_new boolean, guid text, source_partner_id text,
  priority smallint, due_at timestamptz, tried_at timestamptz, repeat boolean, sequence bigint
)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  place integer;
  is_any boolean := false;
BEGIN
  FOR place IN SELECT l.place FROM unnest(lanes) WITH ORDINALITY AS l (lane, place) ORDER BY l.lane LOOP
    RETURN QUERY
      SELECT place, c.*
        FROM claim_deliveries(lanes[place], wanted[place], leases[place], since[place]::timestamptz[],
                              claim_lanes.worker) AS c;
    is_any := is_any OR FOUND;
  END LOOP;
  IF NOT is_any THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
END $$;
`;

export class ClaimLanes1764790000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIM_LANES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION claim_lanes(text[], integer[], double precision[], text[], integer)');
  }
}
