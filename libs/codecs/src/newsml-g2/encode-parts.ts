import type { Coverage, Group, GroupMember, PackageItem, PlanningItem } from '#news/record.js';
import { element, type XmlFragment } from '../xml/write-xml.js';
import { line, xmlId } from './encode-values.js';
import type { SchemeCatalog } from './scheme-catalog.js';

const NO_ROLES = { alias: '', codes: new Set<string>() };
const COVERAGE_CODE = /^[\w.-]+$/;

/** The members of a package (NewsML-G2 groupSet); a reference to a group that is not there is left out. */
export function groupSet(
  record: PackageItem,
  catalog: SchemeCatalog,
  ids: Set<string>,
): XmlFragment | undefined {
  if (!record.groups?.length) return undefined;
  const names = new Map(record.groups.map(({ id }) => [id, xmlId(id, ids)]));
  const root = names.get(record.rootGroup) ?? names.get(record.groups[0]!.id)!;
  return element(
    'groupSet',
    { root },
    record.groups.map((group) => groupOf(group, names, catalog)),
  );
}

function groupOf(group: Group, names: ReadonlyMap<string, string>, catalog: SchemeCatalog): XmlFragment {
  return element(
    'group',
    {
      id: names.get(group.id),
      role: group.role && catalog.word(group.role, NO_ROLES, 'korpu'),
      mode: `pgrmod:${group.mode}`,
    },
    group.members.map((member) => memberOf(member, names)),
  );
}

function memberOf(member: GroupMember, names: ReadonlyMap<string, string>): XmlFragment | undefined {
  if ('groupRef' in member) {
    const idref = names.get(member.groupRef);
    return idref === undefined ? undefined : element('groupRef', { idref });
  }
  return element(
    'itemRef',
    { residref: member.guid, version: member.version },
    member.itemClass && element('itemClass', { qcode: `ninat:${member.itemClass}` }),
    member.title && element('title', {}, member.title),
  );
}

/** What a newsroom plans to deliver (NewsML-G2 newsCoverageSet): one newsCoverage for each coverage. */
export function newsCoverageSet(
  record: PlanningItem,
  catalog: SchemeCatalog,
  ids: Set<string>,
): XmlFragment | undefined {
  if (!record.coverages?.length) return undefined;
  return element(
    'newsCoverageSet',
    {},
    record.coverages.map((coverage) => coverageOf(coverage, catalog, ids)),
  );
}

function coverageOf(coverage: Coverage, catalog: SchemeCatalog, ids: Set<string>): XmlFragment {
  const { status, deliveries } = coverage;
  return element(
    'newsCoverage',
    { id: xmlId(coverage.id, ids) },
    element(
      'planning',
      {},
      element('itemClass', { qcode: `ninat:${coverage.itemClass}` }),
      coverage.assignedTo && element('assignedTo', {}, element('name', {}, line(coverage.assignedTo))),
      coverage.scheduled && element('scheduled', {}, coverage.scheduled),
      coverage.headline && element('headline', {}, coverage.headline),
      coverage.edNote?.split('\n').map((note) => element('edNote', {}, note)),
      status &&
        element('planningExtProperty', {
          rel: catalog.own('korpu', 'status'),
          qcode: COVERAGE_CODE.test(status) ? `ncostat:${status}` : undefined,
          literal: COVERAGE_CODE.test(status) ? undefined : line(status),
        }),
    ),
    deliveries &&
      element(
        'delivery',
        {},
        deliveries.map(({ guid, version }) => element('deliveredItemRef', { residref: guid, version })),
      ),
  );
}
