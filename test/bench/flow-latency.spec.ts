import { flowLatency } from './flow-latency.js';

const SERVED = [
  { at: 1000, guids: ['a', 'b'] },
  { at: 2000, guids: ['c'] },
];
const RECEIPTS: [string, number, number][] = [
  ['a', 3, 1010],
  ['b', 3, 1030],
  ['c', 3, 2020],
];

describe('flowLatency', () => {
  it('runs from the page served to the last receipt of each item', () => {
    expect(flowLatency(3, 3, SERVED, { receipts: RECEIPTS, badSignatures: 0 })).toEqual({
      seconds: 1.02,
      p50Ms: 20,
      p95Ms: 30,
      p99Ms: 30,
      maxMs: 30,
    });
  });

  it.each([
    ['that one receiver did not get', RECEIPTS.with(1, ['b', 2, 1030])],
    ['that nobody got', RECEIPTS.slice(1)],
    ['that nobody served', RECEIPTS.with(1, ['x', 3, 1030])],
    ['beside those that were served', [...RECEIPTS, ['x', 3, 1030] as [string, number, number]]],
  ])('does not pass over an item %s', (_, receipts) => {
    expect(() => flowLatency(3, 3, SERVED, { receipts, badSignatures: 0 })).toThrow(
      /of 3 items reached all receivers/,
    );
  });

  it('does not pass over a signature that did not verify', () => {
    expect(() => flowLatency(3, 3, SERVED, { receipts: RECEIPTS, badSignatures: 1 })).toThrow(
      '1 signatures did not verify',
    );
  });
});
