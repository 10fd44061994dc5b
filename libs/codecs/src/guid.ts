import { createHash } from 'node:crypto';
import { asGuid, type Guid } from '#news/ids.js';
import { parsedUrl } from '#news/parsed-url.js';
import { isActiveAddress } from './active-address.js';
import type { DecodeContext } from './codec.js';

/**
 * Mints the guid of an item whose provider gave it no URI: `urn:newsml:<source-id>:<32 hex>`, the first half of the
 * SHA-256 of the key. The same source and key give the same guid for ever.
 *
 * @param key the best the item has that does not change: its own id, else its address, else its title and date
 */
export function mintGuid(sourceId: string, key: string): Guid {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return asGuid(`urn:newsml:${sourceId}:${digest}`);
}

/**
 * Whether an id is a URI (RFC 3986 section 3) and so stays as the provider gave it. One that would run as a script is none:
 * many programs make a link of an id.
 */
export function isUri(id: string): boolean {
  return (
    /^(?:https?|ftp):\/\/[^\s/?#]+\S*$/i.test(id) ||
    (/^(?!https?:|ftp:)[a-z][a-z0-9+.-]+:[^\s/]\S*$/i.test(id) && !isActiveAddress(id))
  );
}

/** The source named in minted guids: as configured, else the host the document came from, else `unknown`. */
export function sourceIdOf(context: DecodeContext): string {
  if (context.sourceId) return context.sourceId;
  return (context.baseUrl && parsedUrl(context.baseUrl)?.hostname) || 'unknown';
}
