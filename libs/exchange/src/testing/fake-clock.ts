import type { Clock } from '#exchange/clock.js';

/** Time that stands still until it is moved. */
export class FakeClock implements Clock {
  private milliseconds: number;

  constructor(start = '2025-11-18T09:00:00Z') {
    this.milliseconds = Date.parse(start);
  }

  now(): Date {
    return new Date(this.milliseconds);
  }

  advance(seconds: number): void {
    this.milliseconds += seconds * 1000;
  }
}
