import type { Group, GroupMember, Link } from '#news/record.js';
import type { ItemValues } from '../item-values.js';
import { spacedText, value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, type XmlElement } from '../xml/xml-node.js';
import type { Components } from './components.js';
import { type Identity, type ItemReference, referenceOf } from './item-reference.js';
import { formalName } from './topics.js';

/** What identifies the items of a document, by their elements and their Duids. */
export type Identities = ReadonlyMap<XmlElement | string, Identity>;

/** The items that an item holds or refers to: as the groups of a package, and as links of an item that is none. */
export interface Members {
  groups: Group[];
  rootGroup: string;
  links: Link[];
}

/** A group for each component that leads to an item, the outermost first. */
export function packageOf({ items }: Components, identities: Identities, values: ItemValues): Members {
  const groups = new Map<XmlElement, Group>();
  const links: Link[] = [];
  const ids = new Set<string>();
  const groupOf = (path: readonly XmlElement[]): Group => {
    const component = path.at(-1)!;
    const known = groups.get(component);
    if (known) return known;
    const outer = path.length > 1 ? groupOf(path.slice(0, -1)) : undefined;
    const own = value(component, 'Duid');
    const id = own !== undefined && !ids.has(own) ? own : `group-${groups.size + 1}`;
    ids.add(id);
    const role = formalName(child(component, 'Role'));
    const mode = value(component, 'EquivalentsList') === 'yes' ? 'alt' : 'bag';
    const group: Group = { id, ...(role === undefined ? {} : { role }), mode, members: [] };
    groups.set(component, group);
    outer?.members.push({ groupRef: id });
    return group;
  };
  for (const { element, path } of items) {
    const target = targetOf(element, identities, values);
    if (target === undefined) {
      values.warn('member-without-target', 'NewsItemRef', textOrNothing(spacedText(element)) ?? '');
      continue;
    }
    const comment = child(element, 'Comment');
    const title = comment && element.local === 'NewsItemRef' ? textOrNothing(spacedText(comment)) : undefined;
    const member: GroupMember = present({ ...target, title });
    const { members, role } = groupOf(path);
    members.push(member);
    links.push(present({ rel: role?.toLowerCase() ?? 'related', ...target, title }));
  }
  return { groups: [...groups.values()], rootGroup: [...groups.values()][0]?.id ?? 'root', links };
}

function targetOf(
  element: XmlElement,
  identities: Identities,
  values: ItemValues,
): ItemReference | undefined {
  const pointer = value(element, 'NewsItem');
  const isInside = element.local === 'NewsItem' || pointer?.startsWith('#');
  if (!isInside) return pointer === undefined ? undefined : referenceOf(pointer, values);
  const known = identities.get(element) ?? identities.get(pointer?.slice(1) ?? '');
  return known === undefined ? undefined : { guid: known.guid, version: known.version };
}
