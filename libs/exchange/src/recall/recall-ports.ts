import type { DestinationId, Guid, PartnerId } from '#news/ids.js';
import type { Instant } from '#news/record.js';

/** Why a person must see to a holder: it cannot be reached, or it has not answered in the time that was agreed. */
export type EscalationReason =
  | 'removed'
  | 'disabled'
  | 'paused'
  | 'dead'
  | 'not-acknowledged'
  | 'not-confirmed';

/** Someone who holds, or may hold, a version of a recalled item. */
export interface RecallHolder {
  destinationId: DestinationId;
  /** `removed`: no longer configured, so that nothing can be sent there. */
  lane: 'open' | 'paused' | 'disabled' | 'removed';
  /** A pull feed has the kill in it from the moment it is delivered, and acknowledges it by reading. */
  transport: 'webhook' | 'pull';
  /** Of the kill's delivery; absent where there is none. */
  state?: 'pending' | 'in_flight' | 'delivered' | 'superseded' | 'dead';
  /** When the kill was first delivered: answered with 2xx, or put into the pull feed. It stays so if the kill is sent again. */
  deliveredAt?: Instant;
  /** When the partner read it from its pull feed. */
  pickedUpAt?: Instant;
  /** When the partner, or an administrator for it, said that the item is removed. */
  confirmedAt?: Instant;
  confirmWithinMinutes: number;
  remindedAt?: Instant;
  escalatedAt?: Instant;
  escalatedFor?: EscalationReason;
}

/** A holder of an open recall who has not confirmed, with what a person must know to act. */
export interface Outstanding extends RecallHolder {
  recallId: number;
  partnerId: PartnerId;
  guid: Guid;
  headline?: string;
  openedAt: Instant;
  /** Whom the agreement names, such as `role:duty-editor`. */
  escalateTo: string[];
}

export type FollowUp = { deed: 'remind' } | { deed: 'escalate'; why: EscalationReason };

export interface ConfirmationWord {
  destinationId: DestinationId;
  way: 'api' | 'link' | 'administrator';
  /** Who says so: the destination's id, what the person at the link wrote, or the administrator's name. */
  by: string;
  /** Where the removal can be seen. */
  url?: string;
  note?: string;
}

export type Confirmed =
  | { outcome: 'confirmed' | 'confirmed-before'; recallId: number; at: Instant; closed: boolean }
  /** No such recall, or the destination is not among its holders. */
  | { outcome: 'unknown' };

/** Recalls are opened by the item ledger together with the kill; this is how they go on. */
export interface RecallLedger {
  outstanding(): Promise<Outstanding[]>;
  /**
   * Writes a follow-up and its event, once: answers false when it was written already, or when the holder has confirmed
   * meanwhile.
   */
  note(holder: Outstanding, followUp: FollowUp, at: Instant): Promise<boolean>;
  /** The same word twice is one. What a later kill has taken over is confirmed there. */
  confirm(recallId: number, word: ConfirmationWord): Promise<Confirmed>;
}

/** Tells people. The ledger has written the event already: what is not told is not lost. */
export interface Notifier {
  notify(holder: Outstanding, followUp: FollowUp): Promise<void>;
}
