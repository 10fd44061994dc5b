import { decodeDocument } from '../decode.js';

const read = (item: string) => {
  const document = `<rss version="2.0"><channel><title>Feed</title><link>https://example.org/</link>${item}</channel></rss>`;
  const { records, warnings } = decodeDocument(Buffer.from(document));
  return { record: records[0]!, warnings: warnings.map(({ code, detail }) => `${code}: ${detail}`) };
};

describe('an item of RSS', () => {
  it.each([
    ['the item', '<item lang="ru"><title>Z</title></item>'],
    ['its title', '<item><title lang="ru">Z</title></item>'],
    ['its title, in the namespace of XML', '<item><title xml:lang="ru">Z</title></item>'],
  ])('has the language that %s says', (_, item) => {
    const { record, warnings } = read(item);
    expect(record.language).toBe('ru');
    expect(warnings).toEqual([]);
  });

  const full = (text: string) =>
    read(`<item><title>Z</title><full-text xmlns="http://n.example">${text}</full-text></item>`);

  it('has a paragraph for each line of a whole text whose lines end as sentences do', () => {
    expect(full('The bridge opened.\n  It rained.\n').record.body).toBe(
      '<p>The bridge opened.</p><p>It rained.</p>',
    );
    const wrapped = 'The bridge over\nthe harbour is\nopen.';
    expect(full(wrapped).record.body).toBe(wrapped);
  });

  it('is about a time and not a place where its coverage is figures', () => {
    const { record, warnings } = read(
      '<item><title>Z</title><coverage xmlns="http://purl.org/dc/elements/1.1/">1990s</coverage></item>',
    );
    expect(record.places).toBeUndefined();
    expect(warnings).toEqual(['fields-not-carried: dc:coverage 1990s']);
  });

  it('names the language of another page that has a title', () => {
    const link = (attributes: string): string =>
      `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="alternate" href="https://example.org/ru" hreflang="ru" ${attributes}/>`;
    const titled = read(
      `<item><title>Z</title><link>https://example.org/1</link>${link('title="T"')}</item>`,
    );
    expect(titled.record.links).toEqual([{ rel: 'alternate', href: 'https://example.org/ru', title: 'T' }]);
    expect(titled.warnings).toEqual(['fields-not-carried: atom:link/@hreflang ru']);
    const untitled = read(`<item><title>Z</title><link>https://example.org/1</link>${link('')}</item>`);
    expect(untitled.record.links).toEqual([
      { rel: 'alternate', href: 'https://example.org/ru', title: 'ru' },
    ]);
  });

  it('names attributes that nobody knows', () => {
    expect(read('<item id="5" type="article"><title>Story</title></item>').warnings).toEqual([
      'fields-not-carried: item/@id 5, item/@type article',
    ]);
  });

  it.each(['url', 'permalink'])('has the page of %s where there is no link', (name) => {
    const { record, warnings } = read(`<item><title>Story</title><${name}>/1</${name}></item>`);
    expect(record.url).toBe('https://example.org/1');
    expect(warnings).toEqual([]);
  });

  it.each([
    '<time datetime="2019-05-12T10:00:00Z">Sun, 05/12/2019</time>',
    '&lt;time datetime="2019-05-12T10:00:00Z"&gt;Sun, 05/12/2019&lt;/time&gt;',
  ])('has the date that is meant for machines: %s', (date) => {
    const { record, warnings } = read(`<item><title>Story</title><pubDate>${date}</pubDate></item>`);
    expect(record.firstCreated).toBe('2019-05-12T10:00:00Z');
    expect(warnings).toEqual([]);
  });

  it('is known neither by the word for nothing nor has it for its page', () => {
    const { record, warnings } = read(
      '<item><title>Story</title><guid>null</guid><link>undefined</link></item>',
    );
    expect(record.url).toBeUndefined();
    expect(record.guid).toBe(read('<item><title>Story</title></item>').record.guid);
    expect(warnings).toEqual(['fields-not-carried: guid null, link undefined']);
  });

  it('names a second page', () => {
    expect(read('<item><title>Story</title><url>/1</url><permalink>/2</permalink></item>').warnings).toEqual([
      'fields-not-carried: permalink /2',
    ]);
  });

  it('has no picture of an image without an address, and names it', () => {
    const { record, warnings } = read('<item><title>Story</title><image><id>Cover</id></image></item>');
    expect(record.renditions).toBeUndefined();
    expect(warnings).toEqual(['fields-not-carried: image Cover']);
  });

  it('that has nothing but rights is none, and they are told', () => {
    expect(read('<item><copyright>Example Agency</copyright></item>').warnings).toEqual([
      'entry-empty: Example Agency',
    ]);
  });

  it.each([
    ['<dc:title>By its module</dc:title>', 'By its module'],
    ['<dc:title>By its module</dc:title><title>Own</title>', 'Own'],
  ])('is of the feed that has the title %s', (title, name) => {
    const document = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${title}<item><title>Story</title></item></channel></rss>`;
    expect(decodeDocument(Buffer.from(document)).records[0]!.provider).toEqual({ name });
  });

  it('is of the channel whose title has no end tag', () => {
    const document =
      '<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Feed</titel><link>https://example.org/</link><dc:creator>Rana</dc:creator><copyright>Desk</copyright><item><title>Story</title></item></channel></rss>';
    expect(decodeDocument(Buffer.from(document)).records).toMatchObject([
      {
        headline: 'Story',
        provider: { name: 'Feed', uri: 'https://example.org/' },
        authors: [{ name: 'Rana' }],
        rights: { notice: 'Desk' },
      },
    ]);
  });

  it('knows its source by an address relative to the feed', () => {
    expect(
      read('<item><title>Story</title><source url="/other.xml">Other</source></item>').record.provider,
    ).toEqual({
      name: 'Other',
      uri: 'https://example.org/other.xml',
    });
  });
});

describe('an item of RSS 1.0 that has its address in rdf:about alone', () => {
  it.each([
    ['https://example.org/1', 'https://example.org/1'],
    ['urn:x:1', undefined],
  ])('%s leads to %j', (about, url) => {
    const { records, warnings } = decodeDocument(
      Buffer.from(
        `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="${about}"><title>T</title></item></rdf:RDF>`,
      ),
    );
    expect(records[0]).toMatchObject({ guid: about });
    expect(records[0]!.url).toBe(url);
    expect(warnings).toEqual([]);
  });
});
