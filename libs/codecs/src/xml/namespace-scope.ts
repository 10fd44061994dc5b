import { interned, internedName } from '../interned.js';
import { ownCopy } from '../own-copy.js';
import { CUSTOMARY_PREFIXES, canonicalNamespace, NS } from './namespaces.js';

export interface QualifiedName {
  /** The namespace URI in the spelling of `NS`, `''` for none. */
  ns: string;
  prefix: string;
  local: string;
  /** Whether the prefix is; of one that is not `ns` is what it customarily stands for. */
  isDeclared: boolean;
}

/** What is kept for the documents to come, most of which open in the same ways with the same names. */
const MOST_SCOPES = 50;
const MOST_NAMES = 500;
const LONGEST_NAME = 100;
const LONGEST_KEY = 2000;
const scopes = new Map<string, NamespaceScope>();

/**
 * The prefixes in force in an element (Namespaces in XML 1.0, section 6). Each scope names only what its own element
 * declares and asks the one around it for the rest, so that a hostile document cannot make copies of a long list.
 */
export class NamespaceScope {
  private names: Map<string, QualifiedName> | undefined;

  private constructor(
    /** Tells scopes of the same prefixes in the same order from others; undefined for one that is too long to be kept. */
    private readonly key: string | undefined,
    private readonly prefixes: ReadonlyMap<string, string>,
    private readonly outer?: NamespaceScope,
  ) {}

  static readonly OUTERMOST = new NamespaceScope('', new Map([['xml', NS.xml]]));

  /**
   * The scope of an element inside, with the declarations among its attributes, whose names are as written.
   *
   * @param mayOutlive whether it may be kept for other documents
   */
  inner(attributes: readonly { local: string; value: string }[], mayOutlive: boolean): NamespaceScope {
    const declared = attributes.filter(({ local }) => local === 'xmlns' || local.startsWith('xmlns:'));
    const key = this.keyWith(declared);
    const known = key === undefined ? undefined : scopes.get(key);
    if (known) return known;
    const prefixes = new Map<string, string>();
    const own = key === undefined || !mayOutlive ? undefined : ownCopy(key);
    const nameOf = own === undefined ? internedName : interned;
    for (const { local, value } of declared)
      prefixes.set(nameOf(local.slice(6)), nameOf(canonicalNamespace(value)));
    const scope = new NamespaceScope(own, prefixes, this);
    if (own !== undefined) {
      if (scopes.size >= MOST_SCOPES) scopes.clear();
      scopes.set(own, scope);
    }
    return scope;
  }

  private keyWith(declared: readonly { local: string; value: string }[]): string | undefined {
    let key = this.key;
    for (const { local, value } of declared) {
      if (key === undefined || key.length > LONGEST_KEY || value.length > LONGEST_KEY) return undefined;
      key += `${local}=${value}\0`;
    }
    return key === undefined ? undefined : `${key}\0`;
  }

  /** The name of an element; the default namespace applies to it, as it does not to attributes. */
  resolve(raw: string): QualifiedName {
    const known = this.names?.get(raw);
    if (known) return known;
    this.names ??= new Map();
    const { names } = this;
    const isKept = names.size < MOST_NAMES && raw.length < LONGEST_NAME;
    const nameOf = isKept && this.key !== undefined ? interned : internedName;
    const own = nameOf(raw);
    const colon = own.indexOf(':');
    const prefix = colon < 0 ? '' : nameOf(own.slice(0, colon));
    const uri = this.lookUp(prefix);
    const name = {
      ns: uri ?? customary(prefix),
      prefix,
      local: colon < 0 ? own : nameOf(own.slice(colon + 1)),
      isDeclared: uri !== undefined,
    };
    if (isKept) names.set(own, name);
    return name;
  }

  /** The namespace of a prefix, `''` standing for the default one; undefined for a prefix that is not declared. */
  lookUp(prefix: string): string | undefined {
    for (let scope: NamespaceScope | undefined = this; scope; scope = scope.outer) {
      const uri = scope.prefixes.get(prefix);
      if (uri !== undefined) return uri;
    }
    return prefix === '' ? '' : undefined;
  }
}

/** What a prefix that is not declared stands for. */
export const customary = (prefix: string): string => CUSTOMARY_PREFIXES.get(prefix) ?? '';
