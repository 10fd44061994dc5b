import { z } from 'zod';
import type { DeliveryPlace } from '#store/read/deliveries.js';
import { ProblemError } from '../problem/problem.js';

/** A page of a list: rows, and where the next page begins. Absent `nextCursor` = this was the last one. */
export interface Page<Row> {
  items: Row[];
  nextCursor?: string;
}

/** What every list takes: how many rows at most, and where to go on. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Rows at most, 1 to 200. Default 50'),
  cursor: z
    .string()
    .regex(/^[\w-]{1,200}$/, 'must be the nextCursor of the page before')
    .optional()
    .describe('`nextCursor` of the page before; absent = the first page'),
};

export const pageOf = <Row extends z.ZodType>(row: Row, name: string) =>
  z
    .object({
      items: z.array(row),
      nextCursor: z
        .string()
        .optional()
        .describe('Send it as `cursor` for the next page; absent on the last one'),
    })
    .meta({ id: name });

/** A cursor is the key of the last row shown, wrapped so that nobody is tempted to compute with it. */
export const toCursor = (key: string | number): string => Buffer.from(String(key)).toString('base64url');

export const fromCursor = (cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();

/** The number in a cursor. @throws ProblemError `invalid-request` when it is none of ours */
export function numberFromCursor(cursor: string | undefined): number | undefined {
  const key = fromCursor(cursor);
  if (key === undefined) return undefined;
  if (!/^\d{1,15}$/.test(key)) throw notOurs();
  return Number(key);
}

/** `id`, or `id@time` of a list that is sorted by time. */
export const placeToCursor = ({ id, settledAt }: DeliveryPlace): string =>
  toCursor(settledAt === undefined ? id : `${id}@${settledAt}`);

/** @throws ProblemError `invalid-request` when it is none of ours */
export function placeFromCursor(cursor: string | undefined): DeliveryPlace | undefined {
  const key = fromCursor(cursor);
  if (key === undefined) return undefined;
  const [, id, settledAt] =
    /^(\d{1,15})(?:@(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\d.:+-]{0,16}))?$/.exec(key) ?? [];
  if (id === undefined) throw notOurs();
  return { id: Number(id), ...(settledAt === undefined ? {} : { settledAt }) };
}

const notOurs = (): ProblemError =>
  new ProblemError('invalid-request', 'The cursor is not one that this list gave.', [
    { at: 'cursor', detail: 'must be the nextCursor of the page before' },
  ]);

/** Cuts a page out of rows that were read one further than `limit`. */
export function toPage<Row>(rows: Row[], limit: number, key: (row: Row) => string | number): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, nextCursor: toCursor(key(last)) } : { items };
}
