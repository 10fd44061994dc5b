import type { Obligation } from '#agreements/agreement.js';
import type { OutputFormat } from '#codecs/codec.js';
import type { OutputProfile } from '#codecs/profile/output-profile.js';
import type { DestinationId, Guid, PartnerId } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';

export type DeliveryId = number;

/** A destination as pushing needs it. */
export interface Destination {
  id: DestinationId;
  partnerId: PartnerId;
  transport: 'webhook' | 'pull';
  format: OutputFormat;
  /** One of the versions the format is written in; absent for the newest. */
  formatVersion?: string;
  /** How it is written, where it may be written in several ways. */
  outputProfile?: OutputProfile;
  /** Where a webhook goes; absent for a pull feed. */
  url?: string;
  /** Standard Webhooks secrets (`whsec_…`), the newest first; all of them sign during a rotation. */
  secrets: string[];
  /** Extra request headers, secrets resolved; never logged. */
  headers: Record<string, string>;
  /** One attempt's absolute limit, connect to last byte of the answer. */
  timeoutSeconds: number;
  /** Waits before each further attempt, in seconds, before jitter. */
  retrySeconds: number[];
  /** Seconds after its first attempt at which an item is given up, whatever the schedule says; absent = the schedule alone. */
  giveUpAfterSeconds?: number;
  maxInFlight: number;
  /** Absent = no limit. */
  ratePerSecond?: number;
}

/** A delivery taken for sending: nobody else has it until `leaseUntil`. */
export interface ClaimedDelivery {
  id: DeliveryId;
  destinationId: DestinationId;
  itemId: number;
  guid: Guid;
  version: number;
  kind: 'item' | 'kill';
  /** Constant for the delivery's whole life: the receiver recognises a repeat by it. */
  webhookId: string;
  /** 1 for the first attempt. */
  attempt: number;
  /** From the beginning of the first attempt to that of this one, by the ledger's clock alone: nobody else's is compared with it. */
  triedSeconds: number;
  /** A kill that was acknowledged already, sent once more because a version may have arrived behind it. */
  repeat: boolean;
  /** Settling with an older fence changes nothing. */
  fence: number;
  leaseUntil: Instant;
  obligations: Obligation[];
  withoutRenditions: string[];
  asNew: boolean;
  /**
   * 1, 2, 3 … in the order in which the destination's deliveries were first taken for sending, without gaps; a delivery
   * keeps its number however often it is sent.
   */
  sequence: number;
  /** The partner that sent the item to the exchange. */
  sourcePartnerId: PartnerId;
}

export type Settlement = {
  deliveryId: DeliveryId;
  fence: number;
  attempt: AttemptRecord;
} & (
  | { outcome: 'delivered' }
  /**
   * Try again so many seconds after it is settled: by the ledger's clock, which says what is due, not by that of whoever
   * sent. `ambiguous` when the partner may have it all the same.
   */
  | { outcome: 'retry'; retryAfterSeconds: number; code: string; ambiguous: boolean }
  | { outcome: 'dead'; code: string; ambiguous: boolean }
  /** The destination says it is gone: disabled, everything held. */
  | { outcome: 'gone'; code: string }
);

/** Exactly what was sent and answered, without secrets. */
export interface AttemptRecord {
  startedAt: Instant;
  milliseconds: number;
  code: string;
  status?: number;
  requestHeaders: Record<string, string>;
  bodySha256: string;
  bodyBytes: number;
  /** The first 4 KiB of the partner's answer or the error's message. */
  answer: string;
}

export interface Claim {
  /** Undefined when there is no such destination (any longer). */
  destination?: Destination;
  deliveries: ClaimedDelivery[];
  /** Present where more is due and the rate alone holds it back: milliseconds until it is worth while to claim again. */
  againInMs?: number;
}

/** What a lane may be claimed for in the transaction that writes new deliveries for it. */
export interface ClaimWish {
  destinationId: DestinationId;
  most: number;
  leaseSeconds: number;
  /** When such a lease is over, in milliseconds of the clock of whoever wishes: counted from before the claim. */
  leaseEnds: number;
}

/** … and what was claimed: all that was due there, where it is less than the most and than what the lane had room for. */
export interface EarlyClaim {
  wish: ClaimWish;
  deliveries: ClaimedDelivery[];
}

