import { asGuid, type Guid } from '#news/ids.js';
import type { Author, Concept, Link, NewsRecord } from '#news/record.js';
import { captionsIn } from '../captions-in.js';
import { splitSignal } from '../feed/headline-signal.js';
import { plainText } from '../html/plain-text.js';
import { contentOf } from '../item-content.js';
import type { ItemValues } from '../item-values.js';
import { languageOf, spacedText } from '../newsml-g2/nar.js';
import { reportLeftOver } from '../nitf/left-over.js';
import { withTerritories } from '../nitf/nitf-rights.js';
import { readInside } from '../nitf/read-inside.js';
import { linesOf, present, textOrNothing } from '../present.js';
import { lastOf } from '../strictest.js';
import { escapeText } from '../xml/write-xml.js';
import type { XmlElement } from '../xml/xml-node.js';
import type { Components, TextPart } from './components.js';
import { filesOf } from './files.js';
import type { Identity } from './item-reference.js';
import type { Management } from './management.js';
import { readMetadata } from './metadata.js';
import { linesIn, NewsLines } from './news-lines.js';
import type { Topics } from './topics.js';

/** What all records of one NewsItem have in common. */
export interface Item {
  identity: Identity;
  management: Management;
  components?: Components;
  slugline?: string;
  comments: string[];
  topics: Topics;
  dropped: string[];
  values: ItemValues;
}

/** The language without its script and region, in lower case; `''` for none. */
export const mainTag = (language: string | undefined): string =>
  language?.toLowerCase().split(/[-_]/)[0] ?? '';

/** The guid of an item's text in another language than its own. */
export const translationOf = (guid: Guid, tag: string): Guid => asGuid(`${guid}#${tag}`);

/**
 * The record of an item in one language.
 *
 * @param texts those in the record's language
 * @param n 0 for the item's own language; a further one is another item, which says what it is a translation of
 */
export function recordOf(
  item: Item,
  texts: readonly TextPart[],
  language: string | undefined,
  n: number,
): NewsRecord {
  const { identity, management, values, topics, dropped } = item;
  const { all, files: fileParts, pages } = item.components!;
  const bodies = bodiesOf(texts);
  const [main] = bodies;
  const chain = main === undefined ? all.slice(0, 1) : [...main.path].reverse();
  const lines = new NewsLines(chain, language);
  const every = all.length === 1 && chain[0] === all[0] ? lines : new NewsLines(all, language);
  const nitf = main?.text.nitf;
  const inside = nitf && readInside(nitf.root, values.within('ContentItem/DataContent/nitf'));
  const meta = readMetadata(all, topics, language, n === 0 ? dropped : []);
  const said = (purpose: TextPart['purpose']): string[] => saidIn(texts, purpose);
  const files = filesOf(fileParts, texts, language, values);
  const parts = [...(nitf?.content.renditions ?? []), ...files.map(({ rendition }) => rendition)];
  const content = contentOf(htmlOf(bodies, lines.line('HeadLine')), parts, values, 'NewsComponent');
  // The script of a sound or video makes no text of it.
  const isText = content.body !== undefined && !bodies.every(({ isOfFile }) => isOfFile);
  const itemClass = isText ? 'text' : (files[0]?.itemClass ?? content.itemClass);
  const title =
    said('headline')[0] ??
    lines.line('HeadLine') ??
    nitf?.content.headline ??
    main?.text.title ??
    inside?.title;
  const titled = title ?? every.line('HeadLine');
  const { headline, signals, pubStatus } = splitSignal(titled, values.context);
  const description =
    said('description').join(' ') ||
    lines.typed('description')[0] ||
    nitf?.content.abstract ||
    inside?.description ||
    (itemClass === 'text' ? undefined : (content.caption ?? files[0]?.rendition.description));
  const edNote = edNoteOf(item, texts, every, [meta, inside, nitf?.content]);
  const record: NewsRecord = {
    kind: 'newsItem',
    guid: n === 0 ? identity.guid : translationOf(identity.guid, mainTag(language)),
    version: identity.version,
    itemClass,
    provider: present({ id: identity.provider, name: meta.provider ?? values.context.providerName }),
    pubStatus:
      pubStatus ??
      (management.pubStatus === 'usable' ? (inside?.pubStatus ?? 'usable') : management.pubStatus),
    ...present({
      versionCreated: management.versionCreated,
      firstCreated: management.firstCreated ?? inside?.issued,
      embargoed: lastOf([
        management.embargoed,
        inside?.embargoed,
        ...every.typed('embargo').map((line) => values.embargo(line, 'NewsLines/NewsLine')),
      ]),
      signals: [...new Set([...management.signals, ...meta.signals, ...(inside?.signals ?? []), ...signals])],
      urgency: management.urgency ?? inside?.urgency,
      language,
      headline,
      subheadline: said('subheadline')[0] ?? lines.line('SubHeadLine') ?? nitf?.content.subheadline,
      slugline: lines.line('SlugLine') ?? item.slugline ?? inside?.slugline,
      byline: bylineOf(lines) ?? nitf?.content.byline,
      dateline: lines.line('DateLine') ?? nitf?.content.dateline,
      creditline: lines.line('CreditLine') ?? ([...new Set(meta.sources)].join('/') || inside?.creditline),
      description,
      body: content.body,
      authors: distinct<Author>([meta, nitf?.content, inside].flatMap((one) => one?.authors ?? [])),
      subjects: distinct<Concept>([...meta.subjects, ...(inside?.subjects ?? [])]),
      genres: meta.genres.length > 0 ? distinct<Concept>(meta.genres) : inside?.genres,
      places: distinct<Concept>([...meta.places, ...(inside?.places ?? [])]),
      keywords: keywordsOf(
        [...said('keywords'), ...every.all('KeywordLine'), ...every.typed('keywords')],
        [...meta.keywords, ...(inside?.keywords ?? [])],
      ),
      renditions: content.renditions,
      rights: rightsOf(every, [meta, inside, nitf?.content], edNote, [
        ...new Set(captionsIn(itemClass, description, content.renditions)),
      ]),
      edNote,
      links: [
        ...(n === 0 ? [] : [{ rel: 'translatedFrom', guid: identity.guid }]),
        ...management.links,
        ...(inside?.links ?? []),
        ...moreLinksOf(every, values),
      ],
      url: inside?.url ?? (n === 0 ? pages[0] : undefined),
    }),
    fingerprint: '',
  };
  if (n === 0) reportLines(item, every, lines, record, titled);
  const named = inside?.title;
  if (named !== undefined && ![headline, title, record.slugline].includes(named))
    values.warn('headline-dropped', 'ContentItem/DataContent/nitf/head/title', named);
  if (nitf) reportLeftOver(nitf.root, record, values, true, 'ContentItem/DataContent');
  return record;
}

