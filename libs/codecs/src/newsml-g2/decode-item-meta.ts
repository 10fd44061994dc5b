import { asGuid } from '#news/ids.js';
import type { Hop, Link, Rights } from '#news/record.js';
import { foldSpace } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { type StatedRights, withTerritories } from '../nitf/nitf-rights.js';
import { distinct, linesOf, present, textOrNothing } from '../present.js';
import type { RightsTexts } from '../rights.js';
import { textOf, type XmlElement } from '../xml/xml-node.js';
import type { Catalog } from './catalog.js';
import { directText, leaveOutIdentifiers } from './decode-concept.js';
import { labelsOf } from './labels-of.js';
import { first, inLanguage, itemElements, linedText, nameOf, spacedText, value } from './nar.js';
import { fromCode, OWN_SCHEMES, type OwnAlias } from './scheme-catalog.js';

/**
 * A QCode as the record has it: the code alone where it is in the IPTC's scheme for the purpose or in ours, and else as
 * it was written.
 */
export function wordOf(
  qcode: string | undefined,
  uri: string | undefined,
  iptc: string | undefined,
  own: OwnAlias,
  catalog: Catalog,
): string | undefined {
  const code = iptc === undefined ? undefined : catalog.codeIn(iptc, qcode, uri);
  if (code !== undefined) return code;
  const full = qcode === undefined ? uri : catalog.resolve(qcode)?.uri;
  if (full?.startsWith(OWN_SCHEMES[own])) return fromCode(full.slice(OWN_SCHEMES[own].length));
  return qcode ?? uri;
}

/** Signals of the item (scheme sig, without its alias). */
export const signalsOf = (itemMeta: XmlElement | undefined, catalog: Catalog): string[] =>
  itemElements(itemMeta, 'signal')
    .map(
      (signal) =>
        wordOf(value(signal, 'qcode'), value(signal, 'uri'), 'sig', 'korpu-sig', catalog) ??
        value(signal, 'literal'),
    )
    .filter((signal) => signal !== undefined);

/** All notes to editors, a line for each and for each block of one with markup; what several of them say stands once. */
export function edNoteOf(itemMeta: XmlElement | undefined): string | undefined {
  const lines: string[] = [];
  for (const note of itemElements(itemMeta, 'edNote')) {
    const isMarkedUp = note.children.some((node) => node.kind === 'element');
    if (isMarkedUp) for (const line of linedText(note).split('\n')) lines.push(line);
    else lines.push(foldSpace(textOf(note)));
  }
  return linesOf(distinct(lines));
}

/** The way the item has travelled (NewsML-G2 hopHistory), in the order of its stations. */
export function hopsOf(item: XmlElement, catalog: Catalog, values: ItemValues, language?: string): Hop[] {
  const hops = itemElements(first(item, 'hopHistory'), 'hop');
  if (hops.length === 0) return [];
  const order = (hop: XmlElement, i: number): number => Number(value(hop, 'seq') ?? i + 1);
  const sorted = hops.map((hop, i) => [order(hop, i), hop] as const).sort(([a], [b]) => a - b);
  return sorted.flatMap(([, hop]) => {
    const party = first(hop, 'party');
    const name =
      party &&
      (value(party, 'literal') ?? value(party, 'qcode') ?? nameOf(party, language) ?? value(party, 'uri'));
    const stamp = value(hop, 'timestamp') ?? value(first(hop, 'action'), 'timestamp');
    const at = values.date(stamp, 'hopHistory/hop/@timestamp');
    if (name === undefined || at === undefined) {
      for (const label of labelsOf(hop)) values.warn('hop-incomplete', 'hopHistory/hop', label);
      return [];
    }
    leaveOutIdentifiers(party!, 'hopHistory/hop/party', [name], catalog, values, language);
    return [{ partner: name, at }];
  });
}

/**
 * All rightsInfo of an item as one: its holders, its notices a line each, its terms; so is what it says of data mining (2.34).
 *
 * @param ofContent what the content says of its rights: its terms hold beside the item's
 */
