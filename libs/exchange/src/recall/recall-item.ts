import type { Clock } from '#exchange/clock.js';
import type { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { fingerprintOf } from '#news/fingerprint.js';
import type { FeedId, PartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';

/** The newest version of an item, and the way it came. */
export interface HeldItem {
  partnerId: PartnerId;
  feedId: FeedId;
  record: NewsRecord;
}

export interface HeldItems {
  newest(itemId: number): Promise<HeldItem | undefined>;
}

export interface RecallRequest {
  itemId: number;
  /** Who asks for it: an administrator's name. */
  by: string;
  /** In words; it goes to every holder with the kill. */
  reason: string;
}

export type Recalled =
  | { outcome: 'recalled'; itemId: number; version: number }
  | { outcome: 'unknown' }
  /** Killed before, by its provider or by a person: its recall is under way or over. */
  | { outcome: 'killed-before'; version: number }
  /** Another version came in at the same moment; asking again is right. */
  | { outcome: 'overtaken' };

/** A person takes an item back: a kill of it goes the way that its provider's would. */
export class RecallItem {
  constructor(
    private readonly items: HeldItems,
    private readonly acceptRecords: Pick<AcceptRecords, 'run'>,
    private readonly clock: Clock,
  ) {}

  async run({ itemId, by, reason }: RecallRequest): Promise<Recalled> {
    const held = await this.items.newest(itemId);
    if (held === undefined) return { outcome: 'unknown' };
    const { partnerId, feedId, record } = held;
    if (record.pubStatus === 'canceled') return { outcome: 'killed-before', version: record.version };
    const records = [killOf(record, reason, this.clock.now())];
    const { accepted, refused } = await this.acceptRecords.run(
      { partnerId, feedId, records, providerVersions: false, recall: { by, reason } },
      new AbortController().signal,
    );
    const [only] = accepted;
    if (only !== undefined) return { outcome: 'recalled', itemId, version: only.version };
    const [why] = refused;
    if (why !== undefined) throw new Error(`the kill of item ${itemId} was refused: ${why.message}`);
    return { outcome: 'overtaken' };
  }
}

function killOf(record: NewsRecord, reason: string, now: Date): NewsRecord {
  const signals = (record.signals ?? []).filter((signal) => signal !== 'update' && signal !== 'correction');
  const killed: NewsRecord = {
    ...record,
    pubStatus: 'canceled',
    signals: [...new Set([...signals, 'kill' as const])],
    edNote: `Recalled: ${reason}`,
    versionCreated: now.toISOString(),
  };
  return { ...killed, fingerprint: fingerprintOf(killed) };
}
