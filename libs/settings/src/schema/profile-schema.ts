import { z } from 'zod';
import { GUID_POLICIES, PROFILE_SIGNALS, STATUS_MEANINGS } from '#codecs/profile/feed-profile.js';
import { language, line, profileId, vocabId, zone } from './field.js';

const signal = z.enum(PROFILE_SIGNALS);

/** How a provider uses its formats: the keys of a profile, each of which a feed may have itself and so override. */
export const profileFields = {
  zone: zone
    .optional()
    .describe('IANA time zone for dates that name none; default: that of the profile, else of the partner'),
  languages: z
    .array(language)
    .min(1)
    .optional()
    .describe(
      'What the feed is written in, most likely first; default: those of the profile, else of the partner',
    ),
  charset: line
    .optional()
    .describe('Read only where neither the bytes nor the document say what they are in'),
  statuses: z
    .record(line, z.enum(STATUS_MEANINGS))
    .default({})
    .describe(
      'What a publishing status means, by its code: withheld: embargoed. A status that neither the standard nor this map knows holds the item',
    ),
  signals: z
    .record(line, signal)
    .default({})
    .describe('What a signal or instruction means, by its code, URI or words: retraction: recall'),
  edNoteSignals: z
    .record(line, signal)
    .default({})
    .describe('Words that a line of the note to editors begins with, and the signal that they are'),
  headlineSignals: z
    .record(line, signal)
    .default({})
    .describe('Headline prefixes, in capitals, that are signals: "DÜZƏLİŞ": correction'),
  headlinePrefix: z
    .enum(['remove', 'keep'])
    .optional()
    .describe('Whether such a prefix stays before the headline. Default remove: the signal says it already'),
  guid: z
    .enum(GUID_POLICIES)
    .optional()
    .describe(
      'What tells an item of an RSS, Atom or JSON feed or a sitemap from the others. Default id; another only for feeds whose ids repeat or change, for it makes every item of the feed a new one',
    ),
  guidIgnores: z
    .array(line)
    .optional()
    .describe(
      'Parameters of guids that are addresses which tell who asked and not which item: they are left out',
    ),
  creatorLogins: z
    .enum(['remove', 'keep'])
    .optional()
    .describe('Whether creators that are names of accounts (loening.meyel) are authors. Default keep'),
  dateOrder: z
    .enum(['day-first', 'month-first'])
    .optional()
    .describe('What stands first in 10/11/2025. Default: what does where the zone is'),
  durationUnit: z
    .enum(['seconds', 'milliseconds'])
    .optional()
    .describe('What durations of ninjs count. Default seconds'),
  provider: z
    .strictObject({ id: line.optional(), name: line.optional(), uri: line.optional() })
    .optional()
    .describe('Who issued the items that name nobody; default: the partner'),
  subjects: z
    .array(vocabId)
    .min(1)
    .optional()
    .describe('Vocabularies, first one first, in which its subjects and categories are looked up'),
};

export const profileSchema = z
  .strictObject({
    id: profileId.describe('The name under which feeds refer to it'),
    name: line.optional().describe('As people call it; default: the id'),
    ...profileFields,
  })
  .meta({
    title: 'Profile',
    description: 'How one provider uses the formats, where that differs from the standards',
  });

/** A profile as its YAML file describes it, defaults filled in. */
export type ProfileSettings = z.output<typeof profileSchema>;
