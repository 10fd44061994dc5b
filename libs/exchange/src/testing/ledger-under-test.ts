import type { Decision } from '#agreements/agreement.js';
import {
  type AcceptedItem,
  type AcceptRequest,
  type Classified,
  type CurrentItem,
  type ItemLedger,
  type PlannedDelivery,
  PRIORITY,
} from '#exchange/inbound/inbound-ports.js';
import type {
  AttemptRecord,
  ClaimedDelivery,
  DeliveryId,
  DeliveryLedger,
  Settlement,
  VersionReader,
} from '#exchange/outbound/outbound-ports.js';
import { asFeedId, asGuid, asPartnerId, type DestinationId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { DeadLetters, Dismissed, Pace } from './memory-tables.js';

/** One ledger with both of its sides, as the conformance suites drive it. */
export interface LedgerUnderTest {
  items: ItemLedger;
  deliveries: DeliveryLedger;
  versions: VersionReader;
  /** A webhook destination whose lane is open. */
  addDestination(lane: Pace & { id: DestinationId; maxInFlight: number }): Promise<void>;
  pause(id: DestinationId): Promise<void>;
  resume(id: DestinationId): Promise<void>;
  /** Whoever claimed what is in the air is gone, and the sweep has found that out. */
  loseWorker(): Promise<void>;
  /** As a person sends one settled delivery again. False when that would be out of order. */
  replay(id: DeliveryId): Promise<boolean>;
  /** As a person settles dead letters about which nothing is to be done. */
  dismiss(what: DeadLetters): Promise<Dismissed>;
  /** That destination has removed whatever it was sent a kill of. */
  confirmRemovals(id: DestinationId): Promise<void>;
  /** The partner says that it has what was sent, or refuses it. */
  receipt(claim: ClaimedDelivery, status: 'received' | 'published' | 'rejected'): Promise<void>;
  /** Lets time pass for the ledger: a real one waits, or puts back what it remembers of time; a fake moves its clock. */
  pass(milliseconds: number): Promise<void>;
  now(): Date;
  close(): Promise<void>;
}

export interface LedgerConformance {
  /** An empty ledger. */
  open(): Promise<LedgerUnderTest>;
}

/** A small text item; `fingerprint` follows the headline, so that another headline is another content. */
export function sampleRecord(guid: string, more: Partial<NewsRecord> = {}): NewsRecord {
  const headline = more.headline ?? 'Bakıda yeni körpü açıldı';
  return {
    kind: 'newsItem',
    guid: asGuid(guid),
    version: 1,
    itemClass: 'text',
    provider: { name: 'Report' },
    pubStatus: 'usable',
    language: 'az',
    headline,
    fingerprint: Buffer.from(`${headline}/${more.pubStatus ?? 'usable'}`)
      .toString('hex')
      .slice(0, 64),
    ...more,
  } as NewsRecord;
}

/** The plainest rules: equal content is unchanged, a content seen earlier is stale, anything else is the next version. */
export function nextVersion(candidate: NewsRecord, current: CurrentItem | undefined): Classified {
  if (!current) {
    return { outcome: 'accepted', change: candidate.pubStatus === 'canceled' ? 'kill' : 'new', version: 1 };
  }
  if (candidate.fingerprint === current.fingerprint) return { outcome: 'unchanged', detail: 'same content' };
  if (current.earlierFingerprints.includes(candidate.fingerprint)) {
    return { outcome: 'stale', detail: 'an earlier version served again' };
  }
  const change = candidate.pubStatus === 'canceled' ? 'kill' : 'update';
  return { outcome: 'accepted', change, version: current.version + 1 };
}

export const aDelivery = (
  destinationId: DestinationId,
  at: Date,
  more: Partial<PlannedDelivery> = {},
): PlannedDelivery => ({
  destinationId,
  kind: 'item',
  priority: PRIORITY.normal,
  dueAt: at.toISOString(),
  obligations: [],
  withoutRenditions: [],
  asNew: true,
  ...more,
});

export const aPermission = (dueAt: string): Decision => ({ allow: true, dueAt, obligations: [], trace: [] });

export const aRefusal: Decision = {
  allow: false,
  reason: 'no-agreement',
  clause: 'x',
  detail: 'x',
  trace: [],
};

/** Kills to whoever holds or may hold the item, everything else to all of `destinations`. */
const planFor =
  (destinations: readonly DestinationId[], at: Date, more: Partial<PlannedDelivery> = {}) =>
  (accepted: AcceptedItem[]) =>
    accepted.map(({ itemId, change, holders }) => ({
      itemId,
      decisions: [],
      deliveries:
        change === 'kill'
          ? holders.map((holder) =>
              aDelivery(holder.destinationId, at, { kind: 'kill', priority: PRIORITY.kill, asNew: false }),
            )
          : destinations.map((id) => aDelivery(id, at, more)),
    }));

/** Accepts the candidates under `nextVersion`, for all of `destinations`. */
export function anAcceptance(
  ledger: LedgerUnderTest,
  candidates: NewsRecord[],
  destinations: readonly DestinationId[],
  more: Partial<PlannedDelivery> = {},
): AcceptRequest {
  const at = ledger.now();
  return {
    partnerId: asPartnerId('report'),
    feedId: asFeedId('report-az'),
    fetchId: 1,
    at: at.toISOString(),
    candidates,
    classify: nextVersion,
    plan: planFor(destinations, at, more),
  };
}

const attempt = (at: Date, code: string): AttemptRecord => ({
  startedAt: at.toISOString(),
  milliseconds: 12,
  code,
  requestHeaders: { 'content-type': 'application/json' },
  bodySha256: 'ab'.repeat(32),
  bodyBytes: 2048,
  answer: '',
});

export const delivered = (claim: ClaimedDelivery, at: Date): Settlement => ({
  deliveryId: claim.id,
  fence: claim.fence,
  outcome: 'delivered',
  attempt: { ...attempt(at, 'delivered'), status: 200 },
});

export const retry = (claim: ClaimedDelivery, at: Date, retryAt: Date, ambiguous = false): Settlement => ({
  deliveryId: claim.id,
  fence: claim.fence,
  outcome: 'retry',
  retryAfterSeconds: (retryAt.getTime() - at.getTime()) / 1000,
  code: 'delivery.timeout',
  ambiguous,
  attempt: attempt(at, 'delivery.timeout'),
});

export const dead = (claim: ClaimedDelivery, at: Date, ambiguous = false): Settlement => ({
  deliveryId: claim.id,
  fence: claim.fence,
  outcome: 'dead',
  code: 'delivery.rejected-by-partner',
  ambiguous,
  attempt: { ...attempt(at, 'delivery.rejected-by-partner'), status: 422 },
});

export const gone = (claim: ClaimedDelivery, at: Date): Settlement => ({
  deliveryId: claim.id,
  fence: claim.fence,
  outcome: 'gone',
  code: 'delivery.gone',
  attempt: { ...attempt(at, 'delivery.gone'), status: 410 },
});
