import { internedName } from '../interned.js';
import { customary, type NamespaceScope } from './namespace-scope.js';
import type { XmlAttribute } from './xml-node.js';

/** Of a tag with more attributes than these only the first are looked at for one that stands twice. */
const MOST_COMPARED = 20;

/** Whether an attribute of that name, as written, stands in the tag. */
export function hasAttribute(attributes: readonly XmlAttribute[], name: string): boolean {
  for (let i = 0; i < attributes.length && i < MOST_COMPARED; i++)
    if (attributes[i]!.local === name) return true;
  return false;
}

/**
 * The attributes of a tag in their namespaces, without the declarations among them.
 *
 * @param attributes with their names as written
 * @param undeclared told of each prefix that is not declared
 */
export function resolvedAttributes(
  attributes: readonly XmlAttribute[],
  scope: NamespaceScope,
  undeclared: (prefix: string) => void,
): readonly XmlAttribute[] {
  const resolved: XmlAttribute[] = [];
  for (const { local: raw, value } of attributes) {
    if (raw === 'xmlns' || raw.startsWith('xmlns:')) continue;
    const colon = raw.indexOf(':');
    const ns = colon < 0 ? '' : namespaceOf(raw.slice(0, colon), scope, undeclared);
    resolved.push({ ns, local: colon < 0 ? raw : internedName(raw.slice(colon + 1)), value });
  }
  return resolved;
}

function namespaceOf(prefix: string, scope: NamespaceScope, undeclared: (prefix: string) => void): string {
  const uri = scope.lookUp(prefix);
  if (uri !== undefined) return uri;
  undeclared(prefix);
  return customary(prefix);
}
