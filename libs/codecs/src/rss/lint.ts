import { readDate } from '../dates/read-date.js';
import { isAddress, isWebAddress, numbered, type Report, requireAttributes, textIn } from '../lint-values.js';
import { isMediaType } from '../media-type.js';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { lintMedia } from './lint-media.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const CHANNEL = words(
  'title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs ' +
    'cloud ttl image rating textInput skipHours skipDays item',
);
const ITEM = words('title link description author category comments enclosure guid pubDate source');
const DATE =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+(?:\d{2}|\d{4})\s+\d{2}:\d{2}(?::\d{2})?\s+(?:UT|GMT|[ECMP][SD]T|[A-IK-Z]|[+-]\d{4})$/;

/** RSS 2.0 (rssboard.org/rss-specification): required elements and attributes, dates, guids; and Media RSS. */
export function lintRss(root: XmlElement, report: Report): void {
  const version = attribute(root, 'version');
  if (version === undefined) report('rss.no-version', root, '/rss', 'version is missing');
  const channel = child(root, 'channel');
  if (channel === undefined) {
    report('rss.no-channel', root, '/rss', 'channel is missing');
    return;
  }
  const at = '/rss/channel';
  lintChannel(channel, at, report);
  // Until 0.92 nothing said that other elements need a namespace.
  if (version === '2.0') lintNames(channel, at, CHANNEL, report);
  const guids = new Set<string>();
  for (const [item, place] of numbered(channel, at, 'item')) {
    lintItem(item, place, report);
    if (version === '2.0') lintNames(item, place, ITEM, report);
    const guid = textIn(item, 'guid', '');
    if (guid !== '' && guids.has(guid))
      report('rss.guid-repeated', item, `${place}/guid`, `"${guid}" is another item's guid`);
    guids.add(guid);
  }
}

function lintChannel(channel: XmlElement, at: string, report: Report): void {
  for (const name of ['title', 'link', 'description']) {
    if (!child(channel, name, '')) report('rss.channel-incomplete', channel, at, `${name} is missing`);
  }
  lintLink(channel, at, report);
  lintDates(channel, at, ['pubDate', 'lastBuildDate'], report);
  const ttl = child(channel, 'ttl', '');
  if (ttl && !/^\s*\d+\s*$/.test(textOf(ttl)))
    report('rss.ttl', ttl, `${at}/ttl`, `"${textOf(ttl).trim()}" is no number of minutes`);
  for (const [image, place] of numbered(channel, at, 'image', '')) {
    for (const name of ['url', 'title', 'link']) {
      if (!child(image, name, '')) report('rss.image-incomplete', image, place, `${name} is missing`);
    }
  }
  for (const [input, place] of numbered(channel, at, 'textInput', '')) {
    for (const name of ['title', 'description', 'name', 'link']) {
      if (!child(input, name, '')) report('rss.text-input-incomplete', input, place, `${name} is missing`);
    }
  }
}

function lintItem(item: XmlElement, at: string, report: Report): void {
  if (textIn(item, 'title', '') === '' && textIn(item, 'description', '') === '') {
    report('rss.item-empty', item, at, 'neither title nor description');
  }
  lintLink(item, at, report);
  lintDates(item, at, ['pubDate'], report);
  for (const [guid, place] of numbered(item, at, 'guid', '')) lintGuid(guid, place, report);
  for (const [enclosure, place] of numbered(item, at, 'enclosure', ''))
    lintEnclosure(enclosure, place, report);
  for (const [source, place] of numbered(item, at, 'source', '')) {
    requireAttributes(source, place, ['url'], 'rss.source-incomplete', report);
  }
  lintMedia(item, at, report);
}

function lintLink(parent: XmlElement, at: string, report: Report): void {
  const link = child(parent, 'link', '');
  if (link === undefined) return;
  const text = textOf(link).trim();
  if (!isAddress(text)) report('rss.link', link, `${at}/link`, `"${text}" is no URI`);
}

function lintDates(parent: XmlElement, at: string, names: readonly string[], report: Report): void {
  for (const name of names) {
    const date = child(parent, name, '');
    if (date === undefined) continue;
    const text = textOf(date).trim();
    if (readDate(text).instant === undefined)
      report('rss.date-unreadable', date, `${at}/${name}`, `"${text}" is not a date`);
    else if (!DATE.test(text))
      report('rss.date', date, `${at}/${name}`, `"${text}" is not as RFC 822 has it`);
  }
}

function lintGuid(guid: XmlElement, at: string, report: Report): void {
  const text = textOf(guid).trim();
  const isPermaLink = attribute(guid, 'isPermaLink')?.trim() ?? 'true';
  if (text === '') report('rss.guid', guid, at, 'guid is empty');
  else if (isPermaLink !== 'true' && isPermaLink !== 'false') {
    report('rss.guid', guid, `${at}/@isPermaLink`, `"${isPermaLink}" is neither true nor false`);
  } else if (isPermaLink === 'true' && !isWebAddress(text)) {
    report('rss.guid', guid, at, `"${text}" is no address, and isPermaLink is not false`);
  }
}

function lintEnclosure(enclosure: XmlElement, at: string, report: Report): void {
  requireAttributes(enclosure, at, ['url', 'length', 'type'], 'rss.enclosure-incomplete', report);
  const [url, length, type] = ['url', 'length', 'type'].map(
    (name) => attribute(enclosure, name)?.trim() ?? '',
  );
  if (url && !isAddress(url)) report('rss.enclosure', enclosure, `${at}/@url`, `"${url}" is no URI`);
  if (length && !/^\d+$/.test(length))
    report('rss.enclosure', enclosure, `${at}/@length`, `"${length}" is no number of bytes`);
  if (type && !isMediaType(type))
    report('rss.enclosure', enclosure, `${at}/@type`, `"${type}" is no media type`);
}

/** "A RSS feed may contain elements not described on this page, only if those elements are defined in a namespace." */
function lintNames(parent: XmlElement, at: string, known: ReadonlySet<string>, report: Report): void {
  for (const element of elements(parent, undefined, '')) {
    if (!known.has(element.local))
      report('rss.unknown-element', element, `${at}/${element.local}`, 'not in RSS, and in no namespace');
  }
}
