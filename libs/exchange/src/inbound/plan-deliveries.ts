import type { Decision, Receiver, Refusal, Sender } from '#agreements/agreement.js';
import { indexAgreements } from '#agreements/agreement-index.js';
import { decide } from '#agreements/decide.js';
import { GuidIssuers } from '#exchange/inbound/guid-issuers.js';
import {
  type AcceptedItem,
  type AgreementBoard,
  type Holder,
  type Namesake,
  type PlannedItem,
  PRIORITY,
  type Priority,
} from '#exchange/inbound/inbound-ports.js';
import type { QuotaUse } from '#exchange/inbound/quota-use.js';
import { embargoOf, isReleased } from '#news/embargo.js';
import type { DestinationId, PartnerId } from '#news/ids.js';
import type { Instant, NewsRecord } from '#news/record.js';

/** NewsML-G2 `urgency` runs from 1 to 9 and 4 is ordinary: up to here a desk must see it before the rest of the wire. */
const URGENT = 2;

/**
 * Who gets which of these items, and when. Every receiver but the sender's own gets a decision. What is new follows the
 * agreements; corrections, holds and kills follow the ledger, so that nobody is left with what was taken back.
 *
 * @param quotas counts of what went under grants with a quota, which refuse without them; counts what goes now
 */
export function planDeliveries(
  accepted: readonly AcceptedItem[],
  board: AgreementBoard,
  senderId: PartnerId,
  now: Date,
  quotas?: QuotaUse,
): PlannedItem[] {
  // A partner that is on no board has no name of its own but its id: what it issued by other names is a third party's.
  const sender: Sender = board.senders.get(senderId) ?? {
    partnerId: senderId,
    providerNames: [],
    zone: 'UTC',
  };
  const index = indexAgreements(board.agreements, board.concepts);
  const issuers = new GuidIssuers(board);
  const receivers = board.receivers.filter(({ partnerId }) => partnerId !== senderId);

  return accepted.map((item) => {
    const planned: PlannedItem = { itemId: item.itemId, decisions: [], deliveries: [] };
    const add = (
      destinationId: DestinationId,
      holder: Holder | undefined,
      decision: Decision,
      agreed: Decision | undefined,
    ) => {
      planned.decisions.push({ destinationId, decision });
      if (!decision.allow) return;
      planned.deliveries.push({
        destinationId,
        kind: item.change === 'kill' ? 'kill' : 'item',
        priority: priorityOf(item, holder),
        dueAt: decision.dueAt,
        obligations: decision.obligations,
        withoutRenditions: decision.withoutRenditions ?? [],
        asNew: holder === undefined,
        // It goes there because of what the partner holds: what it does not hold yet, no grant covers any more.
        ...(item.change !== 'kill' && !agreed?.allow && { withdrawsOlder: true }),
      });
    };

    const named = issuers.of(item.record.guid);
    const isOwn = named.includes(senderId);
    const { issuer, judged } = asJudged(item.record, senderId, named, board);
    const namesakes = isOwn ? [] : item.namesakes;

    const holders = new Map(item.holders.map((holder) => [holder.destinationId, holder]));
    for (const receiver of receivers) {
      const holder = holders.get(receiver.destinationId);
      holders.delete(receiver.destinationId);
      const agreed = decide(judged, sender, receiver, index, now, quotas?.usage(receiver, item.itemId));
      if (issuer !== undefined)
        agreed.trace.unshift({ clause: GUID, outcome: 'noted', detail: `the guid is one of ${issuer}’s` });
      const decision = holder
        ? forHolder(item, holder, agreed, now)
        : forNewcomer(item, receiver, namesakes, agreed);
      // What follows the ledger goes under no grant.
      if (decision === agreed && agreed.allow && agreed.agreementId && agreed.grantId)
        quotas?.count(agreed.agreementId, agreed.grantId, receiver.partnerId, item.itemId);
      add(receiver.destinationId, holder, decision, agreed);
    }
    // A destination may have left the board since; what it holds is taken back and corrected all the same.
    for (const holder of holders.values()) {
      const decision = followLedger(item, holder, undefined, now);
      if (decision) add(holder.destinationId, holder, decision, undefined);
    }
    return planned;
  });
}

const GUID = 'exchange/guid';

/** The record as the agreements must judge it, and whose it is by its guid where that is not the sender. */
export function asJudged(
  record: NewsRecord,
  senderId: PartnerId,
  named: readonly PartnerId[],
  board: AgreementBoard,
): { issuer?: PartnerId; judged: NewsRecord } {
  const [issuer] = named.includes(senderId) || named.length > 1 ? [] : named;
  return issuer === undefined ? { judged: record } : { issuer, judged: issuedBy(issuer, record, board) };
}

