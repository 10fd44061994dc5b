import type { RunningExchange } from './running-exchange.js';

const MAX_PAGES = 50;

/** All pages of a destination's pull feed as text, read as administrator, which marks nothing as picked up. */
export async function pullFeedPages({ url, fetch }: RunningExchange, id: string): Promise<string[]> {
  const pages: string[] = [];
  let next: string | undefined = `${url}/v1/destinations/${id}/feed`;
  while (next !== undefined && pages.length < MAX_PAGES) {
    const answer: Response = await fetch(next);
    if (!answer.ok) throw new Error(`${next}: ${answer.status}`);
    pages.push(await answer.text());
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return pages;
}
