import { z } from 'zod';
import { id, instant, number } from './field.js';
import { formerAgreements } from './replay-resources.js';

// What the API takes and answers of recalls, receipts and sequence numbers.

/** Pages show it as a link. */
export const publicUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000);
const words = (most: number) => z.string().trim().min(1).max(most);

export const recallBody = z
  .object({ reason: words(500).describe('Goes to every holder with the kill, and stands in the report') })
  .meta({ id: 'RecallOrder' });

export const confirmationBody = z
  .object({
    url: publicUrl.optional().describe('Where the removal can be seen'),
    note: words(1000).optional().describe('What was removed, and where it was not'),
    destinationId: id
      .max(63)
      .optional()
      .describe('For whom an administrator confirms; a destination confirms for itself'),
  })
  .meta({ id: 'RemovalConfirmationWord' })
  .prefault({});

const confirmationResource = z
  .object({
    at: instant,
    way: z.enum(['api', 'link', 'administrator']),
    by: z.string().describe('The destination, the person who wrote a name at the link, or the administrator'),
    url: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'RemovalConfirmation' });

export const confirmedResource = z
  .object({
    recallId: number.describe('A later one than asked for, where a later kill of the item took over'),
    destinationId: id,
    at: instant,
    closed: z.boolean().describe('Everybody has confirmed'),
  })
  .meta({ id: 'RemovalConfirmed' });

const reasons = ['removed', 'disabled', 'paused', 'dead', 'not-acknowledged', 'not-confirmed'] as const;

const recallHolder = z
  .object({
    destinationId: id,
    partnerId: id,
    transport: z.enum(['webhook', 'pull']),
    progress: z
      .enum([
        'cannot-be-sent',
        'held',
        'not-delivered',
        'waiting',
        'on-the-way',
        'in-feed',
        'acknowledged',
        'confirmed',
      ])
      .describe(
        '`cannot-be-sent`, `held`, `not-delivered`: call the newsroom. `in-feed`: in its pull feed and not read yet',
      ),
    laneState: z.enum(['open', 'paused', 'disabled', 'removed']),
    deliveryId: number.optional().describe('Of the kill; it waits while its destination is not configured'),
    attempts: number,
    acknowledgedAt: instant.optional().describe('First answered with 2xx, or read from the pull feed'),
    confirmedAt: instant.optional(),
    confirmations: z.array(confirmationResource),
    agreementId: id.optional().describe('Says by when, and whom to tell; absent = an hour'),
    confirmBy: instant,
    escalateTo: z
      .array(z.string())
      .describe('Whom to tell, as the agreement says. The exchange mails nobody'),
    reminders: number,
    remindedAt: instant.optional(),
    escalatedAt: instant
      .optional()
      .describe('When it was shown on the status page, in the stream and in the log as in need of a person'),
    escalatedFor: z.enum(reasons).optional(),
  })
  .meta({ id: 'RecallHolder' });

export const recallResource = z
  .object({
    id: number,
    itemId: number,
    guid: z.string(),
    version: number.describe('Of the kill'),
    headline: z.string().optional().describe('Of the last version before the kill'),
    language: z.string().optional(),
    sourcePartnerId: id,
    openedAt: instant,
    openedBy: z.string().optional().describe('Who asked for it; absent where the item’s provider killed it'),
    reason: z.string().optional(),
    closedAt: instant.optional(),
    takenOver: z.boolean().describe('A later kill of the item has a recall of its own'),
    holders: z.array(recallHolder).describe('Everyone who ever received any version, or may have'),
  })
  .meta({ id: 'Recall' });
export type RecallResource = z.output<typeof recallResource>;

const evidence = z.object({
  startedAt: instant,
  code: z.string(),
  status: number.optional(),
  bodySha256: z.string().optional(),
  bodyBytes: number,
});

const said = z.object({
  status: z.enum(['received', 'published', 'rejected']),
  at: instant.describe('As the partner says'),
  url: z.string().optional().describe('Where it is, or was, published'),
  reason: z.string().optional().describe('Why it was rejected'),
});

