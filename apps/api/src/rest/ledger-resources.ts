import { z } from 'zod';
import { OUTPUT_FORMATS } from '#codecs/codec.js';
import type { NewsRecord } from '#news/record.js';
import { id, instant, number } from './field.js';

// What the API answers of the ledger. These schemas are the types of the answers and their description at once.

export const itemResource = z
  .object({
    id: number,
    partnerId: id,
    feedId: id,
    guid: z.string(),
    kind: z.enum(['newsItem', 'packageItem', 'planningItem']),
    itemClass: z.string(),
    version: number,
    providerVersion: number.optional(),
    pubStatus: z.enum(['usable', 'withheld', 'canceled']),
    embargoed: z.string().optional().describe('RFC 3339 or `indefinite`; absent = no embargo'),
    language: z.string().optional(),
    headline: z.string().optional(),
    wordCount: z.int().min(0).describe('Words of the body, or of the description where there is none'),
    subjects: z
      .array(
        z
          .object({
            name: z
              .string()
              .optional()
              .describe(
                "The provider's name; of a code alone that of the vocabularies in the item's language, else in English",
              ),
            language: z.string().optional().describe("That of the name, where it is the vocabularies'"),
            qcode: z.string().optional(),
            uri: z.string().optional(),
          })
          .meta({ id: 'Subject' }),
      )
      .describe('What the item is about'),
    versionCreated: instant.optional(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Item' });
export type ItemResource = z.output<typeof itemResource>;

export const sameStoryResource = z
  .object({
    storyId: number
      .optional()
      .describe(
        'Absent while no other item tells the same story. Stories that prove to be one keep the lower number',
      ),
    items: z
      .array(
        z.object({
          itemId: number,
          partnerId: id,
          guid: z.string(),
          version: number,
          pubStatus: itemResource.shape.pubStatus.describe('Killed and withheld items stay listed'),
          language: z.string().optional(),
          headline: z.string().optional(),
          versionCreated: instant.optional(),
          updatedAt: instant,
          similarity: z
            .number()
            .min(0)
            .max(1)
            .describe('Jaccard similarity of the texts, or of the headlines where one has hardly any text'),
        }),
      )
      .describe('The likest first, 100 at most'),
  })
  .meta({ id: 'SameStory' });
export type SameStoryResource = z.output<typeof sameStoryResource>;

// A record has a reference of its own (docs/formats.md); here it is an object like any other.
const record = z
  .looseObject({ guid: z.string() })
  .describe('The record as the exchange understood it') as unknown as z.ZodType<NewsRecord>;

export const itemVersionResource = z
  .object({
    itemId: number,
    version: number,
    providerVersion: number.optional(),
    change: z.enum(['new', 'update', 'correction', 'withhold', 'kill']),
    feedId: id,
    receivedAt: instant,
    record,
  })
  .meta({ id: 'ItemVersion' });
export type ItemVersionResource = z.output<typeof itemVersionResource>;

const traceStep = z
  .object({ clause: z.string(), outcome: z.enum(['passed', 'failed', 'noted']), detail: z.string() })
  .meta({ id: 'TraceStep' });

export const decisionResource = z
  .object({
    id: number,
    itemId: number,
    version: number,
    destinationId: id,
    allow: z.boolean(),
    reason: z.string().optional().describe('Why it was refused'),
    clause: z.string().optional().describe('The clause that decided'),
    detail: z.string().optional(),
    agreementId: id.optional(),
    agreementVersion: number.optional(),
    grantId: id.optional(),
    dueAt: instant.optional(),
    trace: z.array(traceStep).describe('Every clause that was looked at, in order'),
    decidedAt: instant,
  })
  .meta({ id: 'Decision' });
export type DecisionResource = z.output<typeof decisionResource>;

export const deliveryResource = z
  .object({
    id: number,
    destinationId: id,
    itemId: number,
    version: number,
    kind: z.enum(['item', 'kill']),
    state: z.enum(['pending', 'in_flight', 'delivered', 'superseded', 'dead']),
    guid: z.string(),
    headline: z.string().optional(),
    language: z.string().optional(),
    sourcePartnerId: id,
    dueAt: instant,
    yieldsToQuietHours: z
      .boolean()
      .describe('Neither a kill nor a correction nor urgent: quiet hours hold it'),
    mayAgeOut: z
      .boolean()
      .describe(
        'New to the partner, or an update, and no replay: the destination’s `maxAgeSeconds` holds for it',
      ),
    attempts: number.describe(
      'All that were made, as far as they are kept; while it is to be sent again, those since it was replayed',
    ),
    sequence: number
      .optional()
      .describe('The destination’s own number of it; absent while it was never taken for sending'),
    ambiguous: z.boolean().describe('An attempt ended without a clear answer; the partner may have it'),
    asNew: z.boolean(),
    withoutRenditions: z.array(z.string()),
    agreementId: id
      .optional()
      .describe('The agreement that allowed it; absent where the ledger alone decided'),
    grantId: id.optional(),
    code: z.string().optional(),
    status: number.optional().describe("The HTTP status of the partner's last answer"),
    createdAt: instant,
    settledAt: instant.optional(),
    deliveredAt: instant
      .optional()
      .describe('When the partner first had it; `settledAt` is later, or absent, where it was sent again'),
    pickedUpAt: instant.optional().describe('When the partner read it from its pull feed'),
    dismissed: z
      .object({ by: z.string(), reason: z.string(), at: instant })
      .optional()
      .describe('Who said of a dead letter that nothing is to be done about it; it is `superseded` since'),
  })
  .meta({ id: 'Delivery' });
export type DeliveryResource = z.output<typeof deliveryResource>;

export const attemptResource = z
  .object({
    startedAt: instant,
    milliseconds: number,
    code: z.string(),
    status: number.optional(),
    settled: z.boolean().describe('False when the worker had lost its lease: another attempt decided'),
    repeat: z
      .boolean()
      .describe(
        'A kill that had been acknowledged and was sent once more, because a version could still arrive behind it',
      ),
    requestHeaders: z.record(z.string(), z.string()).describe('Without secrets'),
    bodySha256: z.string().optional(),
    bodyBytes: number,
    answer: z.string().describe("The first 4 KiB of the partner's answer, or the error"),
  })
  .meta({ id: 'Attempt' });
export type AttemptResource = z.output<typeof attemptResource>;

export const deliveryDetailResource = deliveryResource
  .extend({
    answer: attemptResource.shape.answer
      .optional()
      .describe(
        "Of what is dead: the first 4 KiB of the partner's last answer, or the error; absent when no longer kept",
      ),
  })
  .meta({ id: 'DeliveryDetail' });

export const killResource = z
  .object({
    itemId: number,
    guid: z.string(),
    version: number,
    headline: z.string().optional(),
    language: z.string().optional(),
    sourcePartnerId: id,
    receivedAt: instant,
    holders: z
      .array(
        z.object({
          destinationId: id,
          laneState: z.enum(['open', 'paused', 'disabled']),
          state: z.enum(['pending', 'in_flight', 'delivered', 'superseded', 'dead']),
          deliveredAt: instant.optional(),
        }),
      )
      .describe('Everyone who ever received any version'),
  })
  .meta({ id: 'Kill' });
export type KillResource = z.output<typeof killResource>;

export const exchangeSummaryResource = z
  .object({
    at: instant.describe('When this was counted: a second ago at most, or longer with a long history'),
    partners: z.array(z.object({ id, name: z.string() })),
    pairs: z
      .array(
        z.object({
          from: id,
          to: id,
          permitted: z.boolean().describe('Whether an agreement in force lets `from` give to `to`'),
          offered: number.describe('Decisions made; `granted` and all of `refused` together'),
          granted: number.describe('Decisions that allowed a delivery, of an item or of a kill'),
          refused: z
            .record(z.string(), number)
            .describe('Decisions that allowed none, by reason; a reason that never occurred is absent'),
          delivered: number.describe('Deliveries of items that arrived; kills are in `killed`'),
          formats: z
            .partialRecord(z.enum(OUTPUT_FORMATS), number)
            .describe('`delivered` by format; a format in which nothing arrived is absent'),
          pending: number.describe('Deliveries, of items and of kills, that wait or are on the way'),
          dead: number.describe('Deliveries, of items and of kills, that were given up'),
          killed: number.describe('Deliveries of kills that arrived'),
        }),
      )
      .describe(
        'Every ordered pair of partners. The unit of every count is one version of an item for one destination: ' +
          'a version that goes to two destinations of a partner counts twice',
      ),
  })
  .meta({ id: 'ExchangeSummary' });
export type ExchangeSummaryResource = z.output<typeof exchangeSummaryResource>;

export const documentResource = z
  .object({
    id: number.describe('Of the fetch that brought it'),
    feedId: id,
    url: z.string().describe('Where it came from, after redirects'),
    at: instant.describe('When it was fetched'),
    state: z
      .enum(['fetched', 'decoded', 'undecodable'])
      .describe('`fetched`: not read yet. `undecodable`: in quarantine until a later decoder reads it'),
    contentType: z.string().optional().describe('As the origin said'),
    sizeBytes: number,
    sha256: z.string(),
    format: z.string().optional(),
    charset: z.string().optional(),
    records: number.optional(),
    accepted: number.optional().describe('Records that made a version'),
    warningCount: number.optional(),
    reason: z
      .object({ code: z.string(), message: z.string() })
      .optional()
      .describe('Why it could not be read'),
    timesFetched: number
      .optional()
      .describe('Listed by `state=undecodable`: how often these bytes came; the row is their last fetch'),
    firstAt: instant.optional().describe('Listed by `state=undecodable`: when these bytes came first'),
  })
  .meta({ id: 'Document' });
export type DocumentResource = z.output<typeof documentResource>;

export const documentDetailResource = documentResource
  .extend({
    warnings: z
      .array(z.object({ code: z.string(), at: z.string(), detail: z.string() }))
      .optional()
      .describe('What was dropped or repaired, and records that made no version because they were stale'),
  })
  .meta({ id: 'DocumentDetail' });
export type DocumentDetailResource = z.output<typeof documentDetailResource>;
