/** What the processors are given: an `Exchange`, and a `Logger`. */
export const EXCHANGE = Symbol('exchange');
export const LOGGER = Symbol('logger');
