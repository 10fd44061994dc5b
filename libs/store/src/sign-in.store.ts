import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { retrying, rowsOf } from './transaction.js';

const LINK_MINUTES = 60;
const SESSION_DAYS = 7;

/**
 * One-time links and the sessions they open. Both are 256 random bits and kept as plain SHA-256: there is nothing to
 * guess that a slow hash would protect.
 */
export class SignInStore {
  constructor(private readonly pool: pg.Pool) {}

  /** A code that signs an administrator in, once. */
  async createLink(minutes = LINK_MINUTES): Promise<string> {
    return this.create('link', `${minutes} minutes`);
  }

  /** Spends a code and answers the token of a new session; undefined when it is spent or expired already. */
  async redeem(code: string): Promise<string | undefined> {
    const spent = await rowsOf(
      this.pool,
      { text: `DELETE FROM sign_in WHERE hash = $1 AND kind = 'link' AND expires_at > now() RETURNING kind` },
      [hashOf(code)],
    );
    return spent.length === 0 ? undefined : this.create('session', `${SESSION_DAYS} days`);
  }

  async verify(token: string): Promise<boolean> {
    const rows = await retrying(() =>
      rowsOf(
        this.pool,
        { text: `SELECT kind FROM sign_in WHERE hash = $1 AND kind = 'session' AND expires_at > now()` },
        [hashOf(token)],
      ),
    );
    return rows.length > 0;
  }

  async end(token: string): Promise<void> {
    await rowsOf(this.pool, { text: 'DELETE FROM sign_in WHERE hash = $1' }, [hashOf(token)]);
  }

  private async create(kind: 'link' | 'session', lifetime: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await rowsOf(
      this.pool,
      { text: 'INSERT INTO sign_in (hash, kind, expires_at) VALUES ($1, $2, now() + $3::interval)' },
      [hashOf(token), kind, lifetime],
    );
    return token;
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
