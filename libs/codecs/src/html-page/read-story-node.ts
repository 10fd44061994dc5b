import type { EntryDraft } from '../feed/entry-draft.js';
import { plainText } from '../html/plain-text.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { linesOf, present } from '../present.js';
import { escapeText } from '../xml/write-xml.js';
import { type Graph, isNode, type Node, textOf, typesOf, valuesOf } from './json-ld.js';
import { readWhatMore } from './read-what-more.js';
import { pushFile, pushFilesIn, readThumbnail } from './story-files.js';
import { conceptsIn, keywordsOf, languageOf, namedIn } from './story-names.js';

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
  pushFilesIn(node, ['image', 'video', 'audio', 'associatedMedia', 'encoding'], graph, draft);
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
  pushFilesIn(update, ['image', 'video'], graph, draft);
  const headline = plainText(textOf(update, 'headline', graph) ?? '');
  const text = textOf(update, 'articleBody', graph) ?? '';
  const body = /<(?:p|br|div)\b/i.test(text) ? text : paragraphsOf(decoded(text));
  return headline === '' ? body : `<h3>${escapeText(headline)}</h3>${body}`;
}

/** References are decoded a line at a time, so that the paragraphs stay apart. */
const decoded = (text: string): string => text.split('\n').map(plainText).join('\n');

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
