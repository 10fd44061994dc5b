import { lookup } from '#news/lookup.js';
import type { Author, Concept, Rendition } from '#news/record.js';
import { placedAt, withQcode } from '../concept.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { secondsOf } from '../feed/entry-values.js';
import { absoluteUrl } from '../html/absolute-url.js';
import { pixels } from '../html/lift-media.js';
import { plainText } from '../html/plain-text.js';
import { linesOf, paragraphsOf, present } from '../item-values.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { escapeText } from '../xml/write-xml.js';
import { type Graph, isNode, type Node, textOf, typesOf, valuesOf } from './json-ld.js';
import { readWhatMore } from './read-what-more.js';

/** What a node says of a story that a draft has no place for. */
export interface StoryFacts {
  dateline?: string;
  edNote?: string;
}

/** Reads a node of schema.org (schema.org/NewsArticle and its like) into the draft. */
export function readStoryNode(node: Node, graph: Graph, draft: EntryDraft): StoryFacts {
  const { values } = draft;
  const text = (property: string): string | undefined =>
    plainText(textOf(node, property, graph) ?? '') || undefined;
  const date = (property: string): string | undefined => values.date(textOf(node, property, graph), property);
  const isMedia = typesOf(node).some((type) => /Object$|^Clip$|Episode$/.test(type));
  draft.title ??= text('headline') ?? text('name');
  draft.subtitle ??= text('alternativeHeadline');
  draft.summary ??= text('description') ?? text('abstract');
  draft.published ??= date('datePublished') ?? date('uploadDate');
  draft.modified ??= date('dateModified');
  draft.created ??= date('dateCreated');
  draft.language ??= languageOf(node, graph);
  draft.authors.push(
    ...namedIn(node, 'author', graph),
    ...(draft.authors.length === 0 ? namedIn(node, 'creator', graph) : []),
  );
  draft.otherAuthors.push(...namedIn(node, 'contributor', graph));
  const [publisher] = [...namedIn(node, 'publisher', graph), ...namedIn(node, 'sourceOrganization', graph)];
  draft.publisher ??= publisher?.name;
  draft.subjects.push(...conceptsIn(node, 'articleSection', graph), ...conceptsIn(node, 'about', graph));
  draft.places.push(
    ...['contentLocation', 'locationCreated', 'spatialCoverage'].flatMap((one) =>
      conceptsIn(node, one, graph),
    ),
  );
  draft.genres.push(...conceptsIn(node, 'genre', graph));
  draft.keywords.push(...keywordsOf(node, graph));
  readRights(node, graph, draft);
  readWhatMore(node, graph, draft);
  if (isMedia) pushFile(node, graph, draft);
  for (const property of ['image', 'video', 'audio', 'associatedMedia', 'encoding']) {
    for (const value of valuesOf(node, property, graph)) {
      if (isNode(value)) pushFile(value, graph, draft, property);
      else if (typeof value === 'string') pushAddress(value, property, draft);
    }
  }
  readThumbnail(node, graph, draft);
  const body =
    textOf(node, 'articleBody', graph) ??
    textOf(node, 'reviewBody', graph) ??
    textOf(node, 'transcript', graph);
  const updates = valuesOf(node, 'liveBlogUpdate', graph).filter(isNode);
  if (updates.length > 0) draft.html = updates.map((update) => readUpdate(update, graph, draft)).join('');
  if (body !== undefined) draft.html = /<(?:p|br|div)\b/i.test(body) ? body : paragraphsOf(decoded(body));
  const corrections = valuesOf(node, 'correction', graph).map((value) =>
    isNode(value) ? (textOf(value, 'text', graph) ?? textOf(value, 'description', graph)) : value,
  );
  const notes = corrections
    .filter((one) => typeof one === 'string')
    .map(plainText)
    .filter(Boolean);
  if (notes.length > 0) draft.signals.push('correction');
  return present({ dateline: text('dateline'), edNote: linesOf(notes) });
}

/** What a live blog says at one time, under its headline; its files are the story's. */
function readUpdate(update: Node, graph: Graph, draft: EntryDraft): string {
  for (const property of ['image', 'video'])
    for (const value of valuesOf(update, property, graph)) {
      if (isNode(value)) pushFile(value, graph, draft, property);
      else if (typeof value === 'string') pushAddress(value, property, draft);
    }
  const headline = plainText(textOf(update, 'headline', graph) ?? '');
  const text = textOf(update, 'articleBody', graph) ?? '';
  const body = /<(?:p|br|div)\b/i.test(text) ? text : paragraphsOf(decoded(text));
  return headline === '' ? body : `<h3>${escapeText(headline)}</h3>${body}`;
}

