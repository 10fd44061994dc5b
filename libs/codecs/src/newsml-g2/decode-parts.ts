import { asGuid } from '#news/ids.js';
import type { Concept, Coverage, Group, GroupMember } from '#news/record.js';
import type { ItemValues } from '../item-values.js';
import { MAX_ITEMS, refuseTooMany } from '../limits.js';
import { linesOf, present, textOrNothing } from '../present.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Assertions } from './assertions.js';
import type { Catalog } from './catalog.js';
import { conceptOf, leaveOutIdentifiers } from './decode-concept.js';
import { edNoteOf, wordOf } from './decode-item-meta.js';
import { first, inLanguage, itemElements, linedText, nameOf, spacedText, value } from './nar.js';

/** The groups of a package and the one to begin with. */
export function groupsOf(
  item: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): { groups: Group[]; rootGroup: string } {
  const groupSet = first(item, 'groupSet');
  // Members that stand in no group are the package's all the same.
  const loose = itemElements(item, 'itemRef').flatMap((member) =>
    memberOf(member, catalog, values, language),
  );
  if (groupSet === undefined && loose.length > 0) {
    return { groups: [{ id: 'root', mode: 'bag', members: loose }], rootGroup: 'root' };
  }
  const elements = itemElements(groupSet, 'group');
  refuseTooMany(elements.length, MAX_ITEMS, 'groups');
  const groups = elements.map((group, i): Group => {
    return present({
      id: value(group, 'id') ?? `group-${i + 1}`,
      role: wordOf(value(group, 'role'), value(group, 'roleuri'), undefined, 'korpu', catalog),
      mode: modeOf(group, catalog, values),
      members: itemElements(group).flatMap((member) => memberOf(member, catalog, values, language)),
    }) as Group;
  });
  // `present` leaves out an empty list, and a group without members is still a group.
  for (const group of groups) group.members ??= [];
  const root = value(groupSet, 'root');
  const known = groups.some(({ id }) => id === root);
  if (!known) values.warn('group-root-dangling', 'groupSet/@root', root ?? 'no root');
  return { groups, rootGroup: known ? root! : (groups[0]?.id ?? 'root') };
}

/** How the members belong together; what is no mode that we know is reported. */
function modeOf(group: XmlElement, catalog: Catalog, values: ItemValues): Group['mode'] {
  const written = value(group, 'mode') ?? value(group, 'modeuri');
  const mode = catalog.codeIn('pgrmod', value(group, 'mode'), value(group, 'modeuri'));
  if (mode === 'seq' || mode === 'alt') return mode;
  if (mode !== 'bag' && written !== undefined) values.leftOut('groupSet/group@mode', [written]);
  return 'bag';
}

function memberOf(
  member: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): GroupMember[] {
  if (member.local === 'groupRef') {
    const groupRef = value(member, 'idref');
    return groupRef === undefined ? [] : [{ groupRef }];
  }
  if (member.local !== 'itemRef') return [];
  const guid = targetOf(member);
  const titles = itemElements(member, 'title');
  const title = inLanguage(titles.length > 0 ? titles : itemElements(member, 'headline'), language);
  if (guid === undefined) {
    values.warn('member-without-target', 'groupSet/group/itemRef', title ? textOf(title) : '');
    return [];
  }
  leaveOutAddresses(member, guid, 'groupSet/group/itemRef', values);
  const version = value(member, 'version');
  const itemClass = first(member, 'itemClass');
  return [
    present({
      guid: asGuid(guid),
      version: version === undefined ? undefined : values.version(version, 'groupSet/group/itemRef/@version'),
      title: title && textOrNothing(textOf(title)),
      itemClass: itemClass && classOf(itemClass, catalog, values, 'groupSet/group/itemRef/itemClass'),
    }),
  ];
}

const targetOf = (reference: XmlElement): string | undefined =>
  value(reference, 'residref') ??
  value(reference, 'persistidref') ??
  value(reference, 'guidref') ??
  value(reference, 'href');

/** A reference may give an id and addresses besides; the record has the id alone. */
const leaveOutAddresses = (reference: XmlElement, guid: string, at: string, values: ItemValues): void =>
  values.leftOut(
    at,
    ['href', 'residref', 'persistidref', 'guidref']
      .map((name) => value(reference, name))
      .filter((address): address is string => address !== undefined && address !== guid),
  );

