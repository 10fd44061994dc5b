import type { AcceptedItem } from '#exchange/inbound/inbound-ports.js';
import { type QuotaCount, type QuotaKey, QuotaUse } from '#exchange/inbound/quota-use.js';
import { LOCK_QUOTAS, READ_QUOTAS, WRITE_QUOTAS } from './quota.sql.js';
import { type Queryable, rowsOf } from './transaction.js';

/** What was counted under these quotas, for this transaction alone to spend; undefined where there is none, which costs nothing. */
export async function lockQuotas(
  client: Queryable,
  keys: readonly QuotaKey[] = [],
  accepted: readonly AcceptedItem[],
): Promise<QuotaUse | undefined> {
  if (keys.length === 0) return undefined;
  await rowsOf(client, LOCK_QUOTAS, [
    keys.map(({ agreementId, grantId, partnerId }) => `${agreementId}/${grantId}/${partnerId}`),
  ]);
  const items = accepted.map(({ itemId }) => itemId);
  return new QuotaUse(await rowsOf<QuotaCount>(client, READ_QUOTAS, [...columns(keys), items]));
}

/** Writes what was spent since. */
export async function writeQuotas(client: Queryable, { fresh }: QuotaUse): Promise<void> {
  if (fresh.length === 0) return;
  await rowsOf(client, WRITE_QUOTAS, [...columns(fresh), fresh.map(({ itemId }) => itemId)]);
}

const columns = (keys: readonly QuotaKey[]): unknown[][] => [
  keys.map(({ agreementId }) => agreementId),
  keys.map(({ grantId }) => grantId),
  keys.map(({ partnerId }) => partnerId),
  keys.map(({ day }) => day),
];
