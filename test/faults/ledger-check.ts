import { type Arrival, accepted, refused } from './arrival.js';
import type { Kind, Publication } from './publication-plan.js';

/** A delivery as the exchange's own ledger has it. */
export interface Decided {
  destination: string;
  guid: string;
  version: number;
  kind: Kind;
  state: 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';
  /** Of a kill that was acknowledged: it was sent once more, because a version might have arrived behind it. */
  repeated: boolean;
  /** Attempts that the exchange gave up waiting for: on a busy machine also where nothing was wrong with the network. */
  unclear: number;
  /** Attempts of which nobody told the exchange how they ended. */
  unsettled: number;
}

export interface Books {
  /** What the origin published, in any order. */
  published: readonly Publication[];
  /** What the exchange decided. */
  decided: readonly Decided[];
  /** What the receivers saw, in the order in which they saw it. */
  arrivals: readonly Arrival[];
  /** Every destination is given everything; these take every version, the others the latest. */
  destinations: readonly { id: string; every: boolean }[];
  /** Milliseconds of the wall clock. */
  workersKilledAt: readonly number[];
  databaseDown: readonly { from: number; to: number }[];
}

export interface Verdict {
  /** Deliveries that were taken, each once. */
  deliveries: number;
  /** … of these kills. */
  kills: number;
  lost: string[];
  orderViolations: string[];
  killsMissed: string[];
  duplicatesExplained: number;
  duplicatesUnexplained: string[];
  /** Requests that no receiver should have been sent: unsigned, or not what they say. */
  unbelievable: string[];
}

/** A receiver may see only then what a worker sent before it was killed. */
const SEEN_WITHIN_MS = 2_000;
/** An answer is settled within so long, while the database answers. */
const SETTLED_WITHIN_MS = 3_000;

/** Compares what was published and decided with what arrived; every fault is named. */
export function checkLedgers(books: Books): Verdict {
  const lanes = groupBy(books.arrivals, ({ destination, guid }) => `${destination} ${guid}`);
  const decided = groupBy(books.decided, ({ destination, guid }) => `${destination} ${guid}`);
  const items = groupBy(books.published, ({ guid }) => guid);
  const takenOf = (arrivals: readonly Arrival[]) => new Set(arrivals.filter(accepted).map(nameOf));
  const verdict: Verdict = {
    deliveries: 0,
    kills: 0,
    lost: [],
    orderViolations: [],
    killsMissed: [],
    duplicatesExplained: 0,
    duplicatesUnexplained: [],
    unbelievable: books.arrivals
      .filter(({ fault }) => fault !== undefined)
      .map((arrival) => `${nameOf(arrival)}: ${arrival.fault}`),
  };
  for (const [guid, versions] of items) {
    const last = versions.reduce((a, b) => (rank(b) > rank(a) ? b : a));
    for (const { id, every } of books.destinations) {
      const lane = `${id} ${guid}`;
      const arrivals = lanes.get(lane) ?? [];
      const taken = takenOf(arrivals);
      verdict.deliveries += taken.size;
      verdict.kills += arrivals.some((one) => one.kind === 'kill' && accepted(one)) ? 1 : 0;
      verdict.lost.push(...lostOf(id, every, last, decided.get(lane) ?? [], taken));
      verdict.orderViolations.push(...outOfOrder(arrivals));
      if (last.kind === 'kill' && killMissed(arrivals))
        verdict.killsMissed.push(nameOf({ ...last, destination: id }));
      const kept = decided.get(lane) ?? [];
      const left = new Map(kept.map((one) => [nameOf(one), { ...one }]));
      const repeated = kept.some((one) => one.kind === 'kill' && one.repeated);
      for (const [earlier, later] of repeats(arrivals)) {
        const name = nameOf(later);
        if (isExplained(earlier, later, repeated, books) || isOnRecord(earlier, later, left.get(name), books))
          verdict.duplicatesExplained++;
        else verdict.duplicatesUnexplained.push(`${name} as ${earlier.webhookId} and ${later.webhookId}`);
      }
    }
  }
  return verdict;
}

/**
 * What a destination is owed and never took: the last version of an item that was not killed, whatever the exchange
 * decided, and everything that the exchange decided, unless something newer took its place.
 */
