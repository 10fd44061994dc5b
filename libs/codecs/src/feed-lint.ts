import { XMLValidator } from 'fast-xml-parser';
import type { Fault, Format } from './codec.js';
import { readDate } from './dates/read-date.js';
import { LineIndex } from './line-index.js';
import { NS } from './xml/namespaces.js';
import { readXml } from './xml/read-xml.js';
import { attribute, child, elements, textOf, type XmlElement } from './xml/xml-node.js';

/** Faults of a feed by the rules its format's specification calls required; other formats are only read as XML. */
export function lintFeed(format: Format, source: string): Fault[] {
  if (format === 'jsonfeed') return lintJsonFeed(source);
  if (format === 'iptc7901' || format === 'email' || format === 'html') return [];
  const text = source.replace(/\r\n?/g, '\n');
  const { root } = readXml(text);
  const lines = new LineIndex(text);
  const faults: Fault[] = [];
  const report = (code: string, element: XmlElement, at: string, message: string): void => {
    faults.push({ code, at, line: lines.lineOf(element.at), message });
  };
  // Our reader repairs what it can; whether a document needed repair is for one that does not.
  const wellFormed = XMLValidator.validate(text);
  if (wellFormed !== true) {
    const { line, msg } = wellFormed.err;
    faults.push({ code: 'xml.malformed', at: `/${root.local}`, line, message: msg });
  }
  if (format === 'rss') lintRss(root, report);
  if (format === 'atom') lintAtom(root, report);
  return faults;
}

type Report = (code: string, element: XmlElement, at: string, message: string) => void;

const textIn = (parent: XmlElement, local: string, ns?: string): string => {
  const found = child(parent, local, ns);
  return found ? textOf(found).trim() : '';
};

/** RSS 2.0 specification, "Required channel elements", "Elements of <item>", enclosure and guid. */
function lintRss(root: XmlElement, report: Report): void {
  const channel = child(root, 'channel');
  if (channel === undefined) {
    report('rss.no-channel', root, '/rss', 'channel is missing');
    return;
  }
  for (const name of ['title', 'link', 'description']) {
    if (!child(channel, name, ''))
      report('rss.channel-incomplete', channel, '/rss/channel', `${name} is missing`);
  }
  const guids = new Set<string>();
  [...elements(channel, 'item')].forEach((item, i) => {
    const at = `/rss/channel/item[${i + 1}]`;
    if (textIn(item, 'title', '') === '' && textIn(item, 'description', '') === '') {
      report('rss.item-empty', item, at, 'neither title nor description');
    }
    const guid = textIn(item, 'guid');
    if (guid !== '' && guids.has(guid))
      report('rss.guid-repeated', item, `${at}/guid`, `"${guid}" is another item's guid`);
    guids.add(guid);
    const date = textIn(item, 'pubDate');
    if (date !== '' && readDate(date).instant === undefined)
      report('rss.date-unreadable', item, `${at}/pubDate`, date);
    for (const enclosure of elements(item, 'enclosure')) {
      const missing = ['url', 'length', 'type'].filter((name) => attribute(enclosure, name) === undefined);
      if (missing.length > 0)
        report('rss.enclosure-incomplete', enclosure, `${at}/enclosure`, `${missing.join(', ')} missing`);
    }
  });
}

/** RFC 4287 sections 4.1.1 and 4.1.2. */
function lintAtom(root: XmlElement, report: Report): void {
  if (root.ns !== NS.atom) report('atom.namespace', root, `/${root.local}`, `not in ${NS.atom}`);
  const entries = root.local === 'entry' ? [root] : [...elements(root, 'entry')];
  const check = (element: XmlElement, at: string): void => {
    for (const name of ['id', 'title', 'updated']) {
      if (!child(element, name)) report('atom.incomplete', element, at, `${name} is missing`);
    }
    const updated = textIn(element, 'updated');
    if (updated !== '' && readDate(updated).problem)
      report('atom.date', element, `${at}/updated`, `"${updated}" is no date of RFC 3339`);
  };
  if (root.local === 'feed') check(root, '/feed');
  const ids = new Set<string>();
  entries.forEach((entry, i) => {
    const at = root.local === 'entry' ? '/entry' : `/feed/entry[${i + 1}]`;
    check(entry, at);
    if (!child(root, 'author') && !child(entry, 'author') && !child(entry, 'source')) {
      report('atom.no-author', entry, at, 'neither the entry nor the feed has an author');
    }
    const key = `${textIn(entry, 'id')} ${textIn(entry, 'updated')}`;
    if (ids.has(key)) report('atom.entry-repeated', entry, at, 'another entry has the same id and updated');
    ids.add(key);
  });
}

/** JSON Feed 1.1, "Top-level" and "Items". */
function lintJsonFeed(text: string): Fault[] {
  let feed: Record<string, unknown>;
  try {
    feed = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    return [{ code: 'json.malformed', at: '/', message: (error as Error).message }];
  }
  const faults: Fault[] = [];
  for (const name of ['version', 'title', 'items']) {
    if (feed[name] === undefined)
      faults.push({ code: 'jsonfeed.incomplete', at: '/', message: `${name} is missing` });
  }
  const items = Array.isArray(feed['items']) ? (feed['items'] as Record<string, unknown>[]) : [];
  items.forEach((item, i) => {
    const at = `/items/${i}`;
    if (item?.['id'] === undefined) faults.push({ code: 'jsonfeed.no-id', at, message: 'id is missing' });
    if (item?.['content_html'] === undefined && item?.['content_text'] === undefined) {
      faults.push({ code: 'jsonfeed.no-content', at, message: 'neither content_html nor content_text' });
    }
    const attachments = Array.isArray(item?.['attachments'])
      ? (item['attachments'] as Record<string, unknown>[])
      : [];
    attachments.forEach((one, n) => {
      for (const name of ['url', 'mime_type']) {
        if (one?.[name] === undefined) {
          faults.push({
            code: 'jsonfeed.attachment-incomplete',
            at: `${at}/attachments/${n}`,
            message: `${name} is missing`,
          });
        }
      }
    });
  });
  return faults;
}
