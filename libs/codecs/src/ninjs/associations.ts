import type { Group, GroupMember, Link, NewsRecord, PackageItem, Rendition } from '#news/record.js';
import { itemClassOf } from '../media-type.js';
import { asUri, fileUri, guidUri } from '../uri.js';
import { plain, renditionOf } from './rendition.js';

/** An object that stands beside the item: `name` and `uri` are required (ninjs 3.1, associations). */
type Association = { name: string; rel: string; uri: string } & Record<string, unknown>;

/**
 * What ninjs keeps beside the item itself: its public page (`canonical`), its links, the caption, credit and language
 * of each file that has one (`rendition`), and a package's groups (`rootGroup`, `group`), whose members are in turn
 * their associations.
 */
export function associationsOf(record: NewsRecord): Association[] {
  const page = record.url === undefined ? undefined : asUri(record.url);
  return [
    ...(page === undefined ? [] : [{ name: 'page', rel: 'canonical', uri: page }]),
    ...(record.links ?? []).flatMap(linkOf),
    ...(record.renditions ?? []).flatMap(captionOf),
    ...(record.kind === 'packageItem' ? (record.groups ?? []).map((group) => groupOf(group, record)) : []),
  ];
}

function linkOf({ rel, href, guid, version, contentType, title }: Link): Association[] {
  const address = href === undefined ? undefined : fileUri(href);
  const uri = guid === undefined ? address : guidUri(guid);
  if (uri === undefined) return [];
  return [
    {
      name: title ?? rel,
      rel,
      uri,
      version: version === undefined ? undefined : String(version),
      headlines: title === undefined ? undefined : [plain('main', title)],
      renditions: address === undefined ? undefined : [{ name: 'link', href: address, contentType }],
      altIds: guid === undefined || guid === uri ? undefined : [{ role: 'guid', value: guid }],
    },
  ];
}

function captionOf(rendition: Rendition, index: number): Association[] {
  const { href, title, description, credit, language, contentType } = rendition;
  if (description === undefined && credit === undefined && language === undefined) return [];
  const itemClass = itemClassOf(contentType);
  return [
    {
      name: title ?? `media-${index + 1}`,
      rel: 'rendition',
      uri: fileUri(href),
      type: itemClass === 'animation' ? 'graphic' : itemClass,
      language,
      descriptions: description === undefined ? undefined : [plain('caption', description)],
      infoSources: credit === undefined ? undefined : [{ name: credit, role: 'creditLine' }],
      renditions: [renditionOf(rendition, index)],
    },
  ];
}

function groupOf(group: Group, record: PackageItem): Association {
  return {
    name: group.id,
    rel: group.id === record.rootGroup ? 'rootGroup' : 'group',
    uri: groupUri(record, group.id),
    type: 'composite',
    profile: group.mode,
    title: group.role,
    associations: group.members.map((member) => memberOf(member, record)),
  };
}

function memberOf(member: GroupMember, record: PackageItem): Association {
  if ('groupRef' in member) {
    return { name: member.groupRef, rel: 'groupRef', uri: groupUri(record, member.groupRef) };
  }
  const uri = guidUri(member.guid);
  return {
    name: member.title ?? member.guid,
    rel: 'member',
    uri,
    type: member.itemClass === 'animation' ? 'graphic' : member.itemClass,
    version: member.version === undefined ? undefined : String(member.version),
    headlines: member.title === undefined ? undefined : [plain('main', member.title)],
    altIds: member.guid === uri ? undefined : [{ role: 'guid', value: member.guid }],
  };
}

const groupUri = (record: PackageItem, id: string): string =>
  asUri(`${guidUri(record.guid)}#${encodeURIComponent(id.toWellFormed())}`)!;