export const classOf = (element: XmlElement, catalog: Catalog, values: ItemValues, at: string) => {
  const qcode = value(element, 'qcode');
  const code = catalog.codeIn('ninat', qcode, value(element, 'uri'));
  // Early senders used schemes of other names with the same codes.
  return values.itemClass(code ?? (qcode ?? value(element, 'uri'))?.replace(/^.*[:/#]/, ''), at);
};

/** Each planning of each newsCoverage is a coverage; the second one of a newsCoverage gets `.2` behind its id. */
export function coveragesOf(
  item: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): Coverage[] {
  return itemElements(first(item, 'newsCoverageSet'), 'newsCoverage').flatMap((newsCoverage, n) => {
    const at = 'newsCoverageSet/newsCoverage/planning';
    const id = value(newsCoverage, 'id') ?? `coverage-${n + 1}`;
    const deliveries = itemElements(newsCoverage, 'delivery').flatMap((delivery) =>
      itemElements(delivery, 'deliveredItemRef').flatMap((one) => deliveredIn(one, values)),
    );
    const plannings = itemElements(newsCoverage, 'planning');
    // What was delivered is told though nobody says what was planned.
    return (plannings.length > 0 ? plannings : [newsCoverage]).map((planning, i): Coverage => {
      const itemClass = first(planning, 'itemClass');
      const assigned = itemElements(planning, 'assignedTo')
        .map((party) => {
          const code = value(party, 'literal') ?? value(party, 'qcode') ?? value(party, 'uri');
          const name = nameOf(party, language) ?? code;
          leaveOutIdentifiers(party, `${at}/assignedTo`, [name], catalog, values, language);
          return name;
        })
        .filter((name) => name !== undefined);
      const scheduled = first(planning, 'scheduled');
      const headline = inLanguage(itemElements(planning, 'headline'), language);
      return present({
        id: i === 0 ? id : `${id}.${i + 1}`,
        itemClass: (itemClass && classOf(itemClass, catalog, values, `${at}/itemClass`)) ?? 'text',
        scheduled: values.date(scheduled && textOf(scheduled), `${at}/scheduled`),
        assignedTo: assigned.join(', '),
        status: statusOf(planning, catalog),
        headline: headline && textOrNothing(spacedText(headline)),
        edNote: linesOf([edNoteOf(planning) ?? '', ...descriptions(planning)]),
        deliveries,
      });
    });
  });
}

function deliveredIn(reference: XmlElement, values: ItemValues): NonNullable<Coverage['deliveries']> {
  const at = 'newsCoverageSet/newsCoverage/delivery/deliveredItemRef';
  const guid = targetOf(reference);
  if (guid === undefined) return [];
  leaveOutAddresses(reference, guid, at, values);
  const version = value(reference, 'version');
  return [
    present({
      guid: asGuid(guid),
      version: version === undefined ? undefined : values.version(version, `${at}/@version`),
    }),
  ];
}

/** How sure the coverage is: 2.x has no element of its own for it, so it is a property in the scheme ncostat. */
function statusOf(planning: XmlElement, catalog: Catalog): string | undefined {
  for (const element of itemElements(planning)) {
    const code = catalog.codeIn('ncostat', value(element, 'qcode'), value(element, 'uri'));
    if (code !== undefined) return code;
    if (isCoverageStatus(element, catalog)) return value(element, 'literal');
  }
  return undefined;
}

export const isCoverageStatus = (property: XmlElement, catalog: Catalog): boolean =>
  catalog.codeIn('ncostat', value(property, 'qcode'), value(property, 'uri')) !== undefined ||
  catalog.resolve(value(property, 'rel') ?? '')?.code === 'status';

const descriptions = (planning: XmlElement): string[] =>
  itemElements(planning, 'description').map((description) => linedText(description));

/** What the coverages of a plan are about: their events, and their other subjects. */
export function subjectsOfCoverages(
  item: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  assertions: Assertions,
): { events: Concept[]; subjects: Concept[] } {
  const found: { events: Concept[]; subjects: Concept[] } = { events: [], subjects: [] };
  for (const newsCoverage of itemElements(first(item, 'newsCoverageSet'), 'newsCoverage')) {
    for (const planning of itemElements(newsCoverage, 'planning')) {
      for (const subject of itemElements(planning, 'subject')) {
        const at = 'newsCoverageSet/newsCoverage/planning/subject';
        const concept = conceptOf(subject, catalog, language, assertions, values, at);
        const nature = catalog.codeIn('cpnat', value(subject, 'type'), value(subject, 'typeuri'));
        if (concept) (nature === 'event' ? found.events : found.subjects).push(concept);
      }
    }
  }
  return found;
}
