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
  /** Catalogs elsewhere, whose aliases cannot be told. */
  readonly remote: string[] = [];
  hasIptc = false;

  constructor(...parents: readonly (XmlElement | undefined)[]) {
    for (const parent of parents) {
      if (parent === undefined) continue;
      for (const reference of itemElements(parent, 'catalogRef')) {
        const href = value(reference, 'href') ?? '';
        if (isIptcCatalog(href)) this.hasIptc = true;
        else this.remote.push(href);
      }
      for (const catalog of itemElements(parent, 'catalog')) this.addInline(catalog);
    }
  }

  private addInline(catalog: XmlElement): void {
    for (const scheme of itemElements(catalog, 'scheme')) {
      const alias = value(scheme, 'alias');
      const uri = value(scheme, 'uri');
      if (alias !== undefined && uri !== undefined && !this.declared.has(alias))
        this.declared.set(alias, uri);
    }
  }

  get isEmpty(): boolean {
    return !this.hasIptc && this.remote.length === 0 && this.declared.size === 0;
  }

  /** Whether the document itself says what the alias means. */
  declares(alias: string): boolean {
    return this.declared.has(alias) || (this.hasIptc && IPTC_SCHEMES.has(alias));
  }

  resolve(qcode: string): ResolvedQcode | undefined {
    const colon = qcode.indexOf(':');
    if (colon < 1) return undefined;
    const alias = qcode.slice(0, colon);
    const code = qcode.slice(colon + 1);
    const scheme = this.declared.get(alias) ?? IPTC_SCHEMES.get(alias);
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
