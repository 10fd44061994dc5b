import { CUSTOMARY_PREFIXES, canonicalNamespace, NS } from './namespaces.js';

export interface QualifiedName {
  /** The namespace URI in the spelling of `NS`, `''` for none. */
  ns: string;
  prefix: string;
  local: string;
}

/**
 * The prefixes in force in an element (Namespaces in XML 1.0, section 6). Each scope names only what its own element
 * declares and asks the one around it for the rest, so that a hostile document cannot make copies of a long list.
 */
export class NamespaceScope {
  private readonly names = new Map<string, QualifiedName>();

  private constructor(
    private readonly prefixes: ReadonlyMap<string, string>,
    private readonly onUndeclared: (prefix: string) => void,
    private readonly outer?: NamespaceScope,
  ) {}

  /** @param onUndeclared told of each prefix that is used without being declared */
  static outermost(onUndeclared: (prefix: string) => void): NamespaceScope {
    return new NamespaceScope(new Map([['xml', NS.xml]]), onUndeclared);
  }

  /** The scope of an element inside, with the declarations among its attributes, whose names are as written. */
  inner(attributes: readonly { local: string; value: string }[]): NamespaceScope {
    const prefixes = new Map<string, string>();
    for (const { local: name, value } of attributes) {
      if (name === 'xmlns') prefixes.set('', canonicalNamespace(value));
      else if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), canonicalNamespace(value));
    }
    return new NamespaceScope(prefixes, this.onUndeclared, this);
  }

  /** The name of an element; the default namespace applies to it, as it does not to attributes. */
  resolve(raw: string): QualifiedName {
    const known = this.names.get(raw);
    if (known) return known;
    const colon = raw.indexOf(':');
    const prefix = colon < 0 ? '' : raw.slice(0, colon);
    const name = { ns: this.lookUp(prefix), prefix, local: raw.slice(colon + 1) };
    this.names.set(raw, name);
    return name;
  }

  /** The namespace of a prefix, `''` standing for the default one. */
  lookUp(prefix: string): string {
    for (let scope: NamespaceScope | undefined = this; scope; scope = scope.outer) {
      const uri = scope.prefixes.get(prefix);
      if (uri !== undefined) return uri;
    }
    if (prefix === '') return '';
    this.onUndeclared(prefix);
    return CUSTOMARY_PREFIXES.get(prefix) ?? '';
  }
}
