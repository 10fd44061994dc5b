import { count, duration, Moments } from './moment.js';

describe('Moments', () => {
  const now = '2025-11-23T20:30:00Z';
  const baku = new Moments('Asia/Baku', new Date(now));

  it('writes 24 hours with the zone', () => {
    expect(baku.at('2025-11-23T20:05:09Z')).toBe('00:05:09 Baku');
    expect(new Moments('UTC', new Date(now)).at('2025-11-23T09:05:09Z')).toBe('09:05:09 UTC');
  });

  it('names the day when it is another day in that zone', () => {
    // Baku is four hours ahead: there it is the 24th already.
    expect(baku.at('2025-11-23T19:59:59Z')).toBe('23 Nov 23:59:59 Baku');
  });

  it('says how long ago, and that something never was', () => {
    expect(baku.relative('2025-11-23T20:26:00Z')).toBe('4 min ago');
    expect(baku.relative('2025-11-23T20:32:00Z')).toBe('in 2 min');
    expect(baku.relative(now)).toBe('now');
    expect(String(baku.element(undefined))).toContain('never');
    expect(String(baku.element(now))).toBe('<time datetime="2025-11-23T20:30:00Z">00:30:00 Baku</time>');
  });
});

describe('duration', () => {
  it.each([
    [0.2, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3900, '1 h 05 min'],
    [172_800, '2 d'],
  ])('%d s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('count', () => {
  it.each([
    [0, '0 deliveries'],
    [1, '1 delivery'],
    [12_345, '12,345 deliveries'],
  ])('%d', (n, text) => {
    expect(count(n, 'delivery', 'deliveries')).toBe(text);
  });
});
