import type { ReplaySkip } from './replay.js';

/** Why a delivery is not sent again, for people. */
const REPLAY_SKIPS: Record<ReplaySkip, string> = {
  'newer-held': 'a newer version was delivered, or may have been',
  'newer-under-way': 'a newer version is on its way',
  'newer-dead': 'only the newest version is sent, and a newer one is a dead letter',
  'newer-dismissed': 'a newer version was dismissed, and nothing older takes its place',
  'newer-refused': 'a newer version may not go there',
  'no-longer-granted': 'no agreement grants it any more',
  killed: 'the item was killed',
  dismissed: 'it was dismissed',
  withheld: 'the item is withheld',
  'not-settled': 'it is still under way',
  superseded: 'a newer version took its place, or may not go there',
};

/** The same of a count of them, with the agreements under which they had been let go where that is why. */
export function whySkipped(why: ReplaySkip, formerAgreements: Readonly<Record<string, number>>): string {
  const former = Object.keys(formerAgreements).sort();
  if (why !== 'no-longer-granted' || former.length === 0) return REPLAY_SKIPS[why];
  return `${REPLAY_SKIPS[why]} (let go under ${former.join(', ')})`;
}
