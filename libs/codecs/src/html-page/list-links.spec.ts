import { decodeDocument } from '../decode.js';
import { isStoryLike, listLinks } from './list-links.js';

const LIST = 'https://www.khabar.example/ru/news';

describe('links of a list page', () => {
  it.each<[string, boolean]>([
    ['https://khabar.example/ru/news/148210', true],
    ['https://www.khabar.example/ru/2025/11/stroitelstvo', true],
    ['https://www.khabar.example/ru/v-astane-otkryli-most', true],
    ['https://www.khabar.example/view.php?id=148210', true],
    ['https://www.khabar.example/ru/news', false],
    ['https://www.khabar.example/ru/about-us', false],
    ['https://www.khabar.example/ru/news/page/2024', false],
    ['https://www.khabar.example/media/148210.jpg', false],
    ['https://other.example/ru/news/148210', false],
    ['not an address', false],
  ])('takes %s for a story: %s', (href, expected) => {
    expect(isStoryLike(href, LIST)).toBe(expected);
  });

  const html = `<header><a href="/ru/news/999999">Top</a></header>
    <nav><a href="/ru/kak-s-nami-svyazatsya">Contacts</a></nav>
    <article><header><a href="/ru/news/1001#comments">A</a></header><a href="/ru/news/1001">A again</a></article>
    <div class="more"><a href="/short">B</a> <a href="mailto:desk@khabar.example">C</a></div>`;
  const hrefs = (selector?: string) => listLinks(html, LIST, selector).pages.map(({ href }) => href);

  it('takes each once, without fragments, and none of the navigation', () => {
    expect(hrefs()).toEqual(['https://www.khabar.example/ru/news/1001']);
  });

  it('takes what a selector finds, whether the links or what they stand in', () => {
    expect(hrefs('.more a')).toEqual(['https://www.khabar.example/short']);
    expect(hrefs('.more')).toEqual(['https://www.khabar.example/short']);
  });

  it('says where there is none', () => {
    expect(listLinks(html, LIST, '.none')).toEqual({
      pages: [],
      warnings: [{ code: 'list-without-links', at: 'page', detail: '0 links found by .none' }],
    });
  });

  it.each([undefined, 'a'])('is read as far as it is nested like a page (selector %s)', (selector) => {
    const deep = `<a href="/first-of-all-stories">A</a>${'<div>'.repeat(100_000)}<a href="/last-of-all-stories">B</a>`;
    const { pages } = listLinks(deep, LIST, selector);
    expect(pages.map(({ href }) => href)).toEqual(['https://www.khabar.example/first-of-all-stories']);
  });

  it('lists the pages of a feed, whatever its format', () => {
    const rss =
      '<rss version="2.0"><channel><title>K</title><item><title>A</title><link>https://k.example/a</link>' +
      '<pubDate>Tue, 18 Nov 2025 09:00:00 GMT</pubDate></item></channel></rss>';
    expect(decodeDocument(Buffer.from(rss), { listing: {} }).pages).toEqual([
      { href: 'https://k.example/a', kind: 'page', modified: '2025-11-18T09:00:00Z' },
    ]);
    const page = decodeDocument(Buffer.from(`<!doctype html><html><body>${html}</body></html>`), {
      listing: {},
      baseUrl: LIST,
    });
    expect(page).toMatchObject({ format: 'html', records: [], pages: [{ kind: 'page' }] });
  });
});
