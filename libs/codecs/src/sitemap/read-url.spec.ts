import { decodeDocument } from '../decode.js';

const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';
const read = (children: string) => {
  const { records, warnings } = decodeDocument(
    Buffer.from(
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="${NEWS}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://example.org/1</loc>${children}</url></urlset>`,
    ),
  );
  return { record: records[0]!, warnings: warnings.map(({ code, detail }) => `${code}: ${detail}`) };
};

describe('an address of a sitemap', () => {
  it.each([
    ['without news:news', (news: string) => news],
    ['with it in another case', (news: string) => `<news:News>${news}</news:News>`],
    ['with it', (news: string) => `<news:news>${news}</news:news>`],
  ])('has its news %s', (_name, around) => {
    const { record, warnings } = read(
      around(
        '<news:publication><news:name>E</news:name><news:language>zh-tw</news:language></news:publication><news:title>新聞</news:title><news:publication_date>2025-11-18T10:00:00Z</news:publication_date><news:keywords>a; b</news:keywords>',
      ),
    );
    expect(record).toMatchObject({
      headline: '新聞',
      provider: { name: 'E' },
      language: 'zh-TW',
      firstCreated: '2025-11-18T10:00:00Z',
      keywords: ['a', 'b'],
    });
    expect(warnings).toEqual([]);
  });

  it('tells what it says twice and what belongs to no file', () => {
    const { record, warnings } = read(
      '<lastmod>2025-11-18</lastmod><news:news><news:title>A</news:title></news:news><news:news><news:title>B</news:title></news:news><image:image><image:loc/><image:caption>C</image:caption></image:image>',
    );
    expect(record.headline).toBe('A');
    expect(warnings).toContain('fields-not-carried: news:title B, image:image C');
  });
});
