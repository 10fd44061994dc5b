import { medians, quartiles } from './bench-line.js';

describe('medians', () => {
  it('takes each figure by itself, and of those runs that have it', () => {
    const runs: { p50Ms: number; ratio?: number }[] = [
      { p50Ms: 30.04, ratio: 0.1234 },
      { p50Ms: 10 },
      { p50Ms: 20.06, ratio: 0.124 },
    ];
    expect(medians(runs, { ratio: 3 })).toEqual({ p50Ms: 20.1, ratio: 0.124 });
  });

  it('leaves out what no run has', () => {
    expect(medians<{ p50Ms?: number }>([{}, { p50Ms: undefined }])).toEqual({});
  });
});

describe('quartiles', () => {
  it('have half of the values between them', () => {
    expect(quartiles([9, 1, 5, 3, 7])).toEqual([3, 7]);
    expect(quartiles([4.04])).toEqual([4, 4]);
    expect(quartiles([0, 10])).toEqual([2.5, 7.5]);
  });
});
