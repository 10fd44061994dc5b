import type { Obligation } from '#agreements/agreement.js';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { referencesOf, withoutReferences, withoutTitles } from '#exchange/outbound/references.js';
import { withoutMedia } from '#exchange/outbound/strip-media.js';
import type { Guid } from '#news/ids.js';
import type { Hop, Instant, NewsRecord, Rights } from '#news/record.js';

/** What of a delivery shapes the record that leaves. */
export type Outgoing = Pick<
  ClaimedDelivery,
  'version' | 'kind' | 'asNew' | 'obligations' | 'withoutRenditions' | 'sourcePartnerId'
> & {
  /** Items that the record names and the receiver may not have: see `VersionReader.refused`. */
  withoutItems?: readonly Guid[];
};

/** Signals that speak of an earlier version. */
const ABOUT_EARLIER = new Set(['update', 'correction']);

const KILL = 'KILL: do not use. Remove every version.';
const HOLD = 'HOLD: do not use until it is released.';

export const tellsOfEarlier = ({ signals }: Pick<NewsRecord, 'signals'>): boolean =>
  signals?.some((signal) => ABOUT_EARLIER.has(signal)) ?? false;

/**
 * The record as one delivery sends it: under the ledger's version, with the way it came, with the receiver's
 * obligations in the fields that formats can carry, without the files the agreement does not cover and the items it may
 * not have, and without the word "correction" for a receiver that never saw what was wrong. A kill or a hold is a notice: it names the item and
 * says what to do, and carries nothing that could be published. `exchange` names this exchange, `at` is now.
 */
export function outgoingRecord(
  record: NewsRecord,
  delivery: Outgoing,
  exchange: string,
  at: Instant,
): NewsRecord {
  const { version, kind, asNew, sourcePartnerId } = delivery;
  let sent: NewsRecord = { ...record, version, hops: hopsOf(record, [sourcePartnerId, exchange], at) };
  if (kind === 'kill') return notice({ ...sent, pubStatus: 'canceled' }, KILL);
  if (record.pubStatus === 'withheld') return notice(sent, HOLD);
  if (asNew && tellsOfEarlier(record)) {
    sent.signals = present(record.signals?.filter((signal) => !ABOUT_EARLIER.has(signal)));
  }
  leaveOut(sent, delivery.withoutRenditions);
  sent = withoutItems(sent, delivery.withoutItems);
  for (const obligation of delivery.obligations) oblige(sent, obligation, at);
  return withoutAbsent(sent);
}

function notice(sent: NewsRecord, instruction: string): NewsRecord {
  const bare = withoutTitles(sent);
  return withoutAbsent({
    ...bare,
    body: undefined,
    description: undefined,
    subheadline: undefined,
    renditions: undefined,
    links: present(bare.links?.filter(({ href }) => href === undefined)),
    // An embargo would make readers wait with what must be done now.
    embargoed: undefined,
    edNote: noteOf(instruction, sent.edNote),
  });
}

/** A notice with nothing in it that a format could stumble over. */
export const bareNotice = (
  { guid, version, itemClass, versionCreated, hops, edNote }: NewsRecord,
  pubStatus: 'canceled' | 'withheld',
): NewsRecord =>
  withoutAbsent({
    kind: 'newsItem',
    guid,
    version,
    itemClass,
    provider: {},
    pubStatus,
    versionCreated,
    hops,
    edNote,
    fingerprint: '',
  });

/** A notice for a format without a word for one, such as RSS: an item of which the title alone says it. */
export const spokenNotice = (outgoing: NewsRecord): NewsRecord =>
  withoutAbsent({
    ...bareNotice(outgoing, 'withheld'),
    pubStatus: 'usable',
    headline: outgoing.pubStatus === 'withheld' ? HOLD : KILL,
    edNote: undefined,
  });

function hopsOf(record: NewsRecord, stations: string[], at: Instant): Hop[] {
  const hops = [...(record.hops ?? [])];
  for (const partner of stations) if (hops.at(-1)?.partner !== partner) hops.push({ partner, at });
  return hops;
}

function leaveOut(sent: NewsRecord, hrefs: readonly string[]): void {
  if (hrefs.length === 0) return;
  const refused = new Set(hrefs);
  const kept = sent.renditions?.filter(({ href }) => !refused.has(href));
  const links = sent.links?.filter(({ href }) => href === undefined || !refused.has(href));
  const count = (...lists: (unknown[] | undefined)[]) =>
    lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  const missing = count(sent.renditions, sent.links) - count(kept, links);
  sent.renditions = present(kept);
  sent.links = present(links);
  if (sent.body !== undefined) sent.body = withoutMedia(sent.body, refused);
  if (missing > 0) {
    const files = missing === 1 ? '1 file' : `${missing} files`;
    sent.edNote = noteOf(sent.edNote, `Sent without ${files} that the agreement does not cover.`);
  }
}

function withoutItems(sent: NewsRecord, guids: readonly Guid[] = []): NewsRecord {
  const refused = new Set(guids);
  const count = referencesOf(sent).filter((guid) => refused.has(guid)).length;
  if (count === 0) return sent;
  const items = count === 1 ? 'one item' : `${count} items`;
  const note = `Sent without ${items} it refers to, which you do not have.`;
  return { ...withoutReferences(sent, refused), edNote: noteOf(sent.edNote, note) };
}

function oblige(sent: NewsRecord, obligation: Obligation, at: Instant): void {
  switch (obligation.type) {
    case 'credit':
      sent.creditline = withCredit(sent.creditline, obligation.line);
      if (obligation.required) addTerm(sent, `Credit required: ${obligation.line}`);
      return;
    case 'usage-terms':
      addTerm(sent, obligation.text);
      return;
    case 'expiry':
      addTerm(sent, `Not to be used after ${obligation.at}`);
      return;
    case 'embargo':
      // Held until it was over: nothing is left to wait for.
      if (Date.parse(obligation.until) <= Date.parse(at)) return;
      sent.embargoed = obligation.until;
      sent.edNote = noteOf(`EMBARGOED until ${obligation.until}: for preparation only.`, sent.edNote);
  }
}

/** Agencies join credits by a slash: `Report/Reuters`. One that is named already is not named twice. */
function withCredit(creditline: string | undefined, line: string): string {
  if (creditline === undefined) return line;
  return creditline.toLowerCase().includes(line.toLowerCase()) ? creditline : `${creditline} / ${line}`;
}

function addTerm(sent: NewsRecord, term: string): void {
  const rights: Rights = sent.rights ?? {};
  const terms = rights.usageTerms ?? [];
  if (!terms.includes(term)) sent.rights = { ...rights, usageTerms: [...terms, term] };
}

const noteOf = (...parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');

const present = <T>(list: T[] | undefined): T[] | undefined => (list?.length ? list : undefined);

/** A record has no field without a value. */
function withoutAbsent(record: NewsRecord): NewsRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as NewsRecord;
}
