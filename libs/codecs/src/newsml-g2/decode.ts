import type { NewsRecord } from '#news/record.js';
import { type Decode, type DecodeContext, UndecodableDocument, type Warning } from '../codec.js';
import { foldSpace } from '../html/plain-text.js';
import { ItemValues, MAX_DETAIL } from '../item-values.js';
import { refuseTooMany } from '../limits.js';
import { NS } from '../xml/namespaces.js';
import { readXml } from '../xml/read-xml.js';
import { below, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { inBaseOf } from './decode-content-set.js';
import { recordOf } from './decode-item.js';
import { labelsOf } from './labels-of.js';
import { first, isNar, itemElements, value } from './nar.js';

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
  adopt(root, `/${root.local}`, warnings);
  const header = isMessage ? first(root, 'header') : undefined;
  if (isMessage) warnings.push(...notOfItems(root, context));
  const items = isMessage ? itemsOf(root, warnings) : [root];
  refuseTooMany(items.length);
  items.forEach((item, i) => {
    const at = isMessage ? `/newsMessage/itemSet/*[${i + 1}]` : `/${item.local}`;
    if (cutOff.has(item)) {
      warnings.push({ code: 'entry-cut-off', at, detail: value(item, 'guid') ?? '' });
    } else if (!KINDS.has(item.local)) {
      warnings.push({
        code: 'item-kind-unsupported',
        at,
        detail: labelOfOther(item),
      });
    } else {
      const values = inBaseOf(item, inBaseOf(root, new ItemValues(context, at)));
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

/** When and as which number a message was sent is nothing of its items, and each has it. */
const OF_EACH = new Set(['sent', 'transmitId', 'catalogRef', 'catalog']);

/** The header of a message says how it was sent, and nothing that an item says of itself: it is told once for all items. */
function notOfItems(message: XmlElement, context: DecodeContext): Warning[] {
  const values = new ItemValues(context, '/newsMessage');
  for (const part of itemElements(message)) {
    if (part.local === 'itemSet') continue;
    const said = part.local.toLowerCase() === 'header' ? itemElements(part) : [part];
    const left: string[] = [];
    for (const element of said) {
      if (OF_EACH.has(element.local)) continue;
      for (const label of labelsOf(element)) left.push(`${element.local} ${label}`.trim());
    }
    values.leftOut(part.local, left);
  }
  return values.warnings;
}

/** Names of concepts that a warning has room for. */
const MOST_NAMES = 8;

/** Which item it is that holds no news: its kind and identity, its title, and what it describes. */
function labelOfOther(item: XmlElement): string {
  const concepts = below(item, 'concept');
  const type = value(first(concepts[0], 'type'), 'qcode');
  const names = concepts.slice(0, MOST_NAMES).flatMap((concept) => {
    const [name] = itemElements(concept, 'name');
    return name === undefined ? (value(first(concept, 'conceptId'), 'qcode') ?? []) : foldSpace(textOf(name));
  });
  const title = first(first(item, 'itemMeta'), 'title');
  const version = value(item, 'version');
  return [
    item.local,
    value(item, 'guid'),
    version && `version ${version}`,
    title && foldSpace(textOf(title)),
    concepts.length > 1 ? `${concepts.length} concepts:` : type,
    names.join(', '),
  ]
    .filter(Boolean)
    .join(' ');
}

function itemsOf(message: XmlElement, warnings: Warning[]): XmlElement[] {
  const items: XmlElement[] = [];
  for (const set of itemElements(message, 'itemSet'))
    for (const item of elements(set)) {
      adopt(item, `/newsMessage/itemSet/*[${items.length + 1}]`, warnings);
      items.push(item);
    }
  return items;
}

/** What its name says is of NewsML-G2 is read as that in whatever namespace it is, and this is told. */
function adopt(element: XmlElement, at: string, warnings: Warning[]): void {
  const { ns } = element;
  if (isNar(element)) return;
  warnings.push({ code: 'namespace-unknown', at, detail: ns.slice(0, MAX_DETAIL) });
  const open = [element];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.ns === ns) one.ns = NS.newsmlG2;
    for (const node of one.children) if (node.kind === 'element') open.push(node);
  }
}
