import type { MigrationInterface, QueryRunner } from 'typeorm';
import { EXPIRE_LEASES as EXPIRE_BEFORE } from './1764400000000-delivery-rules.js';
import { CLAIM as CLAIM_BEFORE } from './1764600000000-claim-with-numbers.js';
import { changed } from './changed.js';

/**
 * Who claimed what is in the air, so that the end of a worker is noticed before its leases end (docs/decisions/0033).
 *
 * worker: a row for each process that has been here lately; a session of the process holds the advisory lock
 * (hashtext('korpu: worker'), number). absent_since: when a sweep first found that lock free.
 * delivery.worker: who claimed it last, and means something while it is in flight alone. Null: nobody that can be asked for.
 */
const TABLES = `
CREATE SEQUENCE worker_number AS integer CYCLE;
CREATE TABLE worker (
  number integer PRIMARY KEY,
  absent_since timestamptz
);
ALTER TABLE delivery ADD COLUMN worker integer;
`;

/** As in the migration claim-with-numbers, and it writes down for whom it claims. */
export const CLAIM = changed(CLAIM_BEFORE, [
  ['since timestamptz[]\n)', 'since timestamptz[], worker integer\n)'],
  [
    'tried_at = CASE WHEN d.attempts = 0 THEN moment ELSE d.tried_at END\n',
    `tried_at = CASE WHEN d.attempts = 0 THEN moment ELSE d.tried_at END,
               worker = claim_deliveries.worker
`,
  ],
]);

/**
 * What lost workers held, which may have arrived: after the end of the lease, or when their worker's session has been gone for
 * two seconds. A session that only broke is made again within that time. They are pending at once and keep their lease as
 * the sign that a late word of the worker still counts; superseded where something newer waits. Until the lease
 * would have ended they may still arrive, so that no other version leaves before. And kills that are to be sent once
 * more, because what might have arrived behind them no longer can.
 */
export const EXPIRE_LEASES = changed(EXPIRE_BEFORE, [
  ['AS $$\nDECLARE\n', 'AS $$\nDECLARE\n  moment timestamptz := clock_timestamp();\n  gone integer[];\n'],
  [
    'BEGIN\n',
    `BEGIN
  -- Each worker's session holds the lock of its number; shared, it is to be had by no sweep while the worker is there, and
  -- by no worker that comes back while a sweep ends what it left.
  WITH absent AS MATERIALIZED (
    SELECT w.number, w.absent_since FROM worker w
     WHERE pg_try_advisory_xact_lock_shared(hashtext('korpu: worker'), w.number)
  ), noticed AS (
    UPDATE worker w SET absent_since = moment FROM absent a WHERE w.number = a.number AND a.absent_since IS NULL
  ), ended AS (
    DELETE FROM worker w USING absent a
     WHERE w.number = a.number AND a.absent_since <= moment - interval '2 seconds'
    RETURNING w.number
  )
  SELECT array_agg(number) INTO gone FROM ended;

`,
  ],
  ['AND d.lease_until < now()', 'AND (d.lease_until < moment OR d.worker = ANY (gone))'],
  ['coalesce(d.settled_at, now())', 'coalesce(d.settled_at, moment)'],
  [
    "code = 'delivery.worker-lost', status = NULL\n",
    "code = 'delivery.worker-lost', status = NULL,\n         unclear_until = greatest(d.unclear_until, d.lease_until)\n",
  ],
  ['d.repeat_at <= now()', 'd.repeat_at <= moment'],
]);

const UP = `
${TABLES}
DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[]);
${CLAIM}
${EXPIRE_LEASES}
`;

const DOWN = `
DROP FUNCTION claim_deliveries(text, integer, double precision, timestamptz[], integer);
${CLAIM_BEFORE}
${EXPIRE_BEFORE}
ALTER TABLE delivery DROP COLUMN worker;
DROP TABLE worker;
DROP SEQUENCE worker_number;
`;

export class Workers1764730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