/** References are decoded a line at a time, so that the paragraphs stay apart. */
const decoded = (text: string): string => text.split('\n').map(plainText).join('\n');

function languageOf(node: Node, graph: Graph): string | undefined {
  const [value] = valuesOf(node, 'inLanguage', graph);
  if (isNode(value)) return textOf(value, 'alternateName', graph) ?? textOf(value, 'name', graph);
  return typeof value === 'string' ? value : undefined;
}

/** People and organisations: names alone, or nodes with a name. */
function namedIn(node: Node, property: string, graph: Graph): Author[] {
  return valuesOf(node, property, graph).flatMap((value): Author[] => {
    if (typeof value === 'string') {
      const name = plainText(value);
      return name === '' || /^https?:\/\//.test(name) ? [] : [{ name }];
    }
    if (!isNode(value)) return [];
    const names = valuesOf(value, 'name', graph).filter((one) => typeof one === 'string');
    const uri = absoluteUrl(textOf(value, 'url', graph) ?? '');
    const email = textOf(value, 'email', graph)?.replace(/^mailto:/i, '');
    return names
      .map(plainText)
      .filter(Boolean)
      .map((name) => ({ name, ...present({ email, uri }) }));
  });
}

function conceptsIn(node: Node, property: string, graph: Graph): Concept[] {
  return valuesOf(node, property, graph).flatMap((value): Concept[] => {
    if (typeof value === 'string') return value.trim() === '' ? [] : [{ name: plainText(value) }];
    if (!isNode(value)) return [];
    const name = plainText(textOf(value, 'name', graph) ?? textOf(value, 'address', graph) ?? '');
    if (name === '') return [];
    const uri = textOf(value, 'sameAs', graph);
    const concept = withQcode({ name, ...(uri && /^https?:/.test(uri) ? { uri } : {}) });
    const geo = valuesOf(value, 'geo', graph).find(isNode);
    if (geo === undefined) return [concept];
    const degrees = (axis: string): number => Number.parseFloat(textOf(geo, axis, graph) ?? '');
    return [placedAt(concept, degrees('latitude'), degrees('longitude'))];
  });
}

/** A list, or one text with commas. */
function keywordsOf(node: Node, graph: Graph): string[] {
  const found = valuesOf(node, 'keywords', graph);
  const texts = found.map((value) => (isNode(value) ? textOf(value, 'name', graph) : value));
  const words = texts.filter((one) => typeof one === 'string');
  const split = words.length === 1 ? words[0]!.split(/[,;]/) : words;
  return split.map(plainText).filter(Boolean);
}

function readRights(node: Node, graph: Graph, draft: EntryDraft): void {
  const text = (property: string): string | undefined =>
    plainText(textOf(node, property, graph) ?? '') || undefined;
  draft.rightsHolder ??= namedIn(node, 'copyrightHolder', graph)[0]?.name;
  draft.copyright ??= text('copyrightNotice');
  const credit = text('creditText');
  if (credit !== undefined) draft.credits.push(credit);
  for (const property of ['license', 'usageInfo', 'acquireLicensePage', 'conditionsOfAccess']) {
    const term = valuesOf(node, property, graph)
      .map((value) => (isNode(value) ? (textOf(value, 'url', graph) ?? textOf(value, 'name', graph)) : value))
      .find((one) => typeof one === 'string' && one.trim() !== '');
    if (typeof term === 'string') draft.usageTerms.push(plainText(term));
  }
  const free = textOf(node, 'isAccessibleForFree', graph) ?? String(node['isAccessibleForFree'] ?? '');
  if (/^false$/i.test(free)) draft.usageTerms.push('access: Subscription');
  const expires = draft.values.date(textOf(node, 'expires', graph), 'expires');
  if (expires !== undefined) draft.usageTerms.push(`end=${expires}`);
}

