import { UndecodableDocument } from './codec.js';
import { xhtmlBody } from './newsml-g2/xhtml-body.js';
import { readXml } from './xml/read-xml.js';
import type { XmlNode } from './xml/xml-node.js';

/** The nodes of a record's body, for formats that write it in elements of their own. @throws RangeError where it is not well-formed */
export function bodyTree(body: string): readonly XmlNode[] {
  const { xml } = xhtmlBody(body);
  try {
    const { root, recovered } = readXml(`<div>${xml}</div>`);
    if (recovered === undefined) return root.children;
    throw new RangeError(`A body cannot be read: ${recovered}`);
  } catch (cause) {
    if (!(cause instanceof UndecodableDocument)) throw cause;
    throw new RangeError(`A body cannot be read: ${cause.message}`, { cause });
  }
}
