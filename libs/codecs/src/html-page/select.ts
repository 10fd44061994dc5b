import { compile, selectAll } from 'css-select';
import type { AnyNode, Document, Element } from 'domhandler';
import { DomHandler, Parser } from 'htmlparser2';
import type { PageSelectors } from '../codec.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { MAX_DEPTH, parseTo, TOO_DEEP } from './depth.js';

/** What configured selectors found in a page, as it stands there. */
export interface Selected {
  headline?: string;
  byline?: string;
  /** Of a machine where the element has it (`datetime`, `content`), else the text. */
  date?: string;
  /** Addresses, possibly relative. */
  images: string[];
  /** Pieces of the source; several where several elements are the body. */
  body: { start: number; end: number }[];
  /** Names of selectors that found nothing. */
  missing: (keyof PageSelectors)[];
}

/** Whether a text is a CSS selector that pages can be read by (selectors level 4 as far as css-select knows them). */
export function isSelector(text: string): boolean {
  try {
    compile(text);
    return true;
  } catch {
    return false;
  }
}

/** The tree of a page, as far as it is not nested too deep. */
function documentOf(html: string): Document {
  let depth = 0;
  const handler = new (class extends DomHandler {
    override onopentag(name: string, attributes: Record<string, string>): void {
      if (++depth > MAX_DEPTH) throw TOO_DEEP;
      super.onopentag(name, attributes);
    }
    override onclosetag(): void {
      depth--;
      super.onclosetag();
    }
  })(undefined, { withStartIndices: true, withEndIndices: true });
  parseTo(new Parser(handler), html);
  return handler.root;
}

/** The elements that a selector finds, in the page's order. */
export function selectIn(html: string, selector: string): Element[] {
  return selectAll<AnyNode, Element>(selector, documentOf(html));
}

export function select(html: string, selectors: PageSelectors): Selected {
  const document = documentOf(html);
  const selected: Selected = { images: [], body: [], missing: [] };
  const found = (name: keyof PageSelectors): Element[] => {
    const selector = selectors[name];
    if (selector === undefined) return [];
    const elements = selectAll<AnyNode, Element>(selector, document);
    if (elements.length === 0) selected.missing.push(name);
    return elements;
  };
  /** As a reader sees it; `content` of a `meta`. */
  const textIn = (element: Element): string =>
    element.name === 'meta'
      ? foldSpace(element.attribs['content'] ?? '')
      : sourceIn(element, true)
          .map(({ start, end }) => plainText(html.slice(start, end)))
          .join('');
  const [headline] = found('headline');
  const [date] = found('date');
  if (headline) selected.headline = textIn(headline) || undefined;
  selected.byline = found('byline').map(textIn).filter(Boolean).join(', ') || undefined;
  if (date) {
    const { datetime, content } = date.attribs;
    selected.date = datetime || content || textIn(date) || undefined;
  }
  for (const { attribs } of found('image')) {
    const address = attribs['data-src'] || attribs['src'] || attribs['content'] || attribs['href'];
    if (address) selected.images.push(address);
  }
  const bodies = found('body');
  selected.body = bodies.flatMap((element) => sourceIn(element, bodies.length === 1));
  return selected;
}

/** One element is the place where the body stands; of several each is a part of it. */
function sourceIn(element: Element, isPlace: boolean): Selected['body'] {
  const first = isPlace ? element.firstChild : element;
  const last = isPlace ? element.lastChild : element;
  if (typeof first?.startIndex !== 'number' || typeof last?.endIndex !== 'number') return [];
  return [{ start: first.startIndex, end: last.endIndex + 1 }];
}
