import { readXml } from '#codecs/xml/read-xml.js';
import { attribute, child, elements, textOf, type XmlElement } from '#codecs/xml/xml-node.js';

/** What a newsroom's reader takes note of in a feed. */
export interface SeenEntry {
  guid: string;
  /** When this state of the item was made, as the feed says; '' where it does not. */
  updated: string;
  /** The feed says that the item is to be taken down. */
  deleted: boolean;
  /** The entry as written, for noticing a change and for the book. */
  source: string;
}

export interface SeenPage {
  entries: SeenEntry[];
  next?: string;
}

const ATOM = 'http://www.w3.org/2005/Atom';

/** Reads a page of the exchange's own pull feeds, with no more knowledge of the format than any reader has. */
export function readEntries(text: string, format: 'atom' | 'rss' | 'jsonfeed'): SeenPage {
  if (format === 'jsonfeed') return readJsonFeed(text);
  const { root } = readXml(text);
  return format === 'atom' ? readAtom(root) : readRss(root);
}

function readJsonFeed(text: string): SeenPage {
  const feed = JSON.parse(text) as { next_url?: string; items?: Record<string, string>[] };
  const entries = (feed.items ?? []).map((item) => ({
    guid: String(item['id']),
    updated: item['date_modified'] ?? item['date_published'] ?? '',
    deleted: false,
    source: JSON.stringify(item),
  }));
  return { entries, ...(feed.next_url && { next: feed.next_url }) };
}

function readAtom(root: XmlElement): SeenPage {
  const entries: SeenEntry[] = [];
  for (const element of elements(root)) {
    if (element.local === 'entry') {
      const [guid, updated] = [text(element, 'id'), text(element, 'updated')];
      entries.push({ guid, updated, deleted: false, source: sourceOf(element) });
    } else if (element.local === 'deleted-entry') {
      const [guid = '', updated = ''] = [attribute(element, 'ref'), attribute(element, 'when')];
      entries.push({ guid, updated, deleted: true, source: sourceOf(element) });
    }
  }
  return { entries, ...nextOf(root) };
}

function readRss(root: XmlElement): SeenPage {
  const channel = child(root, 'channel');
  if (channel === undefined) return { entries: [] };
  const entries = elements(channel, 'item').map((item) => ({
    guid: text(item, 'guid'),
    updated: text(item, 'modified') || text(item, 'pubDate'),
    deleted: false,
    source: sourceOf(item),
  }));
  return { entries, ...nextOf(channel) };
}

/** RFC 5005, section 3. */
function nextOf(parent: XmlElement): { next?: string } {
  for (const link of elements(parent, 'link', ATOM)) {
    const href = attribute(link, 'href');
    if (attribute(link, 'rel') === 'next' && href) return { next: href };
  }
  return {};
}

function text(parent: XmlElement, local: string): string {
  const found = child(parent, local);
  return found === undefined ? '' : textOf(found).trim();
}

/** Without the offsets, which differ as soon as an entry before this one does. */
const sourceOf = ({ children }: XmlElement): string =>
  JSON.stringify(children, (key, value: unknown) => (key === 'at' ? undefined : value));
