import { z } from 'zod';
import type { SigningAlgorithm } from '#exchange/outbound/signing-secret.js';
import { asDestinationId } from '#news/ids.js';
import { momentOf, secondsOf } from '#news/since.js';
import { LONGEST_OVERLAP_SECONDS } from '#settings/schema/destination-schema.js';
import type { DismissalRange } from '#store/dismissal.js';
import type { Resumption } from '#store/lane-control.js';
import type { ReplayRange } from '#store/replay.js';

// What the forms of a lane send, and what it means. A form that cannot be read is shown again with the fault.

const text = z.string().trim().max(100).default('');

export const resumeForm = z.object({ since: text, latest: text });
export type ResumeForm = z.output<typeof resumeForm>;
export const replayForm = resumeForm.extend({ what: text, until: text });
export type ReplayForm = z.output<typeof replayForm>;
export const dismissForm = replayForm.omit({ latest: true });
export type DismissForm = z.output<typeof dismissForm>;
export const dismissDeed = dismissForm.extend({ reason: z.string().trim().min(1, 'must say why').max(200) });
export type DismissDeed = z.output<typeof dismissDeed>;
export const keyForm = z.object({
  algorithm: z.enum(['hmac-sha256', 'ed25519']).default('hmac-sha256'),
  overlap: text,
});
export type KeyForm = z.output<typeof keyForm>;

/** A sentence for whoever filled the form in. */
export interface FormFault {
  fault: string;
}

export const isFault = (read: object): read is FormFault => 'fault' in read;

export function resumptionOf({ since, latest }: ResumeForm, now: Date): Resumption | FormFault {
  const from = pastMoment(since, now);
  if (from !== undefined && typeof from === 'object') return from;
  return { ...(from && { since: from }), ...(latest && { latest: true }) };
}

/** `what` is `dead`, `dead:` and a code, or `settled`; dead letters where nothing is said. No other word is taken for all of them. */
export function selectionOf(
  id: string,
  { what, since, until, latest }: ReplayForm,
  now: Date,
): ReplayRange | FormFault {
  if (what !== 'settled' && !isOfDead(what))
    return { fault: `“${what}” is nothing that could be sent again.` };
  const time = timeOf({ since, until }, now);
  if (isFault(time)) return time;
  const isDead = what !== 'settled';
  if (!isDead && !time.since && !latest)
    return { fault: 'Say since when, or that only the newest version of each item is sent.' };
  return {
    destinationId: asDestinationId(id),
    ...(isDead && { dead: true as const }),
    ...codeOf(what),
    ...time,
    ...(latest && { latest: true }),
  };
}

/**
 * `what` as of a replay, but for `settled`: dead letters alone can be dismissed, and for good, so that a word which is
 * none is not taken for all of them. What dies after it was counted nobody has seen: without `until`, it is now.
 */
export function dismissalOf(
  id: string,
  { what, since, until }: DismissForm,
  now: Date,
): DismissalRange | FormFault {
  if (!isOfDead(what)) return { fault: `“${what}” are no dead letters.` };
  const time = timeOf({ since, until }, now);
  if (isFault(time)) return time;
  return { destinationId: asDestinationId(id), ...codeOf(what), until: now.toISOString(), ...time };
}

const isOfDead = (what: string): boolean => /^(?:|dead|dead:.+)$/.test(what);

function codeOf(what: string): { code?: string } {
  const code = what.startsWith('dead:') ? what.slice('dead:'.length) : '';
  return code === '' ? {} : { code };
}

function timeOf(
  { since, until }: { since: string; until: string },
  now: Date,
): { since?: string; until?: string } | FormFault {
  const [from, to] = [pastMoment(since, now), pastMoment(until, now)];
  if (typeof from === 'object') return from;
  if (typeof to === 'object') return to;
  if (from && to && from > to) return { fault: 'The end of the time is before its beginning.' };
  return { ...(from && { since: from }), ...(to && { until: to }) };
}

export function rotationOf({
  algorithm,
  overlap,
}: KeyForm): { algorithm: SigningAlgorithm; overlapSeconds?: number } | FormFault {
  if (overlap === '') return { algorithm };
  const overlapSeconds = overlap === '0' ? 0 : secondsOf(overlap);
  if (overlapSeconds === undefined || overlapSeconds > LONGEST_OVERLAP_SECONDS)
    return { fault: `“${overlap}” is not a time such as 24h or 30m, 30d at most.` };
  return { algorithm, overlapSeconds };
}

function pastMoment(given: string, now: Date): string | undefined | FormFault {
  if (given === '') return undefined;
  return (
    momentOf(given, now) ?? {
      fault: `“${given}” is neither how long ago, such as 90m, 6h or 2d, nor a past time with its zone, such as 2026-11-18T09:00Z.`,
    }
  );
}
