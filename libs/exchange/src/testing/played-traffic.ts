import type { AcceptedItem } from '#exchange/inbound/inbound-ports.js';
import type { ClaimedDelivery, DeliveryId } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { Happening } from './happening.js';
import {
  anAcceptance,
  aPermission,
  aRefusal,
  dead,
  delivered,
  type LedgerUnderTest,
  retry,
  sampleRecord,
} from './ledger-under-test.js';

const LATEST = asDestinationId('khabar-webhook');
const EVERY = asDestinationId('khabar-archive');
const LANES = [LATEST, EVERY];
const GUIDS = ['urn:a', 'urn:b'];
const LEASE_SECONDS = 30;

interface Send {
  claimed: ClaimedDelivery;
  /** In the ledger's time: after that it arrives no more. */
  until: number;
  /** Nobody will settle it: its worker is lost. */
  lost: boolean;
}
type Arrival = Pick<ClaimedDelivery, 'id' | 'guid' | 'kind' | 'version'>;
type How = Extract<Happening, { what: 'end' }>['how'];

/**
 * A ledger, workers and partners, where anything may go wrong. It keeps a book of its own of what arrived, and throws
 * where the ledger breaks a promise.
 */
export class PlayedTraffic {
  /** Claimed, and not settled yet. */
  private readonly flying: Send[] = [];
  /** Settled as unclear, or lost: may arrive until its time. */
  private readonly unclear: Send[] = [];
  private readonly arrived = new Map<DestinationId, Arrival[]>(LANES.map((id) => [id, []]));
  private readonly ended = new Map<DeliveryId, 'clean' | 'dead'>();
  private readonly claimedOnce = new Map<DeliveryId, ClaimedDelivery>();
  /** Kills that somebody must hear of, and of every item its newest version. */
  private readonly kills: { destination: DestinationId; guid: string; version: number }[] = [];
  private readonly newest = new Map<string, { version: number; kind: 'item' | 'kill' }>();
  /** What EVERY has been promised: versions that were decided and are neither settled nor killed. */
  private readonly promised = new Map<string, Set<number>>(GUIDS.map((guid) => [guid, new Set()]));
  /** By lane and item, the newest version that was refused there. */
  private readonly refused = new Map<string, number>();
  private shifted = 0;
  private contents = 0;

  private constructor(private readonly ledger: LedgerUnderTest) {}

  static async open(ledger: LedgerUnderTest): Promise<PlayedTraffic> {
    await ledger.addDestination({ id: LATEST, maxInFlight: 3 });
    await ledger.addDestination({ id: EVERY, maxInFlight: 3, everyVersion: true });
    return new PlayedTraffic(ledger);
  }

  async play(happening: Happening): Promise<void> {
    switch (happening.what) {
      case 'offer':
      case 'kill':
        return this.accept(GUIDS[happening.item]!, happening.what === 'kill');
      case 'refuse':
        return this.accept(GUIDS[happening.item]!, false, LANES[happening.lane]!);
      case 'claim':
        await this.claim(LANES[happening.lane]!, happening.max);
        return;
      case 'end': {
        const send = pick(
          this.flying.filter(({ lost }) => !lost),
          happening.n,
        );
        if (send) await this.end(send, happening.how);
        return;
      }
      case 'arrive-late': {
        const late = [...this.unclear, ...this.flying.filter(({ lost }) => lost)];
        const send = pick(
          late.filter(({ until }) => this.now() < until),
          happening.n,
        );
        if (send) this.arrive(send.claimed);
        return;
      }
      case 'late-word': {
        const send = pick(
          this.flying.filter(({ lost }) => lost),
          happening.n,
        );
        if (send) await this.deliver(send);
        return;
      }
      case 'pass':
        return this.pass(happening.seconds);
      case 'lose-worker':
        for (const send of this.flying) send.lost = true;
        return this.ledger.loseWorker();
      case 'pause':
        return this.ledger.pause(LANES[happening.lane]!);
      case 'resume':
        return this.ledger.resume(LANES[happening.lane]!);
      case 'replay': {
        const claimed = pick([...this.claimedOnce.values()], happening.n);
        if (claimed && (await this.ledger.replay(claimed.id))) this.ended.delete(claimed.id);
      }
    }
  }

