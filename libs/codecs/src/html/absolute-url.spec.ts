import { absoluteUrl, LINK_SCHEMES, nearerBase } from './absolute-url.js';

const BASE = 'https://report.example/az/news/';

describe('absoluteUrl', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['a.jpg', BASE, 'https://report.example/az/news/a.jpg'],
    ['/a.jpg', BASE, 'https://report.example/a.jpg'],
    ['//cdn.example/a.jpg', BASE, 'https://cdn.example/a.jpg'],
    ['//cdn.example/a.jpg', undefined, 'https://cdn.example/a.jpg'],
    ['//cdn.example/a.jpg', 'urn:x:feed', 'https://cdn.example/a.jpg'],
    ['//', undefined, undefined],
    ['?page=2', BASE, 'https://report.example/az/news/?page=2'],
    ['  https://Example.org/A%20b?x=[1]\n', undefined, 'https://Example.org/A%20b?x=[1]'],
    ['https://example.org/a b', undefined, 'https://example.org/a%20b'],
    ['https://xəbər.example/ş', undefined, 'https://xn--xbr-dtbb.example/%C5%9F'],
    ['a.jpg', undefined, undefined],
    ['', BASE, undefined],
    ['javascript:alert(1)', BASE, undefined],
    ['java\nscript:alert(1)', BASE, undefined],
    ['data:image/png;base64,AA', BASE, undefined],
    ['mailto:a@example.org', BASE, undefined],
    ['http://', BASE, undefined],
  ])('of %j against %s is %s', (reference, base, url) => {
    expect(absoluteUrl(reference, base)).toBe(url);
  });

  it('lets links lead to a mailbox', () => {
    expect(absoluteUrl('mailto:a@example.org', BASE, LINK_SCHEMES)).toBe('mailto:a@example.org');
  });
});

describe('nearerBase', () => {
  it.each<[string | undefined, string | undefined, string | undefined]>([
    ['2025/', BASE, 'https://report.example/az/news/2025/'],
    [undefined, BASE, BASE],
    ['2025/', undefined, undefined],
    ['https://a.example/', undefined, 'https://a.example/'],
    ['javascript:x', BASE, BASE],
  ])('of %s inside %s is %s', (near, far, base) => {
    expect(nearerBase(near, far)).toBe(base);
  });
});
