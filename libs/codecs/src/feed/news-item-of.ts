import { asGuid } from '#news/ids.js';
import type { Author, ItemClass, NewsItem, Provider, Rendition, Rights } from '#news/record.js';
import { stableAddress } from '#news/stable-address.js';
import { isUri, mintGuid } from '../guid.js';
import { decodeText } from '../html/decode-text.js';
import { looksLikeHtml, plainText } from '../html/plain-text.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { itemClassOf } from '../media-type.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { present } from '../present.js';
import { readRights } from '../rights.js';
import type { EntryDraft, FeedDefaults } from './entry-draft.js';
import { splitSignal } from './headline-signal.js';
import { readMedia } from './media-rss.js';
import { withPictures } from './pictures-in-html.js';

/** The record of one entry; undefined for an entry that says nothing at all. */
export function newsItemOf(draft: EntryDraft, feed: FeedDefaults): NewsItem | undefined {
  const { values } = draft;
  draft.url = draft.originalUrl ?? draft.url;
  setPage(draft);
  settleSummary(draft);
  readMedia(draft, feed.mediaElements);
  setDuration(draft);
  settleTranscript(draft);
  const content =
    draft.html === undefined
      ? undefined
      : sanitiseHtml(
          inParagraphs(withPictures(draft.html)),
          draft.bodyBase ?? draft.base ?? draft.url,
          `${values.at}/body`,
        );
  if (content) values.warnings.push(...content.warnings);
  const { headline, signals, pubStatus } = splitSignal(draft.title ?? draft.otherTitle, values.context);
  const description = draft.summary ?? draft.otherSummary;
  if (draft.isExplicit ?? feed.isExplicit) draft.addTerm('rating: explicit');
  leaveOutOthers(draft);
  draft.settleReleases(draft.published ?? draft.otherPublished ?? draft.modified);
  const renditions = merged([...draft.media, ...draft.alternates, ...(content?.renditions ?? [])]);
  const authors = authorsOf(draft, feed);
  const fields = present({
    versionCreated: draft.modified ?? draft.published ?? draft.otherPublished,
    firstCreated: draft.published ?? draft.otherPublished,
    contentCreated: draft.created,
    embargoed: draft.embargoed,
    signals: [...new Set([...signals, ...draft.signals])],
    language: draft.language ?? feed.language,
    headline,
    subheadline: draft.subtitle,
    byline: draft.byline,
    creditline: [...new Set(draft.credits)].join(', '),
    description,
    body: content?.body,
    authors,
    subjects: distinct(draft.subjects),
    genres: distinct(draft.genres),
    places: distinct(draft.places),
    keywords: [...new Set(draft.keywords)],
    renditions,
    rights: rightsOf(draft, feed, renditions),
    edNote: [...new Set(draft.notes)].join('\n'),
    links: distinct(draft.links),
    url: draft.url,
  });
  const isOfFeed = (name: string): boolean => FEED_FIELDS.has(name);
  const isSigned = authors !== feed.authors && authors.length > 0;
  if (draft.id === undefined && !isSigned && Object.keys(fields).every(isOfFeed)) {
    const { source, copyright, rightsHolder, usageTerms, leftOut } = draft;
    const said = [source?.name, source?.uri, copyright, rightsHolder, ...usageTerms, ...leftOut].filter(
      Boolean,
    );
    values.warn('entry-empty', '', said.join(', ') || 'no title, text, link or file');
    return undefined;
  }
  if (!headline && !description && !content?.body && renditions.length === 0 && draft.url === undefined)
    values.warn('entry-without-content', '', draft.id ?? 'no title, text, link or file');
  draft.values.leftOut('', draft.leftOut);
  return {
    kind: 'newsItem',
    guid: guidOf(draft, feed, headline, fields),
    version: 1,
    itemClass: itemClassFor(draft, description, content?.body),
    provider: providerOf(draft, feed),
    pubStatus: pubStatus ?? draft.pubStatus ?? 'usable',
    fingerprint: '',
    ...fields,
  };
}

/** A text without a tag in which blank lines part the paragraphs, as weblog programs have it before they make HTML of it. */
function inParagraphs(html: string): string {
  if (html.includes('<') || !/\n[^\S\n]*\n/.test(html.trim())) return html;
  const blocks = html.trim().split(/\n[^\S\n]*\n\s*/);
  return blocks.map((block) => `<p>${block}</p>`).join('');
}

const IS_NAME = /^(?:urn|tag|info|doi):\S/i;
/** Schemes of names and mailboxes: nothing that a reader could open. */
const NO_PAGE = /^(?:urn|tag|mailto|tel|info|doi|magnet|cid|mid|geo|uuid):/i;

