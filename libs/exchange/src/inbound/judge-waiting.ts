import type { Decision } from '#agreements/agreement.js';
import { indexAgreements } from '#agreements/agreement-index.js';
import { decide } from '#agreements/decide.js';
import { localDate } from '#agreements/local-date.js';
import type { Clock } from '#exchange/clock.js';
import { GuidIssuers } from '#exchange/inbound/guid-issuers.js';
import type { AgreementBoard, AgreementBook } from '#exchange/inbound/inbound-ports.js';
import { asJudged } from '#exchange/inbound/plan-deliveries.js';
import type { AgreementId, DestinationId, PartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';

/** An agreement as far as it says whether what was granted under it has to be judged again. */
export interface AgreementTerm {
  id: AgreementId;
  version: number;
  /** ISO date: its first day, in each receiver's zone. */
  validFrom: string;
  /** ISO date: its last day, in each receiver's zone. */
  validUntil?: string;
}

/**
 * An item that was granted to a destination and is still to leave or to be pulled, or that was not let leave, or was taken
 * out of the feed, for its grant had ended.
 */
export interface WaitingItem {
  record: NewsRecord;
  senderId: PartnerId;
  destinationId: DestinationId;
}

export interface Judged {
  /** Deliveries that do not leave, or are shown in a feed that is pulled no longer. */
  ended: number;
  /** … and those that leave under another agreement, version or grant. */
  changed: number;
}

export interface WaitingLedger {
  /** The agreements that are in force, read anew, whether there ever were others, and the stamp noted last. */
  terms(): Promise<{ terms: AgreementTerm[]; hasFormer: boolean; judged?: string }>;
  /** @param stamp of the agreements by which all that waits has been judged, and whether that is but for what is unread */
  noteJudged(stamp: string): Promise<void>;
  /**
   * Ids of deliveries whose item waits, is in the air, or lies in a feed that is pulled, under anything but these, and of dead
   * letters and of what was taken out of a feed because its grant had ended, where `granting` have a grant between its sender and its
   * receiver. Not what a partner is owed for what it holds: kills, holds and corrections follow the ledger.
   *
   * @param granting agreements that may grant what the others, by which it was judged last, refused
   */
  grantedOtherwise(terms: readonly AgreementTerm[], granting: readonly AgreementTerm[]): Promise<number[]>;
  /**
   * Judges these, in one transaction, and does as it is told; what somebody else has its hands on is left out.
   *
   * @param judge undefined for what nothing can be said about: it stays as it is
   * @returns beside the counts, of these the corrections that a feed shows until its reader has them: to be judged then
   */
  judge(
    ids: readonly number[],
    judge: (waiting: WaitingItem) => Decision | undefined,
  ): Promise<Judged & { unread: number[] }>;
}

/** Deliveries in one transaction, with their records. */
const BATCH = 200;
/** Rounds in which a change is looked at: processes that decide learn of it a second late, and what is being claimed is left out. */
const LOOKS = 3;
/** Midnights differ by a multiple of this. */
const ZONE_STEP_MS = 15 * 60_000;
/** From the first zone on earth that has a day to the last. */
const AHEAD_MS = 14 * 3_600_000;
const BEHIND_MS = 12 * 3_600_000;

/**
 * Judges again what was granted and has not left, or lies in a feed that is pulled, when an agreement was changed or removed, or has ended: what is granted no
 * longer does not leave, and is shown no longer. Costs one small question a round while nothing of the kind happens.
 */
export class JudgeWaiting {
  #stamp: string | undefined;
  #looks = 0;
  /** Found at the last look, and to be judged when they were read. */
  #unread: number[] = [];

  constructor(
    private readonly ledger: WaitingLedger,
    private readonly agreements: AgreementBook,
    private readonly clock: Clock,
  ) {}

  /** One round. */
  async run(signal?: AbortSignal): Promise<Judged> {
    const judged: Judged = { ended: 0, changed: 0 };
    const { terms, hasFormer, judged: noted } = await this.ledger.terms();
    const now = this.clock.now();
    const stamp = terms.map((term) => lineOf(term, wordOf(term, now))).join('\n');
    if (stamp === noted) return judged;
    const inForce = terms.filter((term) => holdsEverywhere(term, now));
    if (!hasFormer && inForce.length === terms.length) {
      // Nothing can have been granted under anything else.
      await this.ledger.noteJudged(stamp);
      return judged;
    }
    // What was looked for thrice before this process started need be found only once more.
    if (stamp !== this.#stamp) this.#looks = noted === butForUnread(stamp) ? LOOKS - 1 : 0;
    this.#stamp = stamp;
    const ids =
      this.#looks < LOOKS
        ? await this.ledger.grantedOtherwise(inForce, grantingSince(noted, terms, now))
        : this.#unread;
    const unread: number[] = [];
    if (ids.length > 0) {
      const judge = judgeBy(await this.agreements.board(), now);
      for (let at = 0; at < ids.length; at += BATCH) {
        if (signal?.aborted) return judged;
        const batch = await this.ledger.judge(ids.slice(at, at + BATCH), judge);
        judged.ended += batch.ended;
        judged.changed += batch.changed;
        unread.push(...batch.unread);
      }
    }
    this.#unread = unread;
    // Who starts while something is left to be read must find it.
    if (++this.#looks < LOOKS) return judged;
    const word = unread.length === 0 ? stamp : butForUnread(stamp);
    if (word !== noted) await this.ledger.noteJudged(word);
    return judged;
  }
}

/** The stamp of agreements by which all was judged but what a feed shows until it is read. */
const butForUnread = (stamp: string): string => `${stamp}\nbut for what is unread`;

/** Whether it has not ended in any zone. Whoever is judged under one that has may be told otherwise by now. */
export const holdsEverywhere = (term: Pick<AgreementTerm, 'validUntil'>, now: Date): boolean =>
  endingOf(term, now) === 'holds';

const lineOf = ({ id, version }: AgreementTerm, word: string): string => `${id} ${version} ${word}`;

/** Of these, what is new since that stamp or begins: what the others refused then they refuse still. */
function grantingSince(
  noted: string | undefined,
  terms: readonly AgreementTerm[],
  now: Date,
): AgreementTerm[] {
  const known = noted?.split('\n') ?? [];
  const held = (term: AgreementTerm) =>
    known.some((line) => line.startsWith(lineOf(term, '')) && !line.startsWith(lineOf(term, BEGINS)));
  return terms.filter((term) => wordOf(term, now) !== 'ended' && !held(term));
}

const BEGINS = 'begins';

function wordOf(term: AgreementTerm, now: Date): string {
  const at = now.getTime();
  if (localDate(at + AHEAD_MS, 'UTC')! < term.validFrom) return BEGINS;
  if (localDate(at - BEHIND_MS, 'UTC')! < term.validFrom) return `${BEGINS} ${Math.floor(at / ZONE_STEP_MS)}`;
  return endingOf(term, now);
}

/** Whether it holds in all zones. While it ends in one after another, that is another word every quarter of an hour. */
function endingOf({ validUntil }: Pick<AgreementTerm, 'validUntil'>, now: Date): string {
  const at = now.getTime();
  if (validUntil === undefined || localDate(at + AHEAD_MS, 'UTC')! <= validUntil) return 'holds';
  return localDate(at - BEHIND_MS, 'UTC')! > validUntil ? 'ended' : `ends ${Math.floor(at / ZONE_STEP_MS)}`;
}

/** Decides as when a version is accepted. Items have been counted under quotas, and count once. */
export function judgeBy(board: AgreementBoard, now: Date): (waiting: WaitingItem) => Decision | undefined {
  const index = indexAgreements(board.agreements, board.concepts);
  const issuers = new GuidIssuers(board);
  const receivers = new Map(
    [...(board.formerReceivers ?? []), ...board.receivers].map((receiver) => [
      receiver.destinationId,
      receiver,
    ]),
  );
  return ({ record, senderId, destinationId }) => {
    const receiver = receivers.get(destinationId);
    const sender = board.senders.get(senderId) ?? { partnerId: senderId, providerNames: [], zone: 'UTC' };
    // One that is removed is judged as it was: should it come back, nothing leaves that has ended meanwhile.
    if (receiver === undefined) return undefined;
    const { judged } = asJudged(record, senderId, issuers.of(record.guid), board);
    return decide(judged, sender, receiver, index, now, { deliveredToday: () => 'counted' });
  };
}
