import { z } from 'zod';
import type { Agreement } from '#agreements/agreement.js';
import {
  agreementId,
  andIs,
  country,
  day,
  grantId,
  languageRange,
  line,
  partnerId,
  platform,
  qcode,
} from './field.js';

const itemClass = z.enum(['text', 'picture', 'video', 'audio', 'graphic', 'animation', 'composite']);

const thirdParty = z
  .union([z.literal('refuse'), z.strictObject({ 'allow-listed': z.array(line).min(1) })], {
    error: 'must be refuse, or allow-listed: [names of providers, or "*" for any]',
  })
  .default('refuse')
  .transform((rule): Agreement['grants'][number]['thirdParty'] =>
    rule === 'refuse' ? { rule: 'refuse' } : { rule: 'allow-listed', providers: rule['allow-listed'] },
  );

const grantSchema = z.strictObject({
  id: grantId.describe('Unique inside the agreement; decisions and explanations name it'),
  from: z.array(partnerId).min(1).describe('Who gives'),
  to: z.array(partnerId).min(1).describe('Who receives; nobody ever receives its own items'),
  items: z
    .strictObject({
      classes: z
        .array(itemClass)
        .min(1)
        .describe('Classes of items and of their files: a text whose picture is not granted goes without it'),
      languages: z
        .array(languageRange)
        .min(1)
        .describe('BCP 47 ranges: ru also covers ru-KZ, uz covers uz-Latn and uz-Cyrl; "*" is any'),
      subjects: z
        .strictObject({
          any: z.array(qcode).min(1).optional().describe('The item must have one of these subjects'),
          none: z.array(qcode).min(1).optional().describe('The item must have none of these subjects'),
        })
        .optional(),
    })
    .describe('What is given'),
  thirdParty: thirdParty.describe(
    'Items whose provider is not the sender: refuse (default) or allow-listed: [names]',
  ),
  use: z
    .strictObject({
      platforms: z.array(platform).min(1).describe('Where the receiver may publish'),
      territories: z.array(country).min(1).describe('ISO 3166-1 alpha-2: where the receiver may publish'),
      archiveDays: z
        .int()
        .min(1)
        .max(36_500)
        .optional()
        .describe('Days the item may be kept. Default: no end'),
      edits: line.optional().describe('What the receiver may change, in words or a short code'),
      sublicence: z.boolean().default(false).describe('Whether the receiver may pass it on. Default false'),
    })
    .describe('What the receiver may do with it'),
  credit: z
    .strictObject({ line: line.describe('The words to print'), required: z.boolean().default(true) })
    .optional(),
  embargo: z
    .enum(['hold', 'advance'])
    .default('hold')
    .describe(
      'hold: delivered when the embargo ends. advance: delivered early, marked, for preparation only; in RSS, Atom and JSON Feed, which cannot mark it, as hold',
    ),
  quota: z
    .strictObject({
      perDay: z
        .int()
        .min(1)
        .max(1_000_000)
        .describe('Items a day, which begins at midnight in the zone of the receiver'),
    })
    .optional()
    .describe(
      'How much may go. An item counts once for each receiving partner, when it is first let go, whatever becomes of the delivery; its later versions spend nothing. What is beyond it is refused, and not kept for the next day',
    ),
  balance: z
    .strictObject({
      with: grantId.describe('The grant that flows the other way'),
      ratio: z.string().regex(/^\d+:\d+$/, 'must be a ratio such as "1:1"'),
      toleratePercent: z.number().min(0).max(100),
    })
    .optional()
    .describe('Noted with the agreement, and shown; no decision looks at it'),
});

export const agreementSchema = z
  .strictObject({
    id: agreementId,
    title: line,
    signedOn: z
      .string()
      .regex(/^\d{4}-\d{2}(?:-\d{2})?$/, {
        ...andIs('must be a date such as 2025-11-18, or a month such as 2025-11 where the day is not known'),
        abort: true,
      })
      .refine(isCalendarDate, andIs('must be a day, or a month, of the calendar'))
      .describe('ISO 8601 date, or year and month where the day is not known; for the record only'),
    parties: z.array(partnerId).min(2).describe('Partners that signed'),
    validFrom: day.describe('The first day it holds, in the zone of the receiver'),
    validUntil: day.optional().describe('The last day it holds; default: until withdrawn'),
    recall: z
      .strictObject({
        confirmWithinMinutes: z
          .int()
          .min(1)
          .max(10_080)
          .default(60)
          .describe('Time to confirm a removal. Default 60'),
        escalateTo: z.array(line).default([]).describe('Whom to tell when it is not confirmed in time'),
      })
      .prefault({}),
    grants: z.array(grantSchema).min(1).describe('What no grant names is refused'),
  })
  .refine((agreement) => agreement.validUntil === undefined || agreement.validFrom <= agreement.validUntil, {
    path: ['validUntil'],
    error: 'must not be before validFrom',
  })
  .meta({
    title: 'Agreement',
    description: 'What partners signed, as data that every decision is taken from',
  });

function isCalendarDate(text: string): boolean {
  const [year = 0, month = 0, day = 1] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** An agreement as its YAML file describes it. Its version is the store's to give: one more with every change. */
export type AgreementSettings = z.output<typeof agreementSchema>;
