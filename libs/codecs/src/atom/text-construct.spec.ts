import { decodeDocument } from '../decode.js';

const entry = (inside: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><id>urn:x:1</id><title>Story</title>${inside}</entry></feed>`;

const read = (inside: string) => {
  const { records, warnings } = decodeDocument(Buffer.from(entry(inside)));
  const { description, body } = records[0] as { description?: string; body?: string };
  return { description, body, warnings: warnings.map(({ code, detail }) => `${code}: ${detail}`) };
};

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';

describe('contents of Atom', () => {
  it.each([
    [
      'escaped XHTML',
      '<content type="xhtml">&lt;div&gt;&lt;p&gt;A &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;&lt;/div&gt;</content>',
      '<div><p>A <b>b</b></p></div>',
    ],
    ['a sign in XHTML that is no markup', '<content type="xhtml">1 &lt; 2</content>', '1 &lt; 2'],
    [
      'a list of a language in XHTML that has no div',
      '<content type="xhtml">List&lt;String&gt;</content>',
      '<p>List&lt;String&gt;</p>',
    ],
    ['code in XHTML', `<content type="xhtml"><div ${XHTML}>&lt;p&gt;</div></content>`, '&lt;p&gt;'],
    [
      'escaped HTML around which stands a div',
      `<content type="html"><div ${XHTML}>A &lt;b&gt;b&lt;/b&gt; &amp;amp; c</div></content>`,
      'A <b>b</b> &amp; c',
    ],
    [
      'HTML that is not escaped, with code in it',
      `<content type="html"><div ${XHTML}>A <b>b</b> &lt;p&gt;</div></content>`,
      '<div>A <b>b</b> &lt;p&gt;</div>',
    ],
    [
      'XML that holds HTML',
      `<content type="application/xml"><div ${XHTML}><p>A</p></div></content>`,
      '<div><p>A</p></div>',
    ],
    [
      'XML of an unknown vocabulary',
      '<content type="application/xml"><a1><b1>One <c1>and</c1> a half.</b1><b1>Two.</b1></a1></content>',
      '<p>One and a half.</p><p>Two.</p>',
    ],
    ['a type that is none', '<content type="CDATA"><![CDATA[<p>A</p>]]></content>', '<p>A</p>'],
    ['a text of a type that is none', '<content type="markdown">A &lt; b</content>', '<p>A &lt; b</p>'],
    [
      'markup of a type nobody knows',
      '<content type="application/x-post">&lt;p&gt;A&lt;/p&gt;</content>',
      '<p>A</p>',
    ],
    [
      'attributes in the namespace of their element',
      '<content xmlns:a="http://www.w3.org/2005/Atom" a:type="html">&lt;p&gt;A&lt;/p&gt;</content>',
      '<p>A</p>',
    ],
    [
      'an entry inside an entry',
      '<content type="application/atom+xml"><entry><title>Inner</title></entry></content>',
      '<p>Inner</p>',
    ],
  ])('%s', (_, inside, body) => {
    expect(read(inside)).toEqual({ description: undefined, body, warnings: [] });
  });

  it('elements that HTML does not know leave their words', () => {
    expect(read(`<summary type="xhtml"><div ${XHTML}>It <foo>is</foo> <b>so</b></div></summary>`)).toEqual({
      description: 'It is so',
      body: 'It is <b>so</b>',
      warnings: [],
    });
  });

  it('end where their end tags are misspelt, and the elements behind them are the entry’s', () => {
    const { records } = decodeDocument(
      Buffer.from(
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><entry><id>urn:x:1</id><title>Story</titel><author><name>Rana</name></author><link href="https://example.org/1"/><dc:subject>Rivers</dc:subject><summary>Short</sumary><updated>2025-01-01T00:00:00Z</updated><content type="html">&lt;p&gt;Long&lt;/p&gt;</content></entry></feed>',
      ),
    );
    expect(records).toMatchObject([
      {
        headline: 'Story',
        authors: [{ name: 'Rana' }],
        url: 'https://example.org/1',
        subjects: [{ name: 'Rivers' }],
        description: 'Short',
        versionCreated: '2025-01-01T00:00:00Z',
        body: '<p>Long</p>',
      },
    ]);
  });

  it('a text beside an address is named', () => {
    expect(
      read('<content src="https://example.org/a" type="text/html">Elsewhere</content>').warnings,
    ).toEqual(['fields-not-carried: content Elsewhere']);
  });
});
