import type { Rendition } from '#news/record.js';
import { bodyTree } from '../body-tree.js';
import { itemClassOf } from '../media-type.js';
import { element, type XmlContent, type XmlFragment } from '../xml/write-xml.js';
import { attribute, child, elements, textOf, type XmlElement, type XmlNode } from '../xml/xml-node.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements of a body that are blocks in NITF as well, or whose content is blocks. */
const BLOCKS = words(
  'p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre hr table figure img video audio div section article main header footer ' +
    'aside address details summary figcaption caption li dt dd thead tbody tfoot tr td th',
);
const EMPHASIS = words('b strong em i u cite dfn mark');
const HEADINGS = words('h1 h2 h3 h4 h5 h6');
const FRAMES = words('div section article main header footer aside address details summary');

/** Writes a body in NITF's own elements, with each file where the text shows it and the others behind it. */
export class NitfBody {
  private readonly left: Map<string, Rendition>;

  constructor(renditions: readonly Rendition[]) {
    this.left = new Map(renditions.map((rendition) => [rendition.href, rendition]));
  }

  /** @throws RangeError where the body is not well-formed */
  write(body: string | undefined): XmlFragment {
    const text = body === undefined ? [] : this.blocks(bodyTree(body));
    const behind = [...this.left.values()].map((rendition) => mediaOf(rendition));
    return element('body.content', {}, text, behind);
  }

  /** Blocks stay blocks; what stands between them becomes paragraphs. */
  private blocks(nodes: readonly XmlNode[]): XmlFragment[] {
    const out: XmlFragment[] = [];
    let run: XmlNode[] = [];
    const flush = (): void => {
      if (run.some((node) => node.kind === 'element' || node.text.trim() !== '')) {
        out.push(element('p', {}, this.inline(run)));
      }
      run = [];
    };
    for (const node of nodes) {
      if (node.kind === 'text' || !holdsBlocks(node)) {
        run.push(node);
        continue;
      }
      flush();
      out.push(...this.block(node));
    }
    flush();
    return out;
  }

  private block(node: XmlElement): XmlFragment[] {
    const { local, children } = node;
    if (HEADINGS.has(local)) return [element('hl2', {}, this.inline(children))];
    if (FRAMES.has(local)) return this.blocks(children);
    switch (local) {
      case 'p':
        // A picture in a paragraph parts it.
        return children.some((one) => one.kind === 'element' && holdsBlocks(one))
          ? this.blocks(children)
          : [element('p', {}, this.inline(children))];
      case 'ul':
      case 'ol':
        return this.list(node);
      case 'dl':
        return this.definitions(node);
      case 'blockquote':
        return [element('bq', {}, element('block', {}, this.blocks(children)))];
      case 'pre':
        return [element('pre', {}, textOf(node))];
      case 'hr':
        return [element('hr')];
      case 'table':
        return this.table(node);
      case 'figure':
        return this.figure(node);
      case 'img':
      case 'video':
      case 'audio':
        return this.media(node);
      default:
        return this.blocks(children);
    }
  }

  private inline(nodes: readonly XmlNode[]): XmlContent[] {
    return nodes.map((node): XmlContent => {
      if (node.kind === 'text') return node.text;
      const { local, children } = node;
      if (local === 'br') return element('br');
      if (local === 'a') return element('a', { href: attribute(node, 'href') }, this.inline(children));
      if (local === 'q') return element('q', {}, this.inline(children));
      return EMPHASIS.has(local) ? element('em', {}, this.inline(children)) : this.inline(children);
    });
  }

  /** What may hold text and blocks side by side, such as an item of a list. */
  private mixed(nodes: readonly XmlNode[]): XmlContent[] {
    const hasBlocks = nodes.some((node) => node.kind === 'element' && holdsBlocks(node));
    return hasBlocks ? this.blocks(nodes) : this.inline(nodes);
  }

  private list(node: XmlElement): XmlFragment[] {
    const items = elements(node).map(({ children }) => element('li', {}, this.mixed(children)));
    return items.length === 0 ? [] : [element(node.local, {}, items)];
  }

