import { decodeDocument } from '../decode.js';

const item = (inside: string): string =>
  `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Feed</title><item><title>Story</title>${inside}</item></channel></rss>`;

const read = (inside: string) => {
  const { records, warnings } = decodeDocument(Buffer.from(item(inside)));
  const { description, body } = records[0] as { description?: string; body?: string };
  return { description, body, warnings: warnings.map(({ code, detail }) => `${code}: ${detail}`) };
};

const LINKED = '&lt;p&gt;Long &lt;a href="https://example.org/x"&gt;text&lt;/a&gt;&lt;/p&gt;';
const BODY = '<p>Long <a href="https://example.org/x">text</a></p>';

describe('summaries that stand in modules', () => {
  it.each([
    ['itunes:summary', `<itunes:summary>${LINKED}</itunes:summary>`],
    ['dc:description', `<dc:description>${LINKED}</dc:description>`],
    ['atom:summary', `<atom:summary type="html">${LINKED}</atom:summary>`],
    ['summary', `<summary>${LINKED}</summary>`],
  ])('are the body too where they are markup: %s', (_, inside) => {
    expect(read(inside)).toEqual({ description: 'Long text', body: BODY, warnings: [] });
  });

  it('are the body where they go on where the own summary ends', () => {
    expect(
      read(
        '<description>It begins.</description><itunes:summary>It begins. And then it goes on.</itunes:summary>',
      ),
    ).toEqual({ description: 'It begins.', body: '<p>It begins. And then it goes on.</p>', warnings: [] });
  });

  it('are named where there is a body and they say something else', () => {
    const inside =
      '<description>It begins.</description><content:encoded>&lt;p&gt;All of it&lt;/p&gt;</content:encoded><itunes:summary>It begins. And goes on.</itunes:summary>';
    expect(read(inside)).toEqual({
      description: 'It begins.',
      body: '<p>All of it</p>',
      warnings: ['fields-not-carried: further summary It begins. And goes on.'],
    });
  });

  it.each([
    ['the same', 'It begins &amp; goes on.'],
    ['the beginning', 'It begins…'],
  ])('are passed over where they are %s of the own one', (_, other) => {
    expect(
      read(
        `<description>It begins &amp;amp; goes on.</description><itunes:summary>${other}</itunes:summary>`,
      ),
    ).toEqual({
      description: 'It begins & goes on.',
      body: undefined,
      warnings: [],
    });
  });

  it('a longer title of a module is named', () => {
    expect(read('<media:title>Story of the day</media:title>').warnings).toEqual([
      'fields-not-carried: further title Story of the day',
    ]);
  });
});
