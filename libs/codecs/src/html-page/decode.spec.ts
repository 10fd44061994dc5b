import { type DecodeContext, UndecodableDocument } from '../codec.js';
import { decodeDocument } from '../decode.js';
import { decodeCase, goldenCases } from '../testing/golden-cases.js';

describe('news pages', () => {
  it.each(goldenCases(import.meta.url))('$name reads as written down beside it', (golden) => {
    expect(decodeCase(golden)).toEqual(golden.expected);
  });

  it('are refused where an element has more attributes than any has', () => {
    const page = (count: number): Buffer =>
      Buffer.from(
        `<html><h1>x</h1><p ${Array.from({ length: count }, (_, i) => `a${i}`).join(' ')}>y</p></html>`,
      );
    expect(() => decodeDocument(page(10_001), { format: 'html' })).toThrow('10000 attributes in one element');
    expect(decodeDocument(page(10_000), { format: 'html' }).records).toHaveLength(1);
  });
});

describe('the text of a page', () => {
  const FOOT =
    '<div><p>Bülletenimizə yazılın və bütün xəbərləri hamıdan əvvəl, hər səhər oxuyun, pulsuz.</p></div>';
  it.each<[string, string]>([
    ['named as the text', `<div itemprop="articleBody"><p>Prezident fərmanı imzaladı.</p></div>${FOOT}`],
    ['in a place for texts', '<div class="entry-content"><p>Prezident fərmanı imzaladı.</p></div>'],
  ])('may be one short line, %s', (_name, html) => {
    const page = `<html><head><meta property="og:type" content="article"></head><body><h1>Fərman</h1>${html}</body></html>`;
    const [record] = decodeDocument(Buffer.from(page), {}).records;
    expect(record?.body).toBe('<p>Prezident fərmanı imzaladı.</p>');
  });
});

describe('what a page says of its story beyond the text', () => {
  const read = (node: object, head = '') =>
    decodeDocument(
      Buffer.from(
        `<html><head><link rel="canonical" href="https://a.example/1"><meta property="og:type" content="article">${head}` +
          `<script type="application/ld+json">${JSON.stringify({ headline: 'Körpü', ...node })}</script></head>` +
          '<body><div class="entry-content"><p>Körpü açıldı.</p></div></body></html>',
      ),
      {},
    );

  it.each([
    ['AdvertiserContentArticle', 'Advertiser content'],
    ['https://schema.org/OpinionNewsArticle', 'Opinion'],
    ['AnalysisNewsArticle', 'Analysis'],
  ])('is its genre where it is no report: %s', (type, name) => {
    const head = '<meta property="article:opinion" content="false">';
    expect(read({ '@type': ['NewsArticle', type] }, head).records[0]?.genres).toEqual([{ name }]);
    expect(read({ '@type': 'NewsArticle' }, head).records[0]).not.toHaveProperty('genres');
  });

  it('is relative to the address that the page says, where it came without one', () => {
    const head = '<meta property="og:image" content="/img/a.jpg">';
    const [file] = read({ '@type': 'NewsArticle' }, head).records[0]?.renditions ?? [];
    expect(file?.href).toBe('https://a.example/img/a.jpg');
  });

  it('is said once by both', () => {
    const head = '<meta property="article:opinion" content="true">';
    for (const type of ['OpinionNewsArticle', 'NewsArticle'])
      expect(read({ '@type': type }, head).records[0]?.genres).toEqual([{ name: 'Opinion' }]);
  });

  it('binds: the reservation of data mining and the tier', () => {
    const head =
      '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://a.example/tdm">' +
      '<meta property="article:content_tier" content="metered">';
    expect(read({ '@type': 'NewsArticle' }, head).records[0]?.rights?.usageTerms).toEqual([
      'access: metered',
      'text and data mining reserved: https://a.example/tdm',
    ]);
    const open = '<meta name="tdm-reservation" content="0">';
    expect(read({ '@type': 'NewsArticle' }, open).records[0]).not.toHaveProperty('rights');
  });

  it('is reported where a record has no place for it', () => {
    const node = {
      '@type': 'NewsArticle',
      editor: { '@type': 'Person', name: 'Leyla Quliyeva' },
      sponsor: ['Neft MMC', { name: 'Qaz MMC' }],
      isBasedOn: 'https://b.example/7',
      copyrightYear: 2025,
    };
    const head =
      '<meta name="original-source" content="https://b.example/7"><meta name="syndication-source" content="https://a.example/1">';
    expect(read(node, head).warnings.filter(({ code }) => code === 'fields-not-carried')).toEqual([
      { code: 'fields-not-carried', at: 'page/editor', detail: 'Leyla Quliyeva' },
      { code: 'fields-not-carried', at: 'page/sponsor', detail: 'Neft MMC, Qaz MMC' },
      { code: 'fields-not-carried', at: 'page/isBasedOn', detail: 'https://b.example/7' },
      { code: 'fields-not-carried', at: 'page/copyrightYear', detail: '2025' },
      { code: 'fields-not-carried', at: 'page/original-source', detail: 'https://b.example/7' },
    ]);
  });
});

