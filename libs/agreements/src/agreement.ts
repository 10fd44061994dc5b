import type { AgreementId, DestinationId, PartnerId, Qcode } from '#news/ids.js';
import type { Instant, ItemClass } from '#news/record.js';

/** A memorandum as data. `version` grows by one with every change; a decision names the version it was made under. */
export interface Agreement {
  id: AgreementId;
  version: number;
  title: string;
  /** ISO 8601 date, `2025-11-18`, or month, `2025-10`, where the day is not known. For the record: nothing is decided by it. */
  signedOn: string;
  /** ISO date: the first day it holds, in the receiver's zone. */
  validFrom: string;
  /** ISO date: the last day it holds, in the receiver's zone; absent = until withdrawn. */
  validUntil?: string;
  parties: PartnerId[];
  recall: { confirmWithinMinutes: number; escalateTo: string[] };
  grants: Grant[];
}

/** One clause: what `from` gives to `to`, and on what terms. Whatever no grant names is refused. */
export interface Grant {
  id: string;
  from: PartnerId[];
  to: PartnerId[];
  items: {
    classes: ItemClass[];
    /** BCP 47 ranges: `ru` also covers `ru-KZ`, `uz` covers `uz-Latn` and `uz-Cyrl`. */
    languages: string[];
    subjects?: { any?: Qcode[]; none?: Qcode[] };
  };
  /** Items whose provider is not the sender. */
  thirdParty: { rule: 'refuse' } | { rule: 'allow-listed'; providers: string[] };
  use: {
    platforms: string[];
    /** ISO 3166-1 alpha-2. */
    territories: string[];
    archiveDays?: number;
    edits?: string;
    sublicence: boolean;
  };
  credit?: { line: string; required: boolean };
  /** `hold`: due when the embargo ends. `advance`: delivered early, marked, for preparation only. */
  embargo: 'hold' | 'advance';
  quota?: { perDay: number };
  balance?: { with: string; ratio: string; toleratePercent: number };
}

/** What `decide` must know of the receiving side. */
export interface Receiver {
  destinationId: DestinationId;
  partnerId: PartnerId;
  /** Names and ids under which the partner appears as `provider` of its own items: such an item would be an echo. */
  providerNames: string[];
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** IANA zone in which days of validity and quota are counted. */
  zone: string;
  platforms: string[];
  /** It receives in a format made for readers, with no word for an embargo: advance copies wait for the end of theirs. */
  forReaders?: boolean;
}

/** What `decide` must know of the sending side: the partner whose feed carried the item. */
export interface Sender {
  partnerId: PartnerId;
  /** Names and ids under which the partner appears as `provider` of its own items. */
  providerNames: string[];
  /** IANA zone. */
  zone: string;
}

/** What the receiver must do with an item it was given; travels with it in every format that can carry it. */
export type Obligation =
  | { type: 'credit'; line: string; required: boolean }
  | { type: 'usage-terms'; text: string }
  | { type: 'expiry'; at: Instant }
  | { type: 'embargo'; until: Instant };

export type Refusal =
  | 'no-agreement'
  | 'not-yet-valid'
  | 'expired'
  | 'class-not-granted'
  | 'language-not-granted'
  | 'subject-excluded'
  | 'territory'
  | 'platform'
  | 'restricted-by-source'
  | 'embargoed'
  | 'embargo-indefinite'
  | 'withheld'
  | 'canceled-before-delivery'
  | 'quota-spent'
  | 'echo'
  | 'third-party'
  | 'rights-missing'
  | 'window-closed'
  | 'quarantined';

/** One clause that was looked at, in the order of looking. `clause` reads like `agreement-id/grant-id/languages`. */
export interface TraceStep {
  clause: string;
  outcome: 'passed' | 'failed' | 'noted';
  detail: string;
}

export type Decision =
  | {
      allow: true;
      /**
       * The grant that allowed it. All three are absent only where the ledger decided instead of a grant: who holds an
       * earlier version gets its correction, hold and kill, whatever is agreed by then.
       */
      agreementId?: AgreementId;
      agreementVersion?: number;
      grantId?: string;
      /** When the delivery may leave: now, or the end of an embargo. */
      dueAt: Instant;
      obligations: Obligation[];
      /** hrefs of renditions the grant does not cover; the item goes without them. */
      withoutRenditions?: string[];
      trace: TraceStep[];
    }
  | {
      allow: false;
      reason: Refusal;
      clause: string;
      detail: string;
      agreementId?: AgreementId;
      agreementVersion?: number;
      grantId?: string;
      trace: TraceStep[];
    };
