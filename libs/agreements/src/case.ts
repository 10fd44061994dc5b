import type { ConceptTree } from '#news/concept-tree.js';
import type { NewsRecord } from '#news/record.js';
import type { Agreement, Grant, Receiver, Refusal, Sender } from './agreement.js';

/**
 * How many items went to the receiver under a grant today, in its zone; `counted` where the item is one that went before,
 * today or earlier: its later versions spend nothing. Undefined when it is not known.
 */
export interface Usage {
  deliveredToday(agreementId: Agreement['id'], grantId: Grant['id']): number | 'counted' | undefined;
}

/** One item, one receiver and one grant: what a clause judges. */
export interface Case {
  item: NewsRecord;
  sender: Sender;
  receiver: Receiver;
  agreement: Agreement;
  grant: Grant;
  /** Milliseconds since 1970. */
  now: number;
  usage?: Usage;
  /** What is narrower than what. */
  concepts: ConceptTree;
}

/** `detail` is the part of a sentence that follows the clause's name. */
export type Judgement =
  | { passed: true; detail: string }
  | { passed: false; reason: Refusal; detail: string }
  /** The grant has no such clause and the item gives no cause for one: nothing was looked at. */
  | 'silent';

export const pass = (detail: string): Judgement => ({ passed: true, detail });
export const fail = (reason: Refusal, detail: string): Judgement => ({ passed: false, reason, detail });
