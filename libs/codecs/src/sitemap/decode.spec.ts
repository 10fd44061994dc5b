import { decodeDocument } from '../decode.js';
import { decodeCase, goldenCases } from '../testing/golden-cases.js';

describe('sitemaps', () => {
  it.each(goldenCases(import.meta.url))('$name reads as written down beside it', (golden) => {
    expect(decodeCase(golden)).toEqual(golden.expected);
  });
});

const sitemap = (urls: string): Buffer =>
  Buffer.from(`<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls}</urlset>`);
const url = (i: number): string =>
  `<url>\r\n<loc>https://a.example/${i}</loc><news:news><news:title>Xəbər ${i}</news:title></news:news></url>\n`;

describe('a large sitemap', () => {
  it('is read with as many addresses as sitemaps.org allows, and none more', () => {
    const full = Array.from({ length: 50_000 }, (_, i) => url(i)).join('');
    const { records, pages, places, warnings } = decodeDocument(sitemap(full));
    expect(records).toHaveLength(5000);
    expect(pages).toHaveLength(50_000);
    expect([places.at(-1), records.at(-1)?.headline]).toEqual(['url[5000]', 'Xəbər 4999']);
    expect(warnings[0]).toEqual({
      code: 'stories-cut',
      at: 'url[5001]',
      detail: '45000 more stories are too many for one document; their pages alone are listed',
    });
    expect(() => decodeDocument(sitemap(full + url(50_000)))).toThrow(/50000 addresses/);
  });

  it('is read beyond the 15 MB of other documents', () => {
    const padding = `<!--${'x'.repeat(16_000_000)}-->`;
    expect(decodeDocument(sitemap(url(1) + padding)).records).toHaveLength(1);
    const rss = `<rss><channel>${padding}<item><title>x</title></item></channel></rss>`;
    expect(() => decodeDocument(Buffer.from(rss))).toThrow(/anything but sitemaps/);
    expect(() => decodeDocument(Buffer.from(`<!--<urlset>-->${rss}`))).toThrow(/anything but sitemaps/);
  });

  it('has no stories read beyond what would be read of another document', () => {
    const { records, pages, warnings } = decodeDocument(
      sitemap(`${url(1)}<!--${'x'.repeat(16_000_000)}-->${url(2)}`),
    );
    expect(records.map(({ headline }) => headline)).toEqual(['Xəbər 1']);
    expect(pages).toHaveLength(2);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'stories-cut', at: 'url[2]' }));
  });

  it('is begun anew where it has to be repaired', () => {
    const { records, pages, warnings } = decodeDocument(
      sitemap(`${url(1)}${url(2).replace('Xəbər', 'a <3')}`),
    );
    expect(records.map(({ headline }) => headline)).toEqual(['Xəbər 1', 'a <3 2']);
    expect(pages).toHaveLength(2);
    expect(warnings.map(({ code }) => code)).toContain('xml-recovered');
  });
});
