import { countOf } from './limits.js';
import { escapeText } from './xml/write-xml.js';

/** A text of more lines is no story but a table or a log. */
const MOST_LINES = 100_000;

/**
 * Text without markup as an XHTML fragment: blank lines part paragraphs, other line breaks stay. One of more than 100,000
 * lines stays as it is, in `pre`.
 */
export function paragraphsOf(text: string): string {
  if (countOf(text, '\n', MOST_LINES) > MOST_LINES) return `<pre>${escapeText(text)}</pre>`;
  let out = '';
  let blank = true;
  for (const line of text.split(/\r\n?|\n/)) {
    const words = line.trim();
    if (words === '') {
      if (!blank) out += '</p>';
      blank = true;
      continue;
    }
    out += `${blank ? '<p>' : '<br/>'}${escapeText(words)}`;
    blank = false;
  }
  return blank ? out : `${out}</p>`;
}
