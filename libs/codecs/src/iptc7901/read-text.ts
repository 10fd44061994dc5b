import type { Link, PubStatus } from '#news/record.js';
import { embargoTimeIn } from '../embargo-line.js';
import { foldSpace } from '../html/plain-text.js';
import { trimEndOf } from '../trim-end-of.js';
import { stripIllegal } from '../xml/write-xml.js';
import { paragraphsIn } from './paragraphs-in.js';
import { readMark } from './read-mark.js';

/** The text of a wire message, taken apart by the customs of the agencies. */
export interface WireText {
  slugline?: string;
  headline?: string;
  subheadline?: string;
  byline?: string;
  dateline?: string;
  /** Who the dateline says reports: `Berlin (KNA)`. */
  agency?: string;
  signals: string[];
  pubStatus?: PubStatus;
  /** XHTML. */
  body: string;
  /** What is for editors: lines before the headline that say how to use the text, and notes behind it. */
  notes: string[];
  links: Link[];
}

const NOT_PUBLIC =
  /^[\s*#>-]*(?:the following information is not (?:intended )?for publication|die folgenden informationen sind nicht (?:zur|für die) veröffentlichung|не для (?:публикации|печати)|aşağıdakı məlumat dərc üçün deyil)/iu;
const NOTEBOOK = /^\s*#\s*(?:notebook|notizblock|notes?)\s*$/iu;
const BYLINE = /^(?:by|von|par|por|автор[:.]?|müəllif[:.]?|muallif[:.]?)\s+\p{Lu}/u;
const BYLINE_ANY_CASE = /^(?:by|von|par|por|автор|müəllif|muallif)[:.]?\s+\p{L}/iu;
/** Where and, in brackets or between strokes, by whom: `Geneva (dpa) -`, `МОСКВА, 18 ноября. /ТАСС/.` */
const DATELINE =
  /^(\p{Lu}[\p{L}\p{M}'’ʻ.\- ]{1,40}(?:[,/]\s?[^()/]{1,40}?)?)\s*[.,]?\s*(?:\(([\p{L}][\p{L}\p{N}.\-/ ]{1,30})\)|\/([\p{L}][\p{L}\p{N}.\- ]{1,30})\/)\s*(?:[-–—:.=]|$|\p{Lu})/u;

/** Reads what stands between STX and ETX. */
export function readText(text: string): WireText {
  // Typesetting codes, and fillers at the end of a block.
  const lines = stripIllegal(text)
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd());
  const read: WireText = { signals: [], body: '', notes: [], links: [] };
  const end = lines.findIndex((line) => NOT_PUBLIC.test(line) || NOTEBOOK.test(line));
  const story = end < 0 ? lines : lines.slice(0, end);
  if (end >= 0) readNotes(lines.slice(end), read);
  const start = afterEmbargo(
    story,
    story.findIndex((line) => line.trim() !== ''),
    read,
  );
  if (start < 0) return read;
  const from = readOpening(story, start, read);
  const paragraphs = paragraphsIn(story.slice(from).map((line) => line.replace(/ ?[=<]!$/, '')));
  const [first = ''] = paragraphs
    .slice(0, 3)
    .map(({ text }) => text)
    .filter((text) => DATELINE.test(text));
  const place = DATELINE.exec(first);
  if (place) {
    read.agency = (place[2] ?? place[3])!.trim();
    read.dateline = foldSpace(place[0].replace(/[-–—:=]$|\p{Lu}$/u, ''));
  }
  read.body = paragraphs.map(({ html }) => html).join('');
  return read;
}

/** Where the opening begins, behind an embargo that is a paragraph of its own and a note to editors. */
function afterEmbargo(lines: readonly string[], start: number, read: WireText): number {
  const line = foldSpace(lines[start] ?? '');
  if (line === '' || embargoTimeIn(line) === undefined || lines[start + 1]?.trim() !== '') return start;
  const next = lines.findIndex((other, i) => i > start && other.trim() !== '');
  if (next < 0) return start;
  read.notes.push(line);
  return next;
}

/**
 * The lines before the story: a keyword line, what kind of message it is, headlines, who wrote it. They end with a line
 * that ends in `=` (IPTC 7901 section 4.2), else with the first empty line. Gives where the story begins.
 */
function readOpening(lines: readonly string[], start: number, read: WireText): number {
  const window = lines.slice(start, start + 12);
  const marked = window.findIndex((line) => /=!?\s*$/.test(line));
  const gap = window.findIndex((line) => line.trim() === '');
  const length =
    marked >= 0 ? marked + 1 : gap > 0 && gap <= MOST_OPENING ? linesOfOpening(lines, start, gap) : 1;
  const opening = window
    .slice(0, length)
    .map((line) => foldSpace(line).replace(/ ?[=<]!?$/, ''))
    .filter(Boolean);
  // Without a mark, a block of full lines is the story itself; so is a single paragraph.
  const isStory =
    marked < 0 && (opening.some((line) => DATELINE.test(line)) || (gap < 0 && lines.length - start === 1));
  if (isStory) return start;
  const headlines: string[] = [];
  const keywords =
    marked > gap && gap >= 0 ? keywordsApart(window.slice(0, gap), window.slice(gap, length)) : undefined;
  if (keywords !== undefined) read.slugline = keywords;
  const last = opening.findLast((line) => !IN_BRACKETS.test(line));
  for (const line of opening) {
    if (line === keywords || readMark(line, read)) continue;
    // `(Correction: time changed)`: the kind of message, and what it is about.
    if (IN_BRACKETS.test(line) && line.includes(':')) readMark(line.slice(0, line.indexOf(':')), read);
    if (BYLINE.test(line) || (line === last && headlines.length > 0 && BYLINE_ANY_CASE.test(line))) {
      read.byline ??= line;
    } else if (IN_BRACKETS.test(line) || embargoTimeIn(line) !== undefined || !WORD.test(line)) {
      read.notes.push(line);
    } else if (headlines.length === 0 && read.slugline === undefined && isKeywordLine(line)) {
      read.slugline = trimEndOf(line, '/').replace(/^\//, '');
    } else headlines.push(line);
  }
  // A line that ends in such a sign goes on in the next.
  const isOne = marked >= 0 && (headlines.length >= 3 || goesOn(headlines));
  read.headline = isOne ? headlines.join(' ') : headlines[0];
  if (!isOne) read.subheadline = headlines.slice(1).join(' ') || undefined;
  return start + length;
}

const IN_BRACKETS = /^\(.*\)$/;
/** The signs that agencies set in a line at most. */
const LINE = 69;

/** Whether a headline ends in a sign that asks for more, or its line had no room for the word that follows. */
function goesOn([first = '', second = '']: readonly string[]): boolean {
  const [word = ''] = second.split(' ');
  return /[:,–-]$/.test(first) || (word !== '' && first.length + 1 + word.length > LINE);
}

const MOST_OPENING = 6;
/** A headline, the one below it, and who wrote it. */
const FEW_LINES = 3;

/** How many of the first `count` lines open the story: of a text that is nothing but more lines than that, the headline alone. */
function linesOfOpening(lines: readonly string[], start: number, count: number): number {
  const isAll = lines.slice(start + count).every((line) => line.trim() === '');
  if (!isAll || count <= FEW_LINES) return count;
  const headline = lines.slice(start).findIndex((line) => !readMark(line, { signals: [] }));
  return headline + 1;
}

/** The keyword line of an opening that has an empty line behind it, and a headline below that. */
function keywordsApart(above: readonly string[], below: readonly string[]): string | undefined {
  const isMark = (line: string): boolean => readMark(line, { signals: [] });
  const [keywords, ...more] = above.map(foldSpace).filter((line) => !isMark(line));
  const hasHeadline = below
    .map(foldSpace)
    .some((line) => WORD.test(line) && !isMark(line) && !BYLINE_ANY_CASE.test(line));
  return more.length === 0 && hasHeadline ? keywords : undefined;
}

/** A line without one is a code of typesetters. */
const WORD = /\p{L}{2}/u;

/** `Switzerland/migration/UN/`, `/politics/Britain/`: words parted by strokes, and no sentence. */
const isKeywordLine = (line: string): boolean =>
  /^\/?[^/.!?]{1,30}(?:\/[^/.!?]{0,30})+$/u.test(line) && (line.endsWith('/') || !/\s/.test(line));

/** Notes behind the story, in Markdown at some agencies: lists of links, contacts. */
function readNotes(lines: readonly string[], read: WireText): void {
  for (const line of lines) {
    for (const [, title = '', href = ''] of line.matchAll(/\[([^\][]{1,200})\]\((https?:\/\/[^\s()]+)\)/g)) {
      read.links.push({ rel: 'related', href, title: foldSpace(title) });
    }
    const words = foldSpace(line);
    if (words !== '' && !/^(?:[*\s_-]+|#\s.*)$/.test(words)) read.notes.push(words.replace(/^##+\s*/, ''));
  }
}
