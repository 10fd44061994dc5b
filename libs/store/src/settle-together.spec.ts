import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import { SettleTogether } from './settle-together.js';

const settlement = (deliveryId: number) => ({ deliveryId }) as Settlement;

describe('SettleTogether', () => {
  /** Settles when told to; refuses whatever holds number 13. */
  const playedLedger = () => {
    const statements: number[][] = [];
    const finish: (() => void)[] = [];
    const together = new SettleTogether(async (settlements) => {
      const ids = settlements.map(({ deliveryId }) => deliveryId);
      statements.push(ids);
      await new Promise<void>((resolve) => finish.push(resolve));
      if (ids.includes(13)) throw new Error('13 cannot be settled');
      return new Set(ids);
    });
    const finishAll = async () => {
      for (let n = 0; n < 10; n++) {
        for (const one of finish.splice(0)) one();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    return { statements, together, finishAll };
  };

  it('settles at once, and together what came meanwhile', async () => {
    const { statements, together, finishAll } = playedLedger();
    const settled = [[1], [2, 3], [4]].map((ids) => together.add(ids.map(settlement)));
    await finishAll();
    expect(statements).toEqual([[1], [2, 3, 4]]);
    expect((await settled[1]!).has(3)).toBe(true);
    const later = together.add([settlement(5)]);
    await finishAll();
    expect(await later).toEqual(new Set([5]));
  });

  it('lets one that cannot be settled spoil no other', async () => {
    const { statements, together, finishAll } = playedLedger();
    const settled = Promise.allSettled([1, 2, 13, 4].map((id) => together.add([settlement(id)])));
    await finishAll();
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(statements).toEqual([[1], [2, 13, 4], [2], [13], [4]]);
  });
});
