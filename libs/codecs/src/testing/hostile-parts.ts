import { type HostileDocument, text } from './hostile-document.js';

const each = (count: number, part: (i: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(between);

const newsml = (count: number, parts: (item: number) => string): string =>
  `<NewsML>${each(
    count,
    (i) =>
      `<NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><DateId>20251118</DateId><NewsItemId>${i}</NewsItemId></NewsIdentifier></Identification><NewsComponent>${parts(i)}</NewsComponent></NewsItem>`,
  )}</NewsML>`;
const component = (inner: string): string => `<NewsComponent>${inner}</NewsComponent>`;
const inside = (depth: number, open: string, inner: string): string =>
  `${open.repeat(depth)}${inner}${'</NewsComponent>'.repeat(depth)}`;
const TEXT = '<ContentItem><DataContent>x</DataContent></ContentItem>';
const ninjs = (count: number, fields: object): string =>
  JSON.stringify(Array.from({ length: count }, (_, i) => ({ uri: `urn:${i}`, headline: 'x', ...fields })));
const list = <T>(count: number, one: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i));

/** Items of more parts than are news: each part holds more memory while its item is read than it has in the document. */
export const PARTS: readonly HostileDocument[] = [
  text('components 240 deep, and 120,000 of them', () =>
    newsml(1, () => inside(240, '<NewsComponent>', component(TEXT).repeat(120_000))),
  ),
  text('120,000 references 240 deep', () =>
    newsml(1, () =>
      inside(
        240,
        '<NewsComponent>',
        component('<NewsItemRef NewsItem="urn:newsml:x:1:1:1"/>').repeat(120_000),
      ),
    ),
  ),
  text('120,000 equivalents of each other', () =>
    newsml(1, () => inside(20, '<NewsComponent EquivalentsList="yes">', component(TEXT).repeat(120_000))),
  ),
  text('roles that say nothing, thirty around each of 90,000', () =>
    newsml(10, () =>
      inside(
        30,
        '<NewsComponent><Role FormalName="zzz"/>',
        component(`<Role FormalName="zz"/>${TEXT}`).repeat(9000),
      ),
    ),
  ),
  text('ninety thousand texts in as many languages as there are', () =>
    newsml(1, () =>
      each(
        90_000,
        (i) =>
          `<NewsComponent xml:lang="${String.fromCharCode(97 + (i % 26), 97 + ((i / 26) % 26))}">${TEXT}</NewsComponent>`,
      ),
    ),
  ),
  text('two hundred thousand contents of a component', () => newsml(1, () => TEXT.repeat(200_000))),
  text('eighteen thousand contents in each of twelve items', () => newsml(12, () => TEXT.repeat(18_000))),
  text('eighteen thousand files in each of twelve items', () =>
    newsml(12, (item) => each(18_000, (i) => `<ContentItem Href="http://a.example/${item}/${i}"/>`)),
  ),
  text('two hundred thousand headlines of an item', () =>
    newsml(
      1,
      () => `<NewsLines>${'<HeadLine xml:lang="az">x</HeadLine>'.repeat(200_000)}</NewsLines>${TEXT}`,
    ),
  ),
  text(
    'a hundred thousand groups, each in the one before',
    () =>
      `<packageItem guid="urn:x" xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet root="g0">${each(100_000, (i) => `<group id="g${i}"><groupRef idref="g${i + 1}"/></group>`)}</groupSet></packageItem>`,
  ),
  text(
    'eighteen thousand files in each of twelve items of NewsML-G2',
    () =>
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${each(12, (item) => `<newsItem guid="urn:${item}"><contentSet>${each(18_000, (i) => `<remoteContent href="http://a.example/${item}/${i}"/>`)}</contentSet></newsItem>`)}</itemSet></newsMessage>`,
  ),
  text(
    'a hundred and twenty thousand pictures of NITF',
    () =>
      `<nitf-set>${each(12, (item) => `<nitf><body><body.content>${each(10_000, (i) => `<media><media-reference source="http://a.example/${item}/${i}"/></media>`)}</body.content></body></nitf>`)}</nitf-set>`,
  ),
  text(
    'sixty thousand captions, no two alike',
    () =>
      `<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>x</title><media:group>${each(60_000, (i) => `<media:content url="https://a.example/${i}.mp4"><media:description>no use ${i} Japan</media:description></media:content>`)}</media:group></item></channel></rss>`,
  ),
  text('eighty thousand objects beside one of ninjs', () =>
    ninjs(1, {
      associations: list(80_000, (i) => ({
        uri: `urn:${i}`,
        renditions: [{ href: `https://a.example/${i}` }],
      })),
    }),
  ),
  text('a hundred and sixty thousand subjects of ninjs', () =>
    ninjs(1, { subjects: list(160_000, (i) => ({ name: `a${i}`, uri: `urn:${i}` })) }),
  ),
  text('nineteen thousand subjects of each of eight', () =>
    ninjs(8, { subjects: list(19_000, (i) => ({ name: `a${i}`, uri: `urn:${i}` })) }),
  ),
  text('nineteen thousand renditions of each of eight', () =>
    ninjs(8, { renditions: list(19_000, (i) => ({ name: `a${i}`, href: `http://a.example/${i}` })) }),
  ),
  text('four hundred thousand tags', () =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: list(10, (item) => ({ id: `${item}`, content_text: 'x', tags: list(40_000, (i) => `t${i}`) })),
    }),
  ),
];
