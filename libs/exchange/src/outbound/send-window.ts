import type { DeliveryId, Settlement } from '#exchange/outbound/outbound-ports.js';

/** The sends of one lane that are in the air, and the results that have landed and are not settled yet. */
export class SendWindow {
  private flying = 0;
  private landed: Settlement[] = [];
  private settling: Settlement[] = [];
  private wake: (() => void) | undefined;
  /** How many results wake up whoever waits. */
  private enough = () => 1;

  /** Sends that are not settled: in the air, landed or being settled. */
  get size(): number {
    return this.flying + this.landed.length + this.settling.length;
  }

  /** Sends that have no answer yet. */
  get inAir(): number {
    return this.flying;
  }

  /** Those that have had their answer and are not settled yet. */
  get unsettled(): DeliveryId[] {
    return [...this.settling, ...this.landed].map(({ deliveryId }) => deliveryId);
  }

  get hasLanded(): boolean {
    return this.landed.length > 0;
  }

  /** Answers undefined, or rejects, when nothing was sent after all: then there is nothing to settle. */
  add(send: Promise<Settlement | undefined>): void {
    this.flying += 1;
    const landed = (settlement?: Settlement): void => {
      this.flying -= 1;
      this.land(...(settlement === undefined ? [] : [settlement]));
    };
    send.then(landed, () => landed());
  }

  land(...settlements: Settlement[]): void {
    this.landed.push(...settlements);
    if (this.landed.length >= this.enough() || this.flying === 0) this.wake?.();
  }

  /**
   * Settles everything that has landed together: what lands meanwhile waits for the next time. Where `settle` throws, it
   * is as if just landed.
   */
  async settle<T>(settle: (landed: Settlement[]) => Promise<T>): Promise<T> {
    const taken = this.landed;
    this.landed = [];
    this.settling = taken;
    try {
      return await settle(taken);
    } catch (error) {
      this.landed.push(...taken);
      throw error;
    } finally {
      this.settling = [];
    }
  }

  /** Ends the waiting of whoever waits. */
  rouse(): void {
    this.wake?.();
  }

  /** Waits until a result has landed, at most so long. Answers at once when one has, or when nothing is in the air. */
  async next(milliseconds: number): Promise<void> {
    await this.until(() => 1, milliseconds);
  }

  /** Waits until half of all sends have landed, at most so long: they are settled, and followed, by one statement then. */
  async gather(milliseconds: number): Promise<void> {
    await this.until(() => Math.ceil(this.size / 2), milliseconds);
  }

  private async until(enough: () => number, milliseconds: number): Promise<void> {
    if (this.landed.length >= enough() || this.flying === 0) return;
    this.enough = enough;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