/** What the texts of one purpose say. */
const saidIn = (texts: readonly TextPart[], purpose: TextPart['purpose']): string[] =>
  texts.filter((part) => part.purpose === purpose).map(({ text }) => plainText(text.html));

/** What the desk says of the item, of its components and inside of them, each note once. */
function edNoteOf(
  { comments, management, components }: Item,
  texts: readonly TextPart[],
  every: NewsLines,
  [meta, ...within]: readonly ({ edNotes: readonly string[] } | undefined)[],
): string | undefined {
  const notes = [
    ...comments,
    ...components!.comments,
    ...management.edNotes,
    ...(meta?.edNotes ?? []),
    ...saidIn(texts, 'edNote'),
    ...every.typed('edNote'),
    ...within.flatMap((one) => one?.edNotes ?? []),
  ];
  return linesOf([...new Set(notes)]);
}

function bylineOf(lines: NewsLines): string | undefined {
  const names = lines.variants('ByLine').map((line) => textOrNothing(spacedText(line)));
  return [...names, lines.line('ByLineTitle')].filter(Boolean).join(', ') || undefined;
}

/** The texts that make the body: the main one first, then those that are named as bodies. */
function bodiesOf(texts: readonly TextPart[]): TextPart[] {
  const rank = ({ isMain, isNamedBody }: TextPart): number => (isMain ? 0 : isNamedBody ? 1 : 2);
  return texts.filter(({ purpose }) => purpose === 'body').sort((a, b) => rank(a) - rank(b));
}

const moreLinksOf = (lines: NewsLines, values: ItemValues): Link[] =>
  lines.all('MoreLink').flatMap((line) => {
    const href = values.href(line, 'NewsLines/MoreLink');
    return href === undefined ? [] : [{ rel: 'related', href }];
  });

/** The main text, and behind it further ones, each under its own headline. */
function htmlOf(bodies: readonly TextPart[], headline: string | undefined): string {
  if (bodies.length === 1) return bodies[0]!.text.html;
  const shown = new Set<string | undefined>([undefined, headline]);
  const headlines = new Map<XmlElement, string | undefined>();
  return bodies
    .map(({ text, path }, i) => {
      const component = path.at(-1)!;
      if (!headlines.has(component)) {
        headlines.set(component, new NewsLines([component], undefined).line('HeadLine'));
      }
      const own = headlines.get(component) ?? text.title;
      const isNew = i > 0 && !shown.has(own);
      shown.add(own);
      return isNew ? `<h2>${escapeText(own!)}</h2>${text.html}` : text.html;
    })
    .join('\n');
}

