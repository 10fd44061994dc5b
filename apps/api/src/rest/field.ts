import { z } from 'zod';

export const instant = z.string().meta({ format: 'date-time', description: 'RFC 3339, UTC' });
export const id = z.string();
/** A count, or a number that the exchange gave. */
export const number = z.number().int().min(0);
export const sourceFile = z
  .string()
  .optional()
  .describe(
    "The file it was provisioned from; then it is read-only here. From the project's folder, or the whole path of what lies elsewhere",
  );
