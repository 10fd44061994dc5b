import type { MigrationInterface, QueryRunner } from 'typeorm';
import { HOLD_BY_RECEIPT as HOLD_BEFORE } from './1764870000000-held-by-receipt.js';
import { changed } from './changed.js';

/** As in the migration held-by-receipt, and it answers the delivery that is owed by this word, or NULL: its lane is to be rung. */
const HOLD_BY_RECEIPT = changed(HOLD_BEFORE, [
  ['hold_by_receipt(said bigint) RETURNS void', 'hold_by_receipt(said bigint, OUT owed bigint)'],
  ['  owed bigint;\n', ''],
]);

export class OwedByReceipt1764880000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hold_by_receipt(bigint);${HOLD_BY_RECEIPT}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hold_by_receipt(bigint);${HOLD_BEFORE}`);
  }
}
