import type { Clock } from '#exchange/clock.js';
import type {
  ClaimedDelivery,
  ClaimWish,
  DeliveryLedger,
  Destination,
  EarlyClaim,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { PrepareBodies, Prepared } from '#exchange/outbound/prepare-bodies.js';
import type { SendDelivery } from '#exchange/outbound/send-delivery.js';
import type { SendWindow } from '#exchange/outbound/send-window.js';
import type { DestinationId } from '#news/ids.js';

interface Air {
  /** Where the sends are in the air. */
  window: SendWindow;
  signal: AbortSignal;
}

export interface LaunchRequest extends Air {
  destinationId: DestinationId;
  /** Most deliveries to take. */
  most: number;
}

export interface Launched {
  /** Deliveries claimed: they are in the window from now on. */
  taken: number;
  /** Rejects when they could not be encoded or put by, after giving them all back. */
  prepared: Promise<{
    /** Given back unsent. */
    released: number;
    /** Milliseconds of the clock when the others were about to be sent. */
    at: number;
  }>;
  /** The lane had room for more than was due. */
  dry: boolean;
  /** As in `Claim`. */
  againInMs?: number;
}

/** The lease outlives the deadline of a send by so much: time to encode before it and to settle after it. */
const LEASE_MARGIN_SECONDS = 10;
const SETTLE_MARGIN_MS = 5_000;
/** Less is no fair time for a partner to answer in. */
const SHORTEST_DEADLINE_MS = 1_000;

/** Deliveries that are encoded in one go: some ten milliseconds in which the process does nothing else. */
const HANDFUL = 64;

/** What is known of a claim when its bodies are ready. */
interface Ready {
  at: number;
  /** Undefined when the deliveries were given back, for it is too late to send them. */
  bodies?: Prepared[];
  /** As in `SendRequest`. */
  deadlineMs: number;
}

/** Takes what is due in a lane, encodes it, puts the bodies by and starts to send them. */
export class LaunchDeliveries {
  /** In seconds, of the lanes that were claimed from and have no limit of their rate. */
  private readonly leases = new Map<DestinationId, number>();

  constructor(
    private readonly ledger: DeliveryLedger,
    private readonly bodies: PrepareBodies,
    private readonly sender: SendDelivery,
    private readonly clock: Clock,
    private readonly attempted: (delivery: ClaimedDelivery, settlement: Settlement) => void = () => {},
  ) {}

  /**
   * Answers when the deliveries are claimed: encoding goes on while the caller settles and claims.
   * Throws when the ledger is out of reach: what was claimed is then due again, at the latest when its lease ends.
   */
  async run({ destinationId, most, window, signal }: LaunchRequest): Promise<Launched> {
    const known = await this.ledger.destination(destinationId);
    if (known === undefined) return this.nothing();
    const leaseSeconds = known.timeoutSeconds + LEASE_MARGIN_SECONDS;
    if (known.ratePerSecond === undefined) this.leases.set(destinationId, leaseSeconds);
    else this.leases.delete(destinationId);
    // Counted from before the claim and by our own clock: the lease ends no sooner, whatever the database's clock says.
    const leaseEnds = this.now() + leaseSeconds * 1000;
    const { inAir, unsettled } = window;
    const claim = await this.ledger.claim(destinationId, most, leaseSeconds, unsettled);
    const { destination, deliveries, againInMs } = claim;
    if (destination === undefined) return this.nothing();
    const taken = deliveries.length;
    const dry = taken < Math.min(most, destination.maxInFlight - inAir);
    if (taken === 0) return { ...this.nothing(), dry, againInMs };
    return { ...this.send(destination, deliveries, { leaseEnds, window, signal }), dry, againInMs };
  }

  /** What may be claimed for the lane by whoever accepts; undefined for one that was never claimed from, or that has a rate. */
  wish(destinationId: DestinationId, most: number): ClaimWish | undefined {
    const leaseSeconds = this.leases.get(destinationId);
    if (leaseSeconds === undefined) return undefined;
    return { destinationId, most, leaseSeconds, leaseEnds: this.now() + leaseSeconds * 1000 };
  }

  /** Sends what was claimed already; `run` says the rest. Throws when the ledger is out of reach, after giving it back. */
  async take({ wish, deliveries }: EarlyClaim, { window, signal }: Air): Promise<Launched> {
    const destination = await this.ledger.destination(wish.destinationId).catch(async (error: unknown) => {
      await this.release(deliveries).catch(() => {});
      throw error;
    });
    if (destination === undefined) {
      await this.release(deliveries);
      return this.nothing();
    }
    const dry = deliveries.length < Math.min(wish.most, destination.maxInFlight - window.inAir);
    return { ...this.send(destination, deliveries, { leaseEnds: wish.leaseEnds, window, signal }), dry };
  }

  async giveBack({ deliveries }: EarlyClaim): Promise<void> {
    await this.release(deliveries);
  }

  /** Handful by handful: nobody waits for the encoding of all, and what else there is to do gets its turn between them. */
  private send(
    destination: Destination,
    deliveries: ClaimedDelivery[],
    air: Air & { leaseEnds: number },
  ): Pick<Launched, 'taken' | 'prepared'> {
    const all: Launched['prepared'][] = [];
    for (let from = 0; from < deliveries.length; from += HANDFUL) {
      const handful = deliveries.slice(from, from + HANDFUL);
      // What befell those before is theirs.
      const turn = all.at(-1)?.catch(() => undefined);
      all.push(this.sendHandful(destination, handful, air, turn));
    }
    const prepared = Promise.all(all).then((each) => ({
      released: each.reduce((sum, { released }) => sum + released, 0),
      at: each.at(-1)!.at,
    }));
    // Whoever launched may ask later.
    prepared.catch(() => undefined);
    return { taken: deliveries.length, prepared };
  }

  private sendHandful(
    destination: Destination,
    deliveries: ClaimedDelivery[],
    { leaseEnds, window, signal }: Air & { leaseEnds: number },
    turn: Promise<unknown> | undefined,
  ): Launched['prepared'] {
    const prepare = () => this.prepare(destination, deliveries, { leaseEnds, signal });
    const ready = turn === undefined ? prepare() : turn.then(prepare);
    for (const [i, delivery] of deliveries.entries()) {
      const send = async (): Promise<Settlement | undefined> => {
        const { bodies, deadlineMs } = await ready;
        const body = bodies?.[i];
        if (body === undefined) return undefined;
        if ('code' in body) return this.told(delivery, this.sender.refuse(delivery, body));
        return this.told(delivery, await this.sender.run({ destination, delivery, body, deadlineMs }));
      };
      window.add(send());
    }
    return ready.then(({ bodies, at }) => ({ released: bodies === undefined ? deliveries.length : 0, at }));
  }

  private async prepare(
    destination: Destination,
    deliveries: ClaimedDelivery[],
    { leaseEnds, signal }: { leaseEnds: number; signal: AbortSignal },
  ): Promise<Ready> {
    const bodies = signal.aborted ? undefined : await this.encoded(destination, deliveries);
    const timeoutMs = destination.timeoutSeconds * 1000;
    const at = this.now();
    const left = leaseEnds - SETTLE_MARGIN_MS - at;
    const deadlineMs = Math.min(timeoutMs, left);
    // Stopping, or late: nothing has been sent, so nothing is lost.
    if (bodies === undefined || signal.aborted || left < Math.min(SHORTEST_DEADLINE_MS, timeoutMs)) {
      await this.release(deliveries);
      return { at, deadlineMs };
    }
    return { at, bodies, deadlineMs };
  }

  private encoded(destination: Destination, deliveries: ClaimedDelivery[]): Promise<Prepared[]> {
    return this.bodies.run(destination, deliveries).catch(async (error: unknown) => {
      // Nothing has been sent: due again at once, if the ledger still listens.
      await this.release(deliveries).catch(() => {});
      throw error;
    });
  }

  private async release(deliveries: ClaimedDelivery[]): Promise<void> {
    await this.ledger.release(deliveries.map(({ id, fence }) => ({ id, fence })));
  }

  private told(delivery: ClaimedDelivery, settlement: Settlement): Settlement {
    try {
      this.attempted(delivery, settlement);
    } catch {
      // Whoever only watches must not lose the settlement.
    }
    return settlement;
  }

  private nothing(): Launched {
    return { taken: 0, prepared: Promise.resolve({ released: 0, at: this.now() }), dry: true };
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
