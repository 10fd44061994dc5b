import { bodyTree } from './body-tree.js';
import { attribute, elements, textOf, type XmlElement, type XmlNode } from './xml/xml-node.js';

/**
 * A body as paragraphs without markup. Rows and items of one list or table are lines of one paragraph; the address of a
 * link stands behind its words.
 *
 * @throws RangeError where the body is not well-formed XML
 */
export const bodyParagraphs = (body: string): string[] => blocks(bodyTree(body));

const LINES = new Set(['li', 'tr', 'dt', 'dd']);
const BLOCKS =
  /^(?:p|h[1-6]|ul|ol|dl|li|dt|dd|blockquote|pre|hr|table|caption|thead|tbody|tfoot|tr|figure|figcaption|div|section|article|main|header|footer|aside|address|details|summary)$/;

function blocks(nodes: readonly XmlNode[]): string[] {
  const out: string[] = [];
  let run = '';
  const flush = (): void => {
    const text = run
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (text !== '') out.push(text);
    run = '';
  };
  for (const node of nodes) {
    if (node.kind === 'text' || !BLOCKS.test(node.local)) {
      run += inline(node);
      continue;
    }
    flush();
    if (node.local === 'pre') out.push(textOf(node));
    else if (node.local === 'hr') out.push('* * *');
    else if (/^(?:ul|ol|dl|table)$/.test(node.local)) out.push(linesOf(node).join('\n'));
    else out.push(...blocks(node.children));
  }
  flush();
  return out.filter((block) => block !== '');
}

function linesOf(parent: XmlElement): string[] {
  return elements(parent).flatMap((one, i) => {
    if (!LINES.has(one.local)) return one.local === 'caption' ? blocks(one.children) : linesOf(one);
    if (one.local === 'tr')
      return [
        elements(one)
          .map((cell) => blocks(cell.children).join(' '))
          .join(' | '),
      ];
    const text = blocks(one.children).join('\n');
    if (one.local !== 'li') return [text];
    return [`${parent.local === 'ol' ? `${i + 1}.` : '-'} ${text}`];
  });
}

/** The words of inline elements, with the address of a link behind it where the words are not the address. */
function inline(node: XmlNode): string {
  if (node.kind === 'text') return node.text.replace(/\s+/g, ' ');
  if (node.local === 'br') return '\n';
  const text = BLOCKS.test(node.local) ? ` ${textOf(node)} ` : node.children.map(inline).join('');
  const href = node.local === 'a' ? attribute(node, 'href') : undefined;
  return href === undefined || text.trim() === href ? text : `${text} <${href}>`;
}
