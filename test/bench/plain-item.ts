import { createHmac } from 'node:crypto';
import { parseRssFeed } from 'feedsmith';

/** An item as somebody would write it who only wants to pass it on. */
export interface PlainItem {
  guid: string;
  /** JSON in the manner of ninjs, the text as it came. */
  body: string;
}

/** One page of an RSS 2.0 feed: what is on it, and the path of the next one. */
export function plainPage(xml: string): { items: PlainItem[]; next?: string } {
  const { items = [], atom, language } = parseRssFeed(xml);
  return {
    next: atom?.links?.find(({ rel }) => rel === 'next')?.href,
    items: items.map(({ guid, title, description, link, pubDate, categories, content }) => ({
      guid: guid?.value ?? '',
      body: JSON.stringify({
        uri: guid?.value,
        type: 'text',
        version: '1',
        versionCreated: new Date(pubDate ?? '').toISOString(),
        pubStatus: 'usable',
        language,
        headlines: [{ value: title }],
        descriptions: [{ contentType: 'text/plain', value: description }],
        bodies: [{ contentType: 'application/xhtml+xml', value: content?.encoded }],
        subjects: categories?.map(({ name }) => ({ name })),
        altIds: [{ role: 'url', value: link }],
      }),
    })),
  };
}

/** The headers of Standard Webhooks, and those that the receivers of the bench look at. */
export function signedHeaders(
  { guid, body }: PlainItem,
  { id, timestamp, key }: { id: string; timestamp: number; key: Buffer },
): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
    'korpu-item-guid': guid,
    'korpu-kind': 'item',
  };
}
