import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SETTLE as SETTLE_BEFORE } from './1764780000000-settle-columns.js';
import { changed } from './changed.js';

/** Answers to one item; see ABOUT_THE_ITEM in memory-breaker. */
const REFUSED = `i.outcome = 'dead' AND i.status IN (400, 409, 413, 415, 422, 451)`;

/**
 * settle_deliveries: as in the migration settle-columns, but the refusal of an item is no failure of its lane. Ten of them in
 * the window are, where nothing arrived in it. While the lane rests and is probed, the window stays as it is, for a probe that is
 * refused tells of the lane only together with those before.
 */
export const SETTLE = changed(SETTLE_BEFORE, [
  ['CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'],
  [
    'AND i.body_bytes > 0 AS failed,',
    `AND i.body_bytes > 0 AND (${REFUSED}) IS NOT TRUE AS failed,
             (${REFUSED}) IS TRUE AS refused,`,
  ],
  [
    '(count(*) FILTER (WHERE m.failed))::integer AS failed,',
    `(count(*) FILTER (WHERE m.failed))::integer AS failed,
           (count(*) FILTER (WHERE m.refused))::integer AS refused,`,
  ],
  ['IF touched.failed > 0 OR paced', 'IF touched.failed > 0 OR touched.refused > 0 OR paced'],
  [
    `IF paced.window_at IS NULL OR paced.window_at <= moment - interval '60 seconds' THEN
        paced.window_at := CASE WHEN touched.failed > 0 THEN moment END;`,
    `IF paced.window_at IS NULL
         OR paced.open_until IS NULL AND paced.window_at <= moment - interval '60 seconds' THEN
        paced.window_at := CASE WHEN touched.failed > 0 OR touched.refused > 0 THEN moment END;
        paced.window_refused := 0;`,
  ],
  [
    'paced.window_failed := paced.window_failed + touched.failed;',
    `paced.window_failed := paced.window_failed + touched.failed;
        paced.window_refused := paced.window_refused + touched.refused;`,
  ],
  [
    `WHEN touched.failed = 0 OR paced.open_until > moment THEN NULL
        WHEN paced.open_until IS NOT NULL THEN least(2 * paced.open_seconds, 300)
        WHEN`,
    `WHEN paced.open_until > moment THEN NULL
        WHEN touched.refused > 0 AND paced.window_refused >= 10 AND paced.window_tried = paced.window_failed
          THEN least(coalesce(2 * paced.open_seconds, 30), 300)
        WHEN touched.failed = 0 THEN NULL
        WHEN paced.open_until IS NOT NULL THEN least(2 * paced.open_seconds, 300)
        WHEN`,
  ],
  [
    `'window', jsonb_build_object('attempts', paced.window_tried, 'failures', paced.window_failed)));`,
    `'window', jsonb_build_object(
            'attempts', paced.window_tried + paced.window_refused, 'failures', paced.window_failed,
            'refused', paced.window_refused)));
        -- What arrived before says nothing about the probes.
        paced.window_tried := paced.window_failed;`,
  ],
  [
    'window_failed = paced.window_failed',
    'window_failed = paced.window_failed, window_refused = paced.window_refused',
  ],
]);

export class RefusedItems1764860000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane ADD COLUMN window_refused integer NOT NULL DEFAULT 0;${SETTLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const before = changed(SETTLE_BEFORE, [['CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION']]);
    await runner.query(`${before}ALTER TABLE lane DROP COLUMN window_refused;`);
  }
}
