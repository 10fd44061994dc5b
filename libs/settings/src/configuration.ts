import type { AgreementSettings } from './schema/agreement-schema.js';
import type { DestinationSettings } from './schema/destination-schema.js';
import type { FeedSettings } from './schema/feed-schema.js';
import type { PartnerSettings } from './schema/partner-schema.js';
import type { ProfileSettings } from './schema/profile-schema.js';
import type { VocabSettings } from './schema/vocab-schema.js';

/** Everything `config/` describes, checked, with defaults filled in and references resolved; sorted by id. */
export interface Configuration {
  partners: PartnerSettings[];
  vocab: VocabSettings[];
  profiles: ProfileSettings[];
  feeds: FeedSettings[];
  destinations: DestinationSettings[];
  agreements: AgreementSettings[];
}

/** The folders of `config/` and the lists of `Configuration`, each after those it refers to. */
export const KINDS = ['partners', 'vocab', 'profiles', 'feeds', 'destinations', 'agreements'] as const;
export type Kind = (typeof KINDS)[number];
