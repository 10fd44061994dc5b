/** What Korpu calls what a provider says about an item as a whole. */
export const PROFILE_SIGNALS = ['update', 'correction', 'kill', 'recall', 'alert'] as const;
export type ProfileSignal = (typeof PROFILE_SIGNALS)[number];

/**
 * What a provider's status can mean:
 * - `usable`, `withheld`, `canceled`: what NewsML-G2 means by it;
 * - `embargoed`: usable, but not before the embargo that the item names; without one it is held for good;
 * - `recalled`: taken back, as `canceled` with the signal `recall`.
 */
export const STATUS_MEANINGS = ['usable', 'withheld', 'canceled', 'embargoed', 'recalled'] as const;
export type StatusMeaning = (typeof STATUS_MEANINGS)[number];

/**
 * What tells an item of a feed from the others, for feeds whose ids do not:
 * - `id`: its own id; without one its link, file, or headline and date;
 * - `link`: its link, for ids that change at every poll;
 * - `link-and-date`, `link-date-and-title`: for feeds that use an id, or an address, for several stories.
 */
export const GUID_POLICIES = ['id', 'link', 'link-and-date', 'link-date-and-title'] as const;
export type GuidPolicy = (typeof GUID_POLICIES)[number];

/**
 * How one provider uses the formats, where that differs from the standards: plain data, a part of what is known of a
 * document from outside. All keys of the maps are matched without regard to case.
 */
export interface FeedProfile {
  /** By status: its code (`withheld`), or the code with its alias or URI. */
  statuses?: Record<string, StatusMeaning>;
  /** By signal as the document gives it: code, URI or words of an instruction. */
  signals?: Record<string, ProfileSignal>;
  /** By words that a line of the note to editors begins with. */
  edNoteSignals?: Record<string, ProfileSignal>;
  /** Whether words that are a signal stay before the headline; default `remove`. */
  headlinePrefix?: 'remove' | 'keep';
  guid?: GuidPolicy;
  /** Parameters in a guid that is an address which tell who asked and not which item: they are left out. */
  guidIgnores?: string[];
  /** Whether creators that are names of accounts (`loening.meyel`) are authors; default `keep`. */
  creatorLogins?: 'remove' | 'keep';
  /** What stands first in `10/11/2025`; default: what does where the feed's zone is, and without one it is not read. */
  dateOrder?: 'day-first' | 'month-first';
  /** What durations of ninjs count, for which the standard names no unit; default `seconds`. */
  durationUnit?: 'seconds' | 'milliseconds';
  /** Of items that name no provider; one that is named alike is completed with id and URI. */
  provider?: { id?: string; name?: string; uri?: string };
  subjects?: SubjectMap;
}

/** Which concepts a provider's subjects stand for: made of vocabularies by `subjectMapOf`. */
export interface SubjectMap {
  /** Codes with their alias, by name as `foldConceptName` gives it. */
  names: Record<string, string[]>;
  /** Codes of one scheme by those of another: `{ 'subj:04000000': ['medtop:04000000'] }`. */
  codes: Record<string, string[]>;
  /** URI of the schemes that the codes are of, by alias. */
  schemes: Record<string, string>;
}

/** The value of a map of the profile; `undefined` also for names that only an object's prototype has. */
export function lookUp<Value>(map: Record<string, Value> | undefined, key: string): Value | undefined {
  if (map === undefined) return undefined;
  if (Object.hasOwn(map, key)) return map[key];
  const folded = key.trim().toLowerCase();
  for (const [name, value] of Object.entries(map)) if (name.toLowerCase() === folded) return value;
  return undefined;
}
