import type { Decode } from '../codec.js';
import { feedReading, readEntries } from '../feed/read-entries.js';
import { readXml, type XmlDocument } from '../xml/read-xml.js';
import { child, elements, type XmlElement } from '../xml/xml-node.js';
import { type ChannelFacts, readChannel } from './read-channel.js';
import { readItem } from './read-item.js';

/** Reads RSS 0.91 to 2.0 with its modules, and what calls itself RSS. RSS 0.90 and 1.0 are RDF: see `decodeRdf`. */
export const decodeRss: Decode = (text, context) => {
  const document = readXml(text);
  const { root } = document;
  const reading = feedReading(context, context.baseUrl);
  if (document.recovered)
    reading.warnings.push({ code: 'xml-recovered', at: 'document', detail: document.recovered });
  const channel = /^channel$/i.test(root.local) ? root : (child(root, 'channel') ?? root);
  const facts: ChannelFacts = readChannel(channel, root, reading);
  const items = completeItems(
    [...itemsIn(channel), ...(channel === root ? [] : itemsIn(root))],
    document,
    reading,
  );
  const entries = readEntries(items, 'item', reading, (item, draft) => {
    readItem(item, root.ns, draft);
    return undefined;
  });
  return { ...entries, warnings: reading.warnings, ...facts };
};

/** All items, in document order: also those inside `items`, and those inside an item whose end tag is missing. */
export function itemsIn(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (const element of elements(parent)) {
    if (element.local === 'items') found.push(...itemsIn(element));
    else if (element.local === 'item') {
      found.push(element);
      if (child(element, 'item')) found.push(...itemsIn(element));
    }
  }
  return found;
}

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
