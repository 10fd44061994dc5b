import type { NewsRecord } from '#news/record.js';
import { type Decode, UndecodableDocument, type Warning } from '../codec.js';
import { ItemValues } from '../item-values.js';
import { refuseTooMany } from '../limits.js';
import { spacedText, value } from '../newsml-g2/nar.js';
import { textOrNothing } from '../present.js';
import { readXml } from '../xml/read-xml.js';
import { child, elements, firstBelow, type XmlElement } from '../xml/xml-node.js';
import { type Around, recordsOf } from './decode-item.js';
import { type Identity, identityOf } from './item-reference.js';
import type { Identities } from './package.js';
import { formalName, Topics } from './topics.js';

/** Files of a document, each of which has a dozen objects while it is read. */
const MAX_FILES = 50_000;

/** Items of a document. An item has more parts than one of another format, and costs twice as much. */
export const MAX_NEWSML_ITEMS = 5000;

/**
 * Reads NewsML 1.0 to 1.2 (IPTC): every NewsItem of a document, those that stand inside other items too. An item is one
 * record for each language that its text is in, and a package where it holds nothing but items. Updates to an earlier
 * revision cannot be applied to a document that is not there: they are reported.
 *
 * @throws UndecodableDocument where the XML cannot be read, or its root is neither NewsML nor NewsItem
 */
export const decodeNewsml1 = ((text, context) => {
  const { root, recovered, cutOff } = readXml(text);
  if (root.local !== 'NewsML' && root.local !== 'NewsItem') {
    throw new UndecodableDocument('decode.malformed', `<${root.local}> is no document of NewsML 1`);
  }
  const warnings: Warning[] = recovered
    ? [{ code: 'xml-recovered', at: `/${root.local}`, detail: recovered }]
    : [];
  const records: NewsRecord[] = [];
  const places: string[] = [];
  const items =
    root.local === 'NewsItem'
      ? itemsBelow(root, '/NewsItem', [{ item: root, at: '/NewsItem' }])
      : itemsBelow(root, '/NewsML');
  refuseTooMany(items.length, MAX_NEWSML_ITEMS);
  const outside = new ItemValues(context, `/${root.local}`);
  const around = readAround(root, items, outside);
  warnings.push(...outside.warnings);
  let files = 0;
  for (const { item, at } of items) {
    if (cutOff.has(item)) {
      warnings.push({ code: 'entry-cut-off', at, detail: '' });
      continue;
    }
    const values = new ItemValues(context, at);
    try {
      for (const record of recordsOf(item, values, around)) {
        records.push(record);
        places.push(at);
        files += record.renditions?.length ?? 0;
      }
    } catch (error) {
      // Whatever is wrong with one item, the others of the document must not pay for it.
      values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
    }
    refuseTooMany(files, MAX_FILES, 'files');
    warnings.push(...values.warnings);
  }
  return { records, places, warnings };
}) satisfies Decode;

interface Found {
  item: XmlElement;
  at: string;
}

/** All items at any depth, those around before those inside; what content shows is none. */
function itemsBelow(element: XmlElement, at: string, found: Found[] = []): Found[] {
  let n = 0;
  for (const node of element.children) {
    if (node.kind !== 'element' || node.local === 'DataContent' || node.local === 'Update') continue;
    if (node.local === 'NewsItem') {
      const own = `${at}/NewsItem[${++n}]`;
      found.push({ item: node, at: own });
      itemsBelow(node, own, found);
    } else itemsBelow(node, at, found);
  }
  return found;
}

function identitiesOf(items: readonly Found[], { context, at }: ItemValues): Identities {
  const identities = new Map<XmlElement | string, Identity>();
  const silent = new ItemValues(context, at);
  for (const { item } of items) {
    const id = value(item, 'Duid');
    const identity = identityOf(firstBelow(item, 'Identification'), silent, () => id ?? '');
    identities.set(item, identity);
    if (id !== undefined) identities.set(id, identity);
  }
  return identities;
}

/** When and as which number a document was sent is nothing that it says of its items, and each has it. */
const OF_SENDING = new Set(['TransmissionId', 'DateAndTime']);

/** What is said once for all items, and what of the envelope a record has no field for. */
function readAround(root: XmlElement, items: readonly Found[], values: ItemValues): Around {
  const envelope = child(root, 'NewsEnvelope');
  const priority = envelope && formalName(child(envelope, 'Priority'));
  const urgency = /^[1-9]$/.test(priority ?? '') ? Number(priority) : undefined;
  // Of an item without an urgency of its own the priority is it.
  const isHeard =
    urgency !== undefined &&
    items.every(({ item }) => [undefined, priority].includes(formalName(firstBelow(item, 'Urgency'))));
  const left = (envelope ? elements(envelope) : []).filter(
    ({ local }) => !OF_SENDING.has(local) && !(local === 'Priority' && isHeard),
  );
  values.leftOut(
    'NewsEnvelope',
    left.flatMap((one) => {
      const said = [one, ...elements(one)].map((element) => formalName(element));
      const words = [...said, textOrNothing(spacedText(one))].filter(Boolean);
      return words.length === 0 ? [] : [[one.local, ...words].join(' ')];
    }),
  );
  let known: Identities | undefined;
  const identities = (): Identities => (known ??= identitiesOf(items, values));
  return { topics: new Topics(root), identities, ...(urgency === undefined ? {} : { urgency }) };
}
