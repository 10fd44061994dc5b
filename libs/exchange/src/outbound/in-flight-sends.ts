import type { SendAborter } from '#exchange/inbound/inbound-ports.js';

interface Send {
  version: number;
  abort: () => void;
}

/** What this process is sending at the moment, so that a kill, or a shutdown that cannot wait, can cut it short. */
export class InFlightSends implements SendAborter {
  private readonly sends = new Map<number, Set<Send>>();

  /** Notes a send until the answer is called. */
  begin(itemId: number, version: number, abort: () => void): () => void {
    const send: Send = { version, abort };
    const ofItem = this.sends.get(itemId);
    if (ofItem === undefined) this.sends.set(itemId, new Set([send]));
    else ofItem.add(send);
    return () => {
      const set = this.sends.get(itemId);
      set?.delete(send);
      if (set?.size === 0) this.sends.delete(itemId);
    };
  }

  abortOlder(itemId: number, version: number): number {
    const older = [...(this.sends.get(itemId) ?? [])].filter((send) => send.version < version);
    for (const send of older) send.abort();
    return older.length;
  }

  /** The process is stopping and waits no longer. */
  abortAll(): void {
    for (const ofItem of this.sends.values()) for (const send of ofItem) send.abort();
  }
}
