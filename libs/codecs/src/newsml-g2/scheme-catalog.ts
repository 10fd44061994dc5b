import { element, type XmlFragment } from '../xml/write-xml.js';
import { IPTC_CATALOG, IPTC_SCHEMES } from './iptc-schemes.js';

/** The schemes of what records say and IPTC has no code for. Written into each item that uses them. */
export const OWN_SCHEMES = {
  /** Roles of elements and names of extension properties. */
  korpu: 'urn:x-korpu:property:',
  'korpu-rel': 'urn:x-korpu:relation:',
  'korpu-sig': 'urn:x-korpu:signal:',
  'korpu-rnd': 'urn:x-korpu:rendition:',
  'korpu-codec': 'urn:x-korpu:codec:',
} as const;
export type OwnAlias = keyof typeof OWN_SCHEMES;

/** Stands for a scheme that nobody could tell us: the alias is declared, and says that it means no more than itself. */
export const UNRESOLVED = 'urn:x-korpu:unresolved:';

const NCNAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const QCODE = /^([^\s:]+):\S+$/;

/** A code of ours: QCodes allow no white space. */
const toCode = (text: string): string => text.toWellFormed().replace(/[\s%]/g, encodeURIComponent);
export function fromCode(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

/** Collects the schemes that an item being written uses, so that its catalog declares each of them. */
export class SchemeCatalog {
  private readonly schemes = new Map<string, string>();

  /**
   * Whether the QCode can be written: its form is right and its alias means this scheme and no other in the item.
   * A QCode without a scheme is written under one that says so.
   */
  declares(qcode: string, scheme?: string): boolean {
    const alias = QCODE.exec(qcode)?.[1];
    if (alias === undefined || !NCNAME.test(alias)) return false;
    const own = IPTC_SCHEMES.get(alias) ?? OWN_SCHEMES[alias as OwnAlias];
    if (own !== undefined && OWN_SCHEMES[alias as OwnAlias] === undefined)
      return scheme === undefined || scheme === own;
    const uri = own ?? scheme ?? `${UNRESOLVED}${alias}:`;
    const known = this.schemes.get(alias);
    if (known === undefined) this.schemes.set(alias, uri);
    return (known ?? uri) === uri && (scheme === undefined || scheme === uri);
  }

  /** A code of one of our own schemes, as a QCode. */
  own(alias: OwnAlias, code: string): string {
    this.schemes.set(alias, OWN_SCHEMES[alias]);
    return `${alias}:${toCode(code)}`;
  }

  /** A word as IPTC's code where that has it, a QCode as it is, and else as our own code. */
  word(word: string, iptc: { alias: string; codes: ReadonlySet<string> }, alias: OwnAlias): string {
    if (iptc.codes.has(word)) return `${iptc.alias}:${word}`;
    return QCODE.test(word) && this.declares(word) ? word : this.own(alias, word);
  }

  /** `catalogRef` to IPTC's catalog, then the other schemes in use (NewsML-G2 section "Catalogs"). */
  write(): XmlFragment[] {
    const schemes = [...this.schemes].map(([alias, uri]) => element('scheme', { alias, uri }));
    const reference = element('catalogRef', { href: IPTC_CATALOG });
    return schemes.length === 0 ? [reference] : [reference, element('catalog', {}, schemes)];
  }
}
