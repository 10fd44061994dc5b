import type { RecallResource } from '../../rest/recall-resources.js';
import { type Html, html } from '../html.js';
import { type IconName, state, type Tone } from '../icon.js';
import type { Moments } from '../moment.js';
import type { Names } from '../names.js';

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

/** Why a person has to act; undefined where nobody has to. */
export const escalationOf = ({ escalatedFor }: RecallHolder): string | undefined =>
  escalatedFor && ESCALATED[escalatedFor];

/** Whom the agreement names. Nobody is mailed: it is for whoever reads this to tell them. */
export const toTell = ({ escalateTo }: RecallHolder): string =>
  escalateTo.length === 0 ? '' : `; to be told: ${escalateTo.join(', ')}`;

/** Of an agreement without `recall.confirmWithinMinutes`, which is kept like one that gives just this, and where there is none. */
const USUAL_MINUTES = 60;

/** Where the time for a confirmation comes from. */
export function reasonForTime(
  { openedAt }: RecallResource,
  { confirmBy, agreementId }: RecallHolder,
): string {
  const minutes = Math.round((Date.parse(confirmBy) - Date.parse(openedAt)) / 60_000);
  if (agreementId === undefined) return `${minutes} minutes after the recall, as nothing else was agreed`;
  return minutes === USUAL_MINUTES
    ? `${minutes} minutes after the recall, as agreement ${agreementId} says or, where it says nothing, by default`
    : `${minutes} minutes after the recall, as agreement ${agreementId} says`;
}

/** A partner reads its pull feed itself: to have sent it there is not to have got it across. */
export const ACKNOWLEDGED: Record<RecallHolder['transport'], string> = {
  webhook: 'acknowledged',
  pull: 'read from the feed',
};

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

/** Who opened it, when, and whose the item is. */
export function opening(
  { sourcePartnerId, openedBy, openedAt }: RecallResource,
  names: Names,
  moments: Moments,
): Html {
  const at = moments.element(openedAt);
  const source = names.partner(sourcePartnerId);
  return openedBy === undefined
    ? html`Killed by ${source} at ${at}.`
    : html`Recalled by ${openedBy} at ${at}. The item is from ${source}.`;
}