export interface DeliveryLedger {
  /** Undefined when there is no such destination (any longer). */
  destination(id: DestinationId): Promise<Destination | undefined>;
  /**
   * Takes up to `max` due deliveries of one lane, kills first, then by priority and due time. Honours pause, breaker,
   * quiet hours, greatest age, what is in flight and the rate in the lane's row; at most one version of an item is in
   * flight per destination.
   *
   * Of an item whose attempt ended unclear no other version leaves, and no replay, before the lease of that attempt is
   * over, because it may still arrive. A kill does not wait: after one second it overtakes what is in flight.
   *
   * @param landed deliveries that were claimed, have had their answer and are not settled yet: they take no room any more
   */
  claim(
    destinationId: DestinationId,
    max: number,
    leaseSeconds: number,
    landed?: readonly DeliveryId[],
  ): Promise<Claim>;
  /**
   * Settles in one transaction. A kill that is acknowledged while a version may still arrive behind it is due once more
   * when that no longer can (`repeat`). Answers the ids that took effect; the others had lost their lease to
   * another worker.
   */
  settle(settlements: Settlement[]): Promise<Set<DeliveryId>>;
  /** Gives back what was claimed but not sent, as if never claimed (drain on shutdown). */
  release(claims: { id: DeliveryId; fence: number }[]): Promise<void>;
  /** Lanes with due work that a bell should ring. */
  lanesDue(limit: number): Promise<DestinationId[]>;
  /** The `sequence` that each of these lanes gave last, 0 for none: it grows while somebody takes what is new in it. */
  lastSequences(ids: readonly DestinationId[]): Promise<Map<DestinationId, number>>;
  /**
   * Puts back deliveries whose worker was lost; answers how many. Their last attempt counts as ambiguous. And makes due
   * the kills whose time to be sent once more has come.
   */
  expireLeases(): Promise<number>;
}

/** Reads what is to be sent, many at a time. */
export interface VersionReader {
  records(keys: { itemId: number; version: number }[]): Promise<Map<string, NewsRecord>>;
  /**
   * Which of these items the destination may not have now: known to the ledger, another partner's, and refused, held
   * back until later, taken back, or never decided for it. What no ledger knows is nobody's to refuse.
   */
  refused(destinationId: DestinationId, guids: readonly Guid[]): Promise<ReadonlySet<Guid>>;
  /** What the concepts are called that records have by their codes alone. */
  conceptNames(): Promise<ConceptNames>;
}
/** The key under which `VersionReader` answers. */
export const versionKey = (itemId: number, version: number): string => `${itemId}/${version}`;

export interface EncodedBody {
  sha256: string;
  contentType: string;
  bytes: Buffer;
}

/** Bodies as sent, one per item version and format profile, shared by destinations. */
export interface BodyArchive {
  keep(bodies: (EncodedBody & { itemId: number; version: number; profile: string })[]): Promise<void>;
}

export interface PushRequest {
  destination: Destination;
  delivery: ClaimedDelivery;
  body: EncodedBody;
}

export type PushOutcome =
  | { outcome: 'delivered'; status: number; answer: string; sentHeaders: Record<string, string> }
  | {
      outcome: 'failed';
      /** `delivery.dns`, `.connect`, `.tls`, `.timeout`, `.http-<status>`, `.rejected-by-partner`, `.address-refused`, `.redirected`, `.gone`, `.aborted`, and for settings nothing can be sent with `.bad-url`, `.bad-secret`, `.bad-headers` */
      code: string;
      status?: number;
      answer: string;
      sentHeaders: Record<string, string>;
      retry: 'never' | 'later' | { afterSeconds: number } | 'gone';
      /** The request may have reached the partner. */
      ambiguous: boolean;
    };

/** What a door needs of an `AbortSignal`. Each send has its own, and a real one costs a sixth of what else is done to send. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A door: carries one body to one partner. Never throws; every failure is an outcome. */
export interface PushTransport {
  push(request: PushRequest, signal: StopSignal): Promise<PushOutcome>;
}

/** Lanes that are drained by the process that accepts: what is due in them is claimed together with what is accepted. */
export interface EarlyLanes {
  /** At most one for each of these lanes: those that have room now. */
  wishes(destinationIds: readonly DestinationId[]): ClaimWish[];
  /** Sends what was claimed. */
  carry(claims: readonly EarlyClaim[]): void;
}

/**
 * Rings lanes. A lost ring delays, and loses nothing: the sweeper rings again. Rejects, within a second or so, when the
 * bell is out of reach; whoever can drive lanes itself then does, and everyone else leaves them to the sweeper.
 */
export interface Doorbell {
  /** @param urgent there is a kill in one of them. Default false. */
  ring(destinationIds: readonly DestinationId[], urgent?: boolean): Promise<void>;
}
