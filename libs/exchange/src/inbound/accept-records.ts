import type { Clock } from '#exchange/clock.js';
import { classify, withKillStatus } from '#exchange/inbound/classify.js';
import {
  type AcceptRequest,
  type AcceptResult,
  type AgreementBook,
  type FetchId,
  type ItemLedger,
  type RecallOrder,
  type SendAborter,
  UnacceptableRecord,
} from '#exchange/inbound/inbound-ports.js';
import { planDeliveries } from '#exchange/inbound/plan-deliveries.js';
import { quotaKeys } from '#exchange/inbound/quota-use.js';
import type { Doorbell, EarlyLanes } from '#exchange/outbound/outbound-ports.js';
import type { FeedId, Guid, PartnerId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';

/** Records in one transaction: enough to share its cost, few enough that the first deliveries need not wait for the last record. */
const CHUNK = 200;

export interface Arrival {
  partnerId: PartnerId;
  feedId: FeedId;
  /** Absent for what no feed brought: a person's recall. */
  fetchId?: FetchId;
  /** Who takes the items back, and why, where that is a person. */
  recall?: RecallOrder;
  records: readonly NewsRecord[];
  /** Whether `record.version` is the provider's own number: see `hasProviderVersions`. */
  providerVersions: boolean;
  /** Who judges the records, where that is not `classify`: documents that are read again. */
  classify?: AcceptRequest['classify'];
}

export interface Acceptance {
  accepted: AcceptResult['accepted'];
  unchanged: number;
  stale: AcceptResult['stale'];
  /** Records the ledger can never hold, each with the reason; their neighbours were accepted. */
  refused: { guid: Guid; message: string }[];
  /** The signal stopped it: what comes after the last chunk was not looked at. */
  complete: boolean;
}

/** Brings decoded records into the ledger and rings for the deliveries that follow from them. */
export class AcceptRecords {
  constructor(
    private readonly items: ItemLedger,
    private readonly agreements: AgreementBook,
    /** Where this process drains lanes itself, it claims with what it accepts. */
    private readonly lanes: Doorbell & Partial<EarlyLanes>,
    private readonly sends: SendAborter,
    private readonly clock: Clock,
  ) {}

  /** Throws only when the ledger or the agreements are out of reach; what was accepted before stays accepted. */
  async run(arrival: Arrival, signal: AbortSignal): Promise<Acceptance> {
    const sum: Acceptance = { accepted: [], unchanged: 0, stale: [], refused: [], complete: true };
    for (const chunk of chunks(arrival.records.map(withKillStatus), arrival.providerVersions)) {
      if (signal.aborted) return { ...sum, complete: false };
      await this.accept(arrival, chunk, sum);
    }
    return sum;
  }

  private async accept(arrival: Arrival, records: NewsRecord[], sum: Acceptance): Promise<void> {
    let result: AcceptResult;
    try {
      result = await this.items.accept(await this.request(arrival, records));
    } catch (error) {
      if (!(error instanceof UnacceptableRecord)) throw error;
      const [only] = records;
      if (records.length === 1 && only !== undefined) {
        sum.refused.push({ guid: only.guid, message: error.message });
        return;
      }
      // Halving finds the one record at fault without costing its neighbours.
      const middle = Math.ceil(records.length / 2);
      await this.accept(arrival, records.slice(0, middle), sum);
      await this.accept(arrival, records.slice(middle), sum);
      return;
    }
    for (const { itemId, version, change } of result.accepted) {
      if (change === 'kill') this.sends.abortOlder(itemId, version);
    }
    sum.accepted.push(...result.accepted);
    sum.unchanged += result.unchanged;
    sum.stale.push(...result.stale);
    await this.ring(result);
  }

  private async request(arrival: Arrival, candidates: NewsRecord[]): Promise<AcceptRequest> {
    const board = await this.agreements.board();
    const now = this.clock.now();
    const options = { providerVersions: arrival.providerVersions, now };
    const judge: AcceptRequest['classify'] =
      arrival.classify ?? ((candidate, current) => classify(candidate, current, options));
    return {
      partnerId: arrival.partnerId,
      feedId: arrival.feedId,
      fetchId: arrival.fetchId,
      recall: arrival.recall,
      at: now.toISOString(),
      candidates,
      classify: (candidate, current) => plannable(() => judge(candidate, current)),
      plan: (accepted, quotas) =>
        plannable(() => planDeliveries(accepted, board, arrival.partnerId, now, quotas)),
      quotas: quotaKeys(board, arrival.partnerId, now),
      wishes: (destinations) => this.lanes.wishes?.(destinations) ?? [],
    };
  }

  /** The deliveries are in the ledger already: a bell that cannot be reached costs time, and the sweeper rings again. */
  private async ring({ accepted, destinations, claims }: AcceptResult): Promise<void> {
    const taken = claims.filter(({ deliveries }) => deliveries.length > 0);
    this.lanes.carry?.(taken);
    const whole = taken.filter(({ wish, deliveries }) => deliveries.length < wish.most);
    const done = new Set(whole.map(({ wish }) => wish.destinationId));
    const left = destinations.filter((id) => !done.has(id));
    if (left.length === 0) return;
    const urgent = accepted.some(({ change }) => change === 'kill');
    await this.lanes.ring(left, urgent).catch(() => undefined);
  }
}

/** A record that our own rules trip over costs itself alone, not its neighbours and every later poll of the feed. */
function plannable<T>(judge: () => T): T {
  try {
    return judge();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new UnacceptableRecord(`it could not be judged: ${message}`, { cause });
  }
}

/**
 * Cuts a document into requests with each guid at most once, kills first. Where a document holds two versions of one
 * item the older goes first, by number and date; without either, the lower in a feed (feeds put the newest on top).
 */
export function* chunks(records: readonly NewsRecord[], providerVersions: boolean): Generator<NewsRecord[]> {
  const byGuid = new Map<Guid, NewsRecord[]>();
  for (const record of records) {
    const same = byGuid.get(record.guid);
    if (same === undefined) byGuid.set(record.guid, [record]);
    else if (providerVersions) same.push(record);
    else same.unshift(record);
  }
  const items = [...byGuid.values()];
  for (const versions of items) if (versions.length > 1) versions.sort(olderFirst);
  const killed = (versions: NewsRecord[]) => (versions.some((v) => v.pubStatus === 'canceled') ? 0 : 1);
  items.sort((a, b) => killed(a) - killed(b));
  for (let turn = 0; ; turn += 1) {
    const candidates = items.map((versions) => versions[turn]).filter((record) => record !== undefined);
    if (candidates.length === 0) return;
    for (let at = 0; at < candidates.length; at += CHUNK) yield candidates.slice(at, at + CHUNK);
  }
}

function olderFirst(a: NewsRecord, b: NewsRecord): number {
  if (a.version !== b.version) return a.version - b.version;
  const [ta, tb] = [Date.parse(a.versionCreated ?? ''), Date.parse(b.versionCreated ?? '')];
  return Number.isFinite(ta) && Number.isFinite(tb) ? ta - tb : 0;
}
