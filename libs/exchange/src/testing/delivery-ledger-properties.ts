import fc from 'fast-check';
import type { LedgerConformance } from './ledger-under-test.js';
import { PlayedTraffic } from './played-traffic.js';

/**
 * What may happen to a ledger, in any order. `n` picks one of what is in the air, or of what was ever claimed; where there
 * is nothing to pick from nothing happens.
 */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('offer' as const), item: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('kill' as const), item: fc.nat(1) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('claim' as const),
      lane: fc.nat(1),
      max: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      what: fc.constant('end' as const),
      n: fc.nat(9),
      how: fc.constantFrom(
        'delivered',
        'unclear',
        'failed',
        'refused',
        'refused-unclear',
        'lost',
        'released',
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('arrive-late' as const), n: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 45 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('late-word' as const), n: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('pause' as const), lane: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('resume' as const), lane: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('replay' as const), n: fc.nat(9) }) },
);
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Whatever happens: no two versions at once, none out of order, no kill missed, nothing lost, no repeat without a reason. */
export function deliveryLedgerProperties(name: string, subject: LedgerConformance & { runs: number }): void {
  describe(`${name} whatever happens`, () => {
    it('keeps order, loses nothing and misses no kill', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(happening, { minLength: 10, maxLength: 80, size: 'max' }),
          async (happenings) => {
            const ledger = await subject.open();
            try {
              const traffic = await PlayedTraffic.open(ledger);
              for (const one of happenings) await traffic.play(one);
              await traffic.finish();
            } finally {
              await ledger.close();
            }
          },
        ),
        { numRuns: subject.runs, interruptAfterTimeLimit: 40_000 },
      );
    }, 120_000);
  });
}
