/** Time as an argument: the only way time enters the pure rooms. */
export interface Clock {
  now(): Date;
}
