import { replaceCodePoint } from 'entities/decode';
import { UndecodableDocument } from '../codec.js';
import { MAX_DOCUMENT_BYTES } from '../limits.js';
import { readDoctype, skipMisc } from './doctype.js';
import { ReferenceDecoder } from './references.js';
import { scanXml } from './scan-xml.js';
import { STRAY, TreeBuilder } from './tree-builder.js';
import type { XmlElement } from './xml-node.js';

export interface ReadXmlOptions {
  /** The deepest nesting of elements that is read, default 256; what is deeper leaves its text. */
  maxDepth?: number;
  /**
   * For documents too large to be held: gives what is told of each complete element in the root, which is then
   * forgotten. Called once more where reading has to begin again.
   */
  eachInRoot?: () => (element: XmlElement) => void;
}

export interface XmlDocument {
  root: XmlElement;
  /** Elements that stand behind the root, as where a root is closed too early or feeds are glued together. */
  further: readonly XmlElement[];
  /** The first thing that had to be repaired, with its line; absent for a well-formed document. */
  recovered?: string;
  /** Elements that the document ends inside of: what they hold may be half of what was meant. */
  cutOff: ReadonlySet<XmlElement>;
}

const MAX_DEPTH = 256;
/** In documents above this size nothing is repaired that takes a copy of them. */
const MAX_REPAIRED = MAX_DOCUMENT_BYTES;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 section 2.2 forbids
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
/** Those, and control characters that XML allows and nobody writes: they are letters of windows-1252 that were recoded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are to be found
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same and surrogates, which mostly come in good pairs
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffe\uffff\ud800-\udfff]/;
/** A `<` that begins nothing or whose tag runs into the next one, left alone in CDATA sections and comments. */
const STRAY_LT =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<(?![A-Za-z_:/!?\u0080-\uffff])|<(?=[A-Za-z_:][^<>"'=]*<)/g;

/**
 * Reads an XML 1.0 document with namespaces into a tree. It is strict about nothing that can be repaired: unclosed and
 * mismatched tags, stray `<` and `&`, undeclared prefixes, illegal characters and a cut-off end are reported in
 * `recovered`, and what could be read is there; so is a text that was cut for its length, and elements that were nested
 * too deep, of which the text is left. External and nested entities
 * are never expanded.
 *
 * @throws UndecodableDocument `decode.malformed` without any element, `decode.too-large` beyond 500,000 elements and attributes, `decode.doctype-refused` where a refused entity is used
 */
export function readXml(text: string, options: ReadXmlOptions = {}): XmlDocument {
  const repairs: string[] = [];
  let clean = text;
  const isTooLarge = text.length > MAX_REPAIRED;
  if (SUSPECT.test(clean) && ((isTooLarge ? ILLEGAL : CONTROL).test(clean) || !clean.isWellFormed())) {
    refuseRepair(text);
    const repaired = clean.toWellFormed().replace(new RegExp(ILLEGAL, 'g'), '');
    const isShorter = repaired.length < clean.length || !clean.isWellFormed();
    repairs.push(
      isShorter
        ? 'characters that XML forbids were removed'
        : 'control characters were read as the letters that windows-1252 has in their place',
    );
    clean = repaired.replace(/[\x80-\x9f]/g, (c) => String.fromCodePoint(replaceCodePoint(c.charCodeAt(0))));
  }
  try {
    return build(clean, options, repairs);
  } catch (error) {
    if (error !== STRAY) throw error;
    refuseRepair(text);
    repairs.push('a < that begins no tag was read as text');
  }
  try {
    return build(
      clean.replace(STRAY_LT, (found) => (found === '<' ? '&lt;' : found)),
      options,
      repairs,
      true,
    );
  } catch (error) {
    // Inside of a tag that never ends, what looks like a CDATA section is none.
    if (error === STRAY)
      throw new UndecodableDocument('decode.malformed', 'The document is no XML: a tag never ends');
    throw error;
  }
}

function refuseRepair(text: string): void {
  if (text.length > MAX_REPAIRED)
    throw new UndecodableDocument(
      'decode.malformed',
      'The XML is not well-formed, and too large to be repaired',
    );
}

function build(
  text: string,
  options: ReadXmlOptions,
  repairs: readonly string[],
  isRepaired = false,
): XmlDocument {
  const doctype = readDoctype(text);
  const references = new ReferenceDecoder(doctype.declared, doctype.refused);
  const parts: TreeBuilder[] = [];
  const take = options.eachInRoot?.();
  let start = doctype.end;
  do {
    const builder = new TreeBuilder(text, start, references, options.maxDepth ?? MAX_DEPTH, isRepaired, take);
    parts.push(builder);
    scanXml(text, start, builder);
    start = skipMisc(text, builder.end);
    if (start < text.length) builder.repair('the root element ends before the document does', start);
  } while (start < text.length && parts.length < MAX_ROOTS && START_TAG.test(text.slice(start, start + 2)));
  const [first, ...rest] = parts;
  if (!first?.root) throw new UndecodableDocument('decode.malformed', 'The document has no element');
  const recovered = repairs[0] ?? parts.find((part) => part.recovered !== undefined)?.recovered;
  return {
    root: first.root,
    further: rest.map((part) => part.root).filter((root) => root !== undefined),
    cutOff: new Set(parts.at(-1)!.open),
    ...(recovered ? { recovered } : {}),
  };
}

/** More elements behind a root than this are no feeds glued together. */
const MAX_ROOTS = 1000;
const START_TAG = /^<[A-Za-z_]/;
