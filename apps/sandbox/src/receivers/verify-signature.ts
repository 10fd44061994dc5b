import { createHmac, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks, "Verifying webhook authenticity": clocks may differ by that much. */
const TOLERANCE_SECONDS = 5 * 60;

export interface SignedRequest {
  /** The headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
  id?: string;
  timestamp?: string;
  signature?: string;
  /** The exact bytes that came. */
  body: Buffer;
}

export type Verified = { verified: true } | { verified: false; why: string };

/**
 * Verifies a Standard Webhooks signature (scheme `v1`, HMAC-SHA256) as a partner would by its own means. Several
 * signatures in the header are the rotation of a secret: one that fits is enough. Other schemes are passed over.
 *
 * @param secret `whsec_` and base64
 */
export function verifySignature(request: SignedRequest, secret: string, now: Date): Verified {
  const { id, timestamp, signature, body } = request;
  if (!id || !timestamp || !signature) return refused('the request is not signed');
  if (!/^\d{1,12}$/.test(timestamp)) return refused('webhook-timestamp is not a number of seconds');
  const ageSeconds = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (ageSeconds > TOLERANCE_SECONDS) return refused('webhook-timestamp is too old');
  if (ageSeconds < -TOLERANCE_SECONDS) return refused('webhook-timestamp is in the future');

  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const fits = signature.split(' ').some((one) => {
    const [scheme, encoded = ''] = one.split(',');
    if (scheme !== 'v1') return false;
    const given = Buffer.from(encoded, 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return fits ? { verified: true } : refused('no signature fits');
}

const refused = (why: string): Verified => ({ verified: false, why });
