import { MOST_WARNINGS } from '#exchange/inbound/accept-page.js';
import type { Acceptance, AcceptRecords } from '#exchange/inbound/accept-records.js';
import { changeOf, givenVersion, highest } from '#exchange/inbound/classify.js';
import type { Classified, CurrentItem, DocumentArchive, Feed } from '#exchange/inbound/inbound-ports.js';
import type { ItemChange, Redecoded } from '#exchange/inbound/redecoded.js';
import type { NewsRecord } from '#news/record.js';

/** Accepts what reading stored documents again has brought to light, and lets the documents out of quarantine. */
export class ApplyRedecoded {
  constructor(
    private readonly acceptRecords: AcceptRecords,
    private readonly archive: DocumentArchive,
  ) {}

  /**
   * Document by document, the oldest first. An item that has got another version since it was compared is left alone and
   * is among the `stale`. Cut short by the signal, it can be run again: what was accepted is then the same as what is held.
   *
   * @throws only when the ledger or the agreements are out of reach; what was accepted before stays accepted
   */
  async run(
    feed: Pick<Feed, 'id' | 'partnerId'>,
    { items, mended }: Pick<Redecoded, 'items' | 'mended'>,
    signal: AbortSignal,
    progress: (done: number, of: number) => void = () => {},
  ): Promise<Acceptance> {
    const sum: Acceptance = { accepted: [], unchanged: 0, stale: [], refused: [], complete: true };
    const counts = new Map<number, number>();
    let done = 0;
    for (const [fetchId, changes] of byDocument(items)) {
      const { providerVersions } = changes[0]!;
      const held = new Map(changes.map((change) => [change.guid, change.heldVersion]));
      const acceptance = await this.acceptRecords.run(
        {
          partnerId: feed.partnerId,
          feedId: feed.id,
          fetchId,
          records: changes.map(({ record }) => record),
          providerVersions,
          classify: (candidate, current) =>
            judge(candidate, current, held.get(candidate.guid), providerVersions),
        },
        signal,
      );
      sum.accepted.push(...acceptance.accepted);
      sum.stale.push(...acceptance.stale);
      sum.refused.push(...acceptance.refused);
      counts.set(fetchId, acceptance.accepted.length);
      if (!acceptance.complete) return { ...sum, complete: false };
      done += changes.length;
      progress(done, items.length);
    }
    for (const { fetchId, decoded, records } of mended) {
      const warnings = decoded.warnings.slice(0, MOST_WARNINGS);
      const accepted = counts.get(fetchId) ?? 0;
      await this.archive.settle(fetchId, { decoded: true, ...decoded, warnings, records, accepted });
    }
    return sum;
  }
}

function byDocument(items: readonly ItemChange[]): [number, ItemChange[]][] {
  const documents = new Map<number, ItemChange[]>();
  for (const item of items) {
    const same = documents.get(item.fetchId);
    if (same) same.push(item);
    else documents.set(item.fetchId, [item]);
  }
  return [...documents].sort(([a], [b]) => a - b);
}

/**
 * What the item was compared with is what it must still be. Dates and fingerprints are not asked again: what is read anew
 * may well be dated earlier than what was misread.
 */
function judge(
  record: NewsRecord,
  current: CurrentItem | undefined,
  heldVersion: number | undefined,
  providerVersions: boolean,
): Classified {
  if (current?.version !== heldVersion) {
    return { outcome: 'stale', detail: `the item has got version ${current?.version} since it was compared` };
  }
  const given = givenVersion(record, providerVersions);
  const change = changeOf(record, current);
  if (current === undefined) {
    return { outcome: 'accepted', change, version: given ?? 1, providerVersion: given };
  }
  return {
    outcome: 'accepted',
    change,
    version: Math.max(current.version + 1, given ?? 1),
    providerVersion: highest(given, current.providerVersion),
  };
}
