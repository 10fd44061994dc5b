import { z } from 'zod';
import { OUTPUT_FORMATS, OUTPUT_VERSIONS, type OutputFormat } from '#codecs/codec.js';
import { BODY_FORMS, LEAVABLE_FIELDS, PICTURE_FORMS } from '#codecs/profile/output-profile.js';
import {
  destinationId,
  headers,
  httpUrl,
  line,
  namedZone,
  partnerId,
  platform,
  secret,
  secretHeaders,
} from './field.js';

/** 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 5 h, 10 h, 10 h. */
const RETRY_SECONDS = [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000];

/** Of a signing key beside the one that takes over from it: a day, and at most 30. */
export const OVERLAP_SECONDS = 86_400;
export const LONGEST_OVERLAP_SECONDS = 30 * 86_400;

const VERSIONS = OUTPUT_FORMATS.filter((format) => OUTPUT_VERSIONS[format].length > 1)
  .map((format) => `${format}: ${OUTPUT_VERSIONS[format].join(', ')}`)
  .join('; ');

/** YAML reads `2.2` as a number, and `3.0` as one that forgot its zero. */
const formatVersion = z
  .union([z.string(), z.number()], { error: 'must be a version, such as 2.2' })
  .transform((version) => (Number.isInteger(version) ? `${version}.0` : String(version)))
  .optional()
  .describe(`The version of the format, where another than the newest is wanted (${VERSIONS})`);

const outputProfile = z
  .strictObject({
    body: z
      .enum(BODY_FORMS)
      .optional()
      .describe(
        'xhtml: as it is. plain: paragraphs without markup, as plain text where the format has a place for it (newsml-g2, ninjs, atom, jsonfeed). none: no text. Default xhtml',
      ),
    pictures: z
      .enum(PICTURE_FORMS)
      .optional()
      .describe(
        'in-text: where the text shows them, and among the files. by-reference: among the files alone. Default in-text',
      ),
    leaveOut: z
      .array(z.enum(LEAVABLE_FIELDS))
      .optional()
      .describe('Fields that are not written. Default: none'),
    headlinePrefix: line
      .optional()
      .describe('Put before each headline, with a blank between. Default: nothing'),
    subjectSchemes: z
      .array(z.string().regex(/^[\w-]+$/, 'must be the alias of a scheme, such as medtop'))
      .min(1)
      .optional()
      .describe('Subjects that have no code of one of these schemes are not written. Default: all are'),
  })
  .optional()
  .describe(
    'How items are written, where a format leaves a choice. Kills, holds and terms of use are written in any case. Default: everything, as it is',
  );

const common = {
  id: destinationId,
  partner: partnerId.describe('The partner that receives here'),
  name: line.optional().describe('As people call it; default: the id'),
  format: z.enum(OUTPUT_FORMATS).describe('What the partner receives'),
  formatVersion,
  outputProfile,
  platforms: z
    .array(platform)
    .min(1)
    .optional()
    .describe('Where the partner publishes what arrives here; default: all platforms of the partner'),
};

/** Standard Webhooks, "Signature scheme": HMAC-SHA256 with 24 to 64 bytes, or ed25519 with a seed and maybe its public key. */
const signingSecret = secret.refine((value) => {
  if (!value.resolved) return true;
  const [, kind, base64 = ''] = /^(whsec|whsk)_([A-Za-z0-9+/]+={0,2})$/.exec(value.reveal()) ?? [];
  const bytes = Buffer.from(base64, 'base64').length;
  return kind === 'whsk' ? bytes === 32 || bytes === 64 : bytes >= 24 && bytes <= 64;
}, 'must be whsec_ followed by base64 of 24 to 64 random bytes, or whsk_ followed by base64 of an ed25519 key (Standard Webhooks)');

const apiKey = secret.refine(
  (value) => !value.resolved || value.reveal().length >= 16,
  'must be 16 characters or more',
);

const keysOfWebhook = z
  .array(apiKey)
  .max(4)
  .default([])
  .describe(
    'Keys with which the partner sends receipts, confirms removals and asks for what is missing: up to 4, of 16 characters or more, of this destination alone. Default: none',
  );

