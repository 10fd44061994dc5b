import { interned } from '../interned.js';
import { ownCopy } from '../own-copy.js';
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
  private readonly resolved = new Map<string, ResolvedQcode | null>();

  /** @param outer what the message around the item declares, read once however many items it is around */
  constructor(
    item: XmlElement,
    private readonly outer?: Catalog,
  ) {
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
        this.declared.set(interned(alias), interned(uri));
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

  /** What was resolved is remembered: the same few types and roles stand on each element of an item, and of all items. */
  resolve(qcode: string): ResolvedQcode | undefined {
    const known = this.resolved.get(qcode);
    if (known !== undefined) return known ?? undefined;
    if (qcode.length > LONGEST_REMEMBERED) return this.resolveAnew(qcode);
    if (this.resolved.size >= MOST_RESOLVED) this.resolved.clear();
    const own = interned(qcode);
    const found = this.resolveAnew(own);
    this.resolved.set(own, found ?? null);
    return found;
  }

  private resolveAnew(qcode: string): ResolvedQcode | undefined {
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

interface Header {
  catalog: Catalog;
  key: string;
}
const headers = new WeakMap<XmlElement, Header>();

/** What the header of a message declares; undefined where that is nothing. */
function headerOf(element: XmlElement): Header | undefined {
  let header = headers.get(element);
  if (header) return header;
  const key = keyOf(element);
  if (key === '') return undefined;
  header = { catalog: new Catalog(element), key };
  headers.set(element, header);
  return header;
}

/** Codes that one catalog remembers, catalogs that are remembered, and how long what they are known by may be. */
const MOST_RESOLVED = 2000;
const MOST_CATALOGS = 20;
const LONGEST_REMEMBERED = 200;
const LONGEST_KEY = 4000;
const catalogs = new Map<string, Catalog>();

/**
 * The catalog of an item in a message with that header. The items of an agency mostly declare the same, so the last few
 * catalogs are remembered, with the codes that they resolved.
 */
export function catalogOf(item: XmlElement, header?: XmlElement): Catalog {
  const outer = header && headerOf(header);
  const key = outer && outer.key.length > LONGEST_KEY ? outer.key : `${outer?.key ?? ''}/${keyOf(item)}`;
  if (key.length > LONGEST_KEY) return new Catalog(item, outer?.catalog);
  const known = catalogs.get(key);
  if (known) return known;
  const catalog = new Catalog(item, outer?.catalog);
  if (catalogs.size >= MOST_CATALOGS) catalogs.clear();
  catalogs.set(ownCopy(key), catalog);
  return catalog;
}

/** All that is declared, or more than is kept; each text behind its length so that no two are taken for each other. */
function keyOf(parent: XmlElement | undefined): string {
  let key = '';
  const add = (text = ''): void => {
    key += `${text.length}:${text}`;
  };
  for (const one of itemElements(parent)) {
    if (key.length > LONGEST_KEY) return key;
    if (one.local === 'catalogRef') add(value(one, 'href'));
    if (one.local !== 'catalog') continue;
    key += 'in';
    for (const scheme of itemElements(one, 'scheme')) {
      add(value(scheme, 'alias'));
      add(value(scheme, 'uri'));
      if (key.length > LONGEST_KEY) return key;
    }
  }
  return key;
}
