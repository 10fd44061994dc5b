import type { NewsRecord } from '#news/record.js';
import type { OutputFormat, Warning } from './codec.js';
import { canSay } from './feed-entry.js';

/** What is told of a record that a document does not hold, by its guid. */
export const leftOut = (
  why: 'older-version' | 'embargoed' | 'canceled' | 'withheld' | 'plan',
  { guid, version, headline }: NewsRecord,
): Warning => ({
  code: `${why}-left-out`,
  at: guid,
  detail: `version ${version}${headline === undefined ? '' : `: ${headline}`}`,
});

/** The records that a document of the format says nothing of at `sentAt`, and why. */
export const unsaid = (format: OutputFormat, records: readonly NewsRecord[], sentAt: string): Warning[] =>
  records.filter((record) => !canSay(format, record, sentAt)).map((record) => leftOut(whyOf(record), record));

function whyOf({ kind, pubStatus }: NewsRecord): 'embargoed' | 'canceled' | 'withheld' | 'plan' {
  if (kind === 'planningItem') return 'plan';
  return pubStatus === 'usable' ? 'embargoed' : pubStatus;
}
