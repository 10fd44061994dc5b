import type { Decode } from '../codec.js';
import { childInAnyCase } from '../feed/modules.js';
import { feedReading, readEntries } from '../feed/read-entries.js';
import { completeItems, itemsOf } from '../rss/decode.js';
import { readChannel } from '../rss/read-channel.js';
import { readItem } from '../rss/read-item.js';
import { readXml } from '../xml/read-xml.js';

/** Reads RSS 0.90 and RSS 1.0 (purl.org/rss/1.0/spec): an RDF graph in which the items stand beside their channel. */
export const decodeRdf: Decode = (text, context) => {
  const document = readXml(text);
  const { root } = document;
  const reading = feedReading(context, context.baseUrl);
  if (document.recovered)
    reading.warnings.push({ code: 'xml-recovered', at: 'document', detail: document.recovered });
  const channel = childInAnyCase(root, 'channel');
  const coreNs = channel?.ns ?? '';
  const facts = readChannel(channel ?? root, root, reading);
  const items = completeItems(itemsOf(document), document, reading);
  const entries = readEntries(items, 'item', reading, (item, draft) => {
    readItem(item, coreNs, draft);
    return undefined;
  });
  return { ...entries, warnings: reading.warnings, ...facts };
};
