import { chosenPages } from './read-listing.js';

const NOW = new Date('2025-11-18T09:00:00Z');
const page = (href: string, modified?: string) => ({ href, kind: 'page' as const, modified });

describe('the pages chosen from a list', () => {
  it('are the newest first, each once, without a fragment and campaigns', () => {
    const listed = [
      page('https://a.example/1', '2025-11-17T09:00:00Z'),
      page('https://a.example/2', '2025-11-18T09:00:00Z'),
      page('https://a.example/2?utm_medium=x#c'),
      page('https://a.example/3'),
    ];
    expect(chosenPages(listed, { maxAgeDays: 7 }, NOW)).toEqual({
      pages: [listed[3], listed[1], listed[0]],
      warnings: [],
    });
  });

  it('are not those that are old, elsewhere, unreadable or too many, and it says so', () => {
    const many = Array.from({ length: 1001 }, (_, i) => page(`https://a.example/news/${i}`));
    const others = [
      page('https://a.example/news/old', '2025-11-01T09:00:00Z'),
      page('https://a.example/about'),
      page(`https://a.example/news/${'x'.repeat(2000)}`),
    ];
    const { pages, warnings } = chosenPages([...others, ...many], { maxAgeDays: 7, paths: ['/news/'] }, NOW);
    expect(pages).toHaveLength(1000);
    expect(warnings.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
      'pages-elsewhere: 1 pages of other paths were left out',
      'pages-too-old: 1 pages older than 7 days were left out',
      'pages-unreadable: 1 pages whose address is none, or too long were left out',
      'pages-too-many: 1 pages beyond the newest 1000 were left out',
    ]);
  });
});