  /** Everybody is well again: all that is owed arrives. */
  async finish(): Promise<void> {
    for (const id of LANES) await this.ledger.resume(id);
    for (let turn = 0; ; turn += 1) {
      for (const send of [...this.flying]) if (!send.lost) await this.end(send, 'delivered');
      await this.pass(320);
      let claimed = 0;
      for (const id of LANES) claimed += await this.claim(id, 100);
      if (claimed === 0 && turn > 1) break;
      promise(turn < 40, 'it comes to an end');
    }
    promise(
      (await this.ledger.deliveries.lanesDue(10)).length === 0,
      'nothing is due that cannot be claimed',
    );
    for (const { destination, guid, version } of this.kills) {
      // Meanwhile it may have become clear that nothing arrived.
      const reached = [...this.at(destination, guid), ...this.unclearAt(destination, guid)];
      if (!reached.some((one) => one.version < version)) continue;
      const heard = this.at(destination, guid).some((one) => one.kind === 'kill' && one.version >= version);
      promise(heard, `${destination} hears of the kill of ${guid} v${version}`);
    }
    for (const destination of LANES) for (const guid of GUIDS) this.endsRight(destination, guid);
  }

  private endsRight(destination: DestinationId, guid: string): void {
    const arrivals = this.at(destination, guid);
    const newest = this.newest.get(guid);
    if (newest?.version === this.refused.get(`${destination} ${guid}`)) return;
    const last = arrivals.at(-1);
    if (newest?.kind === 'item') {
      const refused = [...this.claimedOnce.values()].some(
        (one) =>
          one.destinationId === destination &&
          one.guid === guid &&
          one.version === newest.version &&
          this.ended.get(one.id) === 'dead',
      );
      promise(
        refused || last?.version === newest.version,
        `${destination} ends with ${guid} v${newest.version}`,
      );
    } else if (last) promise(last.kind === 'kill', `${destination} ends without ${guid}, which was killed`);
  }

  private async accept(guid: string, kill: boolean, refusedAt?: DestinationId): Promise<void> {
    this.contents += 1;
    const headline = `content ${this.contents}`;
    const record = sampleRecord(guid, kill ? { headline, pubStatus: 'canceled' } : { headline });
    // Who may hold it when it is killed: where it arrived, and where it may still.
    const holders = LANES.filter((id) => this.at(id, guid).length > 0 || this.unclearAt(id, guid).length > 0);
    const to = LANES.filter((id) => id !== refusedAt);
    const request = anAcceptance(this.ledger, [record], to);
    const decisions = LANES.map((destinationId) => ({
      destinationId,
      decision: destinationId === refusedAt ? aRefusal : aPermission(request.at),
    }));
    const plan = (items: AcceptedItem[]) => request.plan(items).map((planned) => ({ ...planned, decisions }));
    const { accepted } = await this.ledger.items.accept({ ...request, plan });
    const { version } = accepted[0]!;
    if (refusedAt !== undefined) this.refused.set(`${refusedAt} ${guid}`, version);
    this.newest.set(guid, { version, kind: kill ? 'kill' : 'item' });
    if (refusedAt === EVERY) this.promised.get(guid)!.clear();
    else if (kill) {
      this.promised.get(guid)!.clear();
      for (const destination of holders) this.kills.push({ destination, guid, version });
    } else this.promised.get(guid)!.add(version);
  }

  private async claim(id: DestinationId, max: number): Promise<number> {
    const at = this.now();
    // Some have had their answer and are still to be settled: what that changes is the room alone.
    const landed = this.flying.filter(({ claimed, lost }) => !lost && claimed.id % 2 === 0);
    const ids = landed.map(({ claimed }) => claimed.id);
    const { deliveries } = await this.ledger.deliveries.claim(id, max, LEASE_SECONDS, ids);
    for (const claimed of deliveries) {
      if (claimed.kind === 'item') this.mayLeave(claimed, at);
      const clean = this.ended.get(claimed.id) === 'clean' && !claimed.repeat;
      promise(!clean, `delivery ${claimed.id}, settled as delivered, is not sent again`);
      this.claimedOnce.set(claimed.id, claimed);
      this.flying.push({ claimed, until: at + LEASE_SECONDS * 1000, lost: false });
    }
    return deliveries.length;
  }

