import { setTimeout as pause } from 'node:timers/promises';
import { type DestinationRead, DestinationReads } from '#store/read/destinations.js';
import { type ReplayRead, ReplayReads } from '#store/read/replays.js';
import type { Replay, ReplayStep } from '#store/replay.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { commandLine } from './command-line.js';
import { counted } from './counted.js';
import { progress } from './progress.js';

const LOOK_EVERY_MS = 500;
/** Of all time, so much goes into looking. */
const LOOK_SHARE = 0.1;
/** Where nobody watches. */
const LOG_EVERY_MS = 30_000;
const INTERRUPTED = 130;

/**
 * Runs `work` with a signal that Ctrl-C aborts. The replay goes on without whoever watched it, and that is said.
 *
 * @param id the replay, once it has begun
 */
export async function untilInterrupted(
  id: () => number | undefined,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  try {
    await work(controller.signal);
  } finally {
    process.removeListener('SIGINT', stop);
  }
  if (!controller.signal.aborted) return;
  process.exitCode = INTERRUPTED;
  console.error(
    id() === undefined
      ? 'Nothing was sent.'
      : `Replay ${id()} goes on. To see how far it is: ${commandLine(`replay --watch ${id()}`)}`,
  );
}

/** Makes everything due, batch by batch. Interrupted, the exchange goes on with it. */
export async function select(
  replays: Pick<Replay, 'goOn'>,
  id: number,
  expected: number,
  signal: AbortSignal,
): Promise<ReplayStep> {
  const shown = progress();
  for (;;) {
    const step = await replays.goOn(id);
    if (step.selected || signal.aborted) {
      shown.end();
      return step;
    }
    shown.show(`${step.toSend.toLocaleString('en')} of ${expected.toLocaleString('en')} made due`);
  }
}

/**
 * Shows how far a replay is until nothing of it is due any more, and then what became of it. Quiet hours and the rest of a
 * destination that failed are not waited for: nothing moves before they end.
 *
 * @throws UsageFault when there is no such replay, CommandFault when its lane is shut
 */
export async function watch({ pool }: Pick<Ledger, 'pool'>, id: number, signal: AbortSignal): Promise<void> {
  const replays = new ReplayReads(pool);
  const lanes = new DestinationReads(pool);
  const shown = progress(process.stderr, { logEveryMs: LOG_EVERY_MS });
  for (;;) {
    const lookedAt = performance.now();
    const replay = await replays.find(id);
    if (!replay) throw new UsageFault(`there is no replay ${id}.`);
    const lane = await lanes.find(replay.destinationId);
    const isOver = replay.state !== 'selecting' && replay.waiting + replay.inFlight === 0;
    const isShut = lane?.state !== 'open';
    if (signal.aborted || isOver || isShut) {
      shown.end();
      if (signal.aborted) return;
      if (isOver && !(isShut && replay.retrying > 0)) return tell(replay);
      throw new CommandFault(
        lane
          ? `${lane.id} is ${lane.state}: everything waits until it is resumed: ${commandLine(`resume ${lane.id}`)}.`
          : `${replay.destinationId} is no longer configured: everything waits until it is again.`,
      );
    }
    const held = replay.state === 'sending' && replay.inFlight === 0 ? heldBy(lane) : undefined;
    if (held !== undefined) {
      shown.end();
      const waits = [counted(replay.waiting, 'delivery', 'deliveries')];
      if (replay.retrying > 0) waits.push(`${replay.retrying.toLocaleString('en')} to be tried again`);
      console.log(
        `Replay ${id}: ${waits.join(', ')}, held by ${held}. To see how far it is then: ${commandLine(`replay --watch ${id}`)}`,
      );
      return;
    }
    shown.show(line(replay));
    const tookMs = performance.now() - lookedAt;
    await pause(Math.max(LOOK_EVERY_MS, tookMs / LOOK_SHARE), undefined, { signal }).catch(() => undefined);
  }
}

/** What nothing moves before the end of: a rest after failures, or quiet hours with nothing due that they let pass. */
function heldBy({
  id,
  restsUntil,
  consecutiveFailures,
  quietUntil,
  oldestDueAt,
}: DestinationRead): string | undefined {
  if (restsUntil !== undefined)
    return `a rest of ${id} until ${restsUntil} after ${counted(consecutiveFailures, 'failure')} in a row`;
  return quietUntil !== undefined && oldestDueAt === undefined
    ? `quiet hours until ${quietUntil}`
    : undefined;
}

function line({ toSend, waiting, retrying, inFlight, dead }: ReplayRead): string {
  const settled = toSend - waiting - retrying - inFlight;
  const parts = [`${settled.toLocaleString('en')} of ${counted(toSend, 'delivery', 'deliveries')} settled`];
  if (retrying > 0) parts.push(`${retrying.toLocaleString('en')} to be tried again`);
  if (dead > 0) parts.push(`${dead.toLocaleString('en')} dead`);
  return parts.join(', ');
}

function tell({ id, delivered, dead, superseded, elsewhere, retrying }: ReplayRead): void {
  const counts: [number, string][] = [
    [delivered, 'delivered'],
    [dead, 'dead'],
    [superseded, 'overtaken by a newer version'],
    [elsewhere, 'taken over by a later replay'],
    [retrying, `to be tried again: ${commandLine(`replay --watch ${id}`)}`],
  ];
  const parts = counts.filter(([n]) => n > 0).map(([n, what]) => `${n.toLocaleString('en')} ${what}`);
  console.log(`Replay ${id}: ${parts.join(', ') || 'nothing to send'}.`);
}
