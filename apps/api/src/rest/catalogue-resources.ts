import { z } from 'zod';
import { OUTPUT_FORMATS } from '#codecs/codec.js';
import { BODY_FORMS, LEAVABLE_FIELDS, PICTURE_FORMS } from '#codecs/profile/output-profile.js';
import { id, instant, number, sourceFile } from './field.js';

// What the API answers of the configuration. These schemas are the types of the answers and their description at once.

export const partnerResource = z
  .object({
    id,
    name: z.string(),
    kind: z.array(z.string()),
    country: z.string().describe('ISO 3166-1 alpha-2'),
    zone: z.string().describe('IANA time zone'),
    languages: z.array(z.string()).describe('BCP 47'),
    platforms: z.array(z.string()),
    sourceFile,
  })
  .meta({ id: 'Partner' });
export type PartnerResource = z.output<typeof partnerResource>;

export const feedResource = z
  .object({
    id,
    partnerId: id,
    name: z.string(),
    url: z.string(),
    format: z.string().optional().describe('Forced format; absent = recognised by content'),
    languages: z.array(z.string()),
    pollEverySeconds: number,
    paused: z.object({ at: instant, reason: z.string().optional() }).optional(),
    lastPollAt: instant.optional(),
    nextPollAt: instant,
    lastOutcome: z.enum(['changed', 'unchanged', 'not-modified', 'undecodable', 'failed']).optional(),
    lastItemAt: instant.optional(),
    problem: z.object({ code: z.string(), message: z.string() }).optional(),
    lastDocument: z
      .object({
        at: instant,
        format: z.string(),
        records: number,
        warningCount: number,
        warnings: z.array(z.object({ code: z.string(), at: z.string(), detail: z.string() })),
      })
      .optional()
      .describe(
        'The last document that was decoded, with the first 20 of what was dropped or repaired in it',
      ),
    pages: z
      .object({
        known: number.describe('Pages that its lists named'),
        read: number.describe('Pages that gave a story'),
        waiting: number.describe('Pages that were not visited yet'),
        refused: number.describe('Listed pages that robots.txt disallows'),
        failed: number.describe('Listed pages that could not be read at the last visit'),
      })
      .optional()
      .describe("Of a feed that is a site's pages, once a list was read"),
    quarantined: number.describe(
      'Documents that could not be read and wait, each once: `GET /v1/documents?state=undecodable&feedId=` lists them',
    ),
    sourceFile,
  })
  .meta({ id: 'Feed' });
export type FeedResource = z.output<typeof feedResource>;

const seconds = z.number().min(0);

/** What its file says of a webhook, defaults filled in; keys that are not there are not limited. */
const webhookRules = z
  .object({
    platforms: z.array(z.string()).optional().describe('Absent = all platforms of the partner'),
    versions: z.enum(['latest', 'every']),
    maxInFlight: number.describe('Sends in the air at one time, at most: the window of its one lane'),
    ratePerSecond: z.number().optional(),
    burst: number.optional(),
    timeoutSeconds: seconds,
    retrySeconds: z.array(seconds).describe('Waits before each further attempt, before jitter'),
    giveUpAfterSeconds: seconds.optional(),
    maxAgeSeconds: seconds.optional(),
    quietHours: z
      .object({
        from: z.string().describe('Local time of day'),
        until: z.string(),
        zone: z.string().describe('IANA time zone'),
      })
      .optional(),
    headers: z.record(z.string(), z.string()).describe('Extra request headers'),
    secretHeaderNames: z.array(z.string()).describe('Extra request headers whose values are credentials'),
    keyOverlapSeconds: seconds.describe('How long signing keys go on beside one that takes over from them'),
  })
  .meta({ id: 'WebhookRules' });

export const destinationResource = z
  .object({
    id,
    partnerId: id,
    name: z.string(),
    transport: z.enum(['webhook', 'pull']),
    format: z.enum(OUTPUT_FORMATS),
    formatVersion: z.string().optional().describe('Where another than the newest is configured'),
    outputProfile: z
      .object({
        body: z.enum(BODY_FORMS).optional(),
        pictures: z.enum(PICTURE_FORMS).optional(),
        leaveOut: z.array(z.enum(LEAVABLE_FIELDS)).optional(),
        headlinePrefix: z.string().optional(),
        subjectSchemes: z.array(z.string()).optional(),
      })
      .optional()
      .describe('How items are written, where that is configured'),
    url: z.string().optional().describe('Where a webhook goes; a pull feed is read at its own /feed'),
    state: z
      .enum(['open', 'paused', 'disabled'])
      .describe('What people made it, or a 410; see `restsUntil` for a rest after failures'),
    reason: z.string().optional().describe('Why it is paused or disabled'),
    changedAt: instant.describe('When the state last changed'),
    consecutiveFailures: number,
    restsUntil: instant
      .optional()
      .describe(
        'An open lane that rests after failures in a row: until then only kills leave. Absent = it does not rest',
      ),
    quietUntil: instant.optional().describe('During quiet hours: when they end'),
    pending: number.describe('Deliveries, of items and of kills, that wait; those due later included'),
    inFlight: number.describe('Deliveries, of items and of kills, that are on the way'),
    dead: number.describe('Deliveries, of items and of kills, that were given up'),
    delivered: number.describe('Deliveries of items that arrived, a version each; kills are in `killed`'),
    deliveredLastHour: number.describe('Of `delivered`, those that arrived in the last hour'),
    killed: number.describe('Deliveries of kills that arrived'),
    oldestDueAt: instant
      .optional()
      .describe(
        'When the oldest delivery that should have arrived already was due, or was first tried in vain',
      ),
    lastDeliveredAt: instant.optional(),
    pageSize: number.optional().describe('Items on a page of a pull feed'),
    rules: webhookRules
      .optional()
      .describe('Of a webhook, as configured; its keys are under `/signing-keys`'),
    sourceFile,
  })
  .meta({ id: 'Destination' });
export type DestinationResource = z.output<typeof destinationResource>;

const grant = z
  .object({
    id,
    from: z.array(id),
    to: z.array(id),
    items: z.object({
      classes: z.array(z.string()),
      languages: z.array(z.string()).describe('BCP 47 ranges; `*` = any'),
      subjects: z
        .object({ any: z.array(z.string()).optional(), none: z.array(z.string()).optional() })
        .optional(),
    }),
    thirdParty: z
      .object({ rule: z.enum(['refuse', 'allow-listed']), providers: z.array(z.string()).optional() })
      .describe('Items whose provider is not the sender'),
    use: z.object({
      platforms: z.array(z.string()),
      territories: z.array(z.string()),
      archiveDays: number.optional(),
      edits: z.string().optional(),
      sublicence: z.boolean(),
    }),
    credit: z.object({ line: z.string(), required: z.boolean() }).optional(),
    embargo: z.enum(['hold', 'advance']),
    quota: z.object({ perDay: number }).optional(),
    balance: z.object({ with: id, ratio: z.string(), toleratePercent: z.number() }).optional(),
  })
  .meta({ id: 'Grant' });

export const agreementResource = z
  .object({
    id,
    version: number,
    title: z.string(),
    signedOn: z.string(),
    validFrom: z.string(),
    validUntil: z.string().optional(),
    parties: z.array(id),
    recall: z.object({ confirmWithinMinutes: number, escalateTo: z.array(z.string()) }),
    grants: z.array(grant),
    sourceFile,
  })
  .meta({ id: 'Agreement' });
export type AgreementResource = z.output<typeof agreementResource>;
