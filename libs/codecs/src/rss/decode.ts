import { readEntry } from '../atom/read-entry.js';
import {
  type Decode,
  type DecodeContext,
  type DecodeNested,
  type JsonDocument,
  UndecodableDocument,
} from '../codec.js';
import { childInAnyCase } from '../feed/modules.js';
import { type FeedReading, feedReading, readEntries } from '../feed/read-entries.js';
import { jsonOnce } from '../read-json.js';
import { NS } from '../xml/namespaces.js';
import { readXml, type XmlDocument } from '../xml/read-xml.js';
import type { XmlElement } from '../xml/xml-node.js';
import { type ChannelFacts, isCore, readChannel } from './read-channel.js';
import { readItem } from './read-item.js';
import { isRssInJson, rssOfJson } from './rss-in-json.js';

/**
 * Reads RSS 0.91 to 2.0 with its modules, and what calls itself RSS; RSS in JSON too. RSS 0.90 and 1.0 are RDF: see `decodeRdf`.
 */
export function decodeRss(
  text: string,
  context: DecodeContext,
  _nested?: DecodeNested,
  json = jsonOnce(text),
): ReturnType<Decode> {
  const reading = feedReading(context, context.baseUrl);
  const document = /^\s*\{/.test(text) ? readRssInJson(json(), reading) : readXml(text);
  const { root } = document;
  if (document.recovered)
    reading.warnings.push({ code: 'xml-recovered', at: 'document', detail: document.recovered });
  const channel = /^channel$/i.test(root.local) ? root : (childInAnyCase(root, 'channel') ?? root);
  const facts: ChannelFacts = readChannel(channel, root, reading);
  const items = completeItems(itemsOf(document), document, reading);
  const entries = readEntries(items, 'item', reading, (item, draft) => {
    const coreNs = isCore(item, channel.ns) ? channel.ns : item.ns;
    if (isEntry(item)) readEntry(item, draft, coreNs);
    else readItem(item, coreNs, draft);
    return undefined;
  });
  return { ...entries, warnings: reading.warnings, ...facts };
}

function readRssInJson({ value, warnings }: JsonDocument, reading: FeedReading): XmlDocument {
  if (!isRssInJson(value))
    throw new UndecodableDocument('decode.malformed', 'The JSON is no RSS: it has no channel');
  reading.warnings.push(...warnings);
  return { root: rssOfJson(value), further: [], cutOff: new Set() };
}

/** The items of a whole document, also those behind its root element, in order. */
export function itemsOf({ root, further, recovered }: XmlDocument): XmlElement[] {
  const found: XmlElement[] = [];
  for (const one of [root, ...further]) {
    if (isItem(one)) found.push(one);
    else gatherItems(one, recovered !== undefined, found);
  }
  return found;
}

/** @param isUntidy whether end tags may be missing, so that items stand inside others or their elements */
function gatherItems(parent: XmlElement, isUntidy: boolean, found: XmlElement[]): void {
  for (const element of parent.children) {
    if (element.kind !== 'element') continue;
    if (isItem(element) || isEntry(element)) {
      // What a module calls an item and has inside of one is none of the feed's.
      if (isItem(parent) && element.ns !== parent.ns) continue;
      found.push(element);
      gatherItems(element, isUntidy, found);
    } else if (isUntidy || (element.local.length < 8 && HOLDERS.has(element.local.toLowerCase()))) {
      gatherItems(element, isUntidy, found);
    }
  }
}

/** Not one of those that the content module has in its lists. */
const isItem = ({ local, ns }: XmlElement): boolean =>
  local.length === 4 && local.toLowerCase() === 'item' && ns !== NS.content;
/** An entry of Atom's, in a feed that is half one and half the other. */
const isEntry = ({ local }: XmlElement): boolean => local.length === 5 && local.toLowerCase() === 'entry';
const HOLDERS: ReadonlySet<string> = new Set(['channel', 'items']);

/** The items that the document did not end inside of: half a story is no story. */
export function completeItems(
  items: readonly XmlElement[],
  { cutOff }: XmlDocument,
  reading: { warnings: { code: string; at: string; detail: string }[] },
): XmlElement[] {
  return items.filter((item, i) => {
    // An item without end tag that is followed by others is only untidy; the last one may be half of what was sent.
    if (!cutOff.has(item) || i < items.length - 1) return true;
    reading.warnings.push({
      code: 'entry-cut-off',
      at: `${item.local}[${i + 1}]`,
      detail: 'the document ends inside it',
    });
    return false;
  });
}
