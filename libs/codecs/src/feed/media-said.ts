import { foldSpace, plainText } from '../html/plain-text.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { present } from '../present.js';
import { hasElements } from '../xml/inner-markup.js';
import { attribute, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';
import { readPlace } from './geo.js';
import { leaveOutAttributes, leaveOutElement } from './leave-out.js';

/** What Media RSS says of the files on its own level and below (rssboard.org/media-rss 1.5.1, "Optional Elements"). */
export interface Said {
  title?: string;
  description?: string;
  /** The description with its markup, where it has any. */
  html?: string;
  credit?: string;
  hash?: string;
}

/** The elements that, said of a whole channel, are said of every file in it: whose it is and what may be done with it. */
export const ABOUT_FILES: ReadonlySet<string> = new Set([
  'copyright',
  'credit',
  'license',
  'price',
  'rating',
  'adult',
  'restriction',
  'rights',
]);

/** No file has so many who are credited. */
const MAX_NAMES = 100;

/** Reads an element that says something of the files on its level, or of the whole item. */
export function readSaid(element: XmlElement, own: Said, draft: EntryDraft): void {
  switch (element.local) {
    case 'title':
      own.title ??= mediaText(element);
      break;
    case 'description':
      if (own.description !== undefined) break;
      own.description = mediaText(element);
      if (attribute(element, 'type') === 'html') own.html = textOf(element);
      break;
    case 'credit':
    case 'credits': {
      const name = plainText(textOf(element));
      const names = own.credit?.split(', ') ?? [];
      if (names.length >= MAX_NAMES) draft.leaveOut('media:credit', name);
      else if (name !== '' && !names.includes(name)) own.credit = [...names, name].join(', ');
      leaveOutAttributes(element, ['role', 'scheme'], draft);
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
  const text = plainText(textOf(element));
  switch (element.local) {
    case 'keywords':
      draft.addKeywords(text);
      break;
    case 'category': {
      const name = plainText(attribute(element, 'label') ?? text);
      if (name !== '') draft.subjects.push(present({ name, scheme: attribute(element, 'scheme') }));
      if (text !== '' && name !== text) draft.leaveOut('media:category', text);
      break;
    }
    case 'copyright': {
      const url = attribute(element, 'url');
      draft.once('copyright', text || url, 'media:copyright');
      const href = text === '' ? undefined : draft.values.href(url, 'media:copyright/@url', draft.base);
      if (href !== undefined) draft.links.push({ rel: 'copyright', href });
      break;
    }
    case 'license':
      draft.addLicense([text, attribute(element, 'href')].filter(Boolean).join(' '));
      break;
    case 'rights': {
      const status = attribute(element, 'status');
      if (status) draft.addTerm(`rights: ${status}`);
      break;
    }
    case 'rating':
      readRating(text, attribute(element, 'scheme'), draft);
      break;
    case 'adult':
      if (text === 'true') draft.addTerm('rating: adult');
      break;
    case 'price':
      readPrice(element, draft);
      break;
    case 'restriction':
      readRestriction(element, text, draft);
      break;
    case 'status':
      readStatus(element, draft);
      break;
    case 'text':
      // Parts with a start and an end come one after the other.
      if (text !== '') draft.transcript = `${draft.transcript ?? ''}${transcriptOf(element)}`;
      leaveOutAttributes(element, ['lang', 'start', 'end'], draft);
      break;
    case 'location':
      readLocation(element, text, draft);
      break;
    case 'community':
      readCommunity(element, draft);
      break;
    case 'comments':
    case 'scenes':
      draft.leaveOut(`media:${element.local}`, text);
      break;
    default:
      if (!FILES.has(element.local)) leaveOutElement(element, draft);
  }
}

/** A place: its name, and perhaps where it is. */
function readLocation(element: XmlElement, text: string, draft: EntryDraft): void {
  const before = draft.places.length;
  for (const place of elements(element)) readPlace(place, draft);
  const found = draft.places.slice(before);
  const name = foldSpace(attribute(element, 'description') ?? '') || (hasElements(element) ? '' : text);
  const [only] = found;
  if (only && found.length === 1 && only.name === undefined && name !== '') only.name = name;
  else if (name !== '') draft.places.push({ name });
  leaveOutAttributes(element, ['start', 'end'], draft);
}

/** What `readMedia` reads as a file, or as what holds or plays one. */
const FILES: ReadonlySet<string> = new Set(
  'content group thumbnail player embed subTitle subtitle peerLink backLinks responses'.split(' '),
);

function readRating(text: string, scheme: string | undefined, draft: EntryDraft): void {
  if (text === '' || text === 'nonadult') return;
  const of = scheme === undefined || scheme === 'urn:simple' ? '' : ` (${scheme})`;
  draft.addTerm(`rating: ${text}${of}`);
}

function readPrice(element: XmlElement, draft: EntryDraft): void {
  const names = ['type', 'info', 'price', 'currency'];
  const said = [...names.map((name) => attribute(element, name)), foldSpace(textOf(element))].filter(Boolean);
  if (said.length > 0) draft.addTerm(`price: ${said.join(' ')}`);
}

function readRestriction(element: XmlElement, text: string, draft: EntryDraft): void {
  const relationship = attribute(element, 'relationship');
  const polarity = relationship === 'allow' ? 'only' : 'not';
  const type = attribute(element, 'type');
  const source = `media:restriction ${relationship ?? ''} ${type ?? ''} ${text}`.replace(/\s+/g, ' ').trim();
  const codes = text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((code) => /^[A-Z]{2}$/.test(code));
  if (type === 'country' && codes.length > 0) {
    draft.restrictions.push({ type: 'territory', value: `${polarity} ${codes.join(' ')}`, source });
  } else if (type === 'sharing') {
    draft.addTerm(`sharing: ${relationship ?? 'deny'}`);
  } else if (type !== 'uri' || text === 'all') {
    // `all` that is allowed, or `none` that is denied, is no limit.
    if ((polarity === 'only' && text === 'all') || (polarity === 'not' && text === 'none')) return;
    draft.restrictions.push({ type: 'other', value: `${polarity} ${text}`, source });
  } else {
    draft.addTerm(source);
  }
}

function readStatus(element: XmlElement, draft: EntryDraft): void {
  const state = attribute(element, 'state')?.toLowerCase();
  if (state === 'deleted') draft.pubStatus = 'canceled';
  else if (state === 'blocked') draft.pubStatus ??= 'withheld';
  const reason = foldSpace(attribute(element, 'reason') ?? '');
  if (reason !== '') draft.notes.push(`${state ?? 'status'}: ${reason}`);
}

/** `media:tags` has weights, `news: 5, politics: 3`. Counts of views and stars change by the minute and are no content. */
function readCommunity(element: XmlElement, draft: EntryDraft): void {
  for (const part of elements(element)) {
    if (part.local === 'tags') draft.addKeywords(textOf(part).replace(/:\s*\d+(?:\.\d+)?\s*(?=,|$)/g, ''));
    else
      draft.leaveOut(
        `media:${part.local}`,
        part.attributes.map(({ local, value }) => `${local}=${value}`).join(' '),
      );
  }
}

function transcriptOf(element: XmlElement): string {
  const text = textOf(element);
  return attribute(element, 'type') === 'html' || /<\/?(?:p|br|div|b|i)\b/i.test(text)
    ? text
    : paragraphsOf(text);
}

function mediaText(element: XmlElement): string | undefined {
  const text = textOf(element);
  const plain =
    attribute(element, 'type') === 'plain' && !/<\w/.test(text) ? foldSpace(text) : plainText(text);
  return plain || undefined;
}
