/** Words to make believable bodies of a given size from; the five languages of the exchange. */
const WORDS: Record<string, string> = {
  az: 'şəhər yeni körpü bu gün açılış qatar sərgi iqtisadiyyat hava günəş dəniz limanı məktəb kitab idman komandası qələbə görüş ölkə enerji',
  ru: 'город новый мост сегодня открытие поезд выставка экономика погода солнце море порт школа книга спорт команда победа встреча страна энергия',
  kk: 'қала жаңа көпір бүгін ашылу пойыз көрме экономика ауа райы күн теңіз порты мектеп кітап спорт командасы жеңіс кездесу ел қуат',
  uz: 'shahar yangi ko‘prik bugun ochilish poyezd ko‘rgazma iqtisodiyot ob-havo quyosh dengiz porti maktab kitob sport jamoasi g‘alaba uchrashuv mamlakat',
  en: 'city new bridge today opening train exhibition economy weather sunshine sea port school book sport team victory meeting country energy',
};
export const LANGUAGES = Object.keys(WORDS);

export const words = (language: string, from: number, count: number): string => {
  const list = WORDS[language]!.split(' ');
  let text = '';
  for (let i = 0; i < count; i++)
    text += `${i ? ' ' : ''}${list[(from * 7 + i * 3 + (i >> 3)) % list.length]}`;
  return text;
};

/** XHTML of about `bytes` bytes of UTF-8. */
function bodyOf(language: string, seed: number, bytes: number): string {
  let body = '';
  for (let i = 0; Buffer.byteLength(body) < bytes; i++) body += `<p>${words(language, seed + i, 24)}.</p>`;
  return body;
}

export interface Page {
  body: Buffer;
  guids: string[];
}

/** The language of a feed that is named for it: `az`, `az-2`. */
export const languageOf = (feed: string): string => feed.split('-')[0]!;

/**
 * One page of an RSS 2.0 feed: items `from` to `from + count`, with the next page by RFC 5005 where there is one.
 */
export function rssPage(options: {
  language: string;
  from: number;
  count: number;
  bodyBytes: number;
  run: string;
  next?: string;
  /** Put before every headline. */
  signal?: string;
}): Page {
  const { language, from, count, bodyBytes, run } = options;
  const signal = options.signal ? `${options.signal}: ` : '';
  const guids: string[] = [];
  let items = '';
  for (let i = from; i < from + count; i++) {
    const guid = `https://origin.example/${run}/${language}/${i}`;
    guids.push(guid);
    const published = new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toUTCString();
    items += `<item><guid>${guid}</guid><link>${guid}</link><title>${signal}${words(language, i, 9)} ${i}</title><pubDate>${published}</pubDate><description>${words(language, i + 1, 20)}</description><category>${words(language, i, 1)}</category><content:encoded><![CDATA[${bodyOf(language, i, bodyBytes)}]]></content:encoded></item>`;
  }
  const next = options.next ? `<atom:link rel="next" href="${options.next}"/>` : '';
  return {
    guids,
    body: Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Bench</title><link>https://origin.example/</link><description>Generated</description><language>${language}</language>${next}${items}</channel></rss>`,
    ),
  };
}