const TEASERS = Array.from(
  { length: 6 },
  (_, i) =>
    `<article><h2><a href="/${i}">Xəbər ${i}</a></h2><p>Xəbərin qısa məzmunu, bir cümlə ilə yazılıb.</p></article>`,
).join('');
const LIST_NODES =
  '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"A","url":"https://a.example/1"},' +
  '{"@type":"NewsArticle","headline":"B","url":"https://a.example/2"}]</script>';
const STORY = `<p>${'Mətn uzundur və xəbər kimi oxunur. '.repeat(12)}</p>`;

const read = (html: string, context: DecodeContext = {}): string => {
  try {
    const { records } = decodeDocument(Buffer.from(html), context);
    return records.map((record) => record.headline ?? 'no headline').join('; ') || 'no record';
  } catch (error) {
    if (error instanceof UndecodableDocument) return error.code;
    throw error;
  }
};

describe('a page in place of a feed', () => {
  it.each<[string, string]>([
    ['an error', '<html><head><title>502</title></head><body><h1>Bad gateway</h1><p>nginx</p></body></html>'],
    ['a login', '<!doctype html><html><body><form><input name="user"></form></body></html>'],
    [
      'a front page',
      `<html><head><meta property="og:type" content="website"><meta property="og:title" content="Sayt"></head><body>${TEASERS}</body></html>`,
    ],
    [
      'a list with nodes of several stories',
      `<html><head>${LIST_NODES}</head><body>${TEASERS}</body></html>`,
    ],
    [
      'a teaser',
      '<html><body><h1>Elan</h1><article><p>Sayt bir saatdan sonra açılacaq.</p></article></body></html>',
    ],
  ])('is refused where it is %s', (_name, html) => {
    expect(read(html)).toBe('decode.html-instead-of-feed');
  });

  it.each<[string, string]>([
    [
      'JSON-LD',
      '<html><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bir"}</script></html>',
    ],
    [
      'Open Graph',
      '<html><meta property="og:type" content="article"><meta property="og:title" content="Bir"></html>',
    ],
    ['an article', `<html><body><h1>Bir</h1><article>${STORY}</article></body></html>`],
  ])('is a story where %s says so, but not where a feed was configured', (_name, html) => {
    expect(read(html)).toBe('Bir');
    expect(read(html, { format: 'html' })).toBe('Bir');
    expect(read(html, { format: 'rss' })).toBe('decode.html-instead-of-feed');
  });

  it.each<[string, string, string]>([
    [
      'a bare page',
      `<html><title>Bir | Sayt</title><body><h1>Bir</h1><div>${STORY}</div></body></html>`,
      'Bir',
    ],
    ['a front page', `<html><title>Sayt</title><body>${TEASERS}</body></html>`, 'no record'],
    ['an empty page', '<html><body></body></html>', 'no record'],
    ['the story that the address names', `<html>${LIST_NODES}</html>`, 'B'],
  ])('is read where pages are expected: %s', (_name, html, headline) => {
    expect(read(html, { format: 'html', baseUrl: 'https://www.a.example/2/?utm=1' })).toBe(headline);
  });
});

describe('a page read by selectors', () => {
  const html = `<html lang="ru"><head><meta property="og:title" content="Сайт | Главная">
    <link rel="canonical" href="https://k.example/"></head><body>
    <div class="t">Мост <b>открыт</b></div><span class="d">18.11.2025 14:30</span><i class="by">Айгуль Сеитова</i>
    <img class="lead" src="/p.jpg"><div class="x"><p>Мост через реку открыт для движения.</p><aside>Реклама</aside></div>
    </body></html>`;
  const page = { headline: '.t', body: '.x', date: '.d', byline: '.by', image: '.lead' };
  const context: DecodeContext = {
    format: 'html',
    baseUrl: 'https://k.example/news/77?utm_source=list',
    zone: 'Asia/Almaty',
    profile: { guid: 'link' },
  };

  it('has what they find, before what it says of itself', () => {
    const { records, warnings } = decodeDocument(Buffer.from(html), { ...context, page });
    expect(records).toMatchObject([
      {
        headline: 'Мост открыт',
        byline: 'Айгуль Сеитова',
        firstCreated: '2025-11-18T09:30:00Z',
        body: '<p>Мост через реку открыт для движения.</p>',
        renditions: [{ href: 'https://k.example/p.jpg', contentType: 'image/jpeg' }],
      },
    ]);
    expect(warnings.map(({ code }) => code)).toContain('canonical-ignored');
  });

  it('says which of them found nothing, and is read as any other', () => {
    const { records, warnings } = decodeDocument(Buffer.from(html), {
      ...context,
      page: { headline: '.gone' },
    });
    expect(warnings).toContainEqual({ code: 'selector-without-match', at: 'headline', detail: '.gone' });
    expect(records).toHaveLength(1);
  });

  it('is one item under whatever address it was reached', () => {
    const guid = (baseUrl: string) =>
      decodeDocument(Buffer.from(html), { ...context, baseUrl, page }).records[0]?.guid;
    expect(guid('https://k.example/news/77#top')).toBe(guid('https://k.example/news/77?utm_source=list'));
  });
});
