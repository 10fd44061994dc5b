import { addDuration, localDate } from './local-date.js';

describe('localDate', () => {
  it.each([
    ['2025-11-17T19:30:00Z', 'Asia/Almaty', '2025-11-18'],
    ['2025-11-17T19:30:00Z', 'Asia/Baku', '2025-11-17'],
    ['2024-01-10T18:30:00Z', 'Asia/Almaty', '2024-01-11'],
  ])('%s in %s is %s', (at, zone, day) => {
    expect(localDate(Date.parse(at), zone)).toBe(day);
  });
});

describe('addDuration', () => {
  it.each([
    ['PT48H', '2026-02-02T10:00:00.000Z'],
    ['P7D', '2026-02-07T10:00:00.000Z'],
    ['P2W', '2026-02-14T10:00:00.000Z'],
    ['P1M', '2026-02-28T10:00:00.000Z'],
    ['P1Y', '2027-01-31T10:00:00.000Z'],
    ['P1DT1H30M', '2026-02-01T11:30:00.000Z'],
  ])('%s', (duration, end) => {
    expect(new Date(addDuration(Date.parse('2026-01-31T10:00:00Z'), duration)!).toISOString()).toBe(end);
  });

  it.each(['', 'P', 'PT', 'P1DT', '48 hours', 'PT1.5H', '-P1D'])('%j is none', (duration) => {
    expect(addDuration(0, duration)).toBeUndefined();
  });
});
