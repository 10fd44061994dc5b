import type { Fate } from './fault-proxy.js';
import type { Kind } from './publication-plan.js';

/** One request as a receiver saw it: a line of its append-only ledger. */
export interface Arrival {
  /** 1, 2, 3 … over all receivers, as the requests were complete. */
  place: number;
  /** Milliseconds of the wall clock: when the request left the exchange. */
  sentAt: number;
  /** … and when it was complete here. */
  at: number;
  destination: string;
  webhookId: string;
  guid: string;
  version: number;
  kind: Kind;
  /** What the receiver answered. */
  status: number;
  /** What the network did with the request and its answer. */
  fate: Fate;
  /** The answer was written, and nothing kept it from the sender. */
  answered: boolean;
  /** Why the receiver would not believe the request: its signature, or a body that is not what the headers say. */
  fault?: string;
}

/** The receiver took it. */
export const accepted = ({ status, fault }: Arrival): boolean => status < 300 && fault === undefined;

/** The receiver said in so many words that it did not take it. */
export const refused = ({ status, fault }: Arrival): boolean =>
  fault !== undefined || status === 429 || status === 503;
