import type { XmlElement } from '../xml/xml-node.js';
import { IPTC_SCHEMES, isIptcCatalog } from './iptc-schemes.js';
import { itemElements, value } from './nar.js';
import { UNRESOLVED } from './scheme-catalog.js';

export interface ResolvedQcode {
  scheme: string;
  code: string;
  uri: string;
}

/**
 * What the aliases of an item's QCodes stand for: its inline catalogs, the IPTC's catalog by its known address, and the
 * catalogs of the message around it. Other remote catalogs are not fetched: an alias that only they declare is read as
 * the IPTC's where the IPTC has it, for agencies copy those into catalogs of their own, and else stays unresolved.
 */
export class Catalog {
  private readonly declared = new Map<string, string>();
  /** How many catalogs are elsewhere, so that their aliases cannot be told. */
  readonly remoteCount: number;
  readonly hasIptc: boolean;
  private readonly outer: Catalog | undefined;

  /** @param header of the message around the item: its catalogs are read once, however many items it is around */
  constructor(item: XmlElement, header?: XmlElement) {
    this.outer = header && catalogOf(header);
    let hasIptc = this.outer?.hasIptc ?? false;
    let remote = this.outer?.remoteCount ?? 0;
    for (const reference of itemElements(item, 'catalogRef')) {
      if (isIptcCatalog(value(reference, 'href') ?? '')) hasIptc = true;
      else remote++;
    }
    this.hasIptc = hasIptc;
    this.remoteCount = remote;
    for (const catalog of itemElements(item, 'catalog')) this.addInline(catalog);
  }

  private addInline(catalog: XmlElement): void {
    for (const scheme of itemElements(catalog, 'scheme')) {
      const alias = value(scheme, 'alias');
      const uri = value(scheme, 'uri');
      if (alias !== undefined && uri !== undefined && !this.declared.has(alias))
        this.declared.set(alias, uri);
    }
  }

  private schemeOf(alias: string): string | undefined {
    return this.declared.get(alias) ?? this.outer?.declared.get(alias);
  }

  get isEmpty(): boolean {
    return !this.hasIptc && this.remoteCount === 0 && this.declared.size === 0 && !this.outer?.declared.size;
  }

  /** Whether the document itself says what the alias means. */
  declares(alias: string): boolean {
    return this.schemeOf(alias) !== undefined || (this.hasIptc && IPTC_SCHEMES.has(alias));
  }

  resolve(qcode: string): ResolvedQcode | undefined {
    const colon = qcode.indexOf(':');
    if (colon < 1) return undefined;
    const alias = qcode.slice(0, colon);
    const code = qcode.slice(colon + 1);
    const scheme = this.schemeOf(alias) ?? IPTC_SCHEMES.get(alias);
    if (scheme === undefined || scheme.startsWith(UNRESOLVED)) return undefined;
    return { scheme, code, uri: scheme + code };
  }

  /**
   * The code of an element's QCode or URI if it is in the scheme, given by its IPTC alias. `undefined` for another
   * scheme or none at all.
   */
  codeIn(alias: string, qcode: string | undefined, uri?: string): string | undefined {
    const scheme = IPTC_SCHEMES.get(alias)!;
    const full = qcode === undefined ? uri : this.resolve(qcode)?.uri;
    return full?.startsWith(scheme) ? full.slice(scheme.length) : undefined;
  }
}

const known = new WeakMap<XmlElement, Catalog>();

function catalogOf(header: XmlElement): Catalog {
  const catalog = known.get(header) ?? new Catalog(header);
  known.set(header, catalog);
  return catalog;
}
