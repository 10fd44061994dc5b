import type { Rendition } from '#news/record.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { present } from '../item-values.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { NS } from '../xml/namespaces.js';
import { attribute, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';

/** What an element says of the files on its own level and below (Media RSS 1.5.1, "Optional Elements"). */
interface Said {
  title?: string;
  description?: string;
  credit?: string;
  hash?: string;
}

/** Reads the Media RSS elements (rssboard.org/media-rss 1.5.1) that the draft has collected into its renditions. */
export function readMedia(draft: EntryDraft): void {
  if (draft.mediaElements.length === 0) return;
  const said = readLevel(draft.mediaElements, {}, draft);
  draft.otherTitle ??= said.title;
  draft.otherSummary ??= said.description;
  if (said.credit !== undefined) draft.credits.push(said.credit);
}

/** Files first, then what stands beside them: a thumbnail is never the main rendition. */
function readLevel(level: readonly XmlElement[], outer: Said, draft: EntryDraft): Said {
  const own: Said = {};
  const credits: string[] = [];
  for (const element of level) readSaid(element, own, credits, draft);
  if (credits.length > 0) own.credit = credits.join(', ');
  const said = { ...outer, ...own };
  // A hash is of one file.
  if (level.filter((element) => element.local === 'content').length !== 1) delete said.hash;
  for (const element of level) {
    if (element.local === 'content') readContent(element, said, draft);
    else if (element.local === 'group') {
      // What a group says of its files is, where the entry itself is silent, what there is to say of the entry.
      const group = readLevel(mediaChildren(element), said, draft);
      own.title ??= group.title;
      own.description ??= group.description;
    }
  }
  for (const element of level) readBeside(element, draft);
  return own;
}

const mediaChildren = (element: XmlElement): XmlElement[] => [...elements(element, undefined, NS.media)];

function readSaid(element: XmlElement, own: Said, credits: string[], draft: EntryDraft): void {
  switch (element.local) {
    case 'title':
      own.title ??= mediaText(element);
      break;
    case 'description':
      own.description ??= mediaText(element);
      break;
    case 'credit': {
      const name = foldSpace(textOf(element));
      if (name !== '' && !credits.includes(name)) credits.push(name);
      break;
    }
    case 'hash': {
      const value = textOf(element).trim();
      if (value !== '') own.hash ??= `${(attribute(element, 'algo') ?? 'md5').toLowerCase()}:${value}`;
      break;
    }
    default:
      readAbout(element, draft);
  }
}

/** What concerns the item whatever level it stands on. */
function readAbout(element: XmlElement, draft: EntryDraft): void {
  const text = foldSpace(textOf(element));
  switch (element.local) {
    case 'keywords':
      draft.keywords.push(...text.split(/\s*,\s*/).filter(Boolean));
      break;
    case 'category': {
      const name = attribute(element, 'label') ?? text;
      if (name !== '') draft.subjects.push(present({ name, scheme: attribute(element, 'scheme') }));
      break;
    }
    case 'copyright':
      draft.copyright ??= text || attribute(element, 'url');
      break;
    case 'license':
      draft.usageTerms.push([text, attribute(element, 'href')].filter(Boolean).join(' '));
      break;
    case 'rating':
      if (text !== '' && text !== 'nonadult') draft.usageTerms.push(`rating: ${text}`);
      break;
    case 'restriction':
      readRestriction(element, text, draft);
      break;
    case 'status': {
      const state = attribute(element, 'state');
      if (state === 'deleted') draft.pubStatus = 'canceled';
      else if (state === 'blocked') draft.pubStatus ??= 'withheld';
      break;
    }
  }
}

function readRestriction(element: XmlElement, text: string, draft: EntryDraft): void {
  const polarity = attribute(element, 'relationship') === 'allow' ? 'only' : 'not';
  const type = attribute(element, 'type');
  const source = `media:restriction ${attribute(element, 'relationship') ?? ''} ${type ?? ''} ${text}`
    .replace(/\s+/g, ' ')
    .trim();
  const codes = text
    .toUpperCase()
    .split(/\s+/)
    .filter((code) => /^[A-Z]{2}$/.test(code));
  if (type === 'country' && codes.length > 0) {
    draft.restrictions.push({ type: 'territory', value: `${polarity} ${codes.join(' ')}`, source });
  } else if (type !== 'uri' || text === 'all') {
    draft.restrictions.push({ type: 'other', value: `${polarity} ${text}`, source });
  }
}

function readContent(element: XmlElement, outer: Said, draft: EntryDraft): void {
  const own: Said = {};
  const credits: string[] = [];
  const children = mediaChildren(element);
  for (const inner of children) readSaid(inner, own, credits, draft);
  if (credits.length > 0) own.credit = credits.join(', ');
  const said = { ...outer, ...own };
  const { values, base } = draft;
  const href = values.href(attribute(element, 'url'), 'media:content', base);
  const player = [...elements(element, 'player', NS.media)][0];
  if (href === undefined) {
    // A player is all there is: the file stays with whoever hosts it.
    if (player) readBeside(player, draft);
    if (said.credit !== undefined) draft.credits.push(said.credit);
    const medium = attribute(element, 'medium');
    if (medium === 'video' || medium === 'audio') draft.playerOf ??= medium;
  } else {
    const amount = (name: string): number | undefined =>
      values.amount(attribute(element, name), `media:content/@${name}`);
    draft.media.push(
      present<Rendition>({
        href,
        rendition: attribute(element, 'expression') === 'sample' ? 'preview' : undefined,
        contentType: typeOf(element, href),
        sizeBytes: amount('fileSize') || undefined,
        width: amount('width') || undefined,
        height: amount('height') || undefined,
        durationSeconds: amount('duration') || undefined,
        hash: said.hash,
        title: said.title,
        description: said.description,
        credit: said.credit,
        language: attribute(element, 'lang'),
      }) as Rendition,
    );
  }
  for (const inner of children) if (inner !== player || href !== undefined) readBeside(inner, draft);
}

/** The stated type; else what the address tells if the stated medium does not contradict it. */
function typeOf(element: XmlElement, href: string): string | undefined {
  const type = attribute(element, 'type');
  if (type?.includes('/')) return bareMediaType(type);
  const medium = attribute(element, 'medium');
  const told = contentTypeOf(href);
  if (
    told !== undefined &&
    (medium === undefined || told.startsWith(`${medium}/`) || told.startsWith('application/'))
  ) {
    return told;
  }
  // The registry of media types has no "some picture"; a wildcard (RFC 9110 section 12.5.1) is the honest rest.
  return medium === 'image' || medium === 'video' || medium === 'audio' ? `${medium}/*` : undefined;
}

function readBeside(element: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  if (element.local === 'thumbnail') {
    const href = values.href(attribute(element, 'url'), 'media:thumbnail', base);
    const size = (name: string): number | undefined =>
      values.amount(attribute(element, name), `media:thumbnail/@${name}`);
    if (href === undefined) return;
    const picture = { href, rendition: 'thumbnail', contentType: contentTypeOf(href) };
    draft.media.push(
      present<Rendition>({
        ...picture,
        width: size('width') || undefined,
        height: size('height') || undefined,
      }) as Rendition,
    );
  } else if (element.local === 'subTitle' || element.local === 'subtitle') {
    const href = values.href(attribute(element, 'href'), 'media:subTitle', base);
    const type = attribute(element, 'type');
    if (href === undefined) return;
    draft.media.push(
      present<Rendition>({
        href,
        rendition: 'caption',
        contentType: type ?? contentTypeOf(href),
        language: attribute(element, 'lang'),
      }) as Rendition,
    );
  } else if (element.local === 'player') {
    const href = values.href(attribute(element, 'url'), 'media:player', base);
    if (href !== undefined && href !== draft.url) draft.links.push({ rel: 'player', href });
  }
}

function mediaText(element: XmlElement): string | undefined {
  const text = textOf(element);
  const plain =
    attribute(element, 'type') === 'plain' && !/<\w/.test(text) ? foldSpace(text) : plainText(text);
  return plain || undefined;
}
