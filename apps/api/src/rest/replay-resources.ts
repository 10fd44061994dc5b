import { z } from 'zod';
import { id, instant, number } from './field.js';

// What the API takes and answers of replays and resumptions.

const dryRun = z.boolean().default(false).describe('true = only count');

const past = z.iso
  .datetime({ offset: true })
  // A mistyped year would make dead letters of everything that is held.
  .refine((since) => Date.parse(since) <= Date.now(), 'must not be in the future');

export const resumeBody = z
  .object({
    since: past
      .optional()
      .describe(
        'What was decided earlier becomes dead letters, which can be replayed. Absent = everything held leaves',
      ),
    latest: z
      .boolean()
      .default(false)
      .describe(
        'true = of each item only the newest version leaves, also where the destination takes every one; elsewhere that is so in any case',
      ),
  })
  .extend({ dryRun })
  .meta({ id: 'Resume' })
  .prefault({});

export const resumptionResource = z
  .object({
    dryRun: z.boolean(),
    toSend: number.describe('Held deliveries that leave, or would'),
    kills: number.describe('… of these, kills'),
    later: number.describe('… of these, what is due later only: embargoes and retries'),
    skipped: number.describe('Those that become dead letters, because they were decided before `since`'),
    overtaken: number.describe('Those that do not leave because a newer version waits'),
    tooOld: number.describe('Those that become dead letters in their turn, because of `maxAgeSeconds`'),
  })
  .meta({ id: 'Resumption' });

export const deliveryReplayBody = z.object({ dryRun }).meta({ id: 'DeliveryReplay' }).prefault({});

const latest = z
  .boolean()
  .optional()
  .describe('true = of each item only the newest version, also where the destination takes every one');
const moment = z.iso.datetime({ offset: true });

const selection = z.strictObject({
  dead: z.literal(true).optional().describe('Only dead letters; all of them, where nothing else is said'),
  code: z
    .string()
    .regex(/^[a-z0-9.-]{1,100}$/, 'must be the code of a dead letter, such as delivery.rejected-by-partner')
    .optional()
    .describe('… that died of this'),
  since: moment.optional().describe('Settled then or later'),
  until: moment.optional().describe('Settled then or sooner'),
  latest,
});

const beginsBeforeItEnds = ({ since, until }: { since?: string; until?: string }): boolean =>
  !since || !until || Date.parse(since) <= Date.parse(until);
const NOT_BEFORE_SINCE = { path: ['until'], error: 'must not be before since' };

export const replayBody = selection
  .extend({ dryRun })
  .refine(({ dead, since, latest }) => dead || since || latest, {
    error: 'must say what: dead, since or latest',
  })
  .refine(({ dead, code }) => dead || !code, {
    path: ['code'],
    error: 'is of dead letters: say dead as well',
  })
  .refine(beginsBeforeItEnds, NOT_BEFORE_SINCE)
  .meta({ id: 'DestinationReplay' });

export const deliveryDismissalBody = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .regex(/^\P{Cc}*$/u, 'must be one line, without control characters')
      .describe('Why nothing is to be done about it; it is kept'),
    dryRun,
  })
  .meta({ id: 'DeliveryDismissal' });

export const dismissalBody = selection
  .pick({ code: true, since: true, until: true })
  .extend(deliveryDismissalBody.shape)
  .refine(beginsBeforeItEnds, NOT_BEFORE_SINCE)
  .meta({ id: 'DestinationDismissal' });

export const dismissedResource = z
  .object({
    dismissed: number.describe('Dead letters that are superseded from now on, or would be'),
    stay: z
      .record(z.string(), number)
      .describe(
        'Those that are not, by reason: `recall-open`, a kill whose removal is not confirmed yet; `not-dead`',
      ),
    dryRun: z.boolean(),
  })
  .meta({ id: 'Dismissed' });

const skipped = z.record(z.string(), number).describe('Those that are not, by reason');
/** Beside `skipped`. */
export const formerAgreements = z
  .record(z.string(), number)
  .describe('Of those that no agreement grants any more, `no-longer-granted`: under which they were let go');

export const replayedResource = z
  .object({
    toSend: number.describe('Deliveries that are due again, or would be'),
    skipped,
    formerAgreements,
    dryRun: z.boolean(),
    replayId: number.optional().describe('`GET /v1/replays/ID` tells how far it is; absent of a dry run'),
    selecting: z
      .boolean()
      .optional()
      .describe('true = it is a long one: the counts are those up to now, and it goes on by itself'),
  })
  .meta({ id: 'Replayed' });

export const replayResource = z
  .object({
    id: number,
    destinationId: id,
    selection: selection.extend({
      deliveryIds: z.array(number).optional().describe('Deliveries that were named one by one'),
    }),
    begunAt: instant,
    state: z
      .enum(['selecting', 'sending', 'settled'])
      .describe(
        '`selecting`: more may become due. `sending`: some wait or are on their way. `settled`: none is',
      ),
    toSend: number.describe('Deliveries that it made due; all counts below are of these'),
    skipped,
    formerAgreements,
    waiting: number.describe('Not tried yet'),
    retrying: number.describe('Tried, and to be tried again'),
    inFlight: number,
    delivered: number,
    dead: number,
    superseded: number.describe('A newer version took their place'),
    elsewhere: number.describe('Taken over by a later replay before they were settled'),
  })
  .meta({ id: 'Replay' });
export type ReplayResource = z.output<typeof replayResource>;
