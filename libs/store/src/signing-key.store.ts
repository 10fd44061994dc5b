import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { SECRET_PREFIX, type SigningAlgorithm } from '#exchange/outbound/signing-secret.js';
import type { DestinationId } from '#news/ids.js';
import type { Instant } from '#news/record.js';
import {
  type DestinationSettings,
  OVERLAP_SECONDS,
  type WebhookDestinationSettings,
} from '#settings/schema/destination-schema.js';
import { DESTINATION_KEPT_MS } from './destination-book.js';
import { toInstant, toInstantOrNothing } from './instant.js';
import type { SecretBox } from './secret-box.js';
import { INSERT_KEY, placeOf, provisionSigningKeys, SIGNS, shownOf } from './signing-secrets.js';
import { inTransaction, type Queryable, retrying, rowsOf } from './transaction.js';

/** A key without its secret. */
export interface SigningKeyRead {
  id: number;
  algorithm: SigningAlgorithm;
  source: 'configuration' | 'api';
  /** How it begins: of the public key where there is one, otherwise of the secret. */
  prefix: string;
  publicKey?: string;
  createdAt: Instant;
  /** Until then it signs; absent = without end. */
  expiresAt?: Instant;
  signs: boolean;
}

export type Rotated =
  | { outcome: 'rotated'; key: SigningKeyRead; secret?: string; overlapSeconds: number }
  | { outcome: 'unknown' }
  | { outcome: 'too-many' };
export type Revoked =
  | { outcome: 'revoked'; key: SigningKeyRead }
  | { outcome: 'unknown' }
  | { outcome: 'last' };

/** Signatures in one header, at most. */
export const MOST_SIGNING = 8;
const SECRET_BYTES = 32;
/** The most that lies between asking for a destination and what is claimed for it being seen as in flight. */
const CLAIM_MS = 500;
const LOOK_EVERY_MS = 100;

/** Keys that sign the requests of a webhook, and how one takes over from another. */
export class SigningKeys {
  /** @param keptMs how long any process may sign with the keys it knew */
  constructor(
    private readonly pool: pg.Pool,
    private readonly box: SecretBox,
    private readonly keptMs = DESTINATION_KEPT_MS + CLAIM_MS,
  ) {}

  /** The newest first; undefined when there is no such webhook. */
  list(destinationId: DestinationId): Promise<SigningKeyRead[] | undefined> {
    return this.within(destinationId, (client) => this.read(client, destinationId));
  }

  /**
   * Makes a key that signs from now on; those of its algorithm sign beside it for the overlap, and no longer. Answers when
   * nothing is on its way any more that the new key did not sign, so that the receiver may change over at any moment from
   * then on. The secret is told this once, and only where the receiver needs it: an ed25519 key is verified by its public
   * half.
   *
   * @param overlapSeconds 0 = the others stop at once; absent = as the destination's settings say
   */
  async rotate(
    destinationId: DestinationId,
    { algorithm, overlapSeconds: asked }: { algorithm: SigningAlgorithm; overlapSeconds?: number },
  ): Promise<Rotated> {
    const secret = SECRET_PREFIX[algorithm] + randomBytes(SECRET_BYTES).toString('base64');
    const rotated = await this.within<Rotated>(destinationId, async (client, settings) => {
      // Settings that were applied before there was such a key have none.
      const overlapSeconds = asked ?? settings.keyOverlapSeconds ?? OVERLAP_SECONDS;
      await rowsOf(client, { text: RETIRE }, [destinationId, algorithm, overlapSeconds]);
      await rowsOf(client, { text: INSERT_KEY }, [
        destinationId,
        algorithm,
        false,
        this.box.digests(secret)[0],
        this.box.seal(secret, placeOf(destinationId)),
        ...shownOf(secret),
      ]);
      const keys = await this.read(client, destinationId);
      if (keys.filter(({ signs }) => signs).length > MOST_SIGNING) throw new TooMany();
      const key = keys[0]!;
      return { outcome: 'rotated', key, overlapSeconds, ...(algorithm === 'hmac-sha256' && { secret }) };
    }).catch((error: unknown): Rotated => {
      if (error instanceof TooMany) return { outcome: 'too-many' };
      throw error;
    });
    if (rotated?.outcome === 'rotated') await this.takenUp(destinationId);
    return rotated ?? { outcome: 'unknown' };
  }

