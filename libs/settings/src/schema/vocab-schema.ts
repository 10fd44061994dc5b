import { z } from 'zod';
import { language, line, qcode, vocabId } from './field.js';

const code = z
  .string()
  .regex(/^[^\s:]+$/, 'must be a code without its alias, in quotation marks: "04000000"');

const conceptSchema = z.strictObject({
  broader: z.array(code).min(1).optional().describe('Codes of this vocabulary'),
  names: z.record(language, line).optional().describe('By language; shown to people'),
  exactMatch: z.array(qcode).min(1).optional().describe('Codes of other schemes that mean the same'),
  closeMatch: z.array(qcode).min(1).optional().describe('Codes of other schemes that mean nearly the same'),
  retired: z.boolean().optional().describe('No longer to be used; old items still have it'),
});

export const vocabSchema = z
  .strictObject({
    id: vocabId.describe('The name under which profiles refer to it'),
    name: line.describe('As people call it'),
    scheme: z
      .strictObject({
        alias: z.string().regex(/^[\w-]+$/, 'must be an alias such as medtop'),
        uri: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
      })
      .optional()
      .describe('Whose concepts these are'),
    concepts: z.record(code, conceptSchema).default({}).describe('The concepts of the scheme, by code'),
    categories: z
      .array(
        z.strictObject({
          names: z.array(line).min(1).describe('In whatever languages and spellings the provider uses'),
          qcodes: z.array(qcode).min(1).describe('What they stand for; the first is the nearest'),
        }),
      )
      .default([])
      .describe('What a provider calls its sections'),
  })
  .refine(({ scheme, concepts }) => scheme !== undefined || Object.keys(concepts).length === 0, {
    path: ['scheme'],
    error: 'is missing: concepts need the alias and URI of their scheme',
  })
  .meta({
    title: 'Vocabulary',
    description: 'Concepts with their names and what is broader, or what a provider’s categories stand for',
  });

/** A vocabulary as its YAML file describes it, defaults filled in. */
export type VocabSettings = z.output<typeof vocabSchema>;
