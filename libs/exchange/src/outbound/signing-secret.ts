import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';

/** A signing secret that cannot be used; the message never holds it. */
export class UnusableSecret extends Error {}

export type SigningAlgorithm = 'hmac-sha256' | 'ed25519';

/** How Standard Webhooks 1.0, "Signature scheme", writes secrets and public keys: the prefix, and base64. */
export const SECRET_PREFIX: Record<SigningAlgorithm, string> = { 'hmac-sha256': 'whsec_', ed25519: 'whsk_' };
const PUBLIC_PREFIX = 'whpk_';

// The specification asks for 24 to 64 bytes; partners bring secrets of their own, but fewer than 16 are guessable.
const MIN_KEY_BYTES = 16;
const SEED_BYTES = 32;
/** PKCS #8 (RFC 8410, section 7) of an ed25519 key, up to its seed. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const algorithmOf = (secret: string): SigningAlgorithm =>
  secret.startsWith(SECRET_PREFIX.ed25519) ? 'ed25519' : 'hmac-sha256';

/**
 * The key that a secret stands for.
 *
 * @param secret `whsec_` (or nothing) and base64; or `whsk_` and base64 of an ed25519 seed, with or without the public
 *   key behind it
 * @throws UnusableSecret
 */
export function signingKeyOf(secret: string): KeyObject {
  return algorithmOf(secret) === 'ed25519' ? privateKey(secret) : symmetricKey(secret);
}

/** `whpk_` and base64: what a receiver verifies with. Undefined where it verifies with the secret itself. @throws UnusableSecret */
export function publicKeyOf(secret: string): string | undefined {
  if (algorithmOf(secret) !== 'ed25519') return undefined;
  const { x = '' } = createPublicKey(privateKey(secret)).export({ format: 'jwk' });
  return PUBLIC_PREFIX + Buffer.from(x, 'base64url').toString('base64');
}

function symmetricKey(secret: string): KeyObject {
  const prefix = SECRET_PREFIX['hmac-sha256'];
  const bytes = bytesOf(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  if (!bytes || bytes.length < MIN_KEY_BYTES)
    throw new UnusableSecret(
      `a signing secret is not "${prefix}" and at least ${MIN_KEY_BYTES} bytes in base64`,
    );
  return createSecretKey(bytes);
}

function privateKey(secret: string): KeyObject {
  const prefix = SECRET_PREFIX.ed25519;
  const bytes = bytesOf(secret.slice(prefix.length));
  if (!bytes || (bytes.length !== SEED_BYTES && bytes.length !== 2 * SEED_BYTES))
    throw new UnusableSecret(`a signing secret is not "${prefix}" and an ed25519 key in base64`);
  const key = Buffer.concat([PKCS8_ED25519, bytes.subarray(0, SEED_BYTES)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** Buffer skips what is not base64: a secret that was cut or mistyped would sign with a key nobody has. */
const bytesOf = (encoded: string): Buffer | undefined =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
