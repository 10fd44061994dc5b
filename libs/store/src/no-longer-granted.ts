/** The code of a dead letter that no agreement grants any more by the time at which it would have left. */
export const NO_LONGER_GRANTED = 'delivery.no-longer-granted';
