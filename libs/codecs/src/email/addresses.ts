import type { Author } from '#news/record.js';
import { authorOf } from '../feed/entry-values.js';

/**
 * The mailboxes of an address field (RFC 5322 section 3.4), those of groups among them. Names are decoded after the
 * field has been taken apart, because a decoded name may hold a comma.
 *
 * @param decode turns a name with encoded words into text
 */
export function mailboxesOf(field: string, decode: (value: string) => string): Author[] {
  return mailboxes(field)
    .map((one) => authorOf(decode(one.replace(/^\s*[^<"@:]*:(?=\s*["<\w=])/, '')).replace(/["\\]/g, '')))
    .filter((author) => author !== undefined);
}

/** The field cut at commas and semicolons outside of quotes, comments and angle brackets. */
function mailboxes(field: string): string[] {
  const found: string[] = [];
  let from = 0;
  let quoted = false;
  let depth = 0;
  for (let i = 0; i < field.length; i++) {
    const c = field[i];
    if (c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (c === '(' || c === '<') depth++;
    else if (c === ')' || c === '>') depth = Math.max(0, depth - 1);
    else if ((c === ',' || c === ';') && depth === 0) {
      found.push(field.slice(from, i));
      from = i + 1;
    }
  }
  found.push(field.slice(from));
  return found.filter((one) => one.trim() !== '');
}
