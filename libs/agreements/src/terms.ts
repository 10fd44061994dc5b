import { embargoOf } from '#news/embargo.js';
import type { NewsRecord } from '#news/record.js';
import type { Obligation } from './agreement.js';
import type { Case } from './case.js';
import { addDuration, instantAt } from './local-date.js';
import { foldName, foldNames, providerLabel, providerNamesOf } from './party-names.js';
import { allowedPlatforms, restrictionsOf } from './source-restrictions.js';

const DAY = 86_400_000;

/** Milliseconds since 1970 at which the delivery may leave: now, or the end of an embargo that the grant holds to. */
export function dueAtOf(one: Pick<Case, 'item' | 'grant' | 'receiver' | 'now'>): number {
  const embargo = embargoOf(one.item);
  if (embargo.kind !== 'until' || leavesEarly(one)) return one.now;
  return Math.max(one.now, Date.parse(embargo.at));
}

/** Only where an advance copy can be marked as one. */
export const leavesEarly = ({ grant, receiver }: Pick<Case, 'grant' | 'receiver'>): boolean =>
  grant.embargo === 'advance' && !receiver.forReaders;

/** Times of use are counted from the first publication, so that an update does not open the window again. */
const clockStart = (item: NewsRecord): number => Date.parse(item.firstCreated ?? item.versionCreated ?? '');

/**
 * When a time of use or of keeping that the source sets is over. NaN when the item has no date to count from or the
 * time cannot be read; undefined when no time is set.
 */
export function endOfUse(item: NewsRecord, type: 'window' | 'archive'): number | undefined {
  const ends = restrictionsOf(item, type)
    .filter(({ value }) => type === 'window' || value !== 'none')
    .map(({ value }) => {
      const start = clockStart(item);
      return Number.isNaN(start) ? Number.NaN : (addDuration(start, value) ?? Number.NaN);
    });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** Whether somebody other than the sender issued the item. An item that names no provider cannot be shown to be its own. */
export function isThirdParty({ item, sender }: Pick<Case, 'item' | 'sender'>): boolean {
  const own = foldNames(sender.providerNames);
  return !providerNamesOf(item).some((name) => own.has(name) || name === sender.partnerId);
}

/** Whom to credit: the source's wish, the third party and the grant's own line, each once. */
export function creditOf({ item, sender, grant }: Pick<Case, 'item' | 'sender' | 'grant'>): {
  line?: string;
  required: boolean;
} {
  const demanded = restrictionsOf(item, 'credit').map(({ value }) => value);
  const required = demanded.length > 0 || grant.credit?.required === true;
  const foreign = isThirdParty({ item, sender });
  const issuer = item.creditline ?? item.rights?.holder ?? providerLabel(item);
  // The sender's own line alone would pass another's work off as the sender's.
  if (foreign && issuer === undefined) return { required };
  const names = [
    ...demanded.filter((name) => name !== 'required'),
    ...(foreign ? [issuer] : []),
    grant.credit?.line ?? (required ? issuer : undefined),
  ].filter((name) => name !== undefined);
  const unique = names.filter(
    (name, i) => names.findIndex((other) => foldName(other) === foldName(name)) === i,
  );
  return unique.length > 0 ? { line: unique.join(' / '), required } : { required };
}

/** Platforms on which the receiver may use the item: its own, less what the grant and the source do not allow. */
function usablePlatforms({
  item,
  receiver,
  grant,
}: Pick<Case, 'item' | 'receiver' | 'grant'>): readonly string[] {
  const granted = receiver.platforms.filter((platform) => grant.use.platforms.includes(platform));
  return allowedPlatforms(item, granted).platforms;
}

/** What the receiver must do with an item that a grant allows. */
export function obligationsOf(one: Case): Obligation[] {
  const { item, grant } = one;
  const obligations: Obligation[] = [];
  const credit = creditOf(one);
  if (credit.line !== undefined)
    obligations.push({ type: 'credit', line: credit.line, required: credit.required });
  obligations.push({ type: 'usage-terms', text: grantTerms(one) });
  for (const text of sourceTerms(item)) obligations.push({ type: 'usage-terms', text });
  const ends = [
    grant.use.archiveDays === undefined ? undefined : dueAtOf(one) + grant.use.archiveDays * DAY,
    endOfUse(item, 'window'),
    endOfUse(item, 'archive'),
  ].filter((end) => end !== undefined && !Number.isNaN(end)) as number[];
  if (ends.length > 0) obligations.push({ type: 'expiry', at: instantAt(Math.min(...ends)) });
  const embargo = embargoOf(item);
  if (embargo.kind === 'until' && dueAtOf(one) < Date.parse(embargo.at))
    obligations.push({ type: 'embargo', until: embargo.at });
  return obligations;
}

function grantTerms(one: Case): string {
  const { territories, edits, sublicence, archiveDays } = one.grant.use;
  return [
    `For use in ${territories.join(', ')} on ${usablePlatforms(one).join(', ')}`,
    ...(edits === undefined ? [] : [`edits: ${edits}`]),
    ...(sublicence ? [] : ['not to be passed on']),
    ...(archiveDays === undefined ? [] : [`to be kept ${archiveDays} days at most`]),
  ].join('; ');
}

/** The source's own words for limits that `decide` cannot judge; not repeated where the usage terms say them already. */
function sourceTerms({ rights }: NewsRecord): string[] {
  const said = rights?.usageTerms ?? [];
  const quotes = (rights?.restrictions ?? [])
    .filter(({ type }) => type !== 'territory' && type !== 'credit')
    .map(({ source }) => source);
  return [...new Set(quotes)].filter((quote) => !said.some((term) => term.includes(quote)));
}
