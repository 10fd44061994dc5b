import type { Instant } from '#news/record.js';
import { type Html, html } from './html.js';

/** Writes times for people: 24 hours, in one zone that every time names. */
export class Moments {
  private readonly time: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly label: string;

  constructor(
    /** IANA zone, `UTC` or `Asia/Baku`. */
    zone: string,
    readonly now: Date,
  ) {
    this.time = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    this.day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' });
    // Zones are known to people by their city.
    this.label = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  }

  /** `10:42:07 Baku`, with the day before it when it is another day than today. */
  at(instant: Instant): string {
    const date = new Date(instant);
    const day = this.day.format(date);
    const time = `${this.time.format(date)} ${this.label}`;
    return day === this.day.format(this.now) ? time : `${day} ${time}`;
  }

  /** The time as an element that machines can read too. */
  element(instant: Instant | undefined, absent = 'never'): Html {
    if (!instant) return html`<span class="quiet">${absent}</span>`;
    return html`<time datetime="${instant}">${this.at(instant)}</time>`;
  }

  /** How long ago, or how long until then: `4 min ago`, `in 2 h`, `now`. */
  relative(instant: Instant): string {
    const seconds = this.secondsSince(instant);
    if (Math.abs(seconds) < 1) return 'now';
    return seconds < 0 ? `in ${duration(-seconds)}` : `${duration(seconds)} ago`;
  }

  /** Negative for what is yet to come. */
  secondsSince(instant: Instant): number {
    return (this.now.getTime() - Date.parse(instant)) / 1000;
  }
}

/** Seconds in the largest unit that says enough: `45 s`, `12 min`, `3 h 05 min`, `4 d`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** `1 item`, `2 items`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
