import { z } from 'zod';
import { LONGEST_OVERLAP_SECONDS } from '#settings/schema/destination-schema.js';
import { instant, number } from './field.js';

// What the API takes and answers of signing keys.

const algorithm = z
  .enum(['hmac-sha256', 'ed25519'])
  .describe('`hmac-sha256` signs as `v1`, `ed25519` as `v1a` (Standard Webhooks)');

export const rotationBody = z
  .strictObject({
    algorithm: algorithm.default('hmac-sha256'),
    overlapSeconds: z
      .int()
      .min(0)
      .max(LONGEST_OVERLAP_SECONDS)
      .optional()
      .describe(
        'How long the keys of the same algorithm that sign today, those of the configuration too, sign beside the new one, in seconds. 0 = they stop at once. Default: `keyOverlapSeconds` of the destination, a day where it says nothing',
      ),
  })
  .meta({ id: 'SigningKeyRotation' })
  .prefault({});

export const signingKeyResource = z
  .object({
    id: number,
    algorithm,
    source: z.enum(['configuration', 'api']).describe('Where it was made'),
    prefix: z
      .string()
      .describe(
        'How it begins, to tell keys apart: of the public key where there is one, else of the secret',
      ),
    publicKey: z
      .string()
      .optional()
      .describe('`whpk_` and base64: what a receiver verifies with; of ed25519 alone'),
    createdAt: instant.describe('When the exchange saw it first'),
    expiresAt: instant.optional().describe('Until then it signs; absent = without end'),
    signs: z.boolean().describe('Whether it signs now'),
  })
  .meta({ id: 'SigningKey' });

export const newSigningKeyResource = signingKeyResource
  .extend({
    secret: z
      .string()
      .optional()
      .describe('`whsec_` and base64, shown this once; absent for ed25519, whose secret nobody needs'),
  })
  .meta({ id: 'NewSigningKey' });

export const signingKeysResource = z
  .object({ items: z.array(signingKeyResource) })
  .meta({ id: 'SigningKeys' });