/** Where a video may be shown: countries by their codes, in a list or one text. */
function readRegions(node: Node, graph: Graph, draft: EntryDraft): void {
  for (const [property, polarity] of [
    ['regionsAllowed', 'only'],
    ['ineligibleRegion', 'not'],
  ] as const) {
    const texts = valuesOf(node, property, graph).map((value) =>
      isNode(value) ? (textOf(value, 'identifier', graph) ?? textOf(value, 'name', graph)) : value,
    );
    const words = texts
      .filter((one) => typeof one === 'string')
      .flatMap((one) => one.trim().split(/[\s,;]+/));
    if (words.length === 0) continue;
    const source = `${property} ${words.join(' ')}`;
    const isCodes = words.every((word) => /^[A-Z]{2}$/.test(word));
    if (isCodes)
      draft.restrictions.push({ type: 'territory', value: `${polarity} ${words.join(' ')}`, source });
    // What cannot be read as countries is still a limit, for people to read.
    else draft.usageTerms.push(source);
  }
}

const KIND: Readonly<Record<string, string>> = lookup({
  image: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
});

function pushAddress(address: string, property: string, draft: EntryDraft): void {
  const href = draft.values.href(address, property, draft.base);
  if (href === undefined) return;
  draft.media.push({ href, ...present({ contentType: contentTypeOf(href) ?? KIND[property] }) });
}

/** An ImageObject, VideoObject or AudioObject; a player without a file becomes a link. */
function pushFile(node: Node, graph: Graph, draft: EntryDraft, property?: string): void {
  const { values, base } = draft;
  const kind = kindOf(node, property);
  const own =
    textOf(node, 'contentUrl', graph) ??
    (kind === 'image' ? (textOf(node, 'url', graph) ?? textOf(node, '@id', graph)) : undefined);
  const href = values.href(own, `${kind}/contentUrl`, base);
  const line = (name: string): string | undefined => plainText(textOf(node, name, graph) ?? '') || undefined;
  const stated = textOf(node, 'encodingFormat', graph);
  if (href !== undefined) {
    draft.media.push(
      present<Rendition>({
        href,
        contentType: stated?.includes('/') ? bareMediaType(stated) : (contentTypeOf(href) ?? `${kind}/*`),
        width: sizeOf(node, 'width', graph),
        height: sizeOf(node, 'height', graph),
        durationSeconds: durationOf(textOf(node, 'duration', graph)),
        title: line('name') ?? line('headline'),
        description: line('caption') ?? line('description'),
        credit: line('creditText') ?? namedIn(node, 'author', graph)[0]?.name,
      }),
    );
  } else if (kind !== 'image') {
    const player = values.href(textOf(node, 'embedUrl', graph), `${kind}/embedUrl`, base);
    if (player !== undefined) {
      draft.links.push({ rel: 'player', href: player });
      draft.playerOf ??= kind === 'audio' ? 'audio' : 'video';
    }
  }
  if (kind === 'image') return;
  readThumbnail(node, graph, draft);
  readRegions(node, graph, draft);
}

function kindOf(node: Node, property: string | undefined): 'image' | 'video' | 'audio' {
  const types = typesOf(node).join(' ');
  if (/Image|Photograph/.test(types)) return 'image';
  if (/Audio|Podcast|Radio/.test(types) || property === 'audio') return 'audio';
  return property === 'image' ? 'image' : 'video';
}

function readThumbnail(node: Node, graph: Graph, draft: EntryDraft): void {
  for (const value of [...valuesOf(node, 'thumbnailUrl', graph), ...valuesOf(node, 'thumbnail', graph)]) {
    const address = isNode(value)
      ? (textOf(value, 'contentUrl', graph) ?? textOf(value, 'url', graph))
      : value;
    if (typeof address !== 'string') continue;
    const href = draft.values.href(address, 'thumbnailUrl', draft.base);
    if (href === undefined || draft.media.some((one) => one.href === href)) continue;
    draft.media.push({ href, rendition: 'thumbnail', ...present({ contentType: contentTypeOf(href) }) });
  }
}

/** Pixels as a number, as `1200 px`, or as a QuantitativeValue. */
function sizeOf(node: Node, property: string, graph: Graph): number | undefined {
  const [value] = valuesOf(node, property, graph);
  const plain = isNode(value) ? value['value'] : value;
  return pixels(typeof plain === 'number' ? String(plain) : typeof plain === 'string' ? plain : undefined);
}

/** ISO 8601, as schema.org has it: `PT1M33S`; or what `secondsOf` reads. */
function durationOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(value);
  if (!parts) return secondsOf(value);
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds! || undefined;
}
