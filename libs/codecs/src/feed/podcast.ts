import type { Rendition } from '#news/record.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { MAX_ENTRIES } from '../limits.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { lowerName } from '../xml/lower-name.js';
import { attribute, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';
import { authorOf, secondsOf } from './entry-values.js';
import { leaveOutAttributes, leaveOutElement } from './leave-out.js';

/** Reads an element that Apple Podcasts (help.apple.com/itc/podcasts_connect) or Google Play Podcasts define. */
export function readItunes(element: XmlElement, draft: EntryDraft): void {
  const raw = textOf(element);
  const text = foldSpace(raw);
  switch (lowerName(element)) {
    case 'title':
      draft.once('otherTitle', draft.line(raw, 'itunes:title'), 'itunes:title');
      break;
    case 'author': {
      const author = authorOf(plainText(raw));
      if (author) draft.otherAuthors.push(author);
      break;
    }
    case 'subtitle':
      draft.once('subtitle', draft.line(raw, 'itunes:subtitle'), 'itunes:subtitle');
      break;
    case 'summary':
    case 'description':
      draft.addSummary(raw, `itunes:${element.local}`);
      break;
    case 'keywords':
      draft.addKeywords(text || foldSpace(attribute(element, 'text') ?? ''));
      break;
    case 'category': {
      const name = plainText(attribute(element, 'text') ?? raw);
      if (name !== '') draft.subjects.push({ name });
      for (const inner of elements(element, 'category')) readItunes(inner, draft);
      break;
    }
    case 'image': {
      const href = draft.values.href(
        (attribute(element, 'href') ?? attribute(element, 'url')) || text,
        'itunes:image',
        draft.base,
      );
      if (href !== undefined)
        draft.media.push({ href, rendition: 'thumbnail', ...present({ contentType: contentTypeOf(href) }) });
      break;
    }
    case 'duration':
      draft.durationSeconds ??= secondsOf(text);
      if (text !== '' && draft.durationSeconds === undefined) draft.leaveOut('itunes:duration', text);
      break;
    case 'explicit':
      draft.isExplicit = isExplicit(text);
      break;
    default:
      leaveOutElement(element, draft);
  }
}

/** `clean` and its like say what is true of nearly everything. */
export const isExplicit = (text: string): boolean => /^(?:yes|true|explicit)$/i.test(text);

const SUBTITLES: ReadonlySet<string> = new Set(['text/vtt', 'application/x-subrip', 'application/srt']);
const AUTHORS = /^(?:host|co-?host|author|writer|reporter|correspondent|journalist)$/i;

/** Reads an element of the podcast namespace (podcastindex.org/namespace/1.0). */
export function readPodcast(element: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  const text = foldSpace(textOf(element));
  const href = (name: string): string | undefined =>
    values.href(attribute(element, name), `podcast:${element.local}`, base);
  const type = attribute(element, 'type');
  switch (element.local) {
    case 'transcript': {
      const url = href('url');
      if (url === undefined) break;
      const stated = values.mediaType(type, 'podcast:transcript/@type', url);
      const contentType = stated ? bareMediaType(stated) : contentTypeOf(url);
      const isCaption = attribute(element, 'rel') === 'captions' || SUBTITLES.has(contentType ?? '');
      const rendition = isCaption ? 'caption' : 'transcript';
      draft.media.push({
        href: url,
        rendition,
        ...present({ contentType, language: attribute(element, 'language') }),
      });
      break;
    }
    case 'chapters': {
      const url = href('url');
      if (url !== undefined)
        draft.links.push({ rel: 'chapters', href: url, ...present({ contentType: type }) });
      break;
    }
    case 'alternateEnclosure':
      readAlternateEnclosure(element, draft);
      break;
    case 'person': {
      const role = attribute(element, 'role') ?? 'host';
      if (text !== '' && AUTHORS.test(role))
        draft.otherAuthors.push({ name: text, ...present({ uri: href('href') }) });
      else if (text !== '')
        draft.leaveOut(`podcast:person ${role}`, [text, href('href')].filter(Boolean).join(' '));
      leaveOutAttributes(element, ['group', 'img'], draft);
      break;
    }
    case 'location': {
      const uri = attribute(element, 'geo')?.trim();
      if (text !== '' || uri) draft.places.push(present({ name: text, uri }));
      leaveOutAttributes(element, ['osm'], draft);
      break;
    }
    case 'license':
      draft.addLicense([text, href('url')].filter(Boolean).join(' '));
      break;
    case 'socialInteract': {
      const url = href('uri');
      if (url !== undefined) draft.links.push({ rel: 'replies', href: url });
      leaveOutAttributes(element, ['accountId', 'accountUrl'], draft);
      break;
    }
    case 'contentLink': {
      const url = href('href');
      if (url !== undefined) draft.links.push({ rel: 'related', href: url, ...present({ title: text }) });
      break;
    }
    case 'image':
      readImage(element, draft);
      break;
    case 'images':
      readImages(attribute(element, 'srcset') ?? text, draft);
      break;
    default:
      leaveOutElement(element, draft);
  }
}

function readImage(element: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  const text = foldSpace(textOf(element));
  const address = attribute(element, 'href');
  const href = values.href(address ?? text, 'podcast:image', base);
  const description = foldSpace(attribute(element, 'alt') ?? '');
  if (address !== undefined && text !== '') draft.leaveOut('podcast:image', text);
  const amount = (name: string): number | undefined =>
    values.amount(attribute(element, name), `podcast:image/@${name}`) || undefined;
  if (href !== undefined) {
    const stated = values.mediaType(attribute(element, 'type'), 'podcast:image/@type', href);
    draft.media.push({
      href,
      rendition: 'thumbnail',
      ...present<Omit<Rendition, 'href'>>({
        contentType: stated ? bareMediaType(stated) : contentTypeOf(href),
        width: amount('width'),
        height: amount('height'),
        description: description || undefined,
      }),
    });
  } else if (description !== '') draft.leaveOut('podcast:image', description);
  leaveOutAttributes(element, ['aspect-ratio', 'purpose'], draft);
}

const DESCRIPTOR = /^\d+(?:\.\d+)?[whx]$/;

/** Whether it has no address, or says two widths or two densities: HTML shows no picture for these either. */
const isFaulty = (address: string, said: readonly string[]): boolean =>
  DESCRIPTOR.test(address) || new Set(said.map((one) => one.at(-1))).size < said.length;

/** One picture in several sizes, each an address and its width (`https://… 1500w`), as HTML's `srcset` has them. */
function readImages(srcset: string, draft: EntryDraft): void {
  const { values, base } = draft;
  // An address may have commas inside, but no blank; a width ends with its comma.
  const candidates = foldSpace(srcset).split(/, |,$|(?<= \d+w),/);
  if (candidates.length > MAX_ENTRIES)
    draft.leaveOut('podcast:images/@srcset', `${candidates.length - MAX_ENTRIES} more`);
  for (const candidate of candidates.slice(0, MAX_ENTRIES)) {
    const [address = '', ...said] = candidate.trim().split(' ');
    if (address === '') continue;
    if (isFaulty(address, said)) {
      draft.leaveOut('podcast:images/@srcset', candidate.trim());
      continue;
    }
    const href = values.href(address, 'podcast:images/@srcset', base);
    const [, pixels] = /^(\d+)w$/.exec(said.join(' ')) ?? [];
    if (pixels === undefined && said.length > 0) draft.leaveOut('podcast:images/@srcset', said.join(' '));
    if (href === undefined) continue;
    draft.media.push({
      href,
      rendition: 'thumbnail',
      ...present({
        contentType: contentTypeOf(href),
        width: pixels ? Number(pixels) || undefined : undefined,
      }),
    });
  }
}

/** Another version of the enclosure, of which each `source` is one place to fetch it from. */
function readAlternateEnclosure(element: XmlElement, draft: EntryDraft): void {
  const { values, base } = draft;
  const amount = (name: string): number | undefined =>
    values.amount(attribute(element, name), `podcast:alternateEnclosure/@${name}`) || undefined;
  leaveOutAttributes(element, ['bitrate', 'codecs', 'default'], draft);
  for (const inner of elements(element)) if (inner.local !== 'source') leaveOutElement(inner, draft);
  for (const source of elements(element, 'source')) {
    const href = values.href(attribute(source, 'uri'), 'podcast:source', base);
    if (href === undefined) continue;
    const stated = attribute(source, 'contentType') ?? attribute(element, 'type');
    const type = values.mediaType(stated, 'podcast:source/@contentType', href);
    draft.alternates.push({
      href,
      ...present<Omit<Rendition, 'href'>>({
        contentType: type ? bareMediaType(type) : contentTypeOf(href),
        sizeBytes:
          values.bytes(attribute(element, 'length'), 'podcast:alternateEnclosure/@length') || undefined,
        height: amount('height'),
        title: attribute(element, 'title'),
        language: attribute(element, 'lang'),
      }),
    });
  }
}
