import type { Clock } from '#exchange/clock.js';
import type {
  ClaimedDelivery,
  DeliveryLedger,
  Destination,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { PrepareBodies } from '#exchange/outbound/prepare-bodies.js';
import type { SendDelivery } from '#exchange/outbound/send-delivery.js';
import type { SendWindow } from '#exchange/outbound/send-window.js';
import type { DestinationId } from '#news/ids.js';

export interface LaunchRequest {
  destinationId: DestinationId;
  /** Most deliveries to take. */
  most: number;
  /** Where the sends are in the air. */
  window: SendWindow;
  signal: AbortSignal;
}

export interface Launched {
  /** Deliveries claimed. */
  taken: number;
  /** … and of these given back unsent. */
  released: number;
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

/** Takes what is due in a lane, encodes it, puts the bodies by and starts to send them. */
export class LaunchDeliveries {
  constructor(
    private readonly ledger: DeliveryLedger,
    private readonly bodies: PrepareBodies,
    private readonly sender: SendDelivery,
    private readonly clock: Clock,
    private readonly attempted: (delivery: ClaimedDelivery, settlement: Settlement) => void = () => {},
  ) {}

  /** Throws when the ledger is out of reach: what was claimed is then due again, at the latest when its lease ends. */
  async run({ destinationId, most, window, signal }: LaunchRequest): Promise<Launched> {
    const known = await this.ledger.destination(destinationId);
    if (known === undefined) return { taken: 0, released: 0, dry: true };
    const leaseSeconds = known.timeoutSeconds + LEASE_MARGIN_SECONDS;
    // Counted from before the claim and by our own clock: the lease ends no sooner, whatever the database's clock says.
    const leaseEnds = this.now() + leaseSeconds * 1000;
    const inAir = window.size;
    const claim = await this.ledger.claim(destinationId, most, leaseSeconds);
    const { destination, deliveries, againInMs } = claim;
    if (destination === undefined) return { taken: 0, released: 0, dry: true };
    const taken = deliveries.length;
    const dry = taken < Math.min(most, destination.maxInFlight - inAir);
    if (taken === 0) return { taken, released: 0, dry, againInMs };

    const prepared = await this.bodies.run(destination, deliveries).catch(async (error: unknown) => {
      // Nothing has been sent: due again at once, if the ledger still listens.
      await this.release(deliveries).catch(() => {});
      throw error;
    });
    const timeoutMs = destination.timeoutSeconds * 1000;
    const left = leaseEnds - SETTLE_MARGIN_MS - this.now();
    // Stopping, or late: nothing has been sent, so nothing is lost.
    if (signal.aborted || left < Math.min(SHORTEST_DEADLINE_MS, timeoutMs)) {
      await this.release(deliveries);
      return { taken, released: taken, dry };
    }
    for (const [i, body] of prepared.entries()) {
      const delivery = deliveries[i]!;
      if ('code' in body) window.land(this.told(delivery, this.sender.refuse(delivery, body)));
      else window.add(this.send(destination, delivery, body, Math.min(timeoutMs, left)));
    }
    return { taken, released: 0, dry, againInMs };
  }

  private async send(
    destination: Destination,
    delivery: ClaimedDelivery,
    body: Parameters<SendDelivery['run']>[0]['body'],
    deadlineMs: number,
  ): Promise<Settlement> {
    return this.told(delivery, await this.sender.run({ destination, delivery, body, deadlineMs }));
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

  private now(): number {
    return this.clock.now().getTime();
  }
}
