import type { ItemClass, Rendition } from '#news/record.js';
import { foldSpace } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { tooLarge } from '../limits.js';
import { languageOf, spacedText, value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { type File, fileOf, type InlineText, inlineTextOf, KINDS, mediaClassOf } from './content-item.js';
import { renditionOf, sizeNamed } from './rendition-role.js';
import { formalName, wordOf } from './topics.js';

/** What a text is for, by the role of the component that it stands in. */
export type Purpose = 'body' | 'headline' | 'subheadline' | 'description' | 'caption' | 'edNote' | 'keywords';

export interface TextPart {
  text: InlineText;
  purpose: Purpose;
  isMain: boolean;
  /** It stands in a component for a picture, sound or video, and is not the item's main text. */
  isOfFile: boolean;
  /** A role says that it is the body. */
  isNamedBody: boolean;
  /** The components around it, outermost first. */
  path: readonly XmlElement[];
  language?: string;
  /** The innermost component around it whose content is equivalent. */
  list?: XmlElement;
}

export interface FilePart {
  rendition: Rendition;
  itemClass?: ItemClass;
  path: readonly XmlElement[];
}

/** Everything that the components of an item hold (NewsML 1.2, NewsComponent). */
export interface Components {
  texts: TextPart[];
  files: FilePart[];
  /** All components, in document order. */
  all: XmlElement[];
  /** Items inside the item, and references to items, with the components around them. */
  items: { element: XmlElement; path: readonly XmlElement[] }[];
  comments: string[];
  /** Addresses of texts that the item has in it. */
  pages: string[];
}

const PURPOSES: readonly (readonly [RegExp, Purpose])[] = [
  [/^(?:main ?)?(?:title|head(?:line|ing)?|titre|hl1)$/, 'headline'],
  [/^(?:sub-?(?:title|head(?:line|ing)?)|hl2)$/, 'subheadline'],
  [
    /^(?:lead|lede|leader|abstract|summary|teaser|standfirst|chapo|intro(?:duction)?|description|synopsis|extract)$/,
    'description',
  ],
  [/caption|legend|cutline|shotlist/, 'caption'],
  [/^(?:ed(?:itor(?:s|ial)?)?[ -]?note|advisory|note|instructions?)$/, 'edNote'],
  [/^keywords?$/, 'keywords'],
  [/^body$/, 'body'],
];

export function readComponents(root: XmlElement, values: ItemValues, dropped: string[]): Components {
  const found: Components = { texts: [], files: [], all: [], items: [], comments: [], pages: [] };
  walk(root, OUTSIDE, found, values, dropped);
  found.texts = withoutEquivalents(found.texts, values);
  return found;
}

/** Where a component stands, read once for all that it holds. */
interface Level {
  path: readonly XmlElement[];
  /** What texts are for by the innermost role that says it; with none, whether a role says `main`, and of which file. */
  purpose?: Purpose;
  isMain: boolean;
  isOfFile: boolean;
  /** A role around it says that nothing in it is news. */
  isNoNews: boolean;
  /** The role of the innermost component, as a word to compare. */
  word: string;
  language?: string;
  /** The name of the size that the files of the innermost component have. */
  rendition?: string;
  /** The innermost component whose content is equivalent. */
  list?: XmlElement;
}

const OUTSIDE: Level = { path: [], isMain: false, isOfFile: false, isNoNews: false, word: '' };

function levelOf(component: XmlElement, outer: Level): Level {
  const role = child(component, 'Role');
  const word = wordOf(role);
  const list = value(component, 'EquivalentsList') === 'yes' ? component : outer.list;
  const purpose = PURPOSES.find(([pattern]) => word !== '' && pattern.test(word))?.[1] ?? outer.purpose;
  return {
    path: [...outer.path, component],
    isMain: outer.isMain || /^(?:main|primary|principal)/.test(word),
    isOfFile: outer.isOfFile || mediaClassOf(word) !== undefined,
    isNoNews: outer.isNoNews || NO_NEWS.test(word),
    word,
    ...present({
      purpose,
      language: ownLanguage(component) ?? outer.language,
      rendition: renditionOf(role),
      list,
    }),
  };
}

/** Components of an item, and what stands in them: items have some dozens, three or four deep. */
const MAX_PARTS = 20_000;
const DEEPEST = 32;

function walk(
  component: XmlElement,
  outer: Level,
  found: Components,
  values: ItemValues,
  dropped: string[],
): void {
  const level = levelOf(component, outer);
  found.all.push(component);
  if (level.path.length > DEEPEST) throw tooLarge(`components are nested deeper than ${DEEPEST}`);
  for (const element of elements(component)) {
    const { all, texts, files, items } = found;
    if (all.length + texts.length + files.length + items.length > MAX_PARTS)
      throw tooLarge(`an item has more than ${MAX_PARTS} components and contents`);
    switch (element.local) {
      case 'NewsComponent':
        walk(element, level, found, values, dropped);
        break;
      case 'ContentItem':
        readContentItem(element, level, found, values, dropped);
        break;
      case 'NewsItem':
      case 'NewsItemRef':
        found.items.push({ element, path: level.path });
        break;
      case 'Comment':
        found.comments.push(...commentsIn([element]));
        break;
      case 'Metadata':
        dropped.push(`Metadata ${formalName(child(element, 'MetadataType')) ?? ''}`.trim());
        break;
    }
  }
}

function readContentItem(
  item: XmlElement,
  { path, isMain, isOfFile, isNoNews, word, purpose: said, language: around, rendition, list }: Level,
  found: Components,
  values: ItemValues,
  dropped: string[],
): void {
  // Beside a text it is for editors; beside a file it is the file's caption.
  if (isInline(item)) found.comments.push(...commentsIn(elements(item, 'Comment')));
  if (isNoNews && isInline(item)) {
    dropped.push(`ContentItem ${word} ${foldSpace(textOf(item)).slice(0, 60)}`);
    return;
  }
  const file = fileOf(item, values, dropped);
  const text = inlineTextOf(item, values);
  if (file !== undefined && text !== undefined && isPage(file)) {
    found.pages.push(file.rendition.href);
  } else if (file !== undefined) {
    const size = (file.use && sizeNamed(file.use)) ?? rendition;
    found.files.push({ ...file, path, rendition: { ...file.rendition, ...(size && { rendition: size }) } });
  }
  if (text !== undefined) {
    // Text beside a picture or video, in a component for it, is its caption.
    const isBeside = isOfFile && !isMain;
    found.texts.push({
      text,
      path,
      isMain,
      isOfFile: isBeside,
      isNamedBody: said === 'body',
      purpose: said ?? (isBeside ? 'caption' : 'body'),
      ...present({ language: text.language ?? around, list }),
    });
  }
  if (file === undefined && text === undefined && !isInline(item)) {
    values.warn('rendition-without-href', 'ContentItem', formalName(child(item, 'MediaType')) ?? '');
  }
}

/** What comments say to editors; one that numbers the version of the sender's own rules is reported with what is left. */
export const commentsIn = (comments: readonly XmlElement[]): string[] =>
  comments
    .filter((comment) => !/version/i.test(formalName(comment) ?? ''))
    .map((comment) => textOrNothing(spacedText(comment)))
    .filter((text) => text !== undefined);

/** Roles of text that belongs to the presentation of the story, or repeats it for other media. */
const NO_NEWS = /^(?:style-?sheet|css|script|tweet(?:-?text)?)$/;

/** Data that were there, read or reported, and an element for data that is empty. */
const isInline = (item: XmlElement): boolean =>
  child(item, 'DataContent') !== undefined || child(item, 'Encoding') !== undefined;

/** Beside the text itself, an address on the web is of the page that shows it. */
const isPage = ({ itemClass, rendition: { href, contentType } }: File): boolean =>
  itemClass === undefined &&
  /^https?:/i.test(href) &&
  (contentType === undefined || /^text\/|html|nitf/i.test(contentType));

/** The language that a component names, by its metadata or its attribute. */
export function ownLanguage(component: XmlElement): string | undefined {
  const metadata = child(component, 'DescriptiveMetadata');
  const languages = metadata === undefined ? [] : elements(metadata, 'Language');
  return (languages.length === 1 ? formalName(languages[0]) : undefined) ?? languageOf(component);
}

/** Of texts that are equivalent and in one language, the kind that carries most; the others are reported. */
function withoutEquivalents(texts: readonly TextPart[], values: ItemValues): TextPart[] {
  const kept = new Map<string, TextPart>();
  const lists = new Map<XmlElement, number>();
  const dropped = new Set<TextPart>();
  for (const part of texts) {
    const { list } = part;
    if (list === undefined) continue;
    const number = lists.get(list) ?? lists.size;
    lists.set(list, number);
    const key = `${number} ${part.purpose} ${part.language ?? ''}`;
    const other = kept.get(key);
    const isBetter = other === undefined || KINDS.indexOf(part.text.kind) < KINDS.indexOf(other.text.kind);
    if (isBetter) kept.set(key, part);
    const loser = isBetter ? other : part;
    if (loser !== undefined) {
      dropped.add(loser);
      values.warn(
        'body-dropped',
        'ContentItem/DataContent',
        `another version of the content: ${loser.text.kind}`,
      );
    }
  }
  return texts.filter((part) => !dropped.has(part));
}
