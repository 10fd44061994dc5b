/** What arrived once: a request of a webhook, or a change that a pulling newsroom saw in its feed. */
export interface Receipt {
  /** Grows by one for each receipt of a destination: ask for what came `after`. */
  sequence: number;
  receivedAt: Date;
  /** How it came: pushed to us, or found in the feed. */
  door: 'webhook' | 'pull';
  /** Of a pull: guid and state, so that the same state seen again is no new receipt. */
  webhookId: string;
  guid: string;
  version: number;
  kind: 'item' | 'kill';
  contentType: string;
  sha256: string;
  bytes: number;
  /** The signature was checked and fits; always true of a pull, whose key opened the feed. */
  verified: boolean;
  /** The same webhook-id was received before. */
  duplicate: boolean;
  /** A lower version than one received before of the same item. */
  outOfOrder: boolean;
}

export interface LedgerSummary {
  receipts: number;
  items: number;
  kills: number;
  /** Receipts whose webhook-id had been received before. */
  duplicates: number;
  /** Receipts of a version that had been received before under another webhook-id. */
  unexplainedDuplicates: number;
  orderViolations: number;
  /** Requests that were not recorded, for want of a signature that fits. */
  refused: number;
  lastReceivedAt?: Date;
}

type NewReceipt = Omit<Receipt, 'sequence' | 'duplicate' | 'outOfOrder' | 'bytes'>;

/** A newsroom's own book of what it was given: what the exchange's ledger is checked against. */
export class ReceiptLedger {
  #receipts: Receipt[] = [];
  readonly #bodies = new Map<string, { bytes: Buffer; contentType: string }>();
  readonly #webhookIds = new Set<string>();
  readonly #versions = new Map<string, { highest: number; seen: Set<string> }>();
  #bodyBytes = 0;
  #sequence = 0;
  #refused = 0;
  #unexplained = 0;

  /** `maxBodyBytes`: bodies kept together, at most; the oldest are dropped first. */
  constructor(private readonly maxBodyBytes: number) {}

  record(receipt: NewReceipt, body: Buffer): Receipt {
    const { webhookId, guid, version, kind } = receipt;
    const versions = this.#versions.get(guid) ?? { highest: 0, seen: new Set() };
    const duplicate = this.#webhookIds.has(webhookId);
    const recorded: Receipt = {
      sequence: ++this.#sequence,
      ...receipt,
      bytes: body.length,
      duplicate,
      outOfOrder: version < versions.highest,
    };
    if (!duplicate && versions.seen.has(`${kind} ${version}`)) this.#unexplained++;
    versions.seen.add(`${kind} ${version}`);
    versions.highest = Math.max(versions.highest, version);
    this.#versions.set(guid, versions);
    this.#webhookIds.add(webhookId);
    this.#receipts.push(recorded);
    this.#keep(webhookId, body, receipt.contentType);
    return recorded;
  }

  refuse(): void {
    this.#refused++;
  }

  /** Receipts after that sequence number, oldest first. */
  after(sequence: number, limit: number): Receipt[] {
    const start = this.#receipts.findIndex((receipt) => receipt.sequence > sequence);
    return start < 0 ? [] : this.#receipts.slice(start, start + limit);
  }

  /** The exact bytes, of the last receipt with that id; undefined when unknown or dropped. */
  body(webhookId: string): { bytes: Buffer; contentType: string } | undefined {
    return this.#bodies.get(webhookId);
  }

  get summary(): LedgerSummary {
    const last = this.#receipts.at(-1);
    return {
      receipts: this.#receipts.length,
      items: this.#versions.size,
      kills: this.#receipts.filter(({ kind, duplicate }) => kind === 'kill' && !duplicate).length,
      duplicates: this.#receipts.filter(({ duplicate }) => duplicate).length,
      unexplainedDuplicates: this.#unexplained,
      orderViolations: this.#receipts.filter(({ outOfOrder }) => outOfOrder).length,
      refused: this.#refused,
      ...(last && { lastReceivedAt: last.receivedAt }),
    };
  }

  /** Forgets everything, the order of versions too; sequence numbers go on. */
  clear(): void {
    this.#receipts = [];
    this.#bodies.clear();
    this.#webhookIds.clear();
    this.#versions.clear();
    this.#bodyBytes = 0;
    this.#refused = 0;
    this.#unexplained = 0;
  }

  #keep(webhookId: string, bytes: Buffer, contentType: string): void {
    this.#bodyBytes += bytes.length - (this.#bodies.get(webhookId)?.bytes.length ?? 0);
    // Setting alone would leave a repeated id at its old place, first to be dropped.
    this.#bodies.delete(webhookId);
    this.#bodies.set(webhookId, { bytes, contentType });
    for (const [oldest, body] of this.#bodies) {
      if (this.#bodyBytes <= this.maxBodyBytes) return;
      this.#bodies.delete(oldest);
      this.#bodyBytes -= body.bytes.length;
    }
  }
}
