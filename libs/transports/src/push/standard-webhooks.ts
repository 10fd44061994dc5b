import { createHmac, type KeyObject, sign } from 'node:crypto';
import { signingKeyOf } from '#exchange/outbound/signing-secret.js';

// Reading a key anew for every delivery costs as much as signing with it; secrets that were rotated out are forgotten here.
const MAX_KEYS = 10_000;
const keys = new Map<string, KeyObject>();

/**
 * The `webhook-signature` header of Standard Webhooks 1.0: for each secret one signature over id, timestamp and body, so
 * that a receiver that knows any one of the keys accepts the request during a rotation. `v1` is HMAC-SHA256, `v1a` ed25519.
 *
 * @param secrets as `signingKeyOf` reads them, the newest first.
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
    const signature = signatureWith(keyOf(secret), signed, body);
    header += header ? ` ${signature}` : signature;
  }
  return header;
}

const signatureWith = (key: KeyObject, signed: string, body: Buffer): string =>
  key.type === 'private'
    ? `v1a,${sign(null, Buffer.concat([Buffer.from(signed), body]), key).toString('base64')}`
    : `v1,${createHmac('sha256', key).update(signed).update(body).digest('base64')}`;

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const key = signingKeyOf(secret);
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(secret, key);
  return key;
}
