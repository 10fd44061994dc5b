import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { replaceSecrets, Secret } from '#settings/secret.js';

/** How a secret lies in the database: readable by whoever has the key, and says where it came from. */
interface Sealed {
  sealed: string;
  reference?: string;
}

/** A value was sealed with a key that is not there, for another place, or was changed since. Never says the value. */
export class SecretUnreadable extends Error {
  readonly stage = 'store';
  readonly code = 'store.secret-unreadable';
  readonly retry = 'never';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SecretUnreadable';
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets at rest: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. Each value is bound to the place it
 * belongs to, so that a row copied over another does not lend it its secrets.
 */
export class SecretBox {
  readonly #keys: Map<string, Buffer>;
  readonly #current: string;

  /**
   * @param keys 32 bytes each. The first seals; the others still open what was sealed before a rotation.
   * @throws RangeError when there is none, or one is not 32 bytes long
   */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    for (const key of keys) {
      if (key.length !== 32) throw new RangeError(`a key has ${key.length} bytes in place of 32`);
    }
    this.#keys = new Map(keys.map((key) => [keyId(key), key]));
    this.#current = keyId(keys[0]);
  }

  /** @param place what the value belongs to, such as `destination/khabar-webhook` */
  seal(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(this.#current)!, nonce);
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${this.#current}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** @throws SecretUnreadable */
  open(sealed: string, place: string): string {
    const [id = '', payload = ''] = sealed.split('.');
    const key = this.#keys.get(id);
    if (!key) throw new SecretUnreadable(`a secret of ${place} was sealed with another key`);
    const bytes = Buffer.from(payload, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return (
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch (cause) {
      throw new SecretUnreadable(`a secret of ${place} was changed, or belongs elsewhere`, { cause });
    }
  }

  /** HMAC-SHA-256 of a text under each key, that of the current key first: to find it again without keeping it. */
  digests(text: string): [Buffer, ...Buffer[]] {
    const digest = (key: Buffer): Buffer =>
      createHmac('sha256', createHash('sha256').update('korpu-digest').update(key).digest())
        .update(text)
        .digest();
    const [current, ...older] = [...this.#keys.values()];
    return [digest(current!), ...older.map(digest)];
  }

  /** Settings as JSON for the database: every Secret sealed. */
  sealSettings(settings: object, place: string): object {
    return replaceSecrets(
      settings,
      (secret): Sealed => ({
        sealed: this.seal(secret.reveal(), place),
        ...(secret.reference === undefined ? {} : { reference: secret.reference }),
      }),
    ) as object;
  }

  /** The opposite of `sealSettings`. @throws SecretUnreadable */
  openSettings<Settings>(stored: unknown, place: string): Settings {
    const open = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(open);
      if (value === null || typeof value !== 'object') return value;
      if (isSealed(value)) return Secret.of(this.open(value.sealed, place), value.reference);
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, open(inner)]));
    };
    return open(stored) as Settings;
  }
}

const isSealed = (value: object): value is Sealed => 'sealed' in value && typeof value.sealed === 'string';

/** Names a key without telling it: the start of a hash that is used for nothing else. */
const keyId = (key: Buffer): string =>
  createHash('sha256').update('korpu-key-id').update(key).digest('hex').slice(0, 8);