/** An item under another partner's guid is that partner's. */
function issuedBy(issuer: PartnerId, record: NewsRecord, board: AgreementBoard): NewsRecord {
  const name = board.senders.get(issuer)?.providerNames.find((one) => one !== issuer);
  return { ...record, provider: { id: issuer, ...(name === undefined ? {} : { name }) } };
}

/**
 * Whoever never had the item is not told that it was killed: there is nothing to take back. And whoever has another
 * partner's item of this guid does not get this one, for receivers know items by their guids: it would replace, or take
 * back, what is not its sender's.
 */
function forNewcomer(
  item: AcceptedItem,
  receiver: Receiver,
  namesakes: readonly Namesake[],
  agreed: Decision,
): Decision {
  if (!agreed.allow) return agreed;
  const refuse = (reason: Refusal, clause: string, detail: string): Decision => ({
    allow: false,
    reason,
    clause,
    detail,
    trace: [...agreed.trace, { clause, outcome: 'failed', detail }],
  });
  if (item.change === 'kill')
    return refuse('canceled-before-delivery', 'item/pubStatus', 'killed before anything was delivered here');
  if (namesakes.some(({ partnerId }) => partnerId === receiver.partnerId))
    return refuse('echo', GUID, `${receiver.partnerId} brought an item of this guid before`);
  const held = namesakes.find(({ destinationIds }) => destinationIds.includes(receiver.destinationId));
  if (held !== undefined)
    return refuse(
      'quarantined',
      GUID,
      `${held.partnerId} brought an item of this guid before, which went there`,
    );
  return agreed;
}

function forHolder(item: AcceptedItem, holder: Holder, agreed: Decision, now: Date): Decision {
  // A correction that is granted follows its grant, with the grant's obligations and the embargo as agreed.
  if (item.change === 'correction' && agreed.allow) return agreed;
  return followLedger(item, holder, agreed, now) ?? agreed;
}

/** The decision that the ledger makes for a holder; undefined where it has no say and the agreements have. */
function followLedger(
  item: AcceptedItem,
  holder: Holder,
  agreed: Decision | undefined,
  now: Date,
): Decision | undefined {
  const dueAt = ledgerDue(item, now);
  if (dueAt === undefined) return undefined;
  const held =
    holder.version === undefined ? 'may hold an earlier version' : `holds version ${holder.version}`;
  const against = agreed === undefined ? 'no receiver any more' : agreed.allow ? undefined : agreed.reason;
  // What no grant covers now are new files; the holder gets the words without them. A notice has none to leave out.
  const isNotice = item.change === 'kill' || item.change === 'withhold';
  const refusedFiles = agreed?.allow
    ? agreed.withoutRenditions
    : item.record.renditions?.map(({ href }) => href);
  return {
    allow: true,
    agreementId: agreed?.agreementId,
    agreementVersion: agreed?.agreementVersion,
    grantId: agreed?.grantId,
    dueAt,
    obligations: agreed?.allow ? agreed.obligations : [],
    withoutRenditions: isNotice ? undefined : refusedFiles,
    trace: [
      ...(agreed?.trace ?? []),
      {
        clause: 'ledger/holder',
        outcome: 'passed',
        detail: `${held}: the ${item.change} goes there ${against === undefined ? 'as agreed' : `in spite of ${against}`}`,
      },
    ],
  };
}

function ledgerDue(item: AcceptedItem, now: Date): Instant | undefined {
  if (item.change === 'kill' || item.change === 'withhold') return now.toISOString();
  if (item.change !== 'correction') return undefined;
  // Following the ledger overrides what is agreed, not an embargo: that binds every version.
  const embargo = embargoOf(item.record);
  if (isReleased(embargo, now)) return now.toISOString();
  return embargo.kind === 'until' && Number.isFinite(Date.parse(embargo.at)) ? embargo.at : undefined;
}

function priorityOf({ change, record }: AcceptedItem, holder: Holder | undefined): Priority {
  if (change === 'kill') return PRIORITY.kill;
  if (holder !== undefined && (change === 'correction' || change === 'withhold')) return PRIORITY.correction;
  const urgent = (record.urgency ?? 9) <= URGENT || record.signals?.includes('alert');
  return urgent ? PRIORITY.urgent : PRIORITY.normal;
}
