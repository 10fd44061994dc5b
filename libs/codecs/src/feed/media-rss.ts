import type { Rendition } from '#news/record.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace, looksLikeHtml } from '../html/plain-text.js';
import { bareMediaType, contentTypeOf } from '../media-type.js';
import { present } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { attribute, elements, ownTextOf, textOf, type XmlElement } from '../xml/xml-node.js';
import type { EntryDraft } from './entry-draft.js';
import { secondsOf } from './entry-values.js';
import { leaveOutAttributes, leaveOutElement } from './leave-out.js';
import { ABOUT_FILES, readSaid, type Said } from './media-said.js';

/**
 * Reads the Media RSS elements (rssboard.org/media-rss 1.5.1) that the draft has collected into its renditions.
 *
 * @param channel those of the channel, which hold for every file in it that does not say otherwise
 */
export function readMedia(draft: EntryDraft, channel: readonly XmlElement[] = []): void {
  const own = draft.mediaElements;
  const hasFiles = own.length + draft.media.length + draft.alternates.length > 0;
  const inherited = channel.length > 0 && hasFiles ? inheritable(channel, own) : [];
  if (own.length === 0 && inherited.length === 0) return;
  const said = readLevel([...own, ...inherited], {}, draft);
  // Where there are files, it is their title that was meant.
  if (draft.title === undefined || !draft.media.some(({ title }) => title === said.title))
    draft.once('otherTitle', said.title, 'media:title');
  if (draft.summary === undefined && draft.otherSummary === undefined) {
    draft.otherSummary = said.description;
    // As an entry's own description would be, where plain text would lose links or paragraphs.
    if (draft.transcript === undefined && said.html?.includes('<') && looksLikeHtml(said.html))
      draft.html ??= said.html;
  } else if (!draft.media.some(({ description }) => description === said.description)) {
    draft.once('otherSummary', said.description, 'media:description');
  }
  if (said.credit !== undefined) draft.credits.push(said.credit);
  // Better the title of its file than none.
  if (draft.title === undefined)
    draft.otherTitle ??= [...draft.media, ...draft.alternates].find(
      ({ title }) => title !== undefined,
    )?.title;
}

/** What the channel says of all files and the entry, on its own level, does not say itself. */
function inheritable(channel: readonly XmlElement[], own: readonly XmlElement[]): XmlElement[] {
  const stated = new Set(own.map(({ local }) => local));
  return channel.filter(({ local }) => ABOUT_FILES.has(local) && !stated.has(local));
}

/** Reads the Media RSS elements inside an enclosure, where they have no business and speak of that file alone. */
export function readEnclosureMedia(enclosure: XmlElement, draft: EntryDraft): Partial<Rendition> {
  const said: Said = {};
  const children = mediaChildren(enclosure);
  if (children.length === 0) return {};
  for (const element of children) readSaid(element, said, draft);
  const { title, description, credit, hash } = said;
  return present({ title, description, credit, hash });
}

/** Files first, then what stands beside them: a thumbnail is never the main rendition. */
function readLevel(level: readonly XmlElement[], outer: Said, draft: EntryDraft): Said {
  const own: Said = {};
  for (const element of level) readSaid(element, own, draft);
  const said = { ...outer, ...own };
  // A hash is of one file.
  if (level.filter((element) => element.local === 'content').length !== 1) {
    if (own.hash !== undefined) draft.leaveOut('media:hash', own.hash);
    delete said.hash;
  }
  for (const element of level) {
    if (element.local === 'content') complete(own, readContent(element, said, draft), draft);
    else if (element.local === 'group') {
      leaveOutOthers(element, draft);
      complete(own, readLevel(mediaChildren(element), said, draft), draft);
    }
  }
  for (const element of level) readBeside(element, draft);
  return own;
}

/** Files of one group, rather than of all groups before. */
const MOST_LOOKED_AT = 50;

/** What is said of a group, or of a file that is not there, is what there is to say of the entry where that is silent. */
function complete(own: Said, inner: Said, draft: EntryDraft): void {
  const last = draft.media.at(-1);
  for (const name of ['title', 'description'] as const) {
    const further = own[name] === undefined || own[name] === inner[name] ? undefined : inner[name];
    if (further !== undefined && further !== last?.[name]) draft.leaveOut(`media:${name}`, further);
  }
  // Whom a group without files credits, no file does.
  const { credit } = inner;
  if (credit !== undefined && !draft.media.slice(-MOST_LOOKED_AT).some((file) => file.credit === credit))
    own.credit = [own.credit, credit].filter((one) => one !== undefined).join(', ');
  own.title ??= inner.title;
  if (own.description !== undefined) return;
  own.description = inner.description;
  own.html = inner.html;
}

const mediaChildren = (element: XmlElement): XmlElement[] => elements(element, undefined, NS.media);

/** A file without an address: only what it was said to be is left. */
export function leaveOutNamed(element: XmlElement, draft: EntryDraft): void {
  const said = element.attributes
    .filter(({ value }) => value !== '' && value !== '0')
    .map(({ local, value }) => `${local}=${value}`)
    .join(' ');
  if (said !== '')
    draft.leaveOut(`${element.prefix === '' ? '' : `${element.prefix}:`}${element.local}`, said);
}

/** What other vocabularies say of a file, such as one portal's own. */
function leaveOutOthers(element: XmlElement, draft: EntryDraft): void {
  for (const inner of elements(element)) if (inner.ns !== NS.media) leaveOutElement(inner, draft);
}