/** Some link to the name of the entry, or to whoever wrote it: that is no page. */
function setPage(draft: EntryDraft): void {
  const { url } = draft;
  if (url === undefined || !NO_PAGE.test(url)) return;
  delete draft.url;
  if (url === draft.id) return;
  // Without another name it is the entry's.
  if (draft.id === undefined && IS_NAME.test(url)) draft.id = url;
  else draft.links.push({ rel: 'alternate', href: url });
}

/**
 * A summary that stands in a module, or goes on where the entry's own ends, is the body where there is no other: plain text
 * would lose its links and pictures, and the own summary the rest.
 */
function settleSummary(draft: EntryDraft): void {
  const { html, summary, otherSummary, otherHtml } = draft;
  if (html !== undefined || otherSummary === undefined || otherHtml === undefined) return;
  const goesOn =
    summary !== undefined && !sayTheSame(summary, otherSummary) && sayTheSame(otherSummary, summary);
  if (goesOn) delete draft.otherSummary;
  if (goesOn || (summary === undefined && isMarkup(otherHtml)))
    draft.html = isMarkup(otherHtml) ? otherHtml : paragraphsOf(decodeText(otherHtml));
}

/** Titles and summaries of modules that say something else than the entry's own, which was taken. */
function leaveOutOthers(draft: EntryDraft): void {
  const {
    title,
    otherTitle,
    linkTitle,
    summary,
    otherSummary,
    published,
    otherPublished,
    publisher,
    source,
  } = draft;
  if (title !== undefined && otherTitle !== undefined && !sayTheSame(title, otherTitle))
    draft.leaveOut('further title', otherTitle);
  const headline = title ?? otherTitle;
  if (linkTitle !== undefined && (headline === undefined || !sayTheSame(headline, linkTitle)))
    draft.leaveOut('link/@title', linkTitle);
  if (publisher !== undefined && source?.name !== undefined && publisher !== source.name)
    draft.leaveOut('publisher', publisher);
  if (draft.geoHalf) draft.values.warn('place-unreadable', draft.geoHalf.local, draft.geoHalf.value);
  if (published !== undefined && otherPublished !== undefined && published !== otherPublished)
    draft.leaveOut('further date', otherPublished);
  if (summary !== undefined && otherSummary !== undefined && !sayTheSame(summary, otherSummary))
    draft.leaveOut('further summary', otherSummary);
}

/** Whether another text, of a module's, says nothing that the own one does not; it often is the same or the beginning of it. */
export function sayTheSame(own: string, other: string): boolean {
  const letters = (text: string): string =>
    text
      .slice(0, MOST_COMPARED)
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase();
  const [a, b] = [letters(own), letters(other)];
  if (a.startsWith(b)) return true;
  // One that was cut off may end in words of its own, `read more`.
  return b.length <= a.length + 20 && b.length > 100 && a.startsWith(b.slice(0, 100));
}

const MOST_COMPARED = 20_000;

/** What an entry may have from its feed alone. */
const FEED_FIELDS: ReadonlySet<string> = new Set(['language', 'authors', 'rights']);

/** Whose name stands with the entry: else the feed's authors (RFC 4287 section 4.2.1), and where nobody is, who helped. */
function authorsOf(draft: EntryDraft, feed: FeedDefaults): Author[] {
  const own = draft.authors.length > 0 ? draft.authors : draft.otherAuthors;
  const authors = own.length > 0 ? own : feed.authors;
  if (authors === undefined) return distinctAuthors(draft.contributors);
  const names = new Set(authors.map(({ name }) => name));
  const said = ({ name, email, uri }: Author): string =>
    [...new Set([name, email, uri])].filter((part) => part !== undefined).join(' ');
  for (const one of draft.contributors) if (!names.has(one.name)) draft.leaveOut('contributor', said(one));
  for (const one of draft.otherAuthors) if (!names.has(one.name)) draft.leaveOut('further author', said(one));
  return authors === feed.authors ? authors : distinctAuthors(authors);
}

