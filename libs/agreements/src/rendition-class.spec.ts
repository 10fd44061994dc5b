import type { NewsItem } from '#news/record.js';
import { uncoveredRenditions } from './rendition-class.js';

const item = { itemClass: 'text' } as NewsItem;

describe('uncoveredRenditions', () => {
  it('knows files that the item only links to, by type or name, and leaves pages alone', () => {
    const links = [
      { rel: 'enclosure', href: 'https://a.example/1', contentType: 'image/jpeg' },
      { rel: 'related', href: 'https://a.example/2.MP4?x=1' },
      { rel: 'related', href: 'https://a.example/3.html', contentType: 'text/html' },
      { rel: 'related', href: 'https://a.example/4' },
    ];
    expect(uncoveredRenditions({ ...item, links }, ['text'])).toEqual([links[0]!.href, links[1]!.href]);
    expect(uncoveredRenditions({ ...item, links }, ['text', 'picture'])).toEqual([links[1]!.href]);
  });

  it('names a file once that is carried and linked to', () => {
    const href = 'https://a.example/1.jpg';
    expect(
      uncoveredRenditions({ ...item, renditions: [{ href }], links: [{ rel: 'x', href }] }, ['text']),
    ).toEqual([href]);
  });
});
