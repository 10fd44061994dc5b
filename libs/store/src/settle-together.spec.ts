import type { Settlement } from '#exchange/outbound/outbound-ports.js';
import { SettleTogether } from './settle-together.js';

const settlement = (deliveryId: number) => ({ deliveryId }) as Settlement;

describe('SettleTogether', () => {
  /** Settles one statement after the other; refuses whatever holds number 13. */
  const playedLedger = () => {
    const statements: number[][] = [];
    const together = new SettleTogether(async (settlements) => {
      const ids = settlements.map(({ deliveryId }) => deliveryId);
      statements.push(ids);
      await new Promise((resolve) => setImmediate(resolve));
      if (ids.includes(13)) throw new Error('13 cannot be settled');
      return new Set(ids);
    });
    const add = (...ids: number[]) => together.add(ids.map(settlement));
    return { statements, add };
  };
  const eight = [1, 2, 3, 4, 5, 6, 7, 8];

  it('settles many at once, and together what came meanwhile', async () => {
    const { statements, add } = playedLedger();
    const settled = [add(...eight), add(9, 10), add(11)];
    expect(statements).toEqual([eight]);
    expect((await settled[1]!).has(10)).toBe(true);
    expect(statements).toEqual([eight, [9, 10, 11]]);
    await add(12);
    expect(statements).toHaveLength(3);
  });

  it('lets a few wait a moment for others', async () => {
    const { statements, add } = playedLedger();
    const settled = [add(1), add(2), add(...eight)];
    expect(statements).toEqual([]);
    await Promise.all(settled);
    expect(statements).toEqual([[1, 2, ...eight]]);
  });

  it('lets one that cannot be settled spoil no other', async () => {
    const { statements, add } = playedLedger();
    const settled = await Promise.allSettled([add(...eight), add(9), add(13), add(10)]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(statements).toEqual([eight, [9, 13, 10], [9], [13], [10]]);
  });
});