export const recallReportResource = z
  .object({
    at: instant.describe('When the report was drawn up'),
    recall: recallResource,
    versions: z.array(
      z.object({
        version: number,
        change: z.enum(['new', 'update', 'correction', 'withhold', 'kill']),
        receivedAt: instant,
        headline: z.string().optional(),
      }),
    ),
    holdings: z
      .array(
        z.object({
          destinationId: id,
          deliveryId: number,
          webhookId: z.string(),
          sequence: number.optional(),
          version: number,
          kind: z.enum(['item', 'kill']),
          state: z.enum(['pending', 'in_flight', 'delivered', 'superseded', 'dead']),
          tried: z
            .boolean()
            .describe('Whether it was ever sent; if so, and `attempts` is empty, they are no longer kept'),
          from: instant
            .optional()
            .describe(
              'When the partner first had it, or it was put into its pull feed; absent where it never certainly did',
            ),
          until: instant.optional().describe('When the next version, or the kill, took its place'),
          pickedUpAt: instant.optional().describe('When the partner first read it from its pull feed'),
          attempts: z.array(evidence),
          receipts: z.array(said).describe('What the partner said of it, the first first'),
        }),
      )
      .describe(
        'Who held which version from when until when, and what was sent and answered; of a pull feed, what lay there and when it was first read',
      ),
  })
  .meta({ id: 'RecallReport' });
export type RecallReportResource = z.output<typeof recallReportResource>;

export const receiptBody = z
  .object({
    webhookId: words(100).describe('The `webhook-id` that the delivery came with'),
    status: z.enum(['received', 'published', 'rejected']),
    url: publicUrl.optional().describe('Where it is published'),
    reason: words(1000).optional().describe('Why it was rejected'),
    at: z.iso.datetime({ offset: true }).optional().describe('When it happened; absent = now'),
  })
  .refine(({ status, reason }) => status !== 'rejected' || reason !== undefined, {
    path: ['reason'],
    error: 'must say why it was rejected',
  })
  .meta({ id: 'ReceiptWord' });

export const receiptResource = z
  .object({
    id: number,
    deliveryId: number,
    status: z.enum(['received', 'published', 'rejected']),
    url: z.string().optional(),
    reason: z.string().optional(),
    at: instant,
    receivedAt: instant,
  })
  .meta({ id: 'Receipt' });
export type ReceiptResource = z.output<typeof receiptResource>;

/** Numbers that are told of at one time. */
export const MOST_SEQUENCES = 1000;

export const gapsResource = z
  .object({
    destinationId: id,
    last: number.describe('The highest number given so far; 0 before the first'),
    from: number,
    to: number,
    items: z.array(
      z
        .object({
          sequence: number,
          state: z
            .enum(['delivered', 'pending', 'superseded', 'killed', 'dead'])
            .describe(
              '`superseded`, `killed`: it never comes, `supersededBy` came or comes in its place. What was delivered once stays `delivered`, but while it is `pending` again',
            ),
          webhookId: z.string(),
          guid: z.string(),
          version: number,
          kind: z.enum(['item', 'kill']),
          supersededBy: number.optional().describe('The version that took its place'),
          settledAt: instant.optional(),
          deliveredAt: instant
            .optional()
            .describe('When it was first delivered, also where it is sent again'),
          code: z.string().optional().describe('Why it is dead, or not delivered yet'),
        })
        .meta({ id: 'SequenceNumber' }),
    ),
  })
  .meta({ id: 'Gaps' });

const sequence = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
export const resendBody = z
  .object({
    sequences: z.array(sequence).min(1).max(MOST_SEQUENCES).describe('Numbers that the receiver lacks'),
  })
  .meta({ id: 'Resend' });

export const resentResource = z
  .object({
    toSend: number.describe('Deliveries that are due again, under the webhook-id and number that they had'),
    skipped: z.record(z.string(), number).describe('Those that are not, by reason'),
    formerAgreements,
    unknown: z.array(number).describe('Numbers that were never given'),
  })
  .meta({ id: 'Resent' });
