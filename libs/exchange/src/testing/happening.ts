import fc from 'fast-check';

/**
 * What may happen to a ledger, in any order. `n` picks one of what is in the air, or of what was ever claimed; where there
 * is nothing to pick from nothing happens.
 */
export const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('offer' as const), item: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('kill' as const), item: fc.nat(1) }) },
  // A version that one of the lanes may not have.
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('refuse' as const), item: fc.nat(1), lane: fc.nat(1) }),
  },
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
  { weight: 1, arbitrary: fc.record({ what: fc.constant('lose-worker' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('pause' as const), lane: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('resume' as const), lane: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('replay' as const), n: fc.nat(9) }) },
);
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