/** Gives what is said of a file without an address, which no rendition can have. */
function readContent(element: XmlElement, outer: Said, draft: EntryDraft): Said {
  const own: Said = {};
  const children = mediaChildren(element);
  for (const inner of children) readSaid(inner, own, draft);
  const said = { ...outer, ...own };
  const text = ownTextOf(element).trim();
  const href = draft.values.href(attribute(element, 'url') || text, 'media:content', baseOf(element, draft));
  const player = children.find((inner) => inner.local === 'player' || inner.local === 'embed');
  if (href === undefined) {
    // A player is all there is: the file stays with whoever hosts it.
    if (player) readBeside(player, draft);
    else if (!children.some((inner) => inner.local === 'content')) leaveOutNamed(element, draft);
    if (said.credit !== undefined) draft.credits.push(said.credit);
    const medium = attribute(element, 'medium') ?? attribute(element, 'type')?.split('/', 1)[0];
    if (medium === 'video' || medium === 'audio') draft.playerOf ??= medium;
    const duration = attribute(element, 'duration');
    if (duration !== undefined) draft.leaveOut('media:content/@duration', duration);
  } else {
    draft.media.push(fileOf(element, href, said, draft));
  }
  for (const name of ['bitrate', 'framerate', 'samplingrate', 'channels', 'isDefault']) {
    const value = attribute(element, name);
    if (value !== undefined) draft.leaveOut(`media:content/@${name}`, value);
  }
  leaveOutOthers(element, draft);
  for (const inner of children) {
    if (inner.local === 'content' || inner.local === 'group') readLevel([inner], said, draft);
    else if (inner !== player || href !== undefined) readBeside(inner, draft);
  }
  if (href !== undefined) return {};
  // Whom it credits has been told.
  delete own.credit;
  return own;
}

function fileOf(element: XmlElement, href: string, said: Said, draft: EntryDraft): Rendition {
  const amount = (name: string): number | undefined =>
    draft.values.amount(attribute(element, name), `media:content/@${name}`) || undefined;
  return present<Rendition>({
    href,
    rendition: attribute(element, 'expression') === 'sample' ? 'preview' : undefined,
    contentType: typeOf(element, href, draft.values),
    sizeBytes: draft.values.bytes(attribute(element, 'fileSize'), 'media:content/@fileSize') || undefined,
    width: amount('width'),
    height: amount('height'),
    durationSeconds: secondsOf(attribute(element, 'duration')?.trim() ?? '') ?? amount('duration'),
    hash: said.hash,
    title: said.title,
    description: said.description,
    credit: said.credit,
    language: attribute(element, 'lang'),
  }) as Rendition;
}

/** The stated type; else what the address tells if the stated medium does not contradict it. */
function typeOf(element: XmlElement, href: string, values: EntryDraft['values']): string | undefined {
  const type = values.mediaType(attribute(element, 'type'), 'media:content/@type', href);
  if (type) return bareMediaType(type);
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

const baseOf = (element: XmlElement, draft: EntryDraft): string | undefined =>
  nearerBase(attribute(element, 'base', NS.xml), draft.base);

/** Files and addresses that stand beside the media object itself. */
function readBeside(element: XmlElement, draft: EntryDraft): void {
  const { values } = draft;
  const base = baseOf(element, draft);
  const href = (name: string): string | undefined => {
    const url = values.href(attribute(element, name) || textOf(element), `media:${element.local}`, base);
    if (url === undefined) leaveOutNamed(element, draft);
    return url;
  };
  switch (element.local) {
    case 'thumbnail': {
      const url = href('url');
      if (url === undefined) break;
      const size = (name: string): number | undefined =>
        values.amount(attribute(element, name), `media:thumbnail/@${name}`) || undefined;
      const time = attribute(element, 'time');
      if (time !== undefined) draft.leaveOut('media:thumbnail/@time', time);
      const picture = { href: url, rendition: 'thumbnail', contentType: contentTypeOf(url) };
      draft.media.push(
        present<Rendition>({ ...picture, width: size('width'), height: size('height') }) as Rendition,
      );
      break;
    }
    case 'subTitle':
    case 'subtitle': {
      const url = href('href');
      if (url === undefined) break;
      const contentType = attribute(element, 'type') ?? contentTypeOf(url);
      const language = attribute(element, 'lang');
      draft.media.push(
        present<Rendition>({ href: url, rendition: 'caption', contentType, language }) as Rendition,
      );
      break;
    }
    case 'peerLink': {
      const url = href('href');
      if (url === undefined) break;
      const type = values.mediaType(attribute(element, 'type'), 'media:peerLink/@type', url);
      draft.media.push({ href: url, ...present({ contentType: type && bareMediaType(type) }) });
      break;
    }
    case 'player':
    case 'embed': {
      const url = href('url');
      if (url !== undefined && url !== draft.url && !isKnown(url, draft))
        draft.links.push({ rel: 'player', href: url });
      for (const parameter of mediaChildren(element)) leaveOutElement(parameter, draft);
      if (url !== undefined) leaveOutAttributes(element, ['width', 'height'], draft);
      break;
    }
    case 'backLinks':
    case 'responses':
      for (const inner of mediaChildren(element))
        draft.leaveOut(`media:${inner.local}`, foldSpace(textOf(inner)));
  }
}

/** Whether a link leads there; of very many only the first are looked at. */
const isKnown = (url: string, { links }: EntryDraft): boolean =>
  links.slice(0, 100).some((link) => link.href === url);
