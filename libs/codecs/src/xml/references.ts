import { decodeHTMLStrict, replaceCodePoint } from 'entities/decode';
import { UndecodableDocument } from '../codec.js';

/** No declared entity may grow a document by more than this many characters in all. */
const MAX_EXPANSION = 1_000_000;
/** The longest name HTML has is 31 characters; a document's own may be a little longer. */
const MAX_NAME = 64;

const PREDEFINED = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/** A character that XML 1.0 section 2.2 lets stand in a document; `\v`, NUL and their like are not among them. */
function isXmlCharacter(code: number): boolean {
  return (
    (code >= 0x20 && code <= 0xd7ff) ||
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

function character(reference: string): string | undefined {
  const hex = reference[1] === 'x' || reference[1] === 'X';
  const digits = reference.slice(hex ? 2 : 1);
  if (!(hex ? /^[0-9a-f]+$/i : /^[0-9]+$/).test(digits)) return undefined;
  // 128–159 mean windows-1252 wherever they are written (HTML standard, numeric character references).
  const number = Number.parseInt(digits, hex ? 16 : 10);
  // Some write what is beyond U+FFFF as the two halves of UTF-16, which make one letter beside each other.
  if (isSurrogate(number)) return String.fromCharCode(number);
  const code = replaceCodePoint(number);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : '';
}

/**
 * Resolves character and entity references once: XML's five, HTML's names (feeds use them without declaring them)
 * and the document's own plain entities. What is no reference stays as written and is reported to `onBare`.
 */
export class ReferenceDecoder {
  private readonly known = new Map<string, string>();
  private expanded = 0;

  /** `declared`: plain entities of the document's DOCTYPE; `refused`: those that must not be expanded. */
  constructor(
    private readonly declared: ReadonlyMap<string, string>,
    private readonly refused: ReadonlySet<string>,
  ) {}

  decode(text: string, onBare: () => void): string {
    let amp = text.indexOf('&');
    if (amp < 0) return text;
    let out = '';
    let done = 0;
    while (amp >= 0) {
      const end = this.endOfName(text, amp + 1);
      const value = end < 0 ? undefined : this.resolve(text.slice(amp + 1, end));
      if (value === undefined) {
        onBare();
      } else {
        out += text.slice(done, amp) + value;
        done = end + 1;
      }
      amp = text.indexOf('&', value === undefined ? amp + 1 : done);
    }
    return done === 0 ? text : (out + text.slice(done)).toWellFormed();
  }

  /** Where the `;` is that ends a name beginning at `from`; -1 where no name does. */
  private endOfName(text: string, from: number): number {
    const limit = Math.min(text.length, from + MAX_NAME);
    for (let i = from; i < limit; i++) {
      const c = text.charCodeAt(i);
      if (c === 0x3b) return i > from ? i : -1;
      if (c <= 0x20 || c === 0x26 || c === 0x3c) return -1;
    }
    return -1;
  }

  private resolve(name: string): string | undefined {
    if (name[0] === '#') return character(name);
    const own = this.declared.get(name);
    if (own !== undefined) {
      this.expanded += own.length;
      if (this.expanded > MAX_EXPANSION) {
        throw new UndecodableDocument(
          'decode.doctype-refused',
          `Entity &${name}; makes the document grow too much`,
        );
      }
      return own;
    }
    if (this.refused.has(name)) {
      throw new UndecodableDocument(
        'decode.doctype-refused',
        `The document refers to &${name};, an entity that is external or built from other entities`,
      );
    }
    const known = PREDEFINED.get(name) ?? this.known.get(name);
    if (known !== undefined) return known;
    const written = `&${name};`;
    const html = decodeHTMLStrict(written);
    if (html === written) return undefined;
    this.known.set(name, html);
    return html;
  }
}
