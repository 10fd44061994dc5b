import { trimEndOf } from '../trim-end-of.js';
import { type Graph, isNode, type Node, textOf, typesOf, valuesOf } from './json-ld.js';
import type { Page } from './read-page.js';

const ARTICLE =
  /^(?:\w*Article|(?:Live)?BlogPosting|Report|SocialMediaPosting|DiscussionForumPosting|NewsItem|Review)$/;
const MEDIA =
  /^(?:VideoObject|AudioObject|Clip|PodcastEpisode|RadioEpisode|TVEpisode|Episode|BroadcastEvent)$/;

const isArticleNode = (node: Node): boolean => typesOf(node).some((type) => ARTICLE.test(type));

/**
 * The node that is the page's own story: an article, else what plays. Of several that which names the page's address;
 * a page with several articles and none of its own is a list, and has no story.
 */
export function storyNode(graph: Graph, page: Page, address: string | undefined): Node | undefined {
  const articles = graph.top.filter(isArticleNode);
  const media = graph.top.filter((node) => typesOf(node).some((type) => MEDIA.test(type)));
  const list = articles.length > 0 ? articles : media;
  const named = list.find((node) => sameAddress(node, graph, page, address));
  if (named) return named;
  const told = new Set(list.map((node) => textOf(node, 'headline', graph) ?? textOf(node, 'name', graph)));
  // Templates that say the same story twice say it of one page.
  return told.size === 1 ? list.reduce((best, node) => (size(node) > size(best) ? node : best)) : undefined;
}

const size = (node: Node): number => Object.keys(node).length;

const bare = (url: string): string => {
  const [page = ''] = url
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .split(/[#?]/, 1);
  return trimEndOf(page, '/').toLowerCase();
};

function sameAddress(node: Node, graph: Graph, page: Page, address: string | undefined): boolean {
  const own = [page.canonical, page.meta.get('og:url')?.[0], address]
    .filter((one) => one !== undefined)
    .map(bare);
  const said = ['url', 'mainEntityOfPage', '@id'].flatMap((property) =>
    valuesOf(node, property, graph).map((value) =>
      isNode(value) ? (textOf(value, '@id', graph) ?? textOf(value, 'url', graph)) : value,
    ),
  );
  return said.some((one) => typeof one === 'string' && bare(one) !== '' && own.includes(bare(one)));
}