/** Local time of day; Postgres, which compares with it, reads the same. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in quotes, such as "23:00"');

const quietHours = z
  .strictObject({
    from: timeOfDay.describe('When they begin, local time'),
    until: timeOfDay.describe('When they end; earlier than from = on the next day'),
    zone: namedZone.describe('IANA time zone of both'),
  })
  .refine(({ from, until }) => from !== until, { path: ['until'], error: 'must differ from from' });

export type QuietHours = z.output<typeof quietHours>;

const webhookSchema = z.strictObject({
  ...common,
  transport: z.literal('webhook'),
  url: httpUrl.describe('Every delivery is sent here by POST'),
  secrets: z
    .array(signingSecret)
    .min(1)
    .max(4)
    .describe(
      'Signing secrets, the newest first; all of them sign, so that one can be replaced without a gap. Those made by the API sign beside them, and take over after the overlap of the rotation',
    ),
  keyOverlapSeconds: z
    .int()
    .min(0)
    .max(LONGEST_OVERLAP_SECONDS)
    .default(OVERLAP_SECONDS)
    .describe(
      'How long signing keys go on beside one that takes over from them, in seconds, where the rotation says nothing else. 0 = they stop at once. Default 86,400, a day',
    ),
  headers: headers.describe('Extra request headers; credentials go under secretHeaders'),
  secretHeaders: secretHeaders.describe(
    'Request headers that are credentials, as ${env:NAME} or ${file:/path}',
  ),
  apiKeys: keysOfWebhook,
  timeoutSeconds: z
    .int()
    .min(1)
    .max(120)
    .default(20)
    .describe('Limit of one attempt, connect to last byte of the answer, in seconds. Default 20'),
  retrySeconds: z
    .array(z.int().min(1).max(604_800))
    .max(50)
    .default(RETRY_SECONDS)
    .describe(
      'Seconds to wait before each further attempt, before jitter. Default 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 5 h, 10 h, 10 h',
    ),
  giveUpAfterSeconds: z
    .int()
    .min(1)
    .max(2_592_000)
    .optional()
    .describe(
      'Seconds after its first attempt at which a delivery is given up although retrySeconds has further attempts; kills follow retrySeconds alone. Default: no limit but retrySeconds',
    ),
  versions: z
    .enum(['latest', 'every'])
    .default('latest')
    .describe(
      'latest: a newer version of an item replaces those that still wait. every: each version is sent, strictly one after the other. In either case a kill, a hold and a version that the partner may not have replace those that wait, and the embargo of the newest version is that of all. Default latest',
    ),
  maxAgeSeconds: z
    .int()
    .min(60)
    .max(31_536_000)
    .optional()
    .describe(
      'Items that could not leave so many seconds after they were decided, or after their embargo, become dead letters (delivery.too-old). Not for kills, corrections of what the partner holds, and replays. Default: no limit',
    ),
  quietHours: quietHours
    .optional()
    .describe(
      'A part of the day in which only kills, corrections and urgent items (urgency 1 or 2, or an alert) are sent. Default: none',
    ),
  maxInFlight: z
    .int()
    .min(1)
    .max(256)
    .default(16)
    .describe('Deliveries on their way at one time, at most. Default 16'),
  ratePerSecond: z
    .number()
    .positive()
    .max(100_000)
    .optional()
    .describe('Deliveries a second, at most. Default: no limit'),
  burst: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe(
      'Deliveries that may leave at once after a quiet time, where ratePerSecond is set. Default: one second of them',
    ),
});

const pullSchema = z.strictObject({
  ...common,
  transport: z.literal('pull'),
  apiKeys: z
    .array(apiKey)
    .min(1)
    .max(4)
    .describe(
      'Keys with which the partner reads its feed: 1 to 4, of 16 characters or more, of this destination alone; several, so that one can be replaced without a gap',
    ),
  pageSize: z.int().min(1).max(500).default(50).describe('Items on one page. Default 50'),
});

export const destinationSchema = z
  .discriminatedUnion('transport', [webhookSchema, pullSchema], { error: 'must be webhook or pull' })
  .superRefine(isWritten)
  .meta({ title: 'Destination', description: 'Where and how a partner receives what it is given' });

export type WebhookDestinationSettings = z.output<typeof webhookSchema>;
export type PullDestinationSettings = z.output<typeof pullSchema>;
/** A destination as its YAML file describes it, defaults filled in. */
export type DestinationSettings = z.output<typeof destinationSchema>;

/** Formats whose documents are one item each: a page of a pull feed holds many. */
const SINGLE: readonly OutputFormat[] = ['nitf', 'email'];

function isWritten(
  { format, formatVersion: version, transport }: WebhookDestinationSettings | PullDestinationSettings,
  context: z.RefinementCtx,
): void {
  const versions = OUTPUT_VERSIONS[format];
  if (version !== undefined && !versions.includes(version)) {
    const message =
      versions.length === 0
        ? `must be left out: ${format} has no versions`
        : `must be ${versions.join(' or ')} for ${format}`;
    context.addIssue({ code: 'custom', path: ['formatVersion'], message });
  }
  if (transport === 'pull' && SINGLE.includes(format)) {
    const message = `must hold several items to be pulled, and ${format} holds one`;
    context.addIssue({ code: 'custom', path: ['format'], message });
  }
}
