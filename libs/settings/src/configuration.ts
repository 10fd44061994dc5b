import type { AgreementSettings } from './schema/agreement-schema.js';
import type { DestinationSettings } from './schema/destination-schema.js';
import type { FeedSettings } from './schema/feed-schema.js';
import type { PartnerSettings } from './schema/partner-schema.js';

/** Everything `config/` describes, checked, with defaults filled in and references resolved; sorted by id. */
export interface Configuration {
  partners: PartnerSettings[];
  feeds: FeedSettings[];
  destinations: DestinationSettings[];
  agreements: AgreementSettings[];
}

/** The folders of `config/` and the lists of `Configuration`, each after those it refers to. */
export const KINDS = ['partners', 'feeds', 'destinations', 'agreements'] as const;
export type Kind = (typeof KINDS)[number];
