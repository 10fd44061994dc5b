import type { Instant } from '#news/record.js';
import { momentOf } from '#news/since.js';
import { UsageFault } from './command-fault.js';

/** The last moment that there is (ECMA-262, section 21.4.1.1). */
const LATEST = new Date(8.64e15);

/** The time that an option gives. @throws UsageFault */
export function pastMoment(option: string, text: string, now: Date): Instant {
  const moment = momentOf(text, now);
  if (moment !== undefined) return moment;
  if (momentOf(text, LATEST) !== undefined) throw new UsageFault(`${option} ${text} has not come yet.`);
  throw new UsageFault(
    `${option} ${text} is neither a time such as 2026-11-18T09:00Z nor how long ago, such as 6h.`,
  );
}
