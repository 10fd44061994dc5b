import { algorithmOf, publicKeyOf } from '#exchange/outbound/signing-secret.js';
import type { DestinationId } from '#news/ids.js';
import type { DestinationSettings } from '#settings/schema/destination-schema.js';
import type { SecretBox } from './secret-box.js';
import { type Queryable, rowsOf } from './transaction.js';

/**
 * Gives each secret of a destination's settings its row, and forgets those that the settings have no longer. A secret that
 * was made here and is in the settings now is theirs from then on.
 */
export async function provisionSigningKeys(
  on: Queryable,
  box: Pick<SecretBox, 'digests'>,
  destination: DestinationSettings,
): Promise<void> {
  const secrets = destination.transport === 'webhook' ? destination.secrets.map((one) => one.reveal()) : [];
  const hashesOf = (secret: string): string[] => box.digests(secret).map(bytea);
  await rowsOf(on, { text: FORGET }, [destination.id, secrets.flatMap(hashesOf)]);
  for (const secret of new Set(secrets)) {
    const known = await rowsOf(on, { text: ADOPT }, [destination.id, hashesOf(secret)]);
    if (known.length > 0) continue;
    const [hash] = hashesOf(secret);
    const values = [destination.id, algorithmOf(secret), true, hash, null, ...shownOf(secret)];
    await rowsOf(on, { text: INSERT_KEY }, values);
  }
}

/**
 * The secrets that sign now: those made here, the newest first, and then those of the configuration that no rotation
 * retired. @throws SecretUnreadable
 */
export async function signingSecrets(
  on: Queryable,
  box: SecretBox,
  destinationId: DestinationId,
  configured: readonly string[],
): Promise<string[]> {
  const rows = await rowsOf<{ provisioned: boolean; hash: Buffer; sealed: string | null; signs: boolean }>(
    on,
    { text: SIGNING },
    [destinationId],
  );
  const made = rows.flatMap(({ sealed, signs }) =>
    sealed !== null && signs ? [box.open(sealed, placeOf(destinationId))] : [],
  );
  const retired = rows.filter(({ provisioned, signs }) => provisioned && !signs).map(({ hash }) => hash);
  const isRetired = (secret: string): boolean =>
    retired.length > 0 && box.digests(secret).some((digest) => retired.some((hash) => hash.equals(digest)));
  return [...new Set([...made, ...configured.filter((secret) => !isRetired(secret))])];
}

export const placeOf = (destinationId: DestinationId): string => `signing-key/${destinationId}`;
/** The prefix's word and four characters more: to tell keys apart, and to guess none. */
const beginningOf = (text: string): string => text.slice(0, text.indexOf('_') + 5);
/** Prefix and public key. */
export function shownOf(secret: string): [string, string | null] {
  const publicKey = publicKeyOf(secret);
  return [beginningOf(publicKey ?? secret), publicKey ?? null];
}
const bytea = (hash: Buffer): string => `\\x${hash.toString('hex')}`;

/** Of a row of signing_key. */
export const SIGNS = '(expires_at IS NULL OR expires_at > clock_timestamp())';

const SIGNING = `
  SELECT provisioned, hash, sealed, ${SIGNS} AS signs FROM signing_key WHERE destination_id = $1 ORDER BY id DESC`;

/** What a rotation retired stays so, unless it was made here. Parameters: destination, hashes of one secret. */
const ADOPT = `
  UPDATE signing_key
     SET provisioned = true, sealed = NULL, expires_at = CASE WHEN provisioned THEN expires_at END
   WHERE destination_id = $1 AND hash = ANY ($2::bytea[])
  RETURNING id`;

/** Parameters: destination, algorithm, whether the configuration has it, hash, sealed secret, prefix, public key. */
export const INSERT_KEY = `
  INSERT INTO signing_key (destination_id, algorithm, provisioned, hash, sealed, prefix, public_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** Parameters: destination, hashes of what its settings have. */
const FORGET = `
  DELETE FROM signing_key
   WHERE destination_id = $1
     AND (provisioned AND hash <> ALL ($2::bytea[]) OR NOT provisioned AND expires_at < now() - interval '30 days')`;
