import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLAIM as CLAIM_BEFORE } from './1764770000000-claims-in-place.js';
import { CLAIM_LANES as CLAIM_LANES_BEFORE } from './1764790000000-claim-lanes.js';
import { changed } from './changed.js';

/**
 * A claim is told what of the lane has landed and is being settled beside it (`landed`): such a delivery is in the air for
 * the ledger, so that no other version of its item leaves, but takes no room of the partner's any more. A lane that is
 * tried after its rest waits for the settlement all the same: it is the answer that says whether another may follow.
 */
const CLAIM = changed(CLAIM_BEFORE, [
  ['since timestamptz[], worker integer\n)', 'since timestamptz[], landed bigint[], worker integer\n)'],
  [
    `SELECT count(*) FILTER (WHERE d.kind = 'item'), count(*) FILTER (WHERE d.kind = 'kill'),`,
    `SELECT count(*) FILTER (WHERE d.kind = 'item' AND d.id <> ALL (landed)),
         count(*) FILTER (WHERE d.kind = 'kill' AND d.id <> ALL (landed)),`,
  ],
  ['least(item_room, 1 - items_flying - kills_flying)', 'least(item_room, 1 - cardinality(in_air))'],
]);

/** `alone`: nothing else is done in the transaction, so that it need not wait for the disk where it takes nothing. */
export const CLAIM_LANES = changed(CLAIM_LANES_BEFORE, [
  ['since text[], worker integer\n)', 'since text[], landed text[], worker integer, alone boolean\n)'],
  ['IF NOT is_any THEN', 'IF alone AND NOT is_any THEN'],
  [
    'since[place]::timestamptz[],\n                              claim_lanes.worker)',
    'since[place]::timestamptz[],\n                              landed[place]::bigint[], claim_lanes.worker)',
  ],
]);

const DROP_BEFORE = `
DROP FUNCTION claim_lanes(text[], integer[], double precision[], text[], integer);
DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[], integer);`;

const DROP = `
DROP FUNCTION claim_lanes(text[], integer[], double precision[], text[], text[], integer, boolean);
DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[], bigint[], integer);`;

export class ClaimsBesideSettlements1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_BEFORE + CLAIM + CLAIM_LANES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP + CLAIM_BEFORE + CLAIM_LANES_BEFORE);
  }
}
