import fc from 'fast-check';
import { happening } from './happening.js';
import type { LedgerConformance } from './ledger-under-test.js';
import { PlayedTraffic } from './played-traffic.js';

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
        // No limit of time: fast-check would leave the run that it breaks off to play on beside the next test.
        { numRuns: subject.runs },
      );
    });
  });
}
