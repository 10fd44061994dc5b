import { ReceiptLedger } from '#apps/sandbox/src/receivers/receipt-ledger.js';

const receipt = (webhookId: string, guid: string, version: number, kind: 'item' | 'kill' = 'item') => ({
  webhookId,
  guid,
  version,
  kind,
  receivedAt: new Date('2026-03-10T10:00:00Z'),
  door: 'webhook' as const,
  contentType: 'application/json',
  sha256: 'ab'.repeat(32),
  verified: true,
});

const BODY = Buffer.from('body');

function ledgerOf(...receipts: ReturnType<typeof receipt>[]): ReceiptLedger {
  const ledger = new ReceiptLedger(1_000);
  for (const one of receipts) ledger.record(one, BODY);
  return ledger;
}

describe('ReceiptLedger', () => {
  it('finds nothing wrong with versions that come in order, some left out', () => {
    const { summary } = ledgerOf(
      receipt('a', 'one', 1),
      receipt('b', 'two', 5),
      receipt('c', 'one', 3),
      receipt('d', 'one', 4, 'kill'),
    );
    expect(summary).toMatchObject({ receipts: 4, items: 2, kills: 1, orderViolations: 0, duplicates: 0 });
  });

  it('counts a lower version after a higher one, also one after a kill, and says which receipt it was', () => {
    const ledger = ledgerOf(
      receipt('a', 'one', 2),
      receipt('b', 'one', 1),
      receipt('c', 'two', 3, 'kill'),
      receipt('d', 'two', 2),
    );
    expect(ledger.summary.orderViolations).toBe(2);
    expect(ledger.after(0, 10).map(({ outOfOrder }) => outOfOrder)).toEqual([false, true, false, true]);
  });

  it('tells a repeat under its own id from one under another', () => {
    const { summary } = ledgerOf(
      receipt('a', 'one', 1),
      receipt('a', 'one', 1),
      receipt('b', 'one', 1),
      receipt('c', 'one', 1, 'kill'),
    );
    expect(summary).toMatchObject({ duplicates: 1, unexplainedDuplicates: 1, orderViolations: 0 });
  });

  it('gives the entries after a sequence number, and goes on counting after it was cleared', () => {
    const ledger = ledgerOf(receipt('a', 'one', 1), receipt('b', 'two', 1), receipt('c', 'three', 1));
    expect(ledger.after(1, 10).map(({ webhookId }) => webhookId)).toEqual(['b', 'c']);
    expect(ledger.after(0, 2).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(ledger.after(3, 10)).toEqual([]);
    ledger.clear();
    expect(ledger.record(receipt('a', 'one', 1), BODY)).toMatchObject({ sequence: 4, duplicate: false });
  });

  it('keeps bodies up to its limit and drops the oldest first', () => {
    const ledger = new ReceiptLedger(250);
    for (const id of ['a', 'b', 'a', 'c']) ledger.record(receipt(id, id, 1), Buffer.alloc(100, id));
    expect(ledger.body('b')).toBeUndefined();
    expect(ledger.body('a')?.bytes).toEqual(Buffer.alloc(100, 'a'));
    expect(ledger.body('c')?.contentType).toBe('application/json');
  });
});
