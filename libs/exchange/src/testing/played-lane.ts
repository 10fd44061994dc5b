import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import {
  anAcceptance,
  delivered,
  type LedgerConformance,
  type LedgerUnderTest,
  retry,
  sampleRecord,
} from './ledger-under-test.js';

export const KHABAR = asDestinationId('khabar-webhook');
export const LEASE_SECONDS = 30;

/** A ledger for each test, with one destination, and what happens in its lanes in short words. */
export function playedLane(subject: LedgerConformance) {
  let ledger: LedgerUnderTest;
  beforeEach(async () => {
    ledger = await subject.open();
    await ledger.addDestination({ id: KHABAR, maxInFlight: 16 });
  });
  afterEach(() => ledger.close());

  const offer = (guid: string, headline: string, more = {}, to: DestinationId[] = [KHABAR]) =>
    ledger.items.accept(anAcceptance(ledger, [sampleRecord(guid, { headline })], to, more));
  const kill = (guid: string, headline = 'killed') =>
    ledger.items.accept(anAcceptance(ledger, [sampleRecord(guid, { headline, pubStatus: 'canceled' })], []));
  const claim = async (id = KHABAR) => (await ledger.deliveries.claim(id, 20, LEASE_SECONDS)).deliveries;
  const names = async (id = KHABAR) => (await claim(id)).map(({ kind, version }) => `${kind} v${version}`);
  const one = async (id = KHABAR) => {
    const [only, ...more] = await claim(id);
    expect(more).toEqual([]);
    if (!only) throw new Error('nothing to claim');
    return only;
  };
  const later = (seconds: number) => new Date(ledger.now().getTime() + seconds * 1000);
  const settle = (...settlements: Parameters<LedgerUnderTest['deliveries']['settle']>[0]) =>
    ledger.deliveries.settle(settlements);
  const arrives = (claimed: ClaimedDelivery) => settle(delivered(claimed, ledger.now()));
  /** Nobody knows whether it arrived; it is due again in an hour. */
  const ends = (claimed: ClaimedDelivery, ambiguous: boolean, retrySeconds = 3600) =>
    settle(retry(claimed, ledger.now(), later(retrySeconds), ambiguous));
  const leaseOver = async () => {
    await ledger.pass(LEASE_SECONDS * 1000 + 1000);
    await ledger.deliveries.expireLeases();
  };

  return {
    get ledger() {
      return ledger;
    },
    offer,
    kill,
    claim,
    names,
    one,
    later,
    settle,
    arrives,
    ends,
    leaseOver,
  };
}
