import { type HostileDocument, rss, text } from './hostile-document.js';

/** What may not be read from the machine: a file that exists everywhere, and an address nobody answers at. */
export const OUTSIDE: readonly HostileDocument[] = [
  ['file', 'file:///etc/passwd'],
  ['http', 'http://127.0.0.1:9/x'],
].flatMap(([name = '', url = '']) => [
  text(`an entity of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss [<!ENTITY x SYSTEM "${url}">]>`),
  ),
  text(`a public entity of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss [<!ENTITY x PUBLIC "-//x//" "${url}">]>`),
  ),
  text(`a parameter entity of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss [<!ENTITY % p SYSTEM "${url}"> %p; <!ENTITY x "%p;">]>`),
  ),
  text(`an external DTD of a ${name} address`, () =>
    rss('<title>a&x;b</title>', `<!DOCTYPE rss SYSTEM "${url}">`),
  ),
  text(`an XInclude of a ${name} address`, () =>
    rss(
      `<title>a<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${url}" parse="text"/></title>`,
    ),
  ),
]);

const lol = (levels: number, width: number): string =>
  Array.from({ length: levels }, (_, i) =>
    i === 0 ? '<!ENTITY e0 "lol">' : `<!ENTITY e${i} "${`&e${i - 1};`.repeat(width)}">`,
  ).join('');

export const ENTITIES: readonly HostileDocument[] = [
  text('a billion laughs', () => rss('<title>&e9;</title>', `<!DOCTYPE rss [${lol(10, 10)}]>`)),
  text('quadratic blow-up', () =>
    rss(`<title>${'&x;'.repeat(200_000)}</title>`, `<!DOCTYPE rss [<!ENTITY x "${'x'.repeat(1000)}">]>`),
  ),
  text('a hundred thousand entities', () =>
    rss(
      '<title>&e7;</title>',
      `<!DOCTYPE rss [${Array.from({ length: 100_000 }, (_, i) => `<!ENTITY e${i} "x">`).join('')}]>`,
    ),
  ),
  text('an entity of itself', () => rss('<title>&x;</title>', '<!DOCTYPE rss [<!ENTITY x "&x;">]>')),
  text('a doctype of a million quotes', () => `<!DOCTYPE rss [${'"'.repeat(1_000_001)}`, 'rss'),
  text('a doctype of a million brackets', () => `<!DOCTYPE rss ${'[<!'.repeat(1_000_000)}`, 'rss'),
  text('a million ampersands', () => rss(`<title>${'&'.repeat(5_000_000)}</title>`)),
  text('references without an end', () =>
    rss(`<title>${'&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(200_000)}</title>`),
  ),
  text('three million references', () => rss(`<title>${'&#65;'.repeat(2_900_000)}</title>`)),
];
