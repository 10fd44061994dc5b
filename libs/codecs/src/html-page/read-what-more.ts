import { lookup } from '#news/lookup.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { plainText } from '../html/plain-text.js';
import { type Graph, isNode, type Node, textOf, typesOf, valuesOf } from './json-ld.js';

/** Types of article that an editor must not take for a report (schema.org/NewsArticle, "More specific types"). */
const GENRE = lookup({
  AdvertiserContentArticle: 'Advertiser content',
  AnalysisNewsArticle: 'Analysis',
  AskPublicNewsArticle: 'Question to the public',
  BackgroundNewsArticle: 'Background',
  OpinionNewsArticle: 'Opinion',
  ReviewNewsArticle: 'Review',
  SatiricalArticle: 'Satire',
});

/** What a story's node may say that a record has no place for: who else had a part in it, and what it comes from. */
const TOLD = [
  ...['editor', 'translator', 'accountablePerson', 'producer', 'provider', 'sponsor', 'funder'],
  ...['isBasedOn', 'translationOfWork', 'citation', 'mentions', 'backstory', 'creativeWorkStatus', 'version'],
  ...['copyrightYear', 'contentRating', 'temporalCoverage', 'printEdition', 'printSection', 'printPage'],
];

/** Reads the kind of article as a genre, and reports what the node says beyond what a record holds. */
export function readWhatMore(node: Node, graph: Graph, draft: EntryDraft): void {
  const said = new Set(draft.genres.map(({ name }) => name?.toLowerCase()));
  for (const type of typesOf(node)) {
    const name = GENRE[type];
    if (name !== undefined && !said.has(name.toLowerCase())) draft.genres.push({ name });
  }
  for (const property of TOLD) {
    const words = valuesOf(node, property, graph).map((value) => plainText(wordsOf(value, graph) ?? ''));
    draft.values.leftOut(property, words.filter(Boolean));
  }
}

function wordsOf(value: unknown, graph: Graph): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isNode(value)) return undefined;
  for (const property of ['name', 'headline', 'url', '@id', '@value']) {
    const text = textOf(value, property, graph);
    if (text !== undefined) return text;
  }
  return undefined;
}
