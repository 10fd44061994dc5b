import { z } from 'zod';
import type { Ledger, Listing } from '../api-services.js';
import { notFound } from '../problem/problem.js';
import { fromCursor, numberFromCursor, type Page, paging, toPage } from './paging.js';

export const listQuery = z.strictObject(paging);
export type ListQuery = z.output<typeof listQuery>;

/** An id that people gave: see ID_PATTERN. Anything else cannot exist, and is not looked for. */
export const namedParams = z.object({ id: z.string().min(1).max(63) });
export type NamedParams = z.output<typeof namedParams>;

/** An id that the exchange gave. */
export const numberedParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export type NumberedParams = z.output<typeof numberedParams>;

export async function listNamed<Row extends { id: string }>(
  listing: Listing<Row>,
  { limit, cursor }: ListQuery,
): Promise<Page<Row>> {
  return toPage(await listing.list(limit + 1, fromCursor(cursor)), limit, (row) => row.id);
}

export async function listNumbered<Row extends { id: number }, Filter>(
  ledger: Ledger<Row, Filter>,
  filter: Filter,
  { limit, cursor }: ListQuery,
): Promise<Page<Row>> {
  return toPage(await ledger.list(filter, limit + 1, numberFromCursor(cursor)), limit, (row) => row.id);
}

/** @throws ProblemError `not-found` */
export async function findOr404<Id extends string | number, Row>(
  among: { find(id: Id): Promise<Row | undefined> },
  what: string,
  id: Id,
): Promise<Row> {
  const row = await among.find(id);
  if (row === undefined) throw notFound(what, id);
  return row;
}
