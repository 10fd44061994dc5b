import type { NewsRecord } from '#news/record.js';
import { type Decode, UndecodableDocument, type Warning } from '../codec.js';
import { ItemValues } from '../item-values.js';
import { refuseTooMany } from '../limits.js';
import { readXml } from '../xml/read-xml.js';
import type { XmlElement } from '../xml/xml-node.js';
import { recordOf } from './decode-item.js';
import { first, itemElements, value } from './nar.js';

const KINDS = new Set(['newsItem', 'packageItem', 'planningItem']);
const OTHER_KINDS = new Set(['conceptItem', 'knowledgeItem', 'catalogItem']);

/**
 * Reads NewsML-G2 2.x (IPTC): a newsMessage of many items, or one item alone. Concept, knowledge and catalog items hold
 * no news and are reported. Items are read whether or not they are valid by the XSD.
 *
 * @throws UndecodableDocument where the XML cannot be read, or its root element is none of NewsML-G2's
 */
export const decodeNewsmlG2: Decode = (text, context) => {
  const { root, recovered, cutOff } = readXml(text);
  const warnings: Warning[] = recovered
    ? [{ code: 'xml-recovered', at: `/${root.local}`, detail: recovered }]
    : [];
  const records: NewsRecord[] = [];
  const places: string[] = [];
  const isMessage = root.local === 'newsMessage';
  if (!isMessage && !KINDS.has(root.local) && !OTHER_KINDS.has(root.local)) {
    throw new UndecodableDocument('decode.malformed', `<${root.local}> is no item or message of NewsML-G2`);
  }
  const header = isMessage ? first(root, 'header') : undefined;
  const items = isMessage ? itemsOf(root) : [root];
  refuseTooMany(items.length);
  items.forEach((item, i) => {
    const at = isMessage ? `/newsMessage/itemSet/*[${i + 1}]` : `/${item.local}`;
    if (cutOff.has(item)) {
      warnings.push({ code: 'entry-cut-off', at, detail: value(item, 'guid') ?? '' });
    } else if (!KINDS.has(item.local)) {
      warnings.push({
        code: 'item-kind-unsupported',
        at,
        detail: `${item.local} ${value(item, 'guid') ?? ''}`.trim(),
      });
    } else {
      const values = new ItemValues(context, at);
      try {
        records.push(recordOf(item, header, values, recovered !== undefined));
        places.push(at);
      } catch (error) {
        // Whatever is wrong with one item, the others of the message must not pay for it.
        values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
      }
      warnings.push(...values.warnings);
    }
  });
  return { records, places, warnings };
};

function itemsOf(message: XmlElement): XmlElement[] {
  const items: XmlElement[] = [];
  for (const set of itemElements(message, 'itemSet')) for (const item of itemElements(set)) items.push(item);
  return items;
}
