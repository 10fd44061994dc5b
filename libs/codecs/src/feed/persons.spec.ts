import { decodeDocument } from '../decode.js';

const rss = (item: string, channel = ''): string =>
  `<rss version="2.0"><channel><title>Feed</title><link>https://example.org/</link>${channel}<item><title>Story</title>${item}</item></channel></rss>`;
const atom = (entry: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><id>urn:x:1</id><title>Story</title>${entry}</entry></feed>`;

const read = (document: string) => {
  const { records, warnings } = decodeDocument(Buffer.from(document));
  return { authors: records[0]?.authors, warnings: warnings.map(({ code, detail }) => `${code}: ${detail}`) };
};

describe('persons of a feed', () => {
  it.each([
    [
      'a link to a page',
      rss('<author>by <a rel="author" href="/who/ann">Ann</a></author>'),
      { name: 'by Ann', uri: 'https://example.org/who/ann' },
    ],
    [
      'an escaped link to a mailbox',
      rss('<author>&lt;a href="mailto:ann@example.org"&gt;Ann&lt;/a&gt;</author>'),
      { name: 'Ann', email: 'ann@example.org' },
    ],
    [
      'a person of FOAF',
      rss(
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:f="http://xmlns.com/foaf/0.1/">' +
          '<f:Person><f:name>Ann</f:name><f:mbox r:resource="mailto:ann@example.org"/><f:homepage r:resource="/who/ann"/></f:Person></dc:creator>',
      ),
      { name: 'Ann', email: 'ann@example.org', uri: 'https://example.org/who/ann' },
    ],
    [
      'an element of text in brackets',
      rss('<author>Ann <ann@example.org></author>'),
      { name: 'Ann', email: 'ann@example.org' },
    ],
    [
      'an author of the channel',
      rss('', '<author>ann@example.org (Ann)</author>'),
      { name: 'Ann', email: 'ann@example.org' },
    ],
    [
      'a person of the channel',
      rss('', '<author><name>Ann</name><url>/who</url></author>'),
      { name: 'Ann', uri: '/who' },
    ],
    [
      'an address of a page alone',
      rss('<author>https://medium.example/@ann.b</author>'),
      { name: 'https://medium.example/@ann.b', uri: 'https://medium.example/@ann.b' },
    ],
    [
      'an address of a page in brackets',
      rss('<author>Ann (https://example.org/ann)</author>'),
      { name: 'Ann', uri: 'https://example.org/ann' },
    ],
    [
      'an address of a page behind a comma',
      rss('<author>Ann, https://example.org/ann</author>'),
      { name: 'Ann', uri: 'https://example.org/ann' },
    ],
    ['an empty name before the name', atom('<author><name/><name>Ann</name></author>'), { name: 'Ann' }],
  ])('reads %s', (_, document, author) => {
    const { authors, warnings } = read(document);
    expect(authors).toEqual([author]);
    expect(warnings.filter((one) => !one.startsWith('xml-recovered'))).toEqual([]);
  });

  it('takes the item’s own author before the channel’s', () => {
    expect(read(rss('<author>Bob</author>', '<author>Ann</author>')).authors).toEqual([{ name: 'Bob' }]);
  });

  it('names what is said twice of a person', () => {
    const person =
      '<name>A</name><name>B</name><email>a@example.org</email><email>b@example.org</email><uri>https://a.example/</uri><uri>https://b.example/</uri>';
    expect(read(atom(`<author>${person}</author>`))).toEqual({
      authors: [{ name: 'A', email: 'a@example.org', uri: 'https://a.example/' }],
      warnings: [
        'fields-not-carried: author/name B, author/email b@example.org, author/uri https://b.example/',
      ],
    });
  });

  it('names links that are more than one author has', () => {
    expect(read(rss('<author><a href="/a">Ann</a>, <a href="/b">Bob</a></author>'))).toEqual({
      authors: [{ name: 'Ann, Bob' }],
      warnings: ['link-dropped: /a', 'link-dropped: /b'],
    });
  });
});
