import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SETTLE as SETTLE_BEFORE } from './1764860000000-refused-items.js';
import { changed } from './changed.js';

/** refused_in_a_row: refusals of items since the last item arrived, the first of them at refused_since. */
const COLUMNS = `
ALTER TABLE lane
  ADD COLUMN refused_in_a_row integer NOT NULL DEFAULT 0,
  ADD COLUMN refused_since timestamptz;
`;

/**
 * settle_deliveries: as in the migration refused-items, but refusals of items are counted from the last item that arrived,
 * however long that takes: ten in a row rest the lane, if they are all of the window, or last a minute. A kill that arrives ends no
 * such row, and no rest that it brought.
 */
export const SETTLE = changed(SETTLE_BEFORE, [
  [
    "bool_or(m.outcome = 'delivered') AS delivered,",
    `bool_or(m.outcome = 'delivered') AS delivered,
           max(m.place) FILTER (WHERE m.outcome = 'delivered' AND m.kind = 'item') AS last_item,
           array_agg(m.place) FILTER (WHERE m.refused) AS refusals,`,
  ],
  ['paced.consecutive_failures > 0 OR', 'paced.consecutive_failures > 0 OR paced.refused_in_a_row > 0 OR'],
  [
    'IF paced.open_until <= moment THEN',
    'IF paced.open_until <= moment AND (touched.last_item IS NOT NULL OR paced.refused_in_a_row < 10) THEN',
  ],
  [
    '      IF paced.window_at IS NULL\n',
    `      IF touched.last_item IS NOT NULL THEN
        paced.refused_in_a_row := 0;
        paced.refused_since := NULL;
      END IF;
      paced.refused_in_a_row := paced.refused_in_a_row + (
        SELECT count(*) FROM unnest(touched.refusals) AS f (place) WHERE (f.place > touched.last_item) IS NOT FALSE);
      IF paced.refused_in_a_row > 0 AND paced.refused_since IS NULL THEN paced.refused_since := moment; END IF;
      IF paced.window_at IS NULL
`,
  ],
  [
    'paced.window_refused >= 10 AND paced.window_tried = paced.window_failed',
    `paced.refused_in_a_row >= 10
             AND (paced.refused_in_a_row >= paced.window_refused OR paced.refused_since <= moment - interval '60 seconds')`,
  ],
  [
    `'refused', paced.window_refused)));
        -- What arrived before says nothing about the probes.
        paced.window_tried := paced.window_failed;`,
    "'refused', paced.window_refused), 'refusedInARow', paced.refused_in_a_row));",
  ],
  [
    'window_refused = paced.window_refused',
    `window_refused = paced.window_refused, refused_in_a_row = paced.refused_in_a_row,
             refused_since = paced.refused_since`,
  ],
]);

export class RefusedInARow1764890000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS + SETTLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `${SETTLE_BEFORE}ALTER TABLE lane DROP COLUMN refused_in_a_row, DROP COLUMN refused_since;`,
    );
  }
}
