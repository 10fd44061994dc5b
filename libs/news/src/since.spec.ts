import { duration, momentOf, secondsOf } from './since.js';

const now = new Date('2026-11-18T12:00:00Z');

describe('momentOf', () => {
  it.each([
    ['2026-11-18T09:00Z', '2026-11-18T09:00:00.000Z'],
    ['2026-11-18T13:00:30+04:00', '2026-11-18T09:00:30.000Z'],
    ['2026-11-18T09:00:00.250Z', '2026-11-18T09:00:00.250Z'],
    ['45s', '2026-11-18T11:59:15.000Z'],
    ['90m', '2026-11-18T10:30:00.000Z'],
    ['6h', '2026-11-18T06:00:00.000Z'],
    ['2d', '2026-11-16T12:00:00.000Z'],
  ])('%s is %s', (given, moment) => {
    expect(momentOf(given, now)).toBe(moment);
  });

  it.each([
    ['a time without a zone', '2026-11-18T09:00'],
    ['a day', '2026-11-18'],
    ['a time to come', '2026-11-18T12:00:01Z'],
    ['an hour that is none', '2026-11-18T25:00Z'],
    ['words', 'yesterday'],
    ['a number alone', '90'],
    ['nothing', ''],
  ])('%s is none', (_case, given) => {
    expect(momentOf(given, now)).toBeUndefined();
  });
});

describe('duration', () => {
  it.each([
    ['24h', 86_400],
    ['90m', 5400],
    ['45s', 45],
    ['3601s', 3601],
  ])('is read back from %s', (text, seconds) => {
    expect(duration(seconds)).toBe(text);
    expect(secondsOf(text)).toBe(seconds);
  });
});
