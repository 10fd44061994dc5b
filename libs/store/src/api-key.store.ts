import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { SecretBox } from './secret-box.js';
import { type Queryable, retrying, rowsOf } from './transaction.js';

export type KeyHolder =
  | { role: 'administrator'; name: string }
  | { role: 'destination'; destinationId: DestinationId };

/**
 * API keys, by their hash alone. A key is found by looking its hash up, which tells nothing of the key by how long it
 * takes; a slow hash is not needed, because keys we make have 256 random bits, and the hash of one that an integrator
 * chose cannot be searched without the key of the secret box.
 */
export class ApiKeyStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly box: SecretBox,
  ) {}

  /** Answers the new key: the only time that anybody sees it. */
  async createAdministrator(name: string): Promise<string> {
    const key = `korpu_${randomBytes(32).toString('base64url')}`;
    await rowsOf(
      this.pool,
      { text: `INSERT INTO api_key (name, hash, role) VALUES ($1, $2, 'administrator')` },
      [name, this.box.digests(key)[0]],
    );
    return key;
  }

  /** Undefined for a key that never was, was revoked, or whose destination is gone. */
  async verify(key: string): Promise<KeyHolder | undefined> {
    const [row] = await retrying(() =>
      rowsOf<{ name: string; destination_id: string | null }>(
        this.pool,
        {
          text: `
            SELECT k.name, k.destination_id
              FROM api_key k LEFT JOIN destination d ON d.id = k.destination_id
             WHERE k.hash = ANY ($1::bytea[]) AND k.revoked_at IS NULL AND d.removed_at IS NULL`,
        },
        [this.box.digests(key).map(bytea)],
      ),
    );
    if (!row) return undefined;
    return row.destination_id === null
      ? { role: 'administrator', name: row.name }
      : { role: 'destination', destinationId: asDestinationId(row.destination_id) };
  }

  /** Answers how many were revoked; keys of destinations go with the configuration. */
  async revokeAdministrator(name: string): Promise<number> {
    const rows = await rowsOf(
      this.pool,
      {
        text: `
          UPDATE api_key SET revoked_at = now()
           WHERE role = 'administrator' AND name = $1 AND revoked_at IS NULL
          RETURNING id`,
      },
      [name],
    );
    return rows.length;
  }

  /**
   * Makes these, and no others, the keys that the configuration gives to a destination.
   *
   * @throws ApiKeyTaken when one of them is somebody else's
   */
  async provision(on: Queryable, destinationId: DestinationId, keys: readonly string[]): Promise<void> {
    const hashes = keys.map((key) => bytea(this.box.digests(key)[0]));
    await rowsOf(
      on,
      {
        text: `
          UPDATE api_key SET revoked_at = now()
           WHERE destination_id = $1 AND provisioned AND revoked_at IS NULL AND hash <> ALL ($2::bytea[])`,
      },
      [destinationId, hashes],
    );
    const kept = await rowsOf(
      on,
      {
        text: `
          INSERT INTO api_key (name, hash, role, destination_id, provisioned)
          SELECT 'configuration', hash, 'destination', $1, true FROM unnest($2::bytea[]) AS hash
          ON CONFLICT (hash) DO UPDATE SET revoked_at = NULL, provisioned = true
           WHERE api_key.destination_id = $1
          RETURNING id`,
      },
      [destinationId, hashes],
    );
    if (kept.length < new Set(hashes).size) throw new ApiKeyTaken(destinationId);
  }
}

/** Two destinations cannot share a key: it says whose feed is read. */
export class ApiKeyTaken extends Error {
  readonly stage = 'store';
  readonly code = 'store.api-key-taken';
  readonly retry = 'never';
  constructor(readonly destinationId: DestinationId) {
    super(
      `an API key of the destination ${destinationId} belongs to somebody else already: give it one of its own`,
    );
    this.name = 'ApiKeyTaken';
  }
}

/** As the text that a list of bytea travels as. */
const bytea = (hash: Buffer): string => `\\x${hash.toString('hex')}`;