  private definitions(node: XmlElement): XmlFragment[] {
    const parts = elements(node).flatMap((one) => (one.local === 'div' ? elements(one) : [one]));
    const written = parts.map(({ local, children }) =>
      local === 'dt' ? element('dt', {}, this.inline(children)) : element('dd', {}, this.blocks(children)),
    );
    return written.length === 0 ? [] : [element('dl', {}, written)];
  }

  private table(node: XmlElement): XmlFragment[] {
    const caption = child(node, 'caption');
    const rowsIn = (parent: XmlElement): XmlFragment[] =>
      elements(parent, 'tr').flatMap((row) => {
        const cells = elements(row).map((cell) =>
          element(
            cell.local === 'th' ? 'th' : 'td',
            { rowspan: token(attribute(cell, 'rowspan')), colspan: token(attribute(cell, 'colspan')) },
            this.mixed(cell.children),
          ),
        );
        return cells.length === 0 ? [] : [element('tr', {}, cells)];
      });
    const part = (name: 'thead' | 'tfoot'): XmlFragment | undefined => {
      const rows = elements(node, name).flatMap(rowsIn);
      return rows.length === 0 ? undefined : element(name, {}, rows);
    };
    const head = part('thead');
    const foot = part('tfoot');
    const rows = [...rowsIn(node), ...elements(node, 'tbody').flatMap(rowsIn)];
    return [
      element('table', {}, caption && element('caption', {}, this.mixed(caption.children)), head, foot, rows),
    ];
  }

  private figure(node: XmlElement): XmlFragment[] {
    const caption = child(node, 'figcaption');
    const shown = elements(node).filter((one) => one !== caption);
    const files = shown.flatMap((one) => (holdsBlocks(one) ? this.block(one) : this.blocks([one])));
    // The caption of a file that is known stands with the file.
    const text = caption && textOf(caption).trim();
    return files.length > 0 || !text ? files : [element('p', {}, this.inline(caption.children))];
  }

  private media(node: XmlElement): XmlFragment[] {
    const sources = [attribute(node, 'src'), ...elements(node).map((one) => attribute(one, 'src'))];
    return sources.flatMap((href) => {
      const rendition = href === undefined ? undefined : this.left.get(href);
      if (href === undefined || rendition === undefined) return [];
      this.left.delete(href);
      return [mediaOf(rendition)];
    });
  }
}

const holdsBlocks = (node: XmlElement): boolean => BLOCKS.has(node.local) || elements(node).some(holdsBlocks);

const token = (value: string | undefined): string | undefined =>
  value !== undefined && /^\d+$/.test(value) ? value : undefined;

/** One file; what `media-reference` has no attribute for is `media-metadata`. */
function mediaOf(rendition: Rendition): XmlFragment {
  const { durationSeconds, description, credit, width, height } = rendition;
  const kind = itemClassOf(rendition.contentType) ?? 'other';
  const more = {
    rendition: rendition.rendition,
    'size-bytes': rendition.sizeBytes,
    'video-codec': rendition.videoCodec,
    'audio-codec': rendition.audioCodec,
    hash: rendition.hash,
    language: rendition.language,
  };
  return element(
    'media',
    { 'media-type': kind === 'picture' || kind === 'graphic' ? 'image' : kind },
    Object.entries(more).map(([name, value]) =>
      value === undefined ? undefined : element('media-metadata', { name, value }),
    ),
    element('media-reference', {
      source: rendition.href,
      'mime-type': rendition.contentType,
      time: durationSeconds,
      'time-unit-of-measure': durationSeconds === undefined ? undefined : 'seconds',
      'alternate-text': rendition.title,
      height: height === undefined ? undefined : Math.round(height),
      width: width === undefined ? undefined : Math.round(width),
    }),
    description && element('media-caption', {}, element('p', {}, description)),
    credit && element('media-producer', {}, credit),
  );
}
