import { BLOCKS } from './html/allow-list.js';

/** Signs that a reader sees of the beginning. The line they end in is seen to its own end. */
const BEGINNING = 400;
/** … if that comes so soon: no line that announces anything is longer. */
const LONGEST_LINE = 400;
/** Markup that is looked through for them: links to count readers are long, and pages of empty cells are. */
const MOST_MARKUP = 32_768;

/**
 * The lines with which a body begins, as a reader sees them: neither addresses nor tags are counted, words go on through marks
 * of a part of them, and no line is cut in the middle. References to characters stay as they are.
 *
 * @param body a sanitised XHTML fragment
 */
export function openingLines(body: string): string {
  let text = '';
  let lineAt = 0;
  for (let at = 0; at < body.length && at < MOST_MARKUP; ) {
    const tag = body.indexOf('<', at);
    const end = tag < 0 ? -1 : body.indexOf('>', tag);
    const room = BEGINNING + LONGEST_LINE - text.length;
    text += body.slice(at, Math.min(tag < 0 ? body.length : tag, at + room));
    if (end < 0 || text.length >= BEGINNING + LONGEST_LINE) break;
    at = end + 1;
    if (!isBlock(body, tag)) continue;
    if (text.length >= BEGINNING) break;
    if (text.length > lineAt) text += '\n';
    lineAt = text.length;
  }
  return text;
}

function isBlock(body: string, tag: number): boolean {
  const from = body[tag + 1] === '/' ? tag + 2 : tag + 1;
  let to = from;
  while (isNameSign(body.charCodeAt(to))) to += 1;
  return BLOCKS.has(body.slice(from, to));
}

const isNameSign = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
