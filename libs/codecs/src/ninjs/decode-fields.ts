import { asGuid } from '#news/ids.js';
import type { Coverage, Instant, ItemClass, Link, Provider } from '#news/record.js';
import { readDate } from '../dates/read-date.js';
import { dateOrderIn } from '../dates/zones.js';
import { deniesEmbargo, isEmbargoName, isReleaseName, ownEmbargo, ownRelease } from '../embargo-field.js';
import type { ItemValues } from '../item-values.js';
import { itemClassOf } from '../media-type.js';
import { linesOf, present, textOrNothing } from '../present.js';
import { lastOf } from '../strictest.js';
import { ANIMATION_PROFILE, INDEFINITE, NO_SIGNAL } from './encode.js';
import type { JsonFields } from './json-fields.js';

export function itemClassFor(
  type: string | undefined,
  profile: string | undefined,
  contentType: string | undefined,
  values: ItemValues,
): ItemClass {
  if (type === 'graphic' && profile === ANIMATION_PROFILE) return 'animation';
  if (type === 'planning' || type === 'event' || type === 'component') return 'composite';
  return values.itemClass(type, 'type') ?? itemClassOf(contentType) ?? 'text';
}

/** `embargoed` until 2.x, `embargoedUntil` since 3.0; the others are senders' own. */
const EMBARGOES = [
  'embargoeduntil',
  'embargoed',
  'embargo',
  'embargountil',
  'embargodate',
  'embargoeddate',
] as const;

/** Names of senders' own, but for those above. */
const OWN_EMBARGO = {
  test: (key: string): boolean =>
    isEmbargoName(key) && !/^[\W_]*embargo[\W_]*(?:ed)?[\W_]*(?:until|date)?$/.test(key),
};
const OWN_RELEASE = { test: isReleaseName };

/** What the object says of an embargo, as text: what is there and empty says that no end is known, a word for no that there is none. */
const saidOf = (fields: JsonFields): [key: string, text: string][] =>
  fields
    .alike(...EMBARGOES)
    .map(([key, value]): [string, string] => [
      key,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''),
    ])
    .filter(([, text]) => !deniesEmbargo(text));

/** Whether the object says that it is under embargo, whatever its end. */
export const saysEmbargo = (fields: JsonFields): boolean => saidOf(fields).length > 0;

/** A date that is read, and told, elsewhere. */
const instantOf = (text: string | undefined, { context }: ItemValues): Instant | undefined =>
  text === undefined ? undefined : readDate(text, context.zone, dateOrderIn(context.zone)).instant;

/** What is no date means that no end is known; of several the last holds. */
function embargoOf(fields: JsonFields, values: ItemValues): string | undefined {
  const said = saidOf(fields);
  const texts = said.map(([, text]) => text);
  const field = said[0]?.[0] ?? '';
  // An end that is not known is nothing that could not be read.
  if (texts.includes(INDEFINITE)) {
    const others = texts.filter((text) => text !== INDEFINITE);
    if (others.length > 0) values.warn('embargo-repeated', field, texts.join(', '));
    return 'indefinite';
  }
  const own = fields.matching(OWN_EMBARGO).map(([key, text]) => ownEmbargo(key, text, values));
  const issued = fields.peek('versioncreated') ?? fields.peek('firstcreated');
  const releases = fields
    .matching(OWN_RELEASE)
    .map(([key, text]) => ownRelease(key, text, values, instantOf(issued, values)));
  return lastOf([values.lastEmbargo(texts, field), ...own, ...releases]);
}

/** The statuses that an object gives, under whatever spelling of the key: the text of each, or the JSON of what is none. */
export const statusesOf = (fields: JsonFields): string[] => {
  const said = fields
    .alike('pubstatus')
    .map(([, value]) => (typeof value === 'string' ? value.replace(IN_SCHEME, '') : JSON.stringify(value)));
  // Editorial systems have a status of their own (`published`); only such a one is heard as says that it may not be used.
  const own = fields
    .peekAll('status')
    .map((text) => text.replace(IN_SCHEME, '').trim())
    .filter((text) => /^(?:withheld|cancell?ed|kill(?:ed)?|recalled)$/i.test(text));
  if (own.length > 0) fields.text('status');
  return [...said, ...own.map((text) => (/^(?:kill|recall)/i.test(text) ? 'canceled' : text))];
};
/** The IPTC's scheme of statuses, or its alias. */
const IN_SCHEME = /^(?:stat:|https?:\/\/cv\.iptc\.org\/newscodes\/pubstatusg2\/)/i;

