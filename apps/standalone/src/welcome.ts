import type pg from 'pg';
import { type Change, printPlan } from '#settings/plan.js';

export type Tell = (line: string) => void;

export interface Whereabouts {
  publicUrl: string;
  sandboxUrl?: string;
  dataDir: string;
  logFile: string;
  /** Set when PostgreSQL had to leave the data folder. */
  movedTo?: string;
  signInLink: string;
  queues: 'redis' | 'postgres';
  /** What is wrong with the server of the queues, where it does not answer. */
  queuesFault?: string | undefined;
  /** Whether DATABASE_URL names the server. */
  ownDatabase: boolean;
  /** What config/ would change and was not applied. */
  left: readonly Change[];
  seconds: number;
}

/** What runs where, how to get in, and what to look at. */
export function welcome(tell: Tell, at: Whereabouts): void {
  const database = at.ownDatabase
    ? 'the server of DATABASE_URL'
    : `embedded, data in ${at.movedTo ? `${at.movedTo} (its account cannot enter ${at.dataDir})` : at.dataDir}`;
  const queues = at.queues === 'redis' ? 'the server of REDIS_URL' : 'in PostgreSQL';
  tell(`\nKorpu is up after ${at.seconds.toFixed(1)} s.\n`);
  tell(`  Status page   ${at.publicUrl}/`);
  tell(`  API           ${at.publicUrl}/v1, described at ${at.publicUrl}/docs`);
  if (at.sandboxUrl) tell(`  Sandbox       ${at.sandboxUrl}/ (four newsrooms, played)`);
  tell(`  PostgreSQL    ${database}`);
  tell(`  Queues        ${queues}`);
  tell(`  Log           ${at.logFile}`);
  tell(`\n  Sign in once as administrator (works for an hour):\n    ${at.signInLink}`);
  if (at.queuesFault) tell(`\n  ${at.queuesFault}`);
  tell('\n  A new link    npm run -s korpu -- sign-in-link');
  tell('  An API key    npm run -s korpu -- api-key --name me');
  if (at.sandboxUrl) {
    tell(
      '\n  Look at the status page: items flow between the four newsrooms within seconds, an embargo lifts',
    );
    tell('  after half a minute, and a kill is on its way to every holder soon after.');
  }
  if (at.left.length > 0) {
    tell('\n  config/ differs from what runs; npm run -s korpu -- apply makes it so:');
    for (const line of printPlan(at.left)) tell(`    ${line}`);
  }
  tell('\n  Ctrl-C stops everything in good order.\n');
}

const LOOK_EVERY_MS = 200;

/** Tells of the first delivery since now, then falls silent. @returns a function that ends the watch */
export function tellFirstDelivery(tell: Tell, pool: pg.Pool): () => void {
  const from = Date.now();
  let isTold = false;
  const timer = setInterval(async () => {
    const { rows } = await pool
      .query<{ headline: string; destination_id: string }>(
        `SELECT i.headline, d.destination_id FROM delivery d JOIN item i ON i.id = d.item_id
          WHERE d.final_state = 'delivered' AND d.settled_at > $1 ORDER BY d.settled_at LIMIT 1`,
        [new Date(from)],
      )
      .catch(() => ({ rows: [] }));
    // A slow answer may be the second: the next question is asked whether or not the last was answered.
    if (!rows[0] || isTold) return;
    isTold = true;
    clearInterval(timer);
    const { headline, destination_id } = rows[0];
    tell(
      `  First delivery after ${((Date.now() - from) / 1000).toFixed(1)} s: “${headline}” → ${destination_id}`,
    );
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
