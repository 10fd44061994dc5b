import { asGuid } from '#news/ids.js';
import type { Group, GroupMember, Link, Rendition } from '#news/record.js';
import { plainText } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { linesOf, present, textOrNothing } from '../present.js';
import { bodyOf, descriptionOf, headlinesOf, renditionsOf } from './decode-content.js';
import { embargoesOf, saysEmbargo, statusesOf } from './decode-fields.js';
import { withoutQuery } from './interface-fields.js';
import type { JsonFields } from './json-fields.js';

/** Fields that count, or say by which rules the object is written: nothing a record would keep. */
export const TECHNICAL = ['standard', '$standard', 'charcount', 'wordcount', 'readtime'];

/** What an object that stands for another says of itself as that: its kind, and how much of it is there. */
const OF_REFERENCE = ['type', 'uri', 'version', 'profile', 'representationtype', 'mimetype'];

/** What the objects beside an item say of it. */
export interface Associated {
  url?: string;
  links: Link[];
  renditions: Rendition[];
  groups: Group[];
  rootGroup?: string;
  /** Embargoes of pictures and videos that the item shows: nobody may publish it with them before. */
  embargoes: string[];
  /** Terms of use of the same: whoever gets the item gets them, and is bound by them. */
  usageTerms: string[];
  /** Copyright notices of the same, where somebody else is their credit. */
  notices: string[];
  /** Associated objects with a text of their own: they become records of their own. */
  items: JsonFields[];
}

/** Objects beside objects beside objects; what is deeper is nested by mistake, or to do harm. */
const DEEPEST = 8;

export function readAssociations(fields: JsonFields, values: ItemValues, depth = 1): Associated {
  const found: Associated = {
    links: [],
    renditions: [],
    groups: [],
    embargoes: [],
    usageTerms: [],
    notices: [],
    items: [],
  };
  for (const one of fields.named('associations')) {
    one.passOver(...OF_REFERENCE, ...TECHNICAL);
    statusesOf(one);
    const { rel, name } = whatItIs(one);
    if (rel === 'canonical' && found.url === undefined) {
      const url = values.href(one.text('uri'), 'associations/uri');
      if (url !== undefined) found.url = url;
    } else if (rel === 'group' || rel === 'rootGroup') {
      const id = name ?? `group-${found.groups.length + 1}`;
      found.groups.push(groupOf(one, id, values));
      if (rel === 'rootGroup') found.rootGroup = id;
    } else if (rel === 'rendition') {
      takeFiles(one, found, values);
    } else {
      const link = linkOf(one, rel ?? name ?? 'related', values);
      if (link) found.links.push(link);
      if (hasText(one)) found.items.push(one);
      else {
        takeFiles(one, found, values);
        if (depth < DEEPEST && isUsable(one)) takeNested(readAssociations(one, values, depth + 1), found);
      }
    }
  }
  return found;
}

/**
 * What an association is to the item, and how it is called. In ninjs 2 it has a name alone: our encoder makes that what
 * it is, and how it is called an alternative id.
 */
function whatItIs(one: JsonFields): { rel: string | undefined; name: string | undefined } {
  const rel = textOrNothing(one.text('rel'));
  const name = textOrNothing(one.text('name'));
  const called = one.list('altids').find((id) => id.peek('role') === 'name');
  called?.get('role');
  return called === undefined || rel !== undefined
    ? { rel, name }
    : { rel: name, name: textOrNothing(called.text('value')) };
}

/** What stands beside a picture or video goes with it: a poster, subtitles. */
function takeNested(nested: Associated, found: Associated): void {
  for (const list of ['links', 'renditions', 'embargoes', 'usageTerms', 'notices', 'items'] as const) {
    (found[list] as unknown[]).push(...nested[list]);
  }
}

/** A text with a picture is what the picture shows. */
const hasText = (one: JsonFields): boolean =>
  !/^(?:picture|graphic)$/i.test(one.text('type') ?? '') && hasBody(one);

const hasBody = (one: JsonFields): boolean =>
  one.list('bodies').length > 0 || one.text('body') !== undefined || one.suffixed('body_').length > 0;

/** Fails closed: an unknown status is none that lets the object be shown. */
const isUsable = (one: JsonFields): boolean =>
  statusesOf(one).every((status) => status.trim().toLowerCase() === 'usable');

