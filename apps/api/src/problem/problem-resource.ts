import { z } from 'zod';

/** An error as the API answers it: RFC 9457 problem details, with the request's id so that ops can find its log lines. */
export const problemResource = z
  .object({
    type: z.string().describe('`urn:korpu:problem:` and a stable code: what a client may branch on'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().describe('The path of the request, without its query'),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          at: z.string().describe('A dotted path into the body, query or path'),
          detail: z.string(),
        }),
      )
      .optional()
      .describe('For `invalid-request`: every fault found, not the first alone'),
  })
  .describe('RFC 9457 problem details');

export type Problem = z.output<typeof problemResource>;
export type FieldFault = NonNullable<Problem['errors']>[number];
