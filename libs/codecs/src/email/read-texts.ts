import type { EntryDraft } from '../feed/entry-draft.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { ItemValues } from '../item-values.js';
import { endOfLines, MAX_TEXT } from '../limits.js';
import { storyInHtml, storyInText } from './left-out.js';
import { htmlOf, isBlank, type MessageContent } from './message-text.js';
import { textIn } from './mime-header.js';
import { type MimePart, partField } from './mime-part.js';

/** Reads the texts of a message into its draft, and tells of each other version of them that says something else. */
export function readTexts(
  { texts, otherTexts }: MessageContent,
  isForward: boolean,
  draft: EntryDraft,
  found: { charset?: string },
): void {
  const { values } = draft;
  const bodies: string[] = [];
  for (const part of texts) {
    const { html, charset } = readText(part, isForward, values);
    if (found.charset === undefined || found.charset === 'utf-8') found.charset = charset;
    if (html !== undefined) bodies.push(html);
  }
  if (bodies.length === 0) return;
  draft.html = bodies.join('\n');
  if (otherTexts.length === 0) return;
  const said = wordsIn(plainText(draft.html));
  // What is wrong with a version that is not taken is nobody's concern.
  const silent = new ItemValues(values.context, values.at);
  for (const part of otherTexts) {
    const other = plainText(readText(part, isForward, silent).html ?? '');
    if (isNews(wordsIn(other), said))
      values.warn('body-dropped', partField(part.number), `another version of the text: ${other}`);
  }
}

function wordsIn(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  // One by one: a list of all of them is many times the text.
  for (const [word] of text.replace(/\b(?:https?|mailto):\S+/gi, '').matchAll(/[\p{L}\p{M}\p{N}]{2,}/gu))
    words.add(word.toLowerCase());
  return words;
}

/** Links are written otherwise, and mail programs add a line: so many words, and that share of all, mean no other text. */
const FEW_OTHERS = 3;
const SHARE_OF_OTHERS = 0.1;

function isNews(words: ReadonlySet<string>, said: ReadonlySet<string>): boolean {
  let others = 0;
  for (const word of words) if (!said.has(word)) others++;
  return others > words.size / 2 || (others > FEW_OTHERS && others > words.size * SHARE_OF_OTHERS);
}

function readText(
  part: MimePart,
  isForward: boolean,
  values: ItemValues,
): { html: string | undefined; charset: string } {
  const label = part.contentType.parameters['charset'];
  const warn = ({ code, detail }: { code: string; detail: string }): void =>
    values.warn(code, partField(part.number), detail);
  const content = shortened(part.content);
  if (content.length < part.content.length)
    values.warn(
      'text-cut',
      partField(part.number),
      `after ${content.length} of ${part.content.length} bytes`,
    );
  const { text, charset } = textIn(content, label, warn, values.context);
  return { html: storyOf(part, text.replace(/\r\n?/g, '\n'), isForward, values), charset };
}

/** The HTML of a text without signature and quoted mail; undefined where there is nothing to read in it. */
function storyOf(part: MimePart, text: string, isForward: boolean, values: ItemValues): string | undefined {
  const isHtml = /html/.test(part.contentType.value);
  const story = isHtml ? storyInHtml(text, isForward) : storyInText(text, isForward);
  const html = htmlOf(part, story.text);
  if (!isBlank(html)) {
    for (const { what, text: left } of story.leftOut)
      values.warn(
        'text-left-out',
        partField(part.number),
        `${what}: ${isHtml ? plainText(left) : foldSpace(left)}`,
      );
    return html;
  }
  const whole = htmlOf(part, text);
  return isBlank(whole) ? undefined : whole;
}

/** More lines than any text has that is read by people. */
const MOST_LINES = 200_000;

/** As much as is read of a text, cut between lines where there are lines. */
function shortened(content: string): string {
  const end = endOfLines(content, MOST_LINES);
  if (end <= MAX_TEXT) return content.slice(0, end);
  const line = content.lastIndexOf('\n', MAX_TEXT);
  return content.slice(0, line > MAX_TEXT / 2 ? line : MAX_TEXT);
}
