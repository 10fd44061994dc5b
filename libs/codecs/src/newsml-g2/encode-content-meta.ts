import type { Author, NewsRecord } from '#news/record.js';
import { NS } from '../xml/namespaces.js';
import { element, type XmlContent, type XmlFragment } from '../xml/write-xml.js';
import { iconsOf } from './encode-content-set.js';
import { conceptElement, languageTag, line } from './encode-values.js';
import type { SchemeCatalog } from './scheme-catalog.js';
import { xhtmlBody } from './xhtml-body.js';

/**
 * contentMeta in the order the 2.35 XSD demands: icons, the administrative block, the descriptive one, extensions.
 * A planningItem's is the smaller ContentMetadataAcDType: what that lacks goes into extension properties.
 */
export function contentMeta(record: NewsRecord, catalog: SchemeCatalog): XmlFragment | undefined {
  const planning = record.kind === 'planningItem';
  const extension = (name: string, value: string | number | undefined): XmlFragment | undefined =>
    value === undefined
      ? undefined
      : element('contentMetaExtProperty', { rel: catalog.own('korpu', name), value: String(value) });
  const children: XmlContent[] = [
    iconsOf(record, catalog),
    record.urgency && element('urgency', {}, record.urgency),
    record.contentCreated && element('contentCreated', {}, record.contentCreated),
    record.contentModified && element('contentModified', {}, record.contentModified),
    record.authors?.map(creator),
    languageTag(record.language) && element('language', { tag: languageTag(record.language) }),
    record.genres?.map((genre) =>
      planning
        ? conceptElement('subject', genre, catalog, catalog.own('korpu', 'genre'))
        : conceptElement('genre', genre, catalog),
    ),
    record.keywords?.map((keyword) => element('keyword', {}, line(keyword))),
    planning && record.event ? conceptElement('subject', record.event, catalog, 'cpnat:event') : undefined,
    record.subjects?.map((subject) => conceptElement('subject', subject, catalog)),
    record.places?.map((place) => conceptElement('subject', place, catalog, 'cpnat:geoArea')),
    record.slugline && element('slugline', {}, line(record.slugline)),
    record.headline && element('headline', {}, record.headline),
    record.subheadline &&
      element('headline', { role: catalog.own('korpu', 'subheadline') }, record.subheadline),
    !planning && record.dateline ? element('dateline', {}, record.dateline) : undefined,
    !planning && record.byline ? element('by', {}, record.byline) : undefined,
    !planning && record.creditline ? element('creditline', {}, line(record.creditline)) : undefined,
    record.description && element('description', { role: 'drol:summary' }, record.description),
    record.kind !== 'newsItem' && record.body ? bodyOf(record.body, catalog) : undefined,
    planning && [
      extension('dateline', record.dateline),
      extension('byline', record.byline),
      extension('creditline', record.creditline),
    ],
    extension('languageConfidence', record.languageConfidence),
  ].filter((child) => child !== false);
  return children.some((child) => (Array.isArray(child) ? child.length > 0 : child !== undefined))
    ? element('contentMeta', {}, children)
    : undefined;
}

/** Packages and plans have no content of their own in G2, so a text of theirs is a description in XHTML. */
const bodyOf = (body: string, catalog: SchemeCatalog): XmlFragment =>
  element(
    'description',
    { role: catalog.own('korpu', 'body') },
    element('div', { xmlns: NS.xhtml }, xhtmlBody(body)),
  );

const creator = ({ name, email, uri }: Author): XmlFragment =>
  element(
    'creator',
    { uri },
    element('name', {}, line(name)),
    email && element('personDetails', {}, element('contactInfo', {}, element('email', {}, email))),
  );
