import { replaceCodePoint } from 'entities/decode';

/** A piece of well-formed XML. Only this file makes them, so that text is never mistaken for markup. */
export class XmlFragment {
  private constructor(readonly xml: string) {}

  /**
   * Vouches that a string is well-formed where it will stand, such as a sanitised XHTML body.
   * Characters that XML forbids are removed even here.
   */
  static trusted(xml: string): XmlFragment {
    return new XmlFragment(stripIllegal(xml));
  }

  /** For this file's own use: what it wrote itself needs no second look. */
  static written(xml: string): XmlFragment {
    return new XmlFragment(xml);
  }
}

export type XmlContent = XmlFragment | string | number | undefined | readonly XmlContent[];
export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 section 2.2 forbids
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffe\uffff\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, but for surrogates, which mostly come in good pairs
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** Control characters that XML allows and nobody writes: letters of windows-1252 that were recoded. */
const RECODED = /[\x80-\x9f]/g;

/**
 * Removes what XML 1.0 section 2.2 forbids, replaces lone surrogates by U+FFFD and the control characters U+0080 to U+009F
 * by the letters that windows-1252 has in their place, as `readXml` would.
 */
export function stripIllegal(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.toWellFormed().replace(ILLEGAL, '').replace(RECODED, letterOf);
}

function letterOf(control: string): string {
  const letter = String.fromCodePoint(replaceCodePoint(control.charCodeAt(0)));
  // Five of them stand for nothing.
  return letter === control ? '' : letter;
}

/** Text content: `&`, `<`, `>` and carriage returns escaped, illegal characters removed. */
export function escapeText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  const legal = stripIllegal(text);
  return exchanged(markupEscaped(legal), '\r', '&#13;');
}

/** A double-quoted attribute's value; white space other than the blank is escaped, or a reader would fold it. */
export function escapeAttribute(value: string): string {
  if (!ATTRIBUTE_NEEDS_CARE.test(value)) return value;
  const legal = stripIllegal(value);
  let escaped = exchanged(markupEscaped(legal), '"', '&quot;');
  if (CONTROLS.test(escaped)) {
    escaped = exchanged(escaped, '\r', '&#13;');
    escaped = exchanged(exchanged(escaped, '\n', '&#10;'), '\t', '&#9;');
  }
  return escaped;
}

const CONTROLS = /[\r\n\t]/;

/** One sign at a time, most of which stand in no text: to find them all by a class and ask for each takes twice as long. */
const markupEscaped = (text: string): string =>
  exchanged(exchanged(exchanged(text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');

/** As `replaceAll`, which first looks in each text for a way of its own to be replaced. */
function exchanged(text: string, sign: string, by: string): string {
  let at = text.indexOf(sign);
  if (at < 0) return text;
  let out = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf(sign, from)) {
    out += text.slice(from, at) + by;
    from = at + sign.length;
  }
  return out + text.slice(from);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: one look tells the common case, text with nothing to do
const NEEDS_CARE = /[&<>\0-\x08\x0b-\x1f\x80-\x9f\ufffe\uffff\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same of attributes
const ATTRIBUTE_NEEDS_CARE = /[&<>"\0-\x1f\ufffe\uffff\ud800-\udfff]/;

/**
 * One element. Undefined attributes and children are left out; strings and numbers are escaped as text.
 * Names are the encoder's own and are written as given.
 */
export function element(
  name: string,
  attributes: XmlAttributes = {},
  ...children: XmlContent[]
): XmlFragment {
  let tag = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) tag += ` ${key}="${escapeAttribute(String(value))}"`;
  }
  const content = inner(children);
  return XmlFragment.written(content === '' ? `${tag}/>` : `${tag}>${content}</${name}>`);
}

function inner(children: readonly XmlContent[]): string {
  let out = '';
  for (const node of children) {
    if (node === undefined) continue;
    if (node instanceof XmlFragment) out += node.xml;
    else if (typeof node === 'string') out += escapeText(node);
    else if (typeof node === 'number') out += String(node);
    else out += inner(node);
  }
  return out;
}

/** A whole document in UTF-8 around its root element. */
export function xmlDocument(root: XmlFragment): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}