/** The files go with the item, and what binds them binds it. A picture that was taken back does not go with it. */
function takeFiles(one: JsonFields, found: Associated, values: ItemValues): void {
  if (!isUsable(one)) {
    const files = one.named('renditions').flatMap((file) => file.text('href', 'url') ?? []);
    values.warn('association-not-usable', `associations/${one.text('name') ?? ''}`, files.join(', '));
    one.leaveOut();
    return;
  }
  found.embargoes.push(...embargoesOf(one, values));
  found.usageTerms.push(...(linesOf(one.texts('usageterms'))?.split('\n') ?? []));
  const files = filesOf(one, values);
  found.renditions.push(...files);
  // What binds files that are not there binds nobody.
  const notice = files.length > 0 ? textOrNothing(one.text('copyrightnotice')) : undefined;
  if (notice !== undefined && files.every(({ credit }) => credit !== notice)) found.notices.push(notice);
}

/** The headline of an associated object, unless that is taken back or not yet to be told. */
function titleOf(one: JsonFields, values: ItemValues): string | undefined {
  const { headline } = headlinesOf(one, values);
  const secret = !isUsable(one) || saysEmbargo(one);
  if (!secret || headline === undefined) return headline;
  values.warn('title-withheld', `associations/${one.text('name') ?? ''}`, 'its object is not released');
  return undefined;
}

/** The id an object had before it was made a URI, else the URI; an interface that leaves it out has an id of its own. */
export function guidOf(fields: JsonFields): string | undefined {
  const original = fields.list('altids').find((id) => id.peek('role') === 'guid');
  original?.get('role');
  return withoutQuery(
    textOrNothing(original?.text('value') ?? fields.text('uri', 'guid', '_id', 'id')) ??
      textOrNothing(fields.object('altids')?.text('itemid')),
    fields,
  );
}

function linkOf(one: JsonFields, rel: string, values: ItemValues): Link | undefined {
  const address = one.named('renditions').find((rendition) => rendition.text('name') === 'link');
  const href = address && values.href(address.text('href'), 'associations/renditions/href');
  const guid = guidOf(one);
  const version = one.text('version');
  const link = present({
    rel,
    href,
    guid: guid === undefined || guid === address?.text('href') ? undefined : asGuid(guid),
    version: version === undefined ? undefined : values.version(version, 'associations/version'),
    contentType: address && textOrNothing(address.text('contenttype')),
    title: titleOf(one, values),
  });
  return link.guid === undefined && link.href === undefined ? undefined : link;
}

/** The files of an associated picture or video, each with the caption, credit and language of the object. */
function filesOf(one: JsonFields, values: ItemValues): Rendition[] {
  const files = renditionsOf(one, values).filter(({ rendition }) => rendition !== 'link');
  // What is said of files that are not there is not read, and so is reported.
  if (files.length === 0) return [];
  const credit = one
    .list('infosources')
    .filter((source) => /credit/i.test(source.peek('role') ?? ''))
    .map((source) => {
      source.get('role');
      return source.text('name');
    })[0];
  const { rel } = whatItIs(one);
  const isCaption = rel === 'rendition';
  const about = present({
    title: isCaption ? undefined : headlinesOf(one, values).headline,
    description: descriptionOf(one, values) ?? textOfBody(one, values),
    credit: textOrNothing(
      credit ?? one.text('creditline', 'by', 'byline', 'copyrightnotice', 'copyrightholder'),
    ),
    language: textOrNothing(one.text('language')),
  });
  return files.map((rendition) => ({ ...rendition, ...about }));
}

/** The text of a picture, where it has no description. */
function textOfBody(one: JsonFields, values: ItemValues): string | undefined {
  const { body } = bodyOf(one, values);
  return body === undefined ? undefined : textOrNothing(plainText(body));
}

/** Files by address: what a later one says that an earlier one does not is added to it. */
export function mergeRenditions(lists: readonly (readonly Rendition[])[]): Rendition[] {
  const byHref = new Map<string, Rendition>();
  for (const list of lists) {
    for (const rendition of list) {
      const known = byHref.get(rendition.href);
      byHref.set(rendition.href, known ? { ...rendition, ...known } : rendition);
    }
  }
  return [...byHref.values()];
}

function groupOf(group: JsonFields, id: string, values: ItemValues): Group {
  const mode = group.text('profile');
  return present({
    id,
    role: textOrNothing(group.text('title')),
    mode: mode === 'seq' || mode === 'alt' ? mode : ('bag' as const),
    members: group.named('associations').flatMap((member) => memberOf(member, values)),
  }) as Group;
}

function memberOf(member: JsonFields, values: ItemValues): GroupMember[] {
  const { rel, name } = whatItIs(member);
  if (rel === 'groupRef') return name === undefined ? [] : [{ groupRef: name }];
  const guid = guidOf(member);
  if (guid === undefined) return [];
  const version = member.text('version');
  return [
    present({
      guid: asGuid(guid),
      version: version === undefined ? undefined : values.version(version, 'associations/version'),
      title: titleOf(member, values),
      itemClass: values.itemClass(member.text('type'), 'associations/type'),
    }),
  ];
}