function lostOf(
  destination: string,
  every: boolean,
  last: Publication,
  decided: readonly Decided[],
  taken: ReadonlySet<string>,
): Set<string> {
  const owed = new Set<string>();
  if (last.kind === 'item') owed.add(nameOf({ ...last, destination }));
  for (const delivery of decided) {
    const overtaken =
      last.kind === 'kill'
        ? delivery.kind === 'item'
        : !every && decided.some((other) => rank(other) > rank(delivery) && other.state === 'delivered');
    if (delivery.state !== 'superseded' || !overtaken) owed.add(nameOf(delivery));
  }
  return new Set([...owed].filter((name) => !taken.has(name)));
}

/**
 * Versions that were taken after a higher one had arrived. A version that lay in the network while a kill overtook it
 * may arrive behind the kill, if the kill is then sent once more.
 */
function outOfOrder(arrivals: readonly Arrival[]): string[] {
  const found: string[] = [];
  let highest: Arrival | undefined;
  for (const [i, arrival] of arrivals.entries()) {
    if (arrival.fault !== undefined) continue;
    if (highest !== undefined && accepted(arrival) && rank(arrival) < rank(highest)) {
      const kill = highest;
      const undone =
        kill.kind === 'kill' &&
        arrivals.slice(i + 1).some((one) => accepted(one) && nameOf(one) === nameOf(kill));
      if (!undone) found.push(`${nameOf(arrival)} after ${nameOf(highest)}`);
    }
    if (highest === undefined || rank(arrival) > rank(highest)) highest = arrival;
  }
  return found;
}

/** Whoever may have any version of the item is a holder, unless it said that it did not take it. */
function killMissed(arrivals: readonly Arrival[]): boolean {
  const isHolder = arrivals.some((one) => one.kind === 'item' && !refused(one));
  return isHolder && !arrivals.some((one) => one.kind === 'kill' && accepted(one));
}

/** Each sending of what had been sent, and not been refused, before; with the last such sending before it. */
function* repeats(arrivals: readonly Arrival[]): Generator<[earlier: Arrival, later: Arrival]> {
  const before = new Map<string, Arrival>();
  for (const arrival of [...arrivals].sort((a, b) => a.sentAt - b.sentAt)) {
    if (refused(arrival)) continue;
    const earlier = before.get(nameOf(arrival));
    if (earlier) yield [earlier, arrival];
    before.set(nameOf(arrival), arrival);
  }
}

/** It is the same delivery to the receiver, and the exchange cannot have known that the first one had been taken. */
function isExplained(earlier: Arrival, later: Arrival, killRepeated: boolean, books: Books): boolean {
  if (earlier.webhookId !== later.webhookId) return false;
  if (!earlier.answered || !accepted(earlier)) return true;
  if (later.kind === 'kill' && killRepeated) return true;
  const outages = books.databaseDown.filter(
    ({ from, to }) => from < earlier.at + SETTLED_WITHIN_MS && to > earlier.at,
  );
  if (outages.length > 0) return true;
  const until = Math.min(later.sentAt, earlier.at + SETTLED_WITHIN_MS);
  return books.workersKilledAt.some((at) => at >= earlier.at - SEEN_WITHIN_MS && at <= until);
}

/**
 * The exchange says itself that it could not know: it gave up waiting, or nobody was left to settle the attempt, however
 * long a busy machine took. Each attempt that ended so accounts for one repeat.
 */
function isOnRecord(earlier: Arrival, later: Arrival, left: Decided | undefined, books: Books): boolean {
  if (left === undefined || earlier.webhookId !== later.webhookId) return false;
  if (left.unclear > 0) {
    left.unclear--;
    return true;
  }
  const moments = [...books.workersKilledAt, ...books.databaseDown.map(({ from }) => from)];
  const wasCutOff = moments.some((at) => at >= earlier.at - SEEN_WITHIN_MS && at <= later.sentAt);
  if (left.unsettled === 0 || !wasCutOff) return false;
  left.unsettled--;
  return true;
}

const rank = ({ version, kind }: { version: number; kind: Kind }): number =>
  2 * version + (kind === 'kill' ? 1 : 0);

const nameOf = ({
  destination,
  kind,
  version,
  guid,
}: Pick<Arrival, 'destination' | 'kind' | 'version' | 'guid'>) =>
  `${destination}: ${kind} ${version} of ${guid}`;

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
