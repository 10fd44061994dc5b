import type { NewsRecord } from '#news/record.js';
import { type Decode, UndecodableDocument, type Warning } from '../codec.js';
import { ItemValues } from '../item-values.js';
import { refuseTooMany } from '../limits.js';
import { NS } from '../xml/namespaces.js';
import { readXml } from '../xml/read-xml.js';
import { elements, type XmlElement } from '../xml/xml-node.js';
import { recordsOf } from './decode-document.js';

/** Documents in an element around them. Each has more parts than an item of a feed, and costs nearly twice as much. */
export const MAX_NITF_DOCUMENTS = 5000;

/**
 * Reads NITF 3.0 to 3.6 (IPTC), with its namespace or without: one document, or several in an element around them.
 * A document that takes back another gives a second record, for that other one.
 *
 * @throws UndecodableDocument where the XML cannot be read, or holds no `nitf` element
 */
export const decodeNitf = ((text, context) => {
  const { root, recovered, cutOff } = readXml(text);
  const documents = documentsIn(root);
  if (documents.length === 0) {
    throw new UndecodableDocument('decode.malformed', `<${root.local}> is no NITF document and holds none`);
  }
  refuseTooMany(documents.length, MAX_NITF_DOCUMENTS, 'documents');
  const warnings: Warning[] = recovered
    ? [{ code: 'xml-recovered', at: `/${root.local}`, detail: recovered }]
    : [];
  const records: NewsRecord[] = [];
  const places: string[] = [];
  documents.forEach((document, i) => {
    const at = document === root ? '/nitf' : `/${root.local}//nitf[${i + 1}]`;
    if (cutOff.has(document)) {
      warnings.push({ code: 'entry-cut-off', at, detail: '' });
      return;
    }
    const values = new ItemValues(context, at);
    if (isForeign(document)) values.warn('namespace-unknown', '', document.ns);
    try {
      for (const record of recordsOf(document, values)) {
        records.push(record);
        places.push(at);
      }
    } catch (error) {
      // Whatever is wrong with one document, the others must not pay for it.
      values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
    }
    warnings.push(...values.warnings);
  });
  return { records, places, warnings };
}) satisfies Decode;

/** It is read all the same: by its name, as where there is no namespace. */
const isForeign = ({ ns }: XmlElement): boolean => ns !== '' && ns !== NS.nitf;

function documentsIn(element: XmlElement): XmlElement[] {
  return element.local === 'nitf' ? [element] : elements(element).flatMap(documentsIn);
}
