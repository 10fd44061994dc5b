import type { EscalationReason, FollowUp, Outstanding, RecallHolder } from '#exchange/recall/recall-ports.js';

/**
 * How far a recall has come with one holder. `cannot-be-sent`, `held` and `not-delivered` need a person who calls;
 * `waiting` and `on-the-way` are the exchange's, `in-feed` and `acknowledged` the partner's.
 */
export type Progress =
  | 'cannot-be-sent'
  | 'held'
  | 'not-delivered'
  | 'waiting'
  | 'on-the-way'
  | 'in-feed'
  | 'acknowledged'
  | 'confirmed';

export function progressOf(holder: RecallHolder): Progress {
  if (holder.confirmedAt !== undefined) return 'confirmed';
  if (acknowledgedAt(holder) !== undefined) return 'acknowledged';
  if (holder.state === undefined || holder.lane === 'removed') return 'cannot-be-sent';
  if (holder.deliveredAt !== undefined) return 'in-feed';
  if (holder.state === 'dead') return 'not-delivered';
  if (holder.lane !== 'open') return 'held';
  return holder.state === 'in_flight' ? 'on-the-way' : 'waiting';
}

/** When the partner certainly had the kill; undefined where it may not have seen it yet. */
export const acknowledgedAt = ({ transport, pickedUpAt, deliveredAt }: RecallHolder): string | undefined =>
  transport === 'pull' ? pickedUpAt : deliveredAt;

const MINUTE_MS = 60_000;
/** A person who was told once is reminded in good measure, however short the agreed time. */
const LEAST_REPEAT_MINUTES = 60;

/**
 * What is to be done about a holder now. Who cannot be reached is escalated at once; the partner is reminded after half of
 * the agreed time and a person told when it is over; after that both are reminded once in each further agreed time, and
 * every hour at most.
 */
export function followUpOf(holder: Outstanding, now: Date): FollowUp | undefined {
  const progress = progressOf(holder);
  if (progress === 'confirmed') return undefined;
  const unreachable = unreachableBecause(holder, progress);
  if (unreachable !== undefined && holder.escalatedFor !== unreachable)
    return { deed: 'escalate', why: unreachable };

  const opened = Date.parse(holder.openedAt);
  const agreed = holder.confirmWithinMinutes * MINUTE_MS;
  if (now.getTime() >= opened + agreed && !OVERDUE.has(holder.escalatedFor) && unreachable === undefined) {
    return { deed: 'escalate', why: progress === 'acknowledged' ? 'not-confirmed' : 'not-acknowledged' };
  }
  if (holder.escalatedAt === undefined) {
    const due = holder.remindedAt === undefined && now.getTime() >= opened + agreed / 2;
    return due ? { deed: 'remind' } : undefined;
  }
  const last = Math.max(Date.parse(holder.escalatedAt), Date.parse(holder.remindedAt ?? holder.escalatedAt));
  const again = last + Math.max(holder.confirmWithinMinutes, LEAST_REPEAT_MINUTES) * MINUTE_MS;
  return now.getTime() >= again ? { deed: 'remind' } : undefined;
}

const OVERDUE: ReadonlySet<EscalationReason | undefined> = new Set(['not-acknowledged', 'not-confirmed']);

function unreachableBecause(holder: RecallHolder, progress: Progress): EscalationReason | undefined {
  switch (progress) {
    case 'cannot-be-sent':
      return 'removed';
    case 'held':
      return holder.lane === 'paused' ? 'paused' : 'disabled';
    case 'not-delivered':
      return 'dead';
    default:
      return undefined;
  }
}
