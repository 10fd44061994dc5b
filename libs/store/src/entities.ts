import { AgreementRow } from './agreement.entity.js';
import { DestinationRow } from './destination.entity.js';
import { FeedRow } from './feed.entity.js';
import { PartnerRow } from './partner.entity.js';
import { ProfileRow } from './profile.entity.js';
import { VocabularyRow } from './vocabulary.entity.js';

/** What TypeORM's repositories read and write: the configuration. The ledger itself is SQL. */
export const ENTITIES = [PartnerRow, VocabularyRow, ProfileRow, FeedRow, DestinationRow, AgreementRow];
