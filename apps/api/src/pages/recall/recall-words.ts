import type { RecallResource } from '../../rest/recall-resources.js';
import type { Html } from '../html.js';
import { type IconName, state, type Tone } from '../icon.js';

export type RecallHolder = RecallResource['holders'][number];

const PROGRESS: Record<RecallHolder['progress'], readonly [Tone, IconName, string]> = {
  'cannot-be-sent': ['red', 'octagon', 'Cannot be sent: call'],
  held: ['red', 'pause', 'Held: call'],
  'not-delivered': ['red', 'octagon', 'Not delivered: call'],
  waiting: ['blue', 'arrow', 'Waiting'],
  'on-the-way': ['blue', 'loop', 'On the way'],
  'in-feed': ['amber', 'clock', 'In its feed, not read yet'],
  acknowledged: ['amber', 'clock', 'Acknowledged, removal not confirmed'],
  confirmed: ['green', 'check', 'Removal confirmed'],
};

export function progressState({ progress }: RecallHolder): Html {
  const [tone, icon, words] = PROGRESS[progress];
  return state(tone, icon, words);
}

const ESCALATED: Record<NonNullable<RecallHolder['escalatedFor']>, string> = {
  removed: 'it is no longer configured',
  disabled: 'it is disabled',
  paused: 'it is paused',
  dead: 'the kill was given up',
  'not-acknowledged': 'the kill did not arrive in time',
  'not-confirmed': 'not confirmed in time',
};

/** Why a person was told; undefined where nobody had to be. */
export const escalationOf = ({ escalatedFor }: RecallHolder): string | undefined =>
  escalatedFor && ESCALATED[escalatedFor];

/** The kill has not got there, and neither has it got into the feed that the partner reads. */
export const isUnreached = ({ progress }: RecallHolder): boolean =>
  progress !== 'confirmed' && progress !== 'acknowledged' && progress !== 'in-feed';

const isOverdue = (holder: RecallHolder): boolean =>
  holder.progress !== 'confirmed' && holder.escalatedFor !== undefined;

export const isOpen = ({ closedAt }: RecallResource): boolean => closedAt === undefined;

/** Somebody at this end must act: a holder was not reached, or has not confirmed in time. */
export const isUrgent = (recall: RecallResource): boolean =>
  isOpen(recall) && recall.holders.some((holder) => isUnreached(holder) || isOverdue(holder));

export const confirmedOf = ({ holders }: RecallResource): RecallHolder[] =>
  holders.filter(({ progress }) => progress === 'confirmed');
