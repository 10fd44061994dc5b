import { type HostileDocument, rss, text } from './hostile-document.js';

const each = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join('');

const declarations = (count: number): string => each(count, (i) => ` xmlns:b${i}="u"`);
const DEEP = each(240, (i) => `<a xmlns:b${i}="u">`);

/** Prefixes and names in any number, each of which is looked up and some of which are kept. */
export const NAMESPACES: readonly HostileDocument[] = [
  text('249,000 elements that each declare a prefix of their own', () =>
    rss(each(249_000, (i) => `<a${i}:b xmlns:a${i}="u${i}">x</a${i}:b>`)),
  ),
  text('490,000 namespaces of RSS', () => `<rss${declarations(490_000)}><channel><item/></channel></rss>`),
  text(
    '490,000 namespaces of NITF',
    () => `<nitf${declarations(490_000)}><body><body.content><p>x</p></body.content></body></nitf>`,
  ),
  text(
    '490,000 namespaces of NewsML-G2',
    () =>
      `<newsItem guid="x" xmlns="http://iptc.org/std/nar/2006-10-01/"${declarations(490_000)}><itemMeta/></newsItem>`,
  ),
  text(
    '240,000 namespaces of the elements of an Atom feed',
    () =>
      `<feed xmlns="http://www.w3.org/2005/Atom">${each(240_000, (i) => `<a${i}:b xmlns:a${i}="u"/>`)}<entry/></feed>`,
  ),
  text('490,000 names in 240 scopes', () => rss(DEEP + each(490_000, (i) => `<q${i}/>`))),
  text('490,000 prefixes that are not declared in 240 scopes', () =>
    rss(DEEP + each(490_000, (i) => `<z${i}:q/>`)),
  ),
  text('490,000 attributes of an element', () => rss(`<a${each(490_000, (i) => ` b${i}="u"`)}/>`)),
];