/** Keywords, from lines that hold several and from elements that hold one. */
const keywordsOf = (lines: readonly string[], single: readonly string[]): string[] => [
  ...new Set([...lines.flatMap((line) => line.split(/\s*[,;/]\s*/).filter(Boolean)), ...single]),
];

function rightsOf(
  lines: NewsLines,
  stated: readonly (
    | { holder?: string; rightsHolder?: string; notices: string[]; usageTerms: string[] }
    | undefined
  )[],
  edNote: string | undefined,
  captionTexts: readonly string[],
): NewsRecord['rights'] {
  const all = stated.filter((one) => one !== undefined);
  const notices = [...lines.all('CopyrightLine'), ...all.flatMap((one) => one.notices)];
  const terms = [
    ...lines.all('RightsLine'),
    ...lines.typed('usageTerms'),
    ...all.flatMap((one) => one.usageTerms),
  ];
  return withTerritories({
    holder: all.map((one) => one.holder ?? one.rightsHolder).find((holder) => holder !== undefined),
    notice: linesOf([...new Set(notices)]),
    usageTerms: [...new Set(terms)],
    edNote,
    captions: captionTexts,
  });
}

/** Reports the headlines and lines that no field has: of outer components too, whose lines those nearer to the text replace. */
function reportLines(
  { values, dropped, components, slugline }: Item,
  every: NewsLines,
  lines: NewsLines,
  record: NewsRecord,
  titled: string | undefined,
): void {
  const shown = textsShown(record);
  // As it was before its signal was taken off.
  if (titled !== undefined) shown.add(titled);
  const tags = new Set(components!.texts.map((part) => mainTag(part.language)));
  const inOther = linesOfOthers(components!.texts, mainTag(record.language));
  for (const name of LINES) {
    for (const line of every.named(name)) {
      const text = textOrNothing(spacedText(line));
      const isOther = languageOf(line) !== undefined && tags.has(mainTag(languageOf(line)));
      if (text === undefined || shown.has(text) || isAmong(text, record)) continue;
      if (isOther || inOther.has(line)) continue;
      shown.add(text);
      if (name.endsWith('HeadLine')) values.warn('headline-dropped', `NewsLines/${name}`, text);
      else dropped.push(`${name} ${text}`);
    }
  }
  const slug = lines.line('SlugLine');
  if (slugline !== undefined && slug !== undefined && slug !== slugline)
    dropped.push(`NameLabel ${slugline}`);
  dropped.push(...every.notCarried());
}

const LINES = ['HeadLine', 'SubHeadLine', 'ByLine', 'ByLineTitle', 'DateLine', 'CreditLine', 'SlugLine'];

/** What the lines of components become. */
function textsShown(record: NewsRecord): Set<string> {
  const { headline, subheadline, slugline, byline, dateline, creditline, description } = record;
  const ofFiles = (record.renditions ?? []).flatMap((file) => [file.title, file.credit, file.description]);
  const whole = [headline, subheadline, slugline, byline, dateline, creditline, description, ...ofFiles];
  const headings = [...(record.body ?? '').matchAll(/<h[1-6]>([^<]*)</g)].map(([, text]) => plainText(text!));
  return new Set([...whole, ...headings].filter((text) => text !== undefined));
}

/** Whether it is one of the lines that were put together, which may have commas of their own. */
const isAmong = (text: string, { byline = '', creditline = '' }: NewsRecord): boolean =>
  `, ${byline}, `.includes(`, ${text}, `) || `/${creditline}/`.includes(`/${text}/`);

/** Lines of components that hold nothing but texts in other languages: they are those of the items in these. */
function linesOfOthers(texts: readonly TextPart[], own: string): Set<XmlElement> {
  const isOwn = ({ language }: TextPart): boolean => language === undefined || mainTag(language) === own;
  const ours = new Set(texts.filter(isOwn).flatMap(({ path }) => path));
  const theirs = texts.filter((part) => !isOwn(part)).flatMap(({ path }) => path);
  return new Set(theirs.filter((one) => !ours.has(one)).flatMap(linesIn));
}

const distinct = <T>(list: T[]): T[] =>
  list.length < 2 ? list : [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