  /** A key signs no longer, from the next claim of each process on. Never the last one. */
  async revoke(destinationId: DestinationId, id: number): Promise<Revoked> {
    const revoked = await this.within<Revoked>(destinationId, async (client) => {
      const keys = await this.read(client, destinationId);
      const key = keys.find((one) => one.id === id);
      if (!key) return { outcome: 'unknown' };
      if (!key.signs) return { outcome: 'revoked', key };
      if (!keys.some((one) => one.signs && one.id !== id)) return { outcome: 'last' };
      await rowsOf(client, { text: REVOKE }, [id]);
      const [now] = (await this.read(client, destinationId)).filter((one) => one.id === id);
      return { outcome: 'revoked', key: now! };
    });
    return revoked ?? { outcome: 'unknown' };
  }

  /** Rotations of a destination take turns. */
  private within<T>(
    destinationId: DestinationId,
    work: (client: pg.PoolClient, settings: WebhookDestinationSettings) => Promise<T>,
  ): Promise<T | undefined> {
    return retrying(() =>
      inTransaction(this.pool, async (client) => {
        const [row] = await rowsOf<{ settings: object }>(
          client,
          {
            text: 'SELECT settings FROM destination WHERE id = $1 AND removed_at IS NULL FOR NO KEY UPDATE',
          },
          [destinationId],
        );
        if (!row) return undefined;
        const settings = this.box.openSettings<DestinationSettings>(
          row.settings,
          `destination/${destinationId}`,
        );
        if (settings.transport !== 'webhook') return undefined;
        await provisionSigningKeys(client, this.box, settings);
        return work(client, settings);
      }),
    );
  }

  private async read(client: Queryable, destinationId: DestinationId): Promise<SigningKeyRead[]> {
    const rows = await rowsOf<KeyRow>(client, { text: LIST }, [destinationId]);
    return rows.map((row) => ({
      id: row.id,
      algorithm: row.algorithm,
      source: row.provisioned ? 'configuration' : 'api',
      prefix: row.prefix,
      publicKey: row.public_key ?? undefined,
      createdAt: toInstant(row.created_at),
      expiresAt: toInstantOrNothing(row.expires_at),
      signs: row.signs,
    }));
  }

  /** Every process has asked for the keys anew, and what was sent with the ones before has landed or is given up. */
  private async takenUp(destinationId: DestinationId): Promise<void> {
    await pause(this.keptMs);
    const before = await rowsOf<{ id: number; fence: number }>(this.pool, { text: IN_FLIGHT }, [
      destinationId,
    ]);
    const ids = before.map(({ id }) => id);
    const fences = before.map(({ fence }) => fence);
    for (;;) {
      const [row] = await rowsOf<{ flying: number }>(this.pool, { text: STILL_FLYING }, [ids, fences]);
      if (!row?.flying) return;
      await pause(LOOK_EVERY_MS);
    }
  }
}

/** Thrown to roll back. */
class TooMany extends Error {}

interface KeyRow {
  id: number;
  algorithm: SigningAlgorithm;
  provisioned: boolean;
  prefix: string;
  public_key: string | null;
  created_at: Date;
  expires_at: Date | null;
  signs: boolean;
}

const LIST = `
  SELECT id, algorithm, provisioned, prefix, public_key, created_at, expires_at, ${SIGNS} AS signs
    FROM signing_key WHERE destination_id = $1 ORDER BY id DESC`;

/** What ends sooner, ends sooner. A secret that signs no more is not kept. */
const RETIRE = `
  UPDATE signing_key
     SET expires_at = least(expires_at, now() + make_interval(secs => $3)),
         sealed = CASE WHEN least(expires_at, now() + make_interval(secs => $3)) > now() THEN sealed END
   WHERE destination_id = $1 AND algorithm = $2`;

const REVOKE = 'UPDATE signing_key SET expires_at = now(), sealed = NULL WHERE id = $1';

const IN_FLIGHT = `
  SELECT d.id, d.fence
    FROM lane l JOIN delivery d ON d.id = ANY (l.flying)
   WHERE l.destination_id = $1 AND d.state = 'in_flight'`;

const STILL_FLYING = `
  SELECT count(*) AS flying
    FROM unnest($1::bigint[], $2::integer[]) AS known (id, fence)
    JOIN delivery d USING (id, fence)
   WHERE d.state = 'in_flight'`;
