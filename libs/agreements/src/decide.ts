import { conceptTree } from '#news/concept-tree.js';
import type { NewsRecord } from '#news/record.js';
import type { Agreement, Decision, Grant, Receiver, Refusal, Sender, TraceStep } from './agreement.js';
import { type AgreementIndex, type SignedByBoth, signedByBoth } from './agreement-index.js';
import { type Case, fail, type Judgement, pass, type Usage } from './case.js';
import { GRANT_CLAUSES } from './clauses.js';
import { instantAt, localDate } from './local-date.js';
import { foldName, foldNames, providerNamesOf } from './party-names.js';
import { uncoveredRenditions } from './rendition-class.js';
import { dueAtOf, obligationsOf } from './terms.js';

type Refused = Extract<Decision, { allow: false }>;

/** Where no vocabulary is known a subject is nothing but itself. */
const NO_TREE = conceptTree([]);

/**
 * Whether the receiver may have the item, under which grant, when, and with what obligations. Pure.
 *
 * The first grant that allows wins. Where none does, the refusal that came furthest down its grant's clauses is the one
 * reported, for it is what would have to change. Fails closed: what no grant names, and what cannot be read, is refused.
 *
 * @param agreements all that may apply, or an index of them where many decisions are taken under the same ones
 *   or where subjects also cover what is narrower
 * @param usage needed by grants with a quota, which refuse without it
 */
export function decide(
  item: NewsRecord,
  sender: Sender,
  receiver: Receiver,
  agreements: readonly Agreement[] | AgreementIndex,
  now: Date,
  usage?: Usage,
): Decision {
  const trace: TraceStep[] = [];
  const refuse = (clause: string, reason: Refusal, detail: string): Refused => {
    trace.push({ clause, outcome: 'failed', detail });
    return { allow: false, reason, clause, detail, trace };
  };

  if (sender.partnerId === receiver.partnerId)
    return refuse('exchange/parties', 'echo', `${receiver.partnerId} sent it`);

  const signed =
    'between' in agreements
      ? agreements.between(sender.partnerId, receiver.partnerId)
      : signedByBoth(agreements, sender.partnerId, receiver.partnerId);
  if (signed.length === 0)
    return refuse(
      'exchange/parties',
      'no-agreement',
      `${sender.partnerId} and ${receiver.partnerId} signed none`,
    );
  const ids = signed.map(({ agreement }) => agreement.id).join(', ');
  trace.push({ clause: 'exchange/parties', outcome: 'passed', detail: `both signed ${ids}` });

  const echo = echoDetail(item, receiver);
  if (echo) return refuse('exchange/echo', 'echo', echo);
  trace.push({
    clause: 'exchange/echo',
    outcome: 'passed',
    detail: `did not come from ${receiver.partnerId}`,
  });

  if (item.pubStatus === 'canceled')
    return refuse('exchange/status', 'canceled-before-delivery', 'canceled before it was delivered');
  if (item.pubStatus !== 'usable') return refuse('exchange/status', 'withheld', 'withheld by its provider');
  trace.push({ clause: 'exchange/status', outcome: 'passed', detail: 'usable' });

  const concepts = ('between' in agreements && agreements.concepts) || NO_TREE;
  return underAgreements(signed, { item, sender, receiver, now: now.getTime(), usage, concepts }, trace);
}

function underAgreements(
  signed: readonly SignedByBoth[],
  about: Omit<Case, 'agreement' | 'grant'>,
  trace: TraceStep[],
): Decision {
  let furthest = -1;
  let refused: Refused | undefined;
  const judged = (
    agreement: Agreement,
    grant: Grant | undefined,
    name: string,
    step: number,
    judgement: Judgement,
  ) => {
    if (judgement === 'silent') return true;
    const clause = grant ? `${agreement.id}/${grant.id}/${name}` : `${agreement.id}/${name}`;
    trace.push({ clause, outcome: judgement.passed ? 'passed' : 'failed', detail: judgement.detail });
    if (!judgement.passed && step > furthest) {
      furthest = step;
      refused = {
        allow: false,
        reason: judgement.reason,
        clause,
        detail: judgement.detail,
        agreementId: agreement.id,
        agreementVersion: agreement.version,
        ...(grant ? { grantId: grant.id } : {}),
        trace,
      };
    }
    return judgement.passed;
  };

  for (const { agreement, grants } of signed) {
    if (!judged(agreement, undefined, 'grants', 0, anyGrant(grants, about))) continue;
    if (!judged(agreement, undefined, 'dates', 1, dates(agreement, about))) continue;
    for (const grant of grants) {
      const one: Case = { ...about, agreement, grant };
      if (!GRANT_CLAUSES.every(({ name, judge }, i) => judged(agreement, grant, name, i + 2, judge(one))))
        continue;
      return allow(one, trace);
    }
  }
  // Every agreement failed at some step: `signed` is never empty here.
  return refused!;
}

function allow(one: Case, trace: TraceStep[]): Decision {
  const { item, agreement, grant } = one;
  const without = uncoveredRenditions(item, grant.items.classes);
  if (without.length > 0) {
    const detail = `goes without ${without.length} of its files, whose class is not granted`;
    trace.push({ clause: `${agreement.id}/${grant.id}/files`, outcome: 'noted', detail });
  }
  return {
    allow: true,
    agreementId: agreement.id,
    agreementVersion: agreement.version,
    grantId: grant.id,
    dueAt: instantAt(dueAtOf(one)),
    obligations: obligationsOf(one),
    ...(without.length > 0 ? { withoutRenditions: without } : {}),
    trace,
  };
}

const anyGrant = (
  grants: readonly Grant[],
  { sender, receiver }: Omit<Case, 'agreement' | 'grant'>,
): Judgement =>
  grants.length === 0
    ? fail('no-agreement', `nothing in it goes from ${sender.partnerId} to ${receiver.partnerId}`)
    : pass(`${grants.map(({ id }) => id).join(', ')}`);

function dates(agreement: Agreement, { receiver, now }: Omit<Case, 'agreement' | 'grant'>): Judgement {
  const { validFrom, validUntil } = agreement;
  const today = localDate(now, receiver.zone);
  if (today === undefined)
    return fail('not-yet-valid', `there is no zone “${receiver.zone}” to tell the day in`);
  if (today < validFrom) return fail('not-yet-valid', `it begins on ${validFrom}, and today is ${today}`);
  if (validUntil !== undefined && today > validUntil)
    return fail('expired', `it ended on ${validUntil}, and today is ${today}`);
  return pass(`${today} is within ${validFrom} – ${validUntil ?? 'until withdrawn'}`);
}

/** What came from a partner never goes back to it, by whatever way it came here. */
function echoDetail(item: NewsRecord, receiver: Receiver): string | undefined {
  const names = foldNames(receiver.providerNames);
  const isReceiver = (name: string): boolean => names.has(name) || name === receiver.partnerId;
  if (providerNamesOf(item).some(isReceiver)) return `${receiver.partnerId} issued it`;
  if (item.hops?.some((hop) => isReceiver(foldName(hop.partner))))
    return `it passed through ${receiver.partnerId}`;
  return undefined;
}
