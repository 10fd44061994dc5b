import type { DecodeContext } from '#codecs/codec.js';
import type { FeedProfile } from '#codecs/profile/feed-profile.js';
import { subjectMapOf } from '#codecs/profile/subject-map.js';
import type { ProfileSettings } from './schema/profile-schema.js';
import type { VocabSettings } from './schema/vocab-schema.js';

/** What a feed and a profile can both say of how documents are read. */
export type ReadingSettings = Partial<Omit<ProfileSettings, 'id' | 'name'>>;

/** How the documents of a feed are read, apart from what is known of each. */
export type DecodeSettings = Pick<DecodeContext, 'zone' | 'languages' | 'charset'> & {
  headlineSignals: NonNullable<DecodeContext['headlineSignals']>;
  profile: FeedProfile;
};

/**
 * A feed's own settings over those of its profile. Maps are joined key by key and the feed's entries win; everything
 * else of the feed replaces what the profile says.
 *
 * @param vocabularies all there are; those that the subjects name are used, in that order
 */
export function decodeSettings(
  feed: ReadingSettings,
  profile: ReadingSettings | undefined,
  vocabularies: readonly VocabSettings[],
): DecodeSettings {
  const wanted = feed.subjects ?? profile?.subjects;
  const used = wanted?.flatMap((id) => vocabularies.find((one) => one.id === id) ?? []);
  return {
    zone: feed.zone ?? profile?.zone,
    languages: feed.languages ?? profile?.languages,
    charset: feed.charset ?? profile?.charset,
    headlineSignals: { ...profile?.headlineSignals, ...feed.headlineSignals },
    profile: {
      statuses: { ...profile?.statuses, ...feed.statuses },
      signals: { ...profile?.signals, ...feed.signals },
      edNoteSignals: { ...profile?.edNoteSignals, ...feed.edNoteSignals },
      headlinePrefix: feed.headlinePrefix ?? profile?.headlinePrefix,
      guid: feed.guid ?? profile?.guid,
      guidIgnores: feed.guidIgnores ?? profile?.guidIgnores,
      creatorLogins: feed.creatorLogins ?? profile?.creatorLogins,
      dateOrder: feed.dateOrder ?? profile?.dateOrder,
      durationUnit: feed.durationUnit ?? profile?.durationUnit,
      provider: feed.provider ?? profile?.provider,
      subjects: used && subjectMapOf(used),
    },
  };
}
