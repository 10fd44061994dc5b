import type { Guid } from '#news/ids.js';
import type { Group, GroupMember, NewsRecord } from '#news/record.js';

const isItem = (member: GroupMember): member is Exclude<GroupMember, { groupRef: string }> =>
  'guid' in member;

/** The other items that a record names: members of a package, what a plan has delivered, links by guid. */
export function referencesOf(record: NewsRecord): Guid[] {
  const named: (Guid | undefined)[] = (record.links ?? []).map(({ guid }) => guid);
  if (record.kind === 'packageItem')
    for (const { members } of record.groups) named.push(...members.filter(isItem).map(({ guid }) => guid));
  if (record.kind === 'planningItem')
    for (const { deliveries } of record.coverages) named.push(...(deliveries ?? []).map(({ guid }) => guid));
  return [...new Set(named)].filter((guid) => guid !== undefined && guid !== record.guid) as Guid[];
}

/** The record without its references to these items; groups stay, be they empty, for others refer to them. */
export function withoutReferences(record: NewsRecord, refused: ReadonlySet<Guid>): NewsRecord {
  const kept = ({ guid }: { guid?: Guid }): boolean => guid === undefined || !refused.has(guid);
  const links = record.links?.filter(kept);
  const sent: NewsRecord = { ...record, ...(links?.length ? { links } : { links: undefined }) };
  if (sent.kind === 'packageItem')
    sent.groups = withMembers(sent.groups, (members) =>
      members.filter((member) => !isItem(member) || kept(member)),
    );
  if (sent.kind === 'planningItem')
    sent.coverages = sent.coverages.map(({ deliveries, ...coverage }) => {
      const left = deliveries?.filter(kept);
      return left?.length ? { ...coverage, deliveries: left } : coverage;
    });
  return sent;
}

/** The record with its references bare: identities without a word of what the items say. */
export function withoutTitles(record: NewsRecord): NewsRecord {
  const links = record.links?.map(({ title: _, ...link }) => link);
  const sent: NewsRecord = { ...record, ...(links && { links }) };
  if (sent.kind === 'packageItem')
    sent.groups = withMembers(sent.groups, (members) =>
      members.map((member) => {
        if (!isItem(member)) return member;
        const { title: _, ...identity } = member;
        return identity;
      }),
    );
  return sent;
}

const withMembers = (groups: Group[], change: (members: GroupMember[]) => GroupMember[]): Group[] =>
  groups.map((group) => ({ ...group, members: change(group.members) }));
