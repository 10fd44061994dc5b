import pg from 'pg';
import { asDestinationId } from '#news/ids.js';
import { LaneControl } from '#store/lane-control.js';
import { pause } from '../e2e/until.js';
import { openDeliveries } from './decided-deliveries.js';
import type { OriginProgress } from './origin.js';
import type { Stage } from './stage.js';
import type { Timetable } from './timetable.js';

/** Waits until the exchange has nothing left to do; answers after how many seconds, or undefined when it took too long. */
export async function settled(
  { postgres, origin, tell }: Stage,
  plan: Timetable,
): Promise<number | undefined> {
  const from = Date.now();
  let told = 0;
  let resumedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { open, repeats, resting } = await openDeliveries(postgres.url);
    const { planned, unread } = await origin.ask<OriginProgress>({ do: 'progress' });
    const seconds = (Date.now() - from) / 1000;
    if (open + repeats + planned + unread === 0) {
      tell(`nothing left to do ${seconds.toFixed(1)} s after the last fault`);
      return seconds;
    }
    if (seconds * 1000 > plan.healMs) {
      tell(
        `NOT SETTLED after ${seconds.toFixed(0)} s: ${open} deliveries, ${repeats} repeats, ${unread} unread items`,
      );
      return undefined;
    }
    if (plan.resume && seconds - resumedAt >= 5 && resting.length > 0) {
      resumedAt = seconds;
      await resume(postgres.url, resting);
      tell(`a person resumed ${resting.join(', ')}`);
    }
    if (seconds - told >= 5) {
      told = seconds;
      const rest = resting.length > 0 ? `; resting: ${resting.join(', ')}` : '';
      tell(`healing: ${open} deliveries open, ${repeats} kills to repeat, ${unread} items unread${rest}`);
    }
    await pause(250);
  }
}

async function resume(databaseUrl: string, lanes: readonly string[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const control = new LaneControl(pool);
  for (const lane of lanes.map(asDestinationId)) {
    await control.pause(lane, 'the partner is being called');
    await control.resume(lane);
  }
  await pool.end();
}
