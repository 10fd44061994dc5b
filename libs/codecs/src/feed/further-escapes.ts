import { decodeText } from '../html/decode-text.js';
import type { EntryDraft } from './entry-draft.js';

/** How often markup may be escaped: each writer of a chain that escapes what it was given does it once. */
const MOST_ESCAPES = 8;
/** What a reader would see as a reference in the place of a tag. */
const STILL_ESCAPED = /&amp;(?:amp;)*lt;\/?[a-z]/i;
const BLOCK = '(?:p|div|ul|ol|h[1-6]|table|blockquote|section|article|figure)';
const TAGS_AROUND = new RegExp(`^\\s*<${BLOCK}(?:\\s[^<>]*)?>[\\s\\S]*</${BLOCK}>\\s*$`, 'i');
/** All of it between tags of a style or link that were put around what was escaped already. */
const IN_STYLE =
  /^(\s*(?:<(?:a|b|big|em|font|i|small|span|strong|u)(?:\s[^<>]*)?>\s*)+)(&[^<>]*;)(\s*(?:<\/(?:a|b|big|em|font|i|small|span|strong|u)\s*>\s*)+)$/i;
/** An escaped element that is all of an element, but of one for code. */
const ALL_OF_ELEMENT =
  /<(?!(?:code|kbd|pre|samp|textarea|tt|var|xmp)\b)([a-z][a-z0-9]*)(?:\s[^<>]*)?>\s*&(?:amp;)*lt;([a-z][a-z0-9]*)[^<>]*&(?:amp;)*lt;\/\2\s*&(?:amp;)*gt;\s*<\/\1\s*>/i;

/**
 * Markup of RSS that is escaped more often than its place asks for: all of it, from the first tag to the last, perhaps
 * between real tags of a style. What looks escaped and is no such whole stays and is told (`markup-doubtful`).
 */
export function withoutFurtherEscapes(markup: string, field: string, { values }: EntryDraft): string {
  if (!markup.includes('&')) return markup;
  const hasTags = markup.includes('<');
  if (hasTags && !markup.includes('lt;')) return markup;
  const [, before = '', inner, behind = ''] = (hasTags && IN_STYLE.exec(markup)) || ['', '', markup];
  const read = hasTags && inner === markup ? undefined : decodedWhole(inner!);
  if (read !== undefined) {
    values.warn('markup-repaired', field, markup);
    return before + read + behind;
  }
  if ((hasTags ? ALL_OF_ELEMENT : STILL_ESCAPED).test(markup)) values.warn('markup-doubtful', field, markup);
  return markup;
}

/** Escaped blocks as the markup they are; undefined for any other text. */
function decodedWhole(text: string): string | undefined {
  if (!/^\s*&(?:amp;)*lt;/i.test(text)) return undefined;
  let inner = text;
  for (let escapes = 0; escapes < MOST_ESCAPES && !inner.includes('<'); escapes++) inner = decodeText(inner);
  return TAGS_AROUND.test(inner) ? inner : undefined;
}
