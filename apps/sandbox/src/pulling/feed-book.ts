import { createHash } from 'node:crypto';
import type { SeenEntry } from '#apps/sandbox/src/pulling/read-entries.js';
import type { ReceiptLedger } from '#apps/sandbox/src/receivers/receipt-ledger.js';

interface Held {
  version: number;
  updated: string;
  sha256: string;
  removed: boolean;
}

/**
 * Turns what a feed shows at each reading into receipts. A feed has no version numbers, so states of an item are
 * counted; a state older than one seen before is entered with the number 0, below every other, so that the book counts
 * it as out of order. Positions matter: the feed lists the newest first, so an item that is missing between others was
 * taken down, and one missing at the end has only grown old.
 */
export class FeedBook {
  readonly #held = new Map<string, Held>();
  #listed: string[] = [];
  /** Missed in the last reading, when pages may have shifted between two requests. */
  #missed = new Set<string>();

  constructor(
    private readonly ledger: ReceiptLedger,
    private readonly contentType: string,
  ) {}

  /**
   * @param entries all pages of one reading, in order
   * @param pages with more than one, an item that moved from a later page to an earlier one between the requests is on
   *   neither: only what is missing twice running counts as taken down
   */
  read(entries: readonly SeenEntry[], pages: number, now: Date): void {
    for (const entry of entries) this.#see(entry, now);
    const shown = new Set(entries.filter(({ deleted }) => !deleted).map(({ guid }) => guid));
    const lastShown = this.#listed.findLastIndex((guid) => shown.has(guid));
    // An emptied feed has no position left to tell age by: where there was an item and now is none, it was taken down.
    const missing = this.#listed.filter(
      (guid, position) => !shown.has(guid) && (position < lastShown || shown.size === 0),
    );
    const missingAgain = [...this.#missed].filter((guid) => !shown.has(guid));
    for (const guid of pages > 1 ? missingAgain : [...missing, ...missingAgain]) this.#remove(guid, now);
    this.#missed = new Set(pages > 1 ? missing : []);
    this.#listed = [...shown];
  }

  #see(entry: SeenEntry, now: Date): void {
    if (entry.deleted) {
      this.#remove(entry.guid, now);
      return;
    }
    const sha256 = createHash('sha256').update(entry.source).digest('hex');
    const held = this.#held.get(entry.guid);
    if (held?.sha256 === sha256 && !held.removed) return;
    const isOlder = held !== undefined && Date.parse(entry.updated) < Date.parse(held.updated);
    const version = (held?.version ?? 0) + 1;
    this.#held.set(entry.guid, {
      version,
      sha256,
      removed: false,
      updated: isOlder ? held.updated : entry.updated,
    });
    this.#enter(entry.guid, isOlder ? 0 : version, 'item', Buffer.from(entry.source), sha256, now);
  }

  #remove(guid: string, now: Date): void {
    const held = this.#held.get(guid);
    if (held === undefined || held.removed) return;
    const version = held.version + 1;
    this.#held.set(guid, { ...held, version, removed: true });
    this.#enter(guid, version, 'kill', Buffer.alloc(0), '', now);
  }

  #enter(
    guid: string,
    version: number,
    kind: 'item' | 'kill',
    body: Buffer,
    sha256: string,
    now: Date,
  ): void {
    const { contentType } = this;
    const webhookId = `${kind}-${version}-${sha256.slice(0, 12)}-${guid}`;
    const receipt = { guid, version, kind, contentType, sha256, webhookId, receivedAt: now };
    this.ledger.record({ ...receipt, door: 'pull', verified: true }, body);
  }
}
