import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A signing secret that cannot be used; the message never holds it. */
export class UnusableSecret extends Error {}

const PREFIX = 'whsec_';
// The specification asks for 24 to 64 bytes; partners bring secrets of their own, but fewer than 16 are guessable.
const MIN_KEY_BYTES = 16;
// Reading a key anew for every delivery costs as much as signing with it; secrets that were rotated out are forgotten here.
const MAX_KEYS = 10_000;
const keys = new Map<string, KeyObject>();

/**
 * The `webhook-signature` header of Standard Webhooks 1.0: one `v1` signature (HMAC-SHA256 over id, timestamp and body)
 * for each secret, so that a receiver that knows any one of them accepts the request during a rotation.
 *
 * @param secrets `whsec_` and base64, the newest first.
 * @param timestamp seconds, as in `webhook-timestamp`.
 * @throws UnusableSecret
 */
export function webhookSignature(
  secrets: readonly string[],
  id: string,
  timestamp: number,
  body: Buffer,
): string {
  const signed = `${id}.${timestamp}.`;
  let header = '';
  for (const secret of secrets) {
    const signature = createHmac('sha256', keyOf(secret)).update(signed).update(body).digest('base64');
    header += header ? ` v1,${signature}` : `v1,${signature}`;
  }
  return header;
}

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer skips what is not base64: a secret that was cut or mistyped would sign with a key nobody has.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || bytes.length < MIN_KEY_BYTES)
    throw new UnusableSecret(
      `a signing secret is not "${PREFIX}" and at least ${MIN_KEY_BYTES} bytes in base64`,
    );
  const key = createSecretKey(bytes);
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(secret, key);
  return key;
}
