import { type HostileDocument, rss, text } from './hostile-document.js';

/** Patterns meet what they are slow on: each of these over and over, in every place where text is read. */
const REPEATED = [
  ' ',
  '\n',
  '\t ',
  'a ',
  'a',
  '<',
  '&',
  '"',
  "'",
  '(',
  '[',
  '-',
  ' - ',
  ', ',
  '. ',
  ': ',
  '0',
  '1:',
  '<p',
  '<a href="',
  '=?',
  '=?a?q?',
  '\\',
  '/*',
  '/* ',
  '//',
  '\\"',
  '#\n',
  '{"',
  '@',
  'a@b.',
  'no use ',
  'only ',
  'out ',
  '48 hours ',
  'EMBARGO ',
  'credit ',
  'https://',
  'archive ',
  'US/',
  'US and ',
  'қ',
  'и ',
];
/** What takes time by the square of it takes minutes. */
const LENGTH = 50_000;
export const REPEATED_SIGNS: readonly HostileDocument[] = REPEATED.flatMap((unit) => {
  const run = `x${unit.repeat(Math.ceil(LENGTH / unit.length))}x`;
  const shown = JSON.stringify(unit);
  const xml = run.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const attribute = xml.replaceAll('"', '&quot;');
  const each = (elements: string): string =>
    elements
      .split(' ')
      .map((name) => `<${name}>${xml}</${name}>`)
      .join('');
  return [
    text(`RSS full of ${shown}`, () =>
      rss(
        `${each('title link guid description pubDate author category comments source content:encoded dc:creator dc:date dc:rights dc:language dcterms:modified media:copyright media:credit media:description media:keywords media:restriction itunes:duration itunes:keywords georss:point')}<enclosure url="${attribute}" type="${attribute}" length="${attribute}"/>`,
        `<?xml version="1.0"?>`,
      ).replace(
        '<rss>',
        '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:georss="http://www.georss.org/georss">',
      ),
    ),
    text(
      `NewsML-G2 full of ${shown}`,
      () =>
        `<newsItem guid="${attribute}" version="${attribute}" xmlns="http://iptc.org/std/nar/2006-10-01/"><rightsInfo>${each('copyrightNotice usageTerms')}</rightsInfo><itemMeta>${each('versionCreated firstCreated embargoed edNote title')}<pubStatus qcode="${attribute}"/></itemMeta><contentMeta>${each('urgency contentCreated creditline by dateline slugline headline description keyword')}<subject qcode="${attribute}">${each('name')}</subject></contentMeta><contentSet><inlineData contenttype="text/plain">${xml}</inlineData><remoteContent href="${attribute}" width="${attribute}"/></contentSet></newsItem>`,
    ),
    text(
      `NITF full of ${shown}`,
      () =>
        `<nitf><head>${each('title')}<docdata><date.issue norm="${attribute}"/><date.release norm="${attribute}"/><doc-id id-string="${attribute}"/><ed-msg info="${attribute}"/><doc.rights>${xml}</doc.rights></docdata></head><body><body.head><hedline>${each('hl1 hl2')}</hedline>${each('byline dateline distributor rights note')}</body.head><body.content><p>${xml}</p><media><media-caption>${xml}</media-caption></media></body.content></body></nitf>`,
    ),
    text(
      `NewsML 1 full of ${shown}`,
      () =>
        `<NewsML><NewsItem><Identification><NewsIdentifier>${each('ProviderId DateId NewsItemId RevisionId PublicIdentifier')}</NewsIdentifier></Identification><NewsManagement>${each('FirstCreated ThisRevisionCreated')}<Status FormalName="${attribute}"/></NewsManagement><NewsComponent><NewsLines>${each('HeadLine SubHeadLine ByLine DateLine CreditLine CopyrightLine RightsLine SlugLine KeywordLine')}</NewsLines><ContentItem><DataContent>${xml}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`,
    ),
    text(
      `Atom full of ${shown}`,
      () =>
        `<feed xmlns="http://www.w3.org/2005/Atom"><entry>${each('id title updated published summary content rights')}<author>${each('name email uri')}</author><category term="${attribute}" scheme="${attribute}"/><link href="${attribute}" rel="${attribute}" type="${attribute}" length="${attribute}"/></entry></feed>`,
    ),
    text(`ninjs full of ${shown}`, () =>
      JSON.stringify({
        uri: run,
        versioncreated: run,
        headline: run,
        body_text: run,
        body_xhtml: run,
        byline: run,
        copyrightnotice: run,
        usageterms: run,
        ednote: run,
        description_text: run,
        located: run,
        language: run,
        mimetype: run,
        embargoed: run,
        renditions: { x: { href: run, mimetype: run } },
        subject: [{ code: run, name: run, scheme: run }],
      }),
    ),
    text(`JSON Feed full of ${shown}`, () =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: run,
        items: [
          {
            id: run,
            url: run,
            title: run,
            content_html: run,
            content_text: run,
            summary: run,
            date_published: run,
            authors: [{ name: run }],
            tags: [run],
            attachments: [{ url: run, mime_type: run }],
            language: run,
          },
        ],
      }),
    ),
    text(
      `a page full of ${shown}`,
      () =>
        `<!doctype html><html lang="${attribute}"><head><title>${xml}</title><base href="${attribute}"><link rel="canonical" href="${attribute}">${['og:title', 'og:type', 'og:site_name', 'og:description', 'og:image', 'og:video', 'og:video:duration', 'article:published_time', 'author', 'keywords', 'copyright', 'og:image:width', 'description', 'date'].map((name) => `<meta property="${name}" content="${attribute}">`).join('')}<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: run, datePublished: run, articleBody: run, keywords: run, author: run, image: run, video: { '@type': 'VideoObject', contentUrl: run, duration: run, regionsAllowed: run, width: run }, inLanguage: run, copyrightNotice: run, license: run, correction: run, url: run })}</script><script type="application/ld+json">${run}</script></head><body><h1>${xml}</h1><article class="${attribute}" id="${attribute}"><p>${xml}</p>${run}<img src="${attribute}" srcset="${attribute}" width="${attribute}"></article></body></html>`,
    ),
    text(`a mail full of ${shown}`, () => {
      const field = run.replace(/[\r\n]/g, ' ');
      return `From: ${field}\r\nSubject: ${field}\r\nDate: ${field}\r\nMessage-ID: ${field}\r\nKeywords: ${field}\r\nContent-Language: ${field}\r\nOrganization: ${field}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b; x=${field}\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed\r\n\r\n${run}\r\n--b\r\nContent-Type: text/html; charset=${field}\r\n\r\n${run}\r\n--b\r\nContent-Type: text/enriched\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${run}\r\n--b\r\nContent-Disposition: attachment; filename="${field}\r\nContent-Transfer-Encoding: base64\r\nContent-ID: ${field}\r\n\r\n${run}\r\n--b\r\nContent-Type: ${field}\r\n\r\n${run}`;
    }),
    text(
      `a header line full of ${shown}`,
      () => `From: a@example.org\r\nSubject: x\r\n${run}: ${run}\r\n\r\n${run}`,
    ),
    text(
      `a wire message full of ${shown}`,
      () => `\u0001${run}\r\n\u0002${run}\r\n${run}\u0003${run}\u0004`,
      'iptc7901',
    ),
    text(
      `a wire text full of ${shown}`,
      () => `\u0001prr0123 4 pol 120 ${run}\r\n\u0002${run}\r\n  ${run}\r\n${run}\u0003${run}\u0004`,
    ),
    text(
      `a sitemap full of ${shown}`,
      () =>
        `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"><url>${each('loc lastmod')}<news:news><news:publication>${each('news:name news:language')}</news:publication>${each('news:title news:publication_date news:keywords news:genres')}</news:news><video:video>${each('video:title video:description video:content_loc video:duration video:restriction video:expiration_date')}</video:video></url></urlset>`,
    ),
    text(`nothing but ${shown}`, () => run),
    text(
      `${shown} before a feed`,
      () => `x${run}<rss><channel><item><title>x</title></item></channel></rss>`,
    ),
    text(`a root with ${shown}`, () => `<rss ${run}><channel/></rss>`),
  ];
});
