import { readInsideLink, readLink, relationOf } from '../atom/read-link.js';
import { readMetadata } from '../atom/read-metadata.js';
import { personIn } from '../atom/read-person.js';
import { baseOf, markupOfConstruct, plainOf, readConstruct } from '../atom/text-construct.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { conceptOf } from '../feed/entry-values.js';
import { leaveOutAttributes, leaveOutElement } from '../feed/leave-out.js';
import { markupOf } from '../feed/modules.js';
import { readWordPress } from '../feed/wordpress.js';
import { nearerBase } from '../html/absolute-url.js';
import { foldSpace } from '../html/plain-text.js';
import { bareMediaType } from '../media-type.js';
import { present } from '../present.js';
import { NS } from '../xml/namespaces.js';
import { escapeText } from '../xml/write-xml.js';
import { attribute, elements, ownAttribute, textOf, type XmlElement } from '../xml/xml-node.js';
import type { CoreTexts } from './core-texts.js';
import { readFullText } from './read-core.js';
import { readRdfMedia } from './read-rdf-media.js';

/** Says what an entry was taken from. */
const AGGREGATION = 'http://purl.org/rss/modules/aggregation/';
/** A search engine's pages made of feeds. */
const TURBO = /^https?:\/\/turbo\.yandex\./;
/** The link module of RSS 1.0. */
const LINK = 'http://purl.org/rss/1.0/modules/link/';
const TAXONOMY = 'http://purl.org/rss/1.0/modules/taxonomy/';

/** Elements of Atom and of aggregators' own namespaces that feeds put into RSS items. */
export function readForeign(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  if (element.ns === NS.atom || element.ns === NS.atom03) {
    readAtom(element, draft, read);
  } else if (element.ns === NS.feedburner) {
    const text = textOf(element).trim() || undefined;
    if (element.local === 'origLink') read.originalLink ??= text;
    else if (element.local === 'origEnclosureLink') read.originalEnclosure ??= text;
    else leaveOutElement(element, draft);
  } else if (element.ns === NS.slash && element.local === 'section') {
    const section = conceptOf(textOf(element), NS.slash);
    if (section) draft.subjects.push(section);
  } else if (element.ns === NS.xhtml && (element.local === 'body' || element.local === 'div')) {
    readFullText(element, draft, read);
  } else if (/^full-?text$/i.test(element.local)) {
    // What the news aggregators of the region ask newsrooms for, each in a namespace of its own.
    readFullText(element, draft, read, linesAsParagraphs(markupOf(element, baseOf(element, draft.base))));
  } else if (element.local === 'content' && TURBO.test(element.ns)) {
    readFullText(element, draft, read);
  } else if (element.local === 'genre' && /^https?:\/\/news\./.test(element.ns)) {
    const name = foldSpace(textOf(element));
    if (name !== '') draft.genres.push({ name });
  } else if (element.ns === AGGREGATION && element.local !== 'timestamp') {
    const text = foldSpace(textOf(element)) || undefined;
    draft.source = {
      ...draft.source,
      ...present(element.local === 'source' ? { name: text } : { uri: text }),
    };
  } else if (element.ns === TAXONOMY && element.local === 'topics') {
    readTopics(element, draft);
  } else if (element.ns === LINK && element.local === 'link') {
    readModuleLink(element, draft);
  } else if (!readRdfMedia(element, draft) && !readWordPress(element, draft)) {
    leaveOutElement(element, draft);
  }
}

/** A relation of that module is the fragment of its address, and a permalink what the IANA calls a bookmark. */
function readModuleLink(element: XmlElement, draft: EntryDraft): void {
  const href = draft.values.href(attribute(element, 'resource', NS.rdf), 'l:link', draft.base);
  if (href === undefined) {
    leaveOutElement(element, draft);
    return;
  }
  const rel = ownAttribute(element, 'rel')?.trim().replace(LINK, '').replace(/^#/, '') || 'related';
  const type = draft.values.mediaType(ownAttribute(element, 'type'), 'l:link/@type', href);
  draft.links.push({
    rel: rel === 'permalink' ? 'bookmark' : rel,
    href,
    ...present({
      contentType: type && bareMediaType(type),
      title: foldSpace(ownAttribute(element, 'title') ?? '') || undefined,
    }),
  });
  const language = ownAttribute(element, 'lang');
  if (language) draft.leaveOut('l:link/@lang', language);
}

/** A text without markup whose lines are paragraphs: each but for headings ends as a sentence does, which wrapped ones do not. */
function linesAsParagraphs(text: string): string {
  if (text.includes('<') || /\n[^\S\n]*\n/.test(text)) return text;
  const lines = text.split('\n').map((line) => line.trim());
  const written = lines.filter(Boolean);
  const ended = written.filter((line) => /[.!?…:;»"”)]$/.test(line)).length;
  if (written.length < 2 || ended < written.length * MOSTLY) return text;
  return written.map((line) => `<p>${line}</p>`).join('');
}

const MOSTLY = 0.7;

function readAtom(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  switch (element.local) {
    case 'title':
      draft.once('otherTitle', plainOf(readConstruct(element)), 'atom:title');
      break;
    case 'content':
      readContent(element, draft, read);
      break;
    case 'summary':
      readSummary(element, draft);
      break;
    case 'author': {
      const author = personIn(element, draft);
      if (author) draft.otherAuthors.push(author);
      break;
    }
    case 'link':
      if (relationOf(element) === 'alternate') addAlternate(element, draft, read);
      else readLink(element, draft);
      break;
    default:
      if (!readMetadata(element, draft, `atom:${element.local}`)) leaveOutElement(element, draft);
  }
}

function readSummary(element: XmlElement, draft: EntryDraft): void {
  const { html, text = '' } = readConstruct(element, baseOf(element, draft.base));
  draft.addSummary(html ?? escapeText(text), 'atom:summary');
}

/** Atom's link to the page, beside which RSS has its own. */
function addAlternate(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  readInsideLink(element, 'alternate', draft);
  const base = nearerBase(attribute(element, 'base', NS.xml), draft.base);
  const href = draft.values.href(attribute(element, 'href'), 'atom:link', base);
  if (href === undefined) return;
  read.alternates ??= [];
  const language = attribute(element, 'hreflang');
  const title = foldSpace(attribute(element, 'title') ?? '') || undefined;
  const type = draft.values.mediaType(attribute(element, 'type'), 'atom:link/@type', href);
  read.alternates.push(present({ href, contentType: type && bareMediaType(type), title: title ?? language }));
  if (title !== undefined) leaveOutAttributes(element, ['hreflang'], draft);
}

/** Content as in an Atom entry: the text, or where it is to be had. */
function readContent(element: XmlElement, draft: EntryDraft, read: CoreTexts): void {
  const base = baseOf(element, draft.base);
  const href = draft.values.href(attribute(element, 'src'), 'atom:content/@src', base);
  if (href !== undefined) draft.links.push({ rel: 'content', href });
  else readFullText(element, draft, read, markupOfConstruct(readConstruct(element, base)), base);
}

/** Topics that an item points to, in a list of RDF (purl.org/rss/1.0/modules/taxonomy). */
function readTopics(element: XmlElement, draft: EntryDraft): void {
  for (const inner of elements(element)) {
    const topic = attribute(inner, 'resource', NS.rdf) ?? attribute(inner, 'resource');
    const concept = topic === undefined ? undefined : conceptOf(topic);
    if (concept) draft.subjects.push(concept);
    else readTopics(inner, draft);
  }
}