/** A length that was said of the entry is that of its first file that plays. */
function setDuration(draft: EntryDraft): void {
  const { media, durationSeconds } = draft;
  if (durationSeconds === undefined) return;
  const own = media.filter(({ rendition }) => rendition === undefined || rendition === 'preview');
  const file =
    own.find(({ contentType = '' }) => /^(?:audio|video)\//.test(contentType)) ??
    own.find(({ contentType = '' }) => !/^(?:image|text)\//.test(contentType));
  if (!file) draft.leaveOut('duration', String(durationSeconds));
  else file.durationSeconds ??= durationSeconds;
}

function settleTranscript(draft: EntryDraft): void {
  if (draft.transcript === undefined) return;
  if (draft.html === undefined) draft.html = draft.transcript;
  else draft.leaveOut('media:text', plainText(draft.transcript));
}

/** Whether a description is to be kept as a body too, because plain text would lose links, pictures or paragraphs. */
export function isMarkup(html: string): boolean {
  return html.includes('<') && looksLikeHtml(html);
}

/** A summary as plain text; one that is only a picture or a player is none. */
export const summaryOf = (html: string): string | undefined => plainText(html) || undefined;

function guidOf(draft: EntryDraft, feed: FeedDefaults, headline: string | undefined, said: object) {
  const date = draft.published ?? draft.otherPublished;
  const policy = draft.values.context.profile?.guid ?? 'id';
  if (policy !== 'id' && draft.url !== undefined) {
    const parts = { link: [], 'link-and-date': [date], 'link-date-and-title': [date, headline] }[policy];
    return mintGuid(feed.sourceId, [stableAddress(draft.url), ...parts].filter(Boolean).join('\n'));
  }
  if (draft.id !== undefined && isUri(draft.id)) return asGuid(draft.id);
  // An address with today's campaign or signature in it is the same address tomorrow.
  const address = draft.url ?? (draft.media[0] ?? draft.alternates[0])?.href;
  const key =
    draft.id ??
    (address && stableAddress(address)) ??
    ([headline, date].filter(Boolean).join('\n') || draft.summary || draft.html);
  return mintGuid(feed.sourceId, key ?? JSON.stringify(said));
}

/** A feed's item is text, unless a video or sound comes with it or it is nothing but a picture. */
function itemClassFor(
  draft: EntryDraft,
  description: string | undefined,
  body: string | undefined,
): ItemClass {
  const classesOf = (files: readonly Rendition[]) =>
    files
      .filter((rendition) => rendition.rendition !== 'thumbnail')
      .map((rendition) => itemClassOf(rendition.contentType));
  const classes = classesOf(draft.media);
  const others = classesOf(draft.alternates);
  for (const known of [classes, others])
    for (const playable of ['video', 'audio'] as const) if (known.includes(playable)) return playable;
  if (draft.playerOf !== undefined) return draft.playerOf;
  const first = classes[0] ?? others[0];
  return description === undefined && !body && first !== undefined ? first : 'text';
}

function providerOf(draft: EntryDraft, feed: FeedDefaults): Provider {
  if (draft.source) return present({ name: draft.source.name, uri: draft.source.uri });
  const configured = draft.values.context.providerName;
  const name = draft.publisher ?? feed.publisher ?? configured;
  return name === undefined ? present({ name: feed.title, uri: feed.uri }) : { name };
}

/** Each file once, with all that is said of it in its several places; thumbnails after what they stand for. */
function merged(renditions: readonly Rendition[]): Rendition[] {
  const known = new Map<string, Rendition>();
  for (const rendition of renditions) {
    const first = known.get(rendition.href);
    known.set(rendition.href, first ? completed(first, rendition) : rendition);
  }
  const files = [...known.values()];
  const isThumbnail = (file: Rendition): boolean => file.rendition === 'thumbnail';
  return [...files.filter((file) => !isThumbnail(file)), ...files.filter(isThumbnail)];
}

/** The first with what only the other says. */
function completed(first: Rendition, other: Rendition): Rendition {
  const added: Partial<Record<keyof Rendition, unknown>> = {};
  let isMore = false;
  for (const key of Object.keys(other) as (keyof Rendition)[]) {
    if (first[key] !== undefined && first[key] !== null) continue;
    added[key] = other[key];
    isMore = true;
  }
  return isMore ? { ...first, ...(added as Partial<Rendition>) } : first;
}

function distinct<T>(list: readonly T[]): T[] {
  if (list.length < 2) return [...list];
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

function distinctAuthors(authors: readonly Author[]): Author[] {
  const byName = new Map<string, Author>();
  for (const author of authors) byName.set(author.name, { ...author, ...byName.get(author.name) });
  return [...byName.values()];
}

function rightsOf(
  draft: EntryDraft,
  feed: FeedDefaults,
  renditions: readonly Rendition[],
): Rights | undefined {
  const rights = readRights({
    holder: draft.rightsHolder ?? feed.rightsHolder,
    notice: draft.copyright ?? feed.copyright,
    usageTerms: draft.isLicensed ? draft.usageTerms : [...draft.usageTerms, ...(feed.usageTerms ?? [])],
    captions: renditions.map((rendition) => rendition.description).filter((text) => text !== undefined),
  });
  const others = [...draft.restrictions, ...(feed.restrictions ?? [])];
  if (others.length === 0) return rights;
  return { ...rights, restrictions: distinct([...others, ...(rights?.restrictions ?? [])]) };
}
