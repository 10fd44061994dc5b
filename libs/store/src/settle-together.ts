import type { DeliveryId, Settlement } from '#exchange/outbound/outbound-ports.js';
import { isOutage } from './transaction.js';

/** So few, the first after a rest, wait a moment for others: an item lands in all its lanes at about the same time. */
const FEW = 8;
const GATHER_MS = 4;

interface Call {
  settlements: Settlement[];
  resolve: (effective: Set<DeliveryId>) => void;
  reject: (error: unknown) => void;
}

/**
 * What lanes settle while a settlement is under way, or within a moment, goes to the database together: the more there is to
 * do, the fewer statements and commits it takes. Where one spoils the statement for the others, each goes alone.
 */
export class SettleTogether {
  #waiting: Call[] = [];
  #busy = false;

  /** @param settle one statement; answers the ids that took effect */
  constructor(private readonly settle: (settlements: Settlement[]) => Promise<Set<DeliveryId>>) {}

  /** Answers the ids that took effect, these and maybe others. */
  add(settlements: Settlement[]): Promise<Set<DeliveryId>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ settlements, resolve, reject });
      if (this.#busy) return;
      this.#busy = true;
      if (settlements.length < FEW) setTimeout(() => void this.#run(), GATHER_MS);
      else void this.#run();
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#settleAll(this.#waiting.splice(0));
    this.#busy = false;
  }

  async #settleAll(calls: Call[]): Promise<void> {
    try {
      const effective = await this.settle(calls.flatMap((call) => call.settlements));
      for (const call of calls) call.resolve(effective);
    } catch (error) {
      if (calls.length > 1 && !isOutage(error)) for (const call of calls) await this.#settleAll([call]);
      else for (const call of calls) call.reject(error);
    }
  }
}
