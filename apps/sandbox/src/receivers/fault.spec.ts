import { FaultSwitch } from '#apps/sandbox/src/receivers/fault.js';

const START = new Date('2026-03-10T10:00:00Z');
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

describe('FaultSwitch', () => {
  it('lasts until told otherwise', () => {
    const fault = new FaultSwitch();
    fault.set({ mode: '500' }, START);
    expect(fault.take(later(86_400))).toEqual({ mode: '500' });
    fault.set({ mode: 'ok' }, later(86_400));
    expect(fault.take(later(86_400))).toEqual({ mode: 'ok' });
  });

  it('ends after its time', () => {
    const fault = new FaultSwitch();
    fault.set({ mode: 'hang', forSeconds: 10 }, START);
    expect(fault.take(later(9.9)).mode).toBe('hang');
    expect(fault.take(later(10)).mode).toBe('ok');
  });

  it('ends after its count, which looking does not use up', () => {
    const fault = new FaultSwitch();
    fault.set({ mode: '429', count: 2, retryAfterSeconds: 3 }, START);
    expect(fault.current(START).mode).toBe('429');
    expect([1, 2, 3].map(() => fault.take(START).mode)).toEqual(['429', '429', 'ok']);
  });
});
