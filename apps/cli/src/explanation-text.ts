import type { Refusal } from '#agreements/agreement.js';
import { type DecisionNames, explainDecision } from '#agreements/explain.js';
import type { DecisionRead } from '#store/read/decisions.js';
import { ITEM_KILLED, NO_LONGER_GRANTED } from '#store/settled-codes.js';
import { commandLine } from './command-line.js';
import { counted } from './counted.js';
import {
  decisionOf,
  type ExplainedDelivery,
  type ExplainedDestination,
  type Explanation,
} from './explanation.js';

/**
 * An explanation for people, a line each: the newest decision with every clause that was looked at, older ones with
 * their verdict.
 *
 * @param now RFC 3339, to tell what is due
 * @param full every clause of the older decisions too
 */
export function explanationLines(
  explanation: Explanation,
  destination: ExplainedDestination,
  now: string,
  full = false,
): string[] {
  const { item, sender, decisions } = explanation;
  return [
    item.headline ? `“${item.headline}”` : item.guid,
    `  ${item.guid}`,
    `  ${[item.itemClass, item.language, `version ${item.version}`, item.pubStatus].filter(Boolean).join(', ')}; from ${sender} by the feed ${item.feedId}`,
    `  ${destinationLine(explanation, destination)}`,
    ...(decisions.length === 0 ? ['', undecided(explanation, destination)] : []),
    ...decisions.flatMap((decision, i) => [
      '',
      ...decisionLines(decision, explanation, destination, now, full || i === 0),
      ...(i === 0 ? nextStep(decision, explanation).map((line) => `  ${line}`) : []),
    ]),
  ];
}

/** What a person can do about a refusal that the terms of an agreement are the cause of. */
function nextStep(decision: DecisionRead, { decisions, deliveries }: Explanation): string[] {
  const { version, allow, reason } = decision;
  if (allow || !reason || !OF_AGREEMENTS.has(reason)) return [];
  const ended = deliveries.find((one) => one.version === version && isUngranted(one, decisions));
  if (ended)
    return [
      `It was granted, and is not any more. Where the agreement should cover it, restore or extend it, and ${commandLine('apply')}:`,
      `within ten seconds this version is judged again. It does not leave by itself: ${commandLine(`replay --delivery ${ended.id}`)} sends it then.`,
    ];
  return [
    `This version is not decided again. Where the agreement should cover it, correct it, and ${commandLine('apply')}:`,
    'the next version of the item, which the sender can issue, is decided under it.',
  ];
}

/** A dead letter that is not sent again before an agreement grants it: the newest decision on its version says whether one does. */
const isUngranted = ({ code, state, version }: ExplainedDelivery, decisions: readonly DecisionRead[]) =>
  state === 'dead' &&
  code === NO_LONGER_GRANTED &&
  decisions.find((decision) => decision.version === version)?.allow === false;

const OF_AGREEMENTS: ReadonlySet<string> = new Set<Refusal>([
  'no-agreement',
  'not-yet-valid',
  'expired',
  'class-not-granted',
  'language-not-granted',
  'subject-excluded',
  'territory',
  'platform',
  'third-party',
  'window-closed',
  'quota-spent',
]);

function destinationLine({ receiver }: Explanation, destination: ExplainedDestination): string {
  const { id, transport, format, state, reason } = destination;
  if (transport === undefined) return `to ${id}, which is no longer configured`;
  const held = state === 'open' ? '' : `; it is ${state}${reason ? `: ${reason}` : ''}`;
  return `to ${id} of ${receiver} (${format} by ${transport})${held}`;
}

function undecided({ item, sender }: Explanation, { id, partnerId }: ExplainedDestination): string {
  if (partnerId === item.partnerId)
    return `Nothing to decide: ${id} belongs to ${sender}, and nobody is sent its own items.`;
  return `Nothing was decided: ${id} was not configured when the item came in (the last version ${item.updatedAt}).`;
}

function decisionLines(
  read: DecisionRead,
  { sender, receiver, agreements, decisions, deliveries }: Explanation,
  destination: ExplainedDestination,
  now: string,
  withTrace: boolean,
): string[] {
  const names: DecisionNames = { sender, receiver, agreements };
  const decision = decisionOf(read, deliveries);
  const verdict = explainDecision({ ...decision, trace: [] }, names);
  const lines = [
    ...verdict,
    ...(read.clause ? [`The clause that decided: ${read.clause}.`] : []),
    ...deliveries
      .filter(({ version }) => version === read.version)
      .flatMap((one) => [...deliveryLines(one, decisions, now), ...holdLines(one, read, destination, now)]),
  ];
  if (withTrace) {
    const clauses = explainDecision(decision, names).slice(verdict.length);
    lines.push('Clause by clause:', ...clauses.map((clause) => `  ${clause}`));
  }
  return [`Version ${read.version}, decided ${read.decidedAt}`, ...lines.map((line) => `  ${line}`)];
}

