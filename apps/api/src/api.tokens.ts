/** What controllers are given; below wiring nothing is injected by its type. */
export const SERVICES = Symbol('ApiServices');
export const GATEKEEPER = Symbol('Gatekeeper');
export const SESSION_COOKIE = Symbol('SessionCookie');
export const EVENT_FEED = Symbol('EventFeed');
export const PAGE_ZONE = Symbol('PageZone');
export const PULL_FEED = Symbol('PullFeed');
export const METRICS = Symbol('ExchangeMetrics');
export const METRICS_ACCESS = Symbol('MetricsAccess');
