import type { Outstanding, RecallLedger } from '#exchange/recall/recall-ports.js';

export interface RecallLedgerUnderTest {
  recalls: RecallLedger;
  now(): Date;
}

/** What every RecallLedger must do. `open` has one open recall with two holders who were sent the kill. */
export function recallLedgerConformance(name: string, open: () => Promise<RecallLedgerUnderTest>): void {
  describe(`${name} as a RecallLedger`, () => {
    let ledger: RecallLedgerUnderTest;
    let first: Outstanding;
    let second: Outstanding;
    beforeEach(async () => {
      ledger = await open();
      [first, second] = (await ledger.recalls.outstanding()) as [Outstanding, Outstanding];
    });
    const at = () => ledger.now().toISOString();
    const confirm = ({ destinationId, recallId }: Outstanding, more = {}) =>
      ledger.recalls.confirm(recallId, { destinationId, way: 'api', by: destinationId, ...more });

    it('answers who has not confirmed, and by when that was agreed', async () => {
      expect(await ledger.recalls.outstanding()).toHaveLength(2);
      expect(second.recallId).toBe(first.recallId);
      expect(first).toMatchObject({ lane: 'open', confirmWithinMinutes: 60, escalateTo: [] });
      await confirm(first);
      expect(await ledger.recalls.outstanding()).toMatchObject([{ destinationId: second.destinationId }]);
    });

    it('closes with the last confirmation', async () => {
      const { recallId } = first;
      expect(await confirm(first)).toMatchObject({ outcome: 'confirmed', recallId, closed: false });
      expect(await confirm(second, { url: 'https://x/404' })).toMatchObject({
        outcome: 'confirmed',
        closed: true,
      });
      expect(await ledger.recalls.outstanding()).toEqual([]);
    });

    it('takes the same word twice for one, and another one as well', async () => {
      const said = await confirm(first, { note: 'gone' });
      expect(await confirm(first, { note: 'gone' })).toEqual({ ...said, outcome: 'confirmed-before' });
      expect(await confirm(first, { note: 'gone from the archive too' })).toMatchObject({
        outcome: 'confirmed',
      });
    });

    it('knows nothing of strangers', async () => {
      expect(await confirm({ ...first, destinationId: 'nobody' as Outstanding['destinationId'] })).toEqual({
        outcome: 'unknown',
      });
      expect(await confirm({ ...first, recallId: first.recallId + 99 })).toEqual({ outcome: 'unknown' });
    });

    it('notes each follow-up once, whoever else makes the round', async () => {
      expect(await ledger.recalls.note(first, { deed: 'remind' }, at())).toBe(true);
      expect(await ledger.recalls.note(first, { deed: 'remind' }, at())).toBe(false);
      expect(await ledger.recalls.note(first, { deed: 'escalate', why: 'paused' }, at())).toBe(true);
      expect(await ledger.recalls.note(first, { deed: 'escalate', why: 'paused' }, at())).toBe(false);
      expect(await ledger.recalls.note(first, { deed: 'escalate', why: 'disabled' }, at())).toBe(true);
      const [again] = await ledger.recalls.outstanding();
      expect(again).toMatchObject({ escalatedFor: 'disabled', remindedAt: expect.any(String) });
      expect(await ledger.recalls.note(again!, { deed: 'remind' }, at())).toBe(true);
    });

    it('leaves whoever has confirmed in peace', async () => {
      await confirm(first);
      expect(await ledger.recalls.note(first, { deed: 'remind' }, at())).toBe(false);
      expect(await ledger.recalls.note(first, { deed: 'escalate', why: 'paused' }, at())).toBe(false);
    });
  });
}