export function rightsOf(
  item: XmlElement,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  more: Pick<RightsTexts, 'edNote' | 'captions'>,
  ofContent: readonly (StatedRights & { rightsHolder?: string })[],
): Rights | undefined {
  const holders: string[] = [];
  const notices = ofContent.flatMap((one) => one.notices);
  const usageTerms = ofContent.flatMap((one) => one.usageTerms);
  for (const rightsInfo of itemElements(item, 'rightsInfo')) {
    for (const holder of itemElements(rightsInfo, 'copyrightHolder')) {
      const qcode = value(holder, 'qcode');
      const definition = first(holder, 'definition');
      const name =
        nameOf(holder, language) ??
        textOrNothing(definition && textOf(definition)) ??
        textOrNothing(directText(holder)) ??
        value(holder, 'literal') ??
        value(holder, 'uri') ??
        (qcode === undefined ? undefined : (catalog.resolve(qcode)?.uri ?? qcode));
      if (name === undefined) continue;
      holders.push(name);
      const described = textOrNothing(definition && textOf(definition));
      const at = 'rightsInfo/copyrightHolder';
      leaveOutIdentifiers(holder, at, [name], catalog, values, language);
      if (described !== undefined && described !== name) values.leftOut(`${at}/definition`, [described]);
    }
    for (const notice of itemElements(rightsInfo, 'copyrightNotice'))
      notices.push(textOrNothing(spacedText(notice)) ?? '');
    for (const terms of itemElements(rightsInfo, 'usageTerms'))
      usageTerms.push(textOrNothing(spacedText(terms)) ?? '');
    for (const mining of itemElements(rightsInfo, 'dataMining')) {
      const code = (value(mining, 'uri') ?? value(mining, 'qcode'))?.replace(/^.*[/#:]/, '');
      const name = nameOf(mining, language) ?? code;
      if (name !== undefined) usageTerms.push(`Data mining: ${name}`);
    }
  }
  if (holders.length === 0) holders.push(...ofContent.flatMap((one) => one.holder ?? one.rightsHolder ?? []));
  return withTerritories({
    holder: distinct(holders).join(', ') || undefined,
    notice: linesOf(distinct(notices)),
    usageTerms: distinct(usageTerms.filter(Boolean)),
    edNote: more.edNote,
    captions: more.captions,
  });
}

/** Links of itemMeta, and those that rightsInfo and altRep hold. The first public page is not among them. */
export function linksOf(
  item: XmlElement,
  itemMeta: XmlElement | undefined,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
  pages: Pages,
): Link[] {
  const links: Link[] = [];
  for (const link of itemElements(itemMeta, 'link'))
    links.push(linkOf(link, 'related', catalog, values, language));
  for (const link of itemElements(itemMeta, 'deliverableOf'))
    links.push(linkOf(link, 'deliverableOf', catalog, values, language));
  for (const rightsInfo of itemElements(item, 'rightsInfo')) {
    for (const link of itemElements(rightsInfo, 'link'))
      links.push(linkOf(link, 'license', catalog, values, language));
    for (const notice of itemElements(rightsInfo, 'copyrightNotice')) {
      const written = value(notice, 'href');
      if (written === undefined || textOf(notice).includes(written)) continue;
      links.push(
        present({ rel: 'copyright', href: values.href(written, 'rightsInfo/copyrightNotice/@href') }),
      );
    }
  }
  for (const page of pages.others) links.push({ rel: 'alternate', ...page });
  return links.filter(({ href, guid }) => href !== undefined || guid !== undefined);
}

export function linkOf(
  link: XmlElement,
  fallback: string,
  catalog: Catalog,
  values: ItemValues,
  language: string | undefined,
): Link {
  const title = itemElements(link, 'title');
  const reluri = value(link, 'reluri');
  const version = value(link, 'version');
  const guids = ['residref', 'persistidref', 'guidref'].map((name) => value(link, name));
  const [guid, ...others] = guids.filter((one) => one !== undefined);
  values.leftOut(
    'itemMeta/link',
    others.filter((other) => other !== guid),
  );
  return present({
    rel:
      value(link, 'rel') || reluri
        ? wordOf(value(link, 'rel'), reluri, 'irel', 'korpu-rel', catalog)!
        : fallback,
    href: values.href(value(link, 'href'), 'itemMeta/link/@href'),
    guid: guid === undefined ? undefined : asGuid(guid),
    version: version === undefined ? undefined : values.version(version, 'itemMeta/link/@version'),
    contentType: value(link, 'contenttype'),
    title: textOrNothing(title[0] && textOf(inLanguage(title, language)!)) ?? value(link, 'title'),
  });
}

/** Where an item can be read or fetched besides (altRep). */
export interface Pages {
  /** The first that is a web page. */
  url?: string;
  others: { href: string; contentType?: string }[];
}

export function pagesOf(itemMeta: XmlElement | undefined, values: ItemValues): Pages {
  const pages: Pages = { others: [] };
  for (const written of itemElements(itemMeta, 'altRep')) {
    const href = values.href(textOf(written), 'itemMeta/altRep');
    const contentType = value(written, 'contenttype');
    if (href === undefined) continue;
    const isPage = /^https?:/i.test(href) && (contentType === undefined || contentType.includes('html'));
    if (isPage && pages.url === undefined) pages.url = href;
    else pages.others.push(present({ href, contentType }));
  }
  return pages;
}