/** What became of one delivery, and of its attempts where they were not just one that worked. */
function deliveryLines(
  delivery: ExplainedDelivery,
  decisions: readonly DecisionRead[],
  now: string,
): string[] {
  const { id, kind, state, pickedUpAt, tries } = delivery;
  const what = `${kind === 'kill' ? 'Kill' : 'Delivery'} ${id}`;
  return [
    `${what}: ${stateOf(delivery, decisions, now)}.`,
    ...(pickedUpAt ? [`It was picked up ${pickedUpAt}.`] : []),
    ...(state === 'delivered' && tries.length === 1 ? [] : tries.map(tryLine)),
    ...(state === 'dead' ? lastAnswer(tries) : []),
  ];
}

/** Why the lane does not give it out although it is due, or will be before that ends. */
function holdLines(
  { kind, state, dueAt, createdAt, yieldsToQuietHours, mayAgeOut }: ExplainedDelivery,
  decision: DecisionRead,
  { restsUntil, consecutiveFailures = 0, quietUntil, rules }: ExplainedDestination,
  now: string,
): string[] {
  const outlasts = (until: string | undefined): boolean =>
    state === 'pending' && until !== undefined && until > now && until > dueAt;
  const maxAge = state === 'pending' && mayAgeOut ? rules?.maxAgeSeconds : undefined;
  const from = [createdAt, decision.dueAt ?? createdAt].map((moment) => Date.parse(moment));
  const tooOldAt = maxAge === undefined ? Number.POSITIVE_INFINITY : Math.max(...from) + maxAge * 1000;
  const leavesAt = [now, dueAt, ...(yieldsToQuietHours && quietUntil ? [quietUntil] : [])];
  const isTooOld = Math.max(...leavesAt.map((moment) => Date.parse(moment))) > tooOldAt;
  return [
    ...(kind === 'item' && outlasts(restsUntil)
      ? [`The lane rests until ${restsUntil}, after ${counted(consecutiveFailures, 'failure')}.`]
      : []),
    ...(yieldsToQuietHours && outlasts(quietUntil) ? [`Held by quiet hours until ${quietUntil}.`] : []),
    ...(isTooOld
      ? [
          `It may leave until ${new Date(tooOldAt).toISOString()} (maxAgeSeconds: ${maxAge}): in its turn it is a dead letter, delivery.too-old.`,
        ]
      : []),
  ];
}

function stateOf(delivery: ExplainedDelivery, decisions: readonly DecisionRead[], now: string): string {
  const { id, state, dueAt, settledAt, deliveredAt, code, attempts } = delivery;
  const before = deliveredAt === undefined ? '' : `delivered ${deliveredAt}; sent again, `;
  const tried = attempts === 0 ? '' : ` after ${counted(attempts, 'attempt')}`;
  switch (state) {
    case 'delivered':
      return `delivered ${deliveredAt}${deliveredAt === settledAt ? '' : ` and again ${settledAt}`}${tried}${answered(delivery)}`;
    case 'in_flight':
      return `${before}on its way now`;
    case 'superseded':
      if (delivery.dismissed)
        return `${before}a dead letter, dismissed ${delivery.dismissed.at} by ${delivery.dismissed.by}: ${delivery.dismissed.reason}`;
      if (code === ITEM_KILLED) return `${before}dead until the item was killed ${settledAt}`;
      return deliveredAt === undefined
        ? 'not sent, for a newer version took its place or may not go there'
        : `delivered ${deliveredAt}; not sent again, for a newer version took its place or may not go there`;
    case 'pending':
      return dueAt > now
        ? `${before}waits until ${dueAt}${tried}${answered(delivery)}`
        : `${before}due since ${dueAt}, and not sent yet${tried}`;
    case 'dead':
      return `${before}dead since ${settledAt}${tried}${code ? `, ${code}` : ''}${answered(delivery)}${isUngranted(delivery, decisions) ? '; it is not sent again before an agreement grants it' : `; ${commandLine(`replay --delivery ${id}`)} sends it again`}`;
  }
}

const answered = ({ status }: ExplainedDelivery): string =>
  status === undefined ? '' : `, answered ${status}`;

/** What the partner said last, on one line; what a terminal would act on is left out. */
function lastAnswer(tries: ExplainedDelivery['tries']): string[] {
  const answer = (tries.at(-1)?.answer ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return answer === '' ? [] : [`The last answer: ${answer}`];
}

const tryLine = ({ startedAt, milliseconds, code, status }: ExplainedDelivery['tries'][number]): string =>
  `  ${startedAt} ${code}${status === undefined ? '' : `, ${status}`}, ${milliseconds} ms`;
