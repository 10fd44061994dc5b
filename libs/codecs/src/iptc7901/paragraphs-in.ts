import { foldSpace } from '../html/plain-text.js';
import { escapeText } from '../xml/write-xml.js';

/**
 * Paragraphs with their lines put together: parted by empty lines, or where there are none by lines that begin with
 * blanks. Tables keep their lines.
 */
export function paragraphsIn(lines: readonly string[]): Paragraph[] {
  const parted = lines.some((line, i) => i > 0 && line.trim() === '' && (lines[i + 1] ?? '').trim() !== '');
  const begins = (line: string): boolean => !parted && /^(?: {2,}|\t)\S/.test(line);
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') blocks.push([]);
    else if (begins(line)) blocks.push([line]);
    else blocks.at(-1)!.push(line);
  }
  return blocks
    .filter((block) => block.length > 0)
    .flatMap(withTablesApart)
    .map(paragraphOf);
}

const hasColumns = (line: string): boolean => /\S(?:\t| {3,})\S/.test(line);
const isTable = (block: readonly string[]): boolean =>
  block.length > 1 && block.filter(hasColumns).length * 2 >= block.length;

/** Three lines in columns, or more, are a table, whatever stands above and below them without an empty line. */
function withTablesApart(block: string[]): string[][] {
  if (isTable(block)) return [block];
  const parts: string[][] = [];
  for (const line of block) {
    const last = parts.at(-1);
    if (last && hasColumns(last[0]!) === hasColumns(line)) last.push(line);
    else parts.push([line]);
  }
  const merged: string[][] = [];
  let wasTable = true;
  for (const part of parts) {
    const table = hasColumns(part[0]!) && part.length >= 3;
    if (table || wasTable) merged.push(part);
    else merged.at(-1)!.push(...part);
    wasTable = table;
  }
  return merged;
}

interface Paragraph {
  text: string;
  /** XHTML. */
  html: string;
}

function paragraphOf(block: readonly string[]): Paragraph {
  let text = '';
  // A word that was cut keeps its hyphen: whether it is the word's own nobody can tell.
  let before = '';
  for (const line of block) {
    text += /[\p{L}\p{N}]-$/u.test(before) ? line.trim() : ` ${line}`;
    before = line;
  }
  text = foldSpace(text);
  if (isTable(block)) {
    return { text, html: `<pre>${escapeText(block.join('\n'))}</pre>` };
  }
  if (block.length > 1 && block.every((line) => /^\s*[-*•]\s/.test(line))) {
    const items = block.map((line) => `<li>${escapeText(foldSpace(line.replace(/^\s*[-*•]\s/, '')))}</li>`);
    return { text, html: `<ul>${items.join('')}</ul>` };
  }
  return { text, html: `<p>${escapeText(text)}</p>` };
}
