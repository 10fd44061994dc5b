import { z } from 'zod';
import type { SigningAlgorithm } from '#exchange/outbound/signing-secret.js';
import { asDestinationId } from '#news/ids.js';
import { momentOf, secondsOf } from '#news/since.js';
import { LONGEST_OVERLAP_SECONDS } from '#settings/schema/destination-schema.js';
import type { Resumption } from '#store/lane-control.js';
import type { ReplayRange } from '#store/replay.js';

// What the forms of a lane send, and what it means. A form that cannot be read is shown again with the fault.

const text = z.string().trim().max(100).default('');

export const resumeForm = z.object({ since: text, latest: text });
export type ResumeForm = z.output<typeof resumeForm>;
export const replayForm = resumeForm.extend({ what: text, until: text });
export type ReplayForm = z.output<typeof replayForm>;
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

/** `what` is `dead`, `dead:` and a code, or `settled`; dead letters where nothing is said. */
export function selectionOf(
  id: string,
  { what, since, until, latest }: ReplayForm,
  now: Date,
): ReplayRange | FormFault {
  const [from, to] = [pastMoment(since, now), pastMoment(until, now)];
  if (typeof from === 'object') return from;
  if (typeof to === 'object') return to;
  if (from && to && from > to) return { fault: 'The end of the time is before its beginning.' };
  const isDead = what !== 'settled';
  if (!isDead && !from && !latest)
    return { fault: 'Say since when, or that only the newest version of each item is sent.' };
  const code = what.startsWith('dead:') ? what.slice('dead:'.length) : undefined;
  return {
    destinationId: asDestinationId(id),
    ...(isDead && { dead: true as const }),
    ...(code && { code }),
    ...(from && { since: from }),
    ...(to && { until: to }),
    ...(latest && { latest: true }),
  };
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
