import { FollowUpRecalls } from '#exchange/recall/follow-up-recalls.js';
import { RecallItem } from '#exchange/recall/recall-item.js';
import type { FollowUp, Outstanding } from '#exchange/recall/recall-ports.js';
import { FakeClock } from '#exchange/testing/fake-clock.js';
import { KHABAR } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { MemoryExchange } from '#exchange/testing/memory-exchange.js';
import { MemoryRecallLedger } from '#exchange/testing/memory-recall-ledger.js';
import { recallLedgerConformance } from '#exchange/testing/recall-ledger-conformance.js';
import { asDestinationId, asFeedId, asGuid, asPartnerId } from '#news/ids.js';

const holderAt = (clock: FakeClock, id: string, more: Partial<Outstanding> = {}): Outstanding => ({
  recallId: 1,
  destinationId: asDestinationId(id),
  partnerId: asPartnerId('khabar'),
  guid: asGuid('urn:a'),
  openedAt: clock.now().toISOString(),
  lane: 'open',
  transport: 'webhook',
  state: 'delivered',
  deliveredAt: clock.now().toISOString(),
  confirmWithinMinutes: 60,
  escalateTo: [],
  ...more,
});

recallLedgerConformance('the memory ledger', async () => {
  const clock = new FakeClock();
  const holders = [holderAt(clock, 'khabar-ninjs'), holderAt(clock, 'khabar-newsml')];
  return {
    recalls: new MemoryRecallLedger(holders, () => clock.now().toISOString()),
    now: () => clock.now(),
  };
});

describe('following up recalls', () => {
  it('reminds, escalates, and stops when the removal is confirmed', async () => {
    const clock = new FakeClock();
    const ledger = new MemoryRecallLedger(
      [
        holderAt(clock, 'slow'),
        holderAt(clock, 'paused', { lane: 'paused', state: 'pending', deliveredAt: undefined }),
      ],
      () => clock.now().toISOString(),
    );
    const told: string[] = [];
    const notifier = {
      notify: async ({ destinationId }: Outstanding, followUp: FollowUp) => {
        told.push(
          `${destinationId}: ${followUp.deed}${followUp.deed === 'escalate' ? ` ${followUp.why}` : ''}`,
        );
        throw new Error('the mail server is away');
      },
    };
    const round = new FollowUpRecalls(ledger, notifier, clock);
    expect(await round.run()).toEqual({ reminded: 0, escalated: 1 });
    clock.advance(30 * 60);
    expect(await round.run()).toEqual({ reminded: 1, escalated: 0 });
    expect(await round.run()).toEqual({ reminded: 0, escalated: 0 });
    clock.advance(30 * 60);
    await round.run();
    expect(told).toEqual([
      'paused: escalate paused',
      'slow: remind',
      'slow: escalate not-confirmed',
      'paused: remind',
    ]);
    for (const { destinationId } of ledger.holders)
      await ledger.confirm(1, { destinationId, way: 'administrator', by: 'Aynur' });
    clock.advance(86_400);
    expect(await round.run()).toEqual({ reminded: 0, escalated: 0 });
  });
});

describe('a recall by a person', () => {
  const recallOn = (exchange: MemoryExchange) =>
    new RecallItem(
      {
        newest: async (itemId) => {
          const row = exchange.tables.items.find((one) => one.itemId === itemId);
          return row && { partnerId: row.partnerId, feedId: asFeedId('report-az'), record: row.record };
        },
      },
      exchange.acceptRecords,
      exchange.clock,
    );

  it('kills the item as its provider would, with the reason', async () => {
    const exchange = new MemoryExchange();
    await exchange.accept(makeRecord({ guid: 'urn:a', version: 7, signals: ['update', 'alert'] }));
    await exchange.drain(KHABAR);
    const recall = recallOn(exchange);
    const request = { itemId: 1, by: 'Aynur', reason: 'A court forbids it' };
    expect(await recall.run(request)).toEqual({ outcome: 'recalled', itemId: 1, version: 8 });
    expect(exchange.tables.items[0]).toMatchObject({
      version: 8,
      providerVersion: 7,
      record: { pubStatus: 'canceled', signals: ['alert', 'kill'], edNote: 'Recalled: A court forbids it' },
    });
    await exchange.drain(KHABAR);
    expect(exchange.statesOf(KHABAR)).toEqual(['item v7 delivered', 'kill v8 delivered']);
    expect(await recall.run(request)).toEqual({ outcome: 'killed-before', version: 8 });
    expect(await recall.run({ ...request, itemId: 2 })).toEqual({ outcome: 'unknown' });
  });

  it('is final: the provider cannot bring the item back', async () => {
    const exchange = new MemoryExchange();
    await exchange.accept(makeRecord({ guid: 'urn:a', version: 7 }));
    await recallOn(exchange).run({ itemId: 1, by: 'Aynur', reason: 'A court forbids it' });
    const { stale } = await exchange.accept(
      makeRecord({ guid: 'urn:a', version: 9, headline: 'Back again' }),
    );
    expect(stale).toMatchObject([{ detail: expect.stringContaining('nothing but another kill may follow') }]);
  });
});
