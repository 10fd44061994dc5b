import { knows, replacing } from '../testing/lint-cases.js';

describe('a sitemap', () => {
  const good = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:v="http://www.google.com/schemas/sitemap-video/1.1">
<url>
<loc>https://report.example.org/1</loc>
<lastmod>2026-03-10</lastmod>
<changefreq>daily</changefreq>
<priority>0.8</priority>
<n:news><n:publication><n:name>Report</n:name><n:language>az</n:language></n:publication><n:publication_date>2026-03-10T09:00:00Z</n:publication_date><n:title>Sərgi</n:title></n:news>
<v:video><v:thumbnail_loc>https://x.example.org/1.jpg</v:thumbnail_loc><v:title>S</v:title><v:description>S</v:description><v:player_loc>https://x.example.org/1</v:player_loc></v:video>
</url>
</urlset>`;
  knows('sitemap', good, [
    ['sitemap.empty', '/urlset', 1, replacing(/<url>[\s\S]*<\/url>/, '')],
    ['sitemap.no-loc', '/urlset/url', 2, replacing(/<loc>.*<\/loc>/, '')],
    ['sitemap.loc', '/urlset/url/loc', 2, replacing('<loc>https://report.example.org', '<loc>')],
    ['sitemap.date', '/urlset/url/lastmod', 4, replacing('2026-03-10<', '10.03.2026<')],
    ['sitemap.changefreq', '/urlset/url/changefreq', 5, replacing('daily', 'often')],
    ['sitemap.priority', '/urlset/url/priority', 6, replacing('0.8', '8')],
    ['sitemap.incomplete', '/urlset/url/news', 7, replacing('<n:title>Sərgi</n:title>', '')],
    ['sitemap.incomplete', '/urlset/url/news/publication', 7, replacing('<n:language>az</n:language>', '')],
    ['sitemap.date', '/urlset/url/news/publication_date', 7, replacing('T09:00:00Z', 'T09:00:00')],
    ['sitemap.incomplete', '/urlset/url/video', 8, replacing(/<v:player_loc>.*<\/v:player_loc>/, '')],
    ['sitemap.namespace', '/urlset', 1, replacing('sitemap/0.9"', 'sitemap/9.0"')],
  ]);
});
