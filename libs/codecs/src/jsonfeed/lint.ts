import type { Fault } from '../codec.js';
import { isAddress, isRfc3339 } from '../lint-values.js';
import { isMediaType } from '../media-type.js';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectsIn = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.map((one) => (isObject(one) ? one : {})) : [];

/** JSON Feed 1.1 (jsonfeed.org/version/1.1), "Top-level" and "Items". `at` is a JSON pointer. */
export function lintJsonFeed(text: string): Fault[] {
  let feed: unknown;
  try {
    feed = JSON.parse(text);
  } catch (error) {
    return [{ code: 'json.malformed', at: '/', message: (error as Error).message }];
  }
  if (!isObject(feed)) return [{ code: 'jsonfeed.no-object', at: '/', message: 'not an object' }];
  const faults: Fault[] = [];
  const report = (code: string, at: string, message: string): void => {
    faults.push({ code, at, message });
  };
  for (const name of ['version', 'title', 'items']) {
    if (feed[name] === undefined) report('jsonfeed.incomplete', '/', `${name} is missing`);
  }
  if (
    feed['version'] !== undefined &&
    !/^https?:\/\/jsonfeed\.org\/version\/1(?:\.\d)?$/.test(String(feed['version']))
  )
    report('jsonfeed.version', '/version', `"${String(feed['version'])}" is no version of JSON Feed`);
  if (feed['items'] !== undefined && !Array.isArray(feed['items']))
    report('jsonfeed.items', '/items', 'not a list');
  for (const name of ['home_page_url', 'feed_url', 'next_url', 'icon', 'favicon']) {
    lintAddress(feed[name], `/${name}`, report);
  }
  const ids = new Set<string>();
  objectsIn(feed['items']).forEach((item, i) => {
    const at = `/items/${i}`;
    lintItem(item, at, report);
    const id = String(item['id'] ?? '');
    if (id !== '' && ids.has(id)) report('jsonfeed.id-repeated', `${at}/id`, `"${id}" is another item's id`);
    ids.add(id);
  });
  return faults;
}

type Report = (code: string, at: string, message: string) => void;

function lintItem(item: Fields, at: string, report: Report): void {
  const { id } = item;
  if (id === undefined || id === null || id === '') report('jsonfeed.no-id', at, 'id is missing');
  else if (typeof id !== 'string' && typeof id !== 'number')
    report('jsonfeed.id', `${at}/id`, 'not a string');
  if (item['content_html'] === undefined && item['content_text'] === undefined)
    report('jsonfeed.no-content', at, 'neither content_html nor content_text');
  for (const name of ['title', 'summary', 'content_html', 'content_text']) {
    if (item[name] !== undefined && typeof item[name] !== 'string')
      report('jsonfeed.text', `${at}/${name}`, 'not a string');
  }
  for (const name of ['url', 'external_url', 'image', 'banner_image']) {
    lintAddress(item[name], `${at}/${name}`, report);
  }
  for (const name of ['date_published', 'date_modified']) {
    const date = item[name];
    if (date !== undefined && !isRfc3339(String(date)))
      report('jsonfeed.date', `${at}/${name}`, `"${String(date)}" is no date of RFC 3339`);
  }
  if (
    item['tags'] !== undefined &&
    !(Array.isArray(item['tags']) && item['tags'].every((tag) => typeof tag === 'string'))
  )
    report('jsonfeed.tags', `${at}/tags`, 'not a list of strings');
  objectsIn(item['authors']).forEach((author, n) => {
    if (!['name', 'url', 'avatar'].some((name) => author[name] !== undefined))
      report('jsonfeed.author', `${at}/authors/${n}`, 'neither name, url nor avatar');
  });
  objectsIn(item['attachments']).forEach((one, n) => {
    const place = `${at}/attachments/${n}`;
    for (const name of ['url', 'mime_type']) {
      if (one[name] === undefined) report('jsonfeed.attachment-incomplete', place, `${name} is missing`);
    }
    lintAddress(one['url'], `${place}/url`, report);
    if (one['mime_type'] !== undefined && !isMediaType(String(one['mime_type'])))
      report('jsonfeed.attachment', `${place}/mime_type`, `"${String(one['mime_type'])}" is no media type`);
    for (const name of ['size_in_bytes', 'duration_in_seconds']) {
      const amount = one[name];
      if (amount !== undefined && !(typeof amount === 'number' && amount >= 0))
        report('jsonfeed.attachment', `${place}/${name}`, 'not a number');
    }
  });
}

function lintAddress(value: unknown, at: string, report: Report): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string' || !isAddress(value))
    report('jsonfeed.url', at, `"${String(value)}" is no URL`);
}
