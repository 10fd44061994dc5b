import { timingSafeEqual } from 'node:crypto';
import type { DeliveryId } from '#exchange/outbound/outbound-ports.js';

const DAYS_VALID = 30;
/** What the digest is over begins with this, so that no digest made for another purpose is ever a link's. */
const PURPOSE = 'korpu-confirm-removal/';

/**
 * Links by which whoever got a kill says that the item is removed, without a key: the delivery and the end of the link's
 * life, signed. A link says nothing but that, and does nothing until it is confirmed.
 */
export class ConfirmationLinks {
  constructor(
    /** HMAC-SHA-256 of a text under each key of the exchange, the current one first. */
    private readonly digests: (text: string) => readonly Buffer[],
    /** Where partners reach the exchange, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  linkFor(deliveryId: DeliveryId, now: Date): string {
    return `${this.publicUrl}/confirm/${this.tokenFor(deliveryId, now)}`;
  }

  /** Undefined for what this exchange never signed, or signed too long ago. */
  read(token: string, now: Date): DeliveryId | undefined {
    const [, id, until, signature] = /^(\d{1,15})-([0-9a-z]{1,10})-([\w-]{43})$/.exec(token) ?? [];
    if (id === undefined || until === undefined || signature === undefined) return undefined;
    const given = Buffer.from(signature, 'base64url');
    const known = this.digests(textOf(id, until)).some(
      (digest) => digest.length === given.length && timingSafeEqual(digest, given),
    );
    if (!known || Number.parseInt(until, 36) * 1000 < now.getTime()) return undefined;
    return Number(id);
  }

  private tokenFor(deliveryId: DeliveryId, now: Date): string {
    // By the day, so that a kill that is sent again carries the link that it carried before.
    const until = ((Math.floor(now.getTime() / 86_400_000) + DAYS_VALID + 1) * 86_400).toString(36);
    const [digest] = this.digests(textOf(String(deliveryId), until));
    return `${deliveryId}-${until}-${digest!.toString('base64url')}`;
  }
}

const textOf = (id: string, until: string): string => `${PURPOSE}${id}/${until}`;