/** The embargo of an object and those of its files, which senders of 1.8, 2.4 and 3.3 may put into their extensions. */
export function embargoesOf(fields: JsonFields, values: ItemValues): string[] {
  const ofFiles = fields.named('renditions').flatMap((file) => {
    const texts = file.object('extensions')?.matching(/embargo/) ?? [];
    return texts
      .filter(([, text]) => !deniesEmbargo(text))
      .map(([key, text]) => values.embargo(text, `renditions/extensions/${key}`));
  });
  return [embargoOf(fields, values), ...ofFiles].filter((embargo) => embargo !== undefined);
}

/** Who issued it and whom to credit, from the sources by their roles; a source without a role issued it. */
export function sourcesOf(
  fields: JsonFields,
  values: ItemValues,
): { provider: Provider; creditline?: string } {
  const sources = fields.list('infosources', 'infosource');
  const role = (source: JsonFields): string => source.text('role', 'rel') ?? '';
  const credit = sources.find((source) => /credit/i.test(role(source)));
  const issuer =
    sources.find((source) => /(?:^|[/:])(?:provider|distributor|publisher)$/i.test(role(source))) ??
    sources.find((source) => role(source) === '');
  for (const other of sources) {
    if (other !== credit && other !== issuer)
      values.warn('source-dropped', 'infoSources', `${role(other)} ${other.text('name') ?? ''}`.trim());
  }
  const named = issuer
    ? present({
        id: textOrNothing(issuer.text('literal')),
        name: textOrNothing(issuer.text('name')),
        uri: textOrNothing(issuer.text('uri')),
      })
    : {};
  const fallback = textOrNothing(fields.text('source', 'provider')) ?? values.context.providerName;
  const provider = Object.keys(named).length > 0 || fallback === undefined ? named : { name: fallback };
  return present({ provider, creditline: textOrNothing(credit?.text('name')) });
}

/** Our encoder's first line of a note, for signals: ninjs has none. */
const SIGNAL_LINE = /^Signal: (\S+(?:, \S+)*)$/;

export function noteOf(fields: JsonFields): { signals?: string[]; edNote?: string } {
  const note = linesOf([fields.text('ednote') ?? '']);
  const [first = '', ...rest] = note?.split('\n') ?? [];
  const signals = SIGNAL_LINE.exec(first)?.[1]?.split(', ');
  if (signals === undefined) return present({ edNote: note });
  return present({ signals: signals.filter((signal) => signal !== NO_SIGNAL), edNote: rest.join('\n') });
}

/** Links that ninjs keeps outside the associations. */
export function otherLinks(fields: JsonFields, values: ItemValues): Link[] {
  const links = fields.list('trustindicators', 'trustindicator').map((one) => {
    const href = values.href(one.text('href'), 'trustIndicators/href');
    return {
      rel: 'trustIndicator',
      href,
      title: href === undefined ? undefined : textOrNothing(one.text('title')),
    };
  });
  const licence = fields.object('rightsinfo')?.text('linkedrights');
  const replaced = fields.texts('replacing').map((one) => textOrNothing(one));
  const earlier = [...new Set([textOrNothing(fields.text('evolvedfrom')), ...replaced])];
  return [
    ...links.filter(({ href }) => href !== undefined).map((link) => present(link)),
    ...(licence === undefined ? [] : [{ rel: 'license', href: licence }]),
    ...earlier.flatMap((guid) => (guid === undefined ? [] : [{ rel: 'evolvedFrom', guid: asGuid(guid) }])),
  ];
}

/** The IPTC's scheme ncostat, or its alias. */
const COVERAGE_STATUS = /^(?:https?:\/\/cv\.iptc\.org\/newscodes\/newscoveragestatus\/|ncostat:)/;

export function coverageOf(one: JsonFields, index: number, values: ItemValues): Coverage {
  const field = `plannedCoverage/${index}`;
  const references = one.object('commissioned')?.list('references') ?? [];
  const reference = (name: string): string[] =>
    references.filter((entry) => entry.text('name') === name).flatMap((entry) => entry.text('value') ?? []);
  const dates = one.object('dates');
  const deliveries = reference('delivery').map((value) => {
    const [, guid = value, version] = /^(\S+) (\d+)$/.exec(value) ?? [];
    return version === undefined ? { guid: asGuid(guid) } : { guid: asGuid(guid), version: Number(version) };
  });
  return present({
    id: reference('id')[0] ?? textOrNothing(one.text('uri')) ?? `coverage-${index + 1}`,
    itemClass: values.itemClass(one.text('type'), `${field}/type`) ?? 'text',
    scheduled: values.date(dates?.text('startdate', 'expectedstartdate'), `${field}/dates`),
    assignedTo: reference('assignedTo')[0],
    status:
      reference('status')[0] ??
      textOrNothing(one.text('plannedcoveragestatus', 'newscoveragestatus')?.replace(COVERAGE_STATUS, '')),
    headline: textOrNothing(one.text('title')),
    edNote: linesOf([one.text('ednote') ?? '']),
    deliveries,
  });
}