  private mayLeave(claimed: ClaimedDelivery, at: number): void {
    const { id, destinationId, guid, version } = claimed;
    const what = `${guid} v${version} to ${destinationId}`;
    const others = [...this.flying, ...this.unclear].filter(
      ({ claimed: other }) => other.destinationId === destinationId && other.guid === guid,
    );
    for (const { claimed: other, until } of others) {
      // What was lost longer ago than its lease, and the same version tried again, are no second version in the air.
      const over = until <= at || (other.id === id && claimed.attempt > 1);
      promise(over, `${what} leaves alone, and not beside v${other.version}`);
    }
    const held = this.at(destinationId, guid);
    promise(
      held.every((one) => one.version <= version),
      `${what} is not older than what arrived`,
    );
    const refused = this.refused.get(`${destinationId} ${guid}`) ?? 0;
    promise(version > refused, `${what} does not leave after v${refused} was refused there`);
    if (destinationId !== EVERY) return;
    const before = [...this.promised.get(guid)!].filter((other) => other < version);
    promise(before.length === 0, `${what} comes after v${before.join(', v')}`);
  }

  private async end(send: Send, how: How): Promise<void> {
    const { claimed } = send;
    const at = this.ledger.now();
    const { deliveries } = this.ledger;
    if (how === 'delivered') return this.deliver(send);
    if (how === 'lost') {
      send.lost = true;
      return;
    }
    this.remove(send);
    if (how === 'released') return deliveries.release([claimed]);
    const refused = how.startsWith('refused') && claimed.kind === 'item';
    const ambiguous = how.endsWith('unclear');
    const settlement = refused ? dead(claimed, at, ambiguous) : retry(claimed, at, at, ambiguous);
    const effective = (await deliveries.settle([settlement])).has(claimed.id);
    if (ambiguous || !effective) this.unclear.push(send);
    if (!refused || !effective) return;
    this.ended.set(claimed.id, 'dead');
    this.promised.get(claimed.guid)?.delete(claimed.version);
  }

  private async deliver(send: Send): Promise<void> {
    this.remove(send);
    // A partner answers what arrived in time.
    if (this.now() < send.until) this.arrive(send.claimed);
    else if (!send.lost) return;
    else if (
      !this.at(send.claimed.destinationId, send.claimed.guid).some((one) => one.id === send.claimed.id)
    )
      return;
    const settled = await this.ledger.deliveries.settle([delivered(send.claimed, this.ledger.now())]);
    if (settled.has(send.claimed.id)) this.ended.set(send.claimed.id, 'clean');
    if (settled.has(send.claimed.id)) this.promised.get(send.claimed.guid)?.delete(send.claimed.version);
  }

  private arrive({ id, guid, kind, version, destinationId }: ClaimedDelivery): void {
    const arrivals = this.arrived.get(destinationId)!;
    // Behind a kill an older version may arrive: the kill is sent again. Behind a newer version it must not.
    const newer = arrivals.find((one) => one.guid === guid && one.kind === 'item' && one.version > version);
    promise(
      kind === 'kill' || !newer,
      `${guid} v${version} does not arrive at ${destinationId} behind v${newer?.version}`,
    );
    arrivals.push({ id, guid, kind, version });
  }

  private async pass(seconds: number): Promise<void> {
    const before = this.ledger.now().getTime();
    await this.ledger.pass(seconds * 1000);
    this.shifted += Math.max(0, seconds * 1000 - (this.ledger.now().getTime() - before));
    await this.ledger.deliveries.expireLeases();
  }

  private remove(send: Send): void {
    this.flying.splice(this.flying.indexOf(send), 1);
  }

  private at(destination: DestinationId, guid: string): Arrival[] {
    return this.arrived.get(destination)!.filter((one) => one.guid === guid);
  }

  private unclearAt(destination: DestinationId, guid: string): ClaimedDelivery[] {
    return [...this.flying, ...this.unclear]
      .map(({ claimed }) => claimed)
      .filter((claimed) => claimed.destinationId === destination && claimed.guid === guid);
  }

  private now(): number {
    return this.ledger.now().getTime() + this.shifted;
  }
}

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

function promise(kept: boolean, what: string): void {
  if (!kept) throw new Error(`It was promised that ${what}.`);
}
