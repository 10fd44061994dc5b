/** An element that may hold the story, as a piece of the page's source. */
export interface Region {
  /** How it was recognised; smaller is surer. */
  rank: number;
  /** Where its content begins and ends in the source. */
  start: number;
  end: number;
  /** Characters of text in its paragraphs; links count for nothing. */
  text: number;
  /** Whether it stands inside a part that is not of the story. */
  aside: boolean;
}

/** Ranks of regions. */
export const RANK = { articleBody: 0, named: 1, article: 2, main: 3, densest: 4 } as const;

const NAMED =
  /(?:^|[\s_-])(?:article|story|post|entry|news|text|content|detail|material|publication)[\s_-]{0,2}(?:body|content|text|full|detail|inner|main|article)(?=$|[\s_-])|^(?:articlebody|storybody|newsbody|newstext|fulltext|full-text|js-article-inner|article__text|mw-parser-output)$/i;
const NOISE =
  /(?:^|[\s_-])(?:share|sharing|social|socials|related|recommend(?:ed|ation|ations)?|adv|advert|advertisement|ads|banner|banners|comments?|breadcrumbs?|newsletter|subscribe|subscription|promo|sidebar|read-?more|readmore|read-?also|author-?box|tags|tag-?list|popular|most-?read|paywall|cookie|print-?only|screen-reader-text|visually-hidden|sr-only|hidden)(?=$|[\s_-])/i;
const NOISE_ELEMENTS = new Set([
  'nav',
  'aside',
  'form',
  'footer',
  'script',
  'style',
  'noscript',
  'template',
  'button',
  'svg',
  'h1',
]);
const CANDIDATES = new Set(['div', 'section', 'article', 'main', 'td', 'body', 'span']);
const MOST_REGIONS = 5000;

interface Open {
  name: string;
  start: number;
  rank: number | undefined;
  noise: boolean;
  /** Text in the paragraphs below, and in those that are its own children. */
  below: number;
  own: number;
}

/**
 * The source of a region without what is not of the story.
 *
 * @param noise as `RegionFinder` found it
 */
export function sourceOf(
  html: string,
  region: Pick<Region, 'start' | 'end'>,
  noise: readonly (readonly [number, number])[],
): string {
  let out = '';
  let from = region.start;
  for (const [start, end] of noise) {
    if (start < from || end > region.end) continue;
    out += html.slice(from, start);
    from = end;
  }
  return out + html.slice(from, region.end);
}

/** Watches a page go by and notes each element in which the story may stand. */
export class RegionFinder {
  readonly regions: Region[] = [];
  /** Parts of the source that are of no story: navigation, asides, share buttons. In order, none inside another. */
  readonly noise: [start: number, end: number][] = [];
  private readonly stack: Open[] = [];
  private noiseDepth = 0;
  private linkDepth = 0;
  /** The paragraph that is open, as its depth; text counts only there. */
  private paragraph = -1;
  private length = 0;

  open(name: string, attributes: Record<string, string>, at: number, end: number): void {
    const words = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim();
    const rank = rankOf(name, attributes, words);
    const unnamed = (rank === undefined || rank === RANK.densest) && name !== 'body' && name !== 'html';
    const noise = NOISE_ELEMENTS.has(name) || (unnamed && NOISE.test(words.slice(0, 500)));
    if (noise) {
      if (this.noiseDepth === 0) this.noise.push([at, at]);
      this.noiseDepth++;
    }
    if (name === 'a') this.linkDepth++;
    if ((name === 'p' || name === 'li' || name === 'blockquote') && this.paragraph < 0) {
      this.paragraph = this.stack.length;
      this.length = 0;
    }
    this.stack.push({ name, start: end, rank, noise, below: 0, own: 0 });
  }

  text(text: string): void {
    if (this.noiseDepth > 0 || this.linkDepth > 0) return;
    const length = text.trim().length;
    if (this.paragraph >= 0) this.length += length;
    else {
      // Pages that part paragraphs with `br` have their text right in the element.
      const parent = this.stack.at(-1);
      if (parent && length > 60) parent.own += length;
    }
  }

  /** @param after where the end tag ends; where the element is ended by another, or has none, the same as `at` */
  close(name: string, at: number, after: number): void {
    const depth = this.stack.length - 1;
    const open = this.stack[depth];
    if (open?.name !== name) return;
    this.stack.pop();
    const parent = this.stack.at(-1);
    if (name === 'a') this.linkDepth--;
    if (this.paragraph === depth) {
      this.paragraph = -1;
      if (parent && this.length > 20) parent.own += this.length;
    }
    if (open.noise && --this.noiseDepth === 0) this.noise.at(-1)![1] = Math.max(after, open.start);
    if (parent) parent.below += open.below + open.own;
    const text = open.below + open.own;
    if (open.rank === undefined || text === 0 || this.regions.length >= MOST_REGIONS) return;
    const { rank, start } = open;
    const aside = this.noiseDepth > 0;
    this.regions.push({ rank, start, end: at, text: rank === RANK.densest ? open.own : text, aside });
  }
}

function rankOf(name: string, attributes: Record<string, string>, words: string): number | undefined {
  if (/(?:^|\s)articleBody(?:$|\s)/.test(attributes['itemprop'] ?? '')) return RANK.articleBody;
  if (!CANDIDATES.has(name)) return undefined;
  if (name !== 'span' && words.split(/\s+/, 20).some((word) => NAMED.test(word))) return RANK.named;
  if (name === 'article') return RANK.article;
  if (name === 'main' || attributes['role'] === 'main') return RANK.main;
  return name === 'span' ? undefined : RANK.densest;
}
