/** The code of a dead letter that no agreement grants any more by the time at which it would have left. */
export const NO_LONGER_GRANTED = 'delivery.no-longer-granted';
/** … of what was a dead letter until its item was killed, and is superseded. */
export const ITEM_KILLED = 'delivery.item-killed';
/** … of what was a dead letter until a person said that nothing is to be done about it, and is superseded. */
export const DISMISSED = 'delivery.dismissed';
