import { decodeDocument } from '../decode.js';

const read = (item: string) => {
  const { records, warnings } = decodeDocument(
    Buffer.from(
      `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>C</title><link>https://example.org/</link><item><title>T</title>${item}</item></channel></rss>`,
    ),
  );
  return { record: records[0]!, warnings };
};

describe('HTML that is escaped once too often', () => {
  it.each([
    [
      'description',
      '<description>&amp;lt;p class=&amp;quot;x&amp;quot;&amp;gt;A &amp;lt;b&amp;gt;c&amp;lt;/b&amp;gt; &amp;amp;amp; d&amp;lt;/p&amp;gt;</description>',
    ],
    [
      'content:encoded',
      '<content:encoded><![CDATA[\n&lt;p&gt;A &lt;b&gt;c&lt;/b&gt; &amp;amp; d&lt;/p&gt;\n]]></content:encoded>',
    ],
  ])('is read in %s, and told', (field, item) => {
    const { record, warnings } = read(item);
    expect(record.body).toBe('<p>A <b>c</b> &amp; d</p>');
    expect(warnings).toEqual([expect.objectContaining({ code: 'markup-repaired', at: `item[1]/${field}` })]);
  });

  it.each([
    ['words about a tag', 'Use &amp;lt;p&amp;gt; and &amp;lt;/p&amp;gt; here', 'Use <p> and </p> here'],
    ['a tag that does not end', '&amp;lt;p&amp;gt; begins a paragraph', '<p> begins a paragraph'],
    ['code in real markup', '&lt;code&gt;&amp;lt;p&amp;gt;&amp;lt;/p&amp;gt;&lt;/code&gt;', '<p></p>'],
  ])('leaves %s', (_name, description, expected) => {
    const { record, warnings } = read(`<description>${description}</description>`);
    expect(record.description).toBe(expected);
    expect(warnings).toEqual([]);
  });
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapedTimes = (html: string, times: number): string => {
  let text = html;
  for (let i = 0; i < times; i++) text = escaped(text);
  return text;
};

describe('HTML that is escaped three times or more', () => {
  const html = '<p>EMBARGOED UNTIL 10:00 GMT, 19 November 2099</p><p>AT&amp;T said so.</p>';

  it.each(
    [2, 3, 4, 9].flatMap((times) =>
      ['description', 'content:encoded', 'encoded'].map((field): [number, string] => [times, field]),
    ),
  )('is read where it was %i times in %s, and its embargo holds', (times, field) => {
    const { record, warnings } = read(`<${field}>${escapedTimes(html, times)}</${field}>`);
    expect(record.body).toBe(html);
    expect(record.embargoed).toBeDefined();
    expect(warnings[0]).toMatchObject({ code: 'markup-repaired', at: `item[1]/${field}` });
  });

  it.each([
    ['more often than is undone', escapedTimes(html, 12)],
    ['between words', `Baku ${escapedTimes('<br>Astana', 3)}`],
    ['in tags that are no blocks', escapedTimes('<b>EMBARGOED</b> until 10:00 GMT', 3)],
  ])('stays and is told: %s', (_name, text) => {
    const { record, warnings } = read(`<description>${text}</description>`);
    expect(record.description).toMatch(/&(?:amp;)+lt;|&lt;/);
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'markup-doubtful', at: 'item[1]/description' }),
    ]);
  });

  it.each([
    ['<b>&lt;p&gt;A c&lt;/p&gt;</b>', '<b><p>A c</p></b>'],
    ['<span class="x"><b>&amp;lt;p&amp;gt;A&amp;lt;/p&amp;gt;</b></span>', '<span><b><p>A</p></b></span>'],
  ])('is read where it stands only inside %s', (html, body) => {
    const { record, warnings } = read(`<description>${escapedTimes(html, 1)}</description>`);
    expect(record.description).not.toContain('<');
    expect(record.body).toBe(body);
    expect(warnings[0]).toMatchObject({ code: 'markup-repaired', at: 'item[1]/description' });
  });

  it.each([
    '<p>a <b>&lt;i&gt;x&lt;/i&gt;</b> y</p>',
    '<a href="https://example.org/">&lt;b class="x"&gt;Word&lt;/b&gt;</a>',
    '<strong>&amp;lt;a href="https://example.org/"&amp;gt;link&amp;lt;/a&amp;gt;</strong> text',
  ])('stays and is told inside of an element: %s', (html) => {
    const { record, warnings } = read(`<description>${escapedTimes(html, 1)}</description>`);
    expect(record.description).toMatch(/<|&lt;/);
    expect(warnings).toEqual([expect.objectContaining({ code: 'markup-doubtful' })]);
  });

  it.each(['<p>Use <code>&lt;b&gt;x&lt;/b&gt;</code></p>', '<p>1 &lt; 2</p>', '<b>&lt;p&gt;</b> begins it'])(
    'says nothing of %s',
    (html) => {
      expect(read(`<description>${escapedTimes(html, 1)}</description>`).warnings).toEqual([]);
    },
  );

  it.each(['R&D', 'a &lt; b', '&amp;amp;', '1 &lt;2', 'Ctrl & <p>'])('is not %s', (text) => {
    const { record, warnings } = read(`<description>${escapedTimes(text, 1)}</description>`);
    expect(record.description).toBeDefined();
    expect(warnings).toEqual([]);
  });
});

describe('names of modules that are escaped as HTML', () => {
  it.each<[string, string, object]>([
    ['itunes:author', '<itunes:author>A &amp;amp; B</itunes:author>', { authors: [{ name: 'A & B' }] }],
    ['itunes:category', '<itunes:category text="R &amp;amp; D"/>', { subjects: [{ name: 'R & D' }] }],
    ['itunes:keywords', '<itunes:keywords>R&amp;amp;D, x</itunes:keywords>', { keywords: ['R&D', 'x'] }],
    ['media:credit', '<media:credit>A &amp;amp; B</media:credit>', { creditline: 'A & B' }],
    [
      'media:copyright',
      '<media:copyright>&amp;copy; 2026</media:copyright>',
      { rights: { notice: '© 2026' } },
    ],
    ['media:category', '<media:category>R &amp;amp; D</media:category>', { subjects: [{ name: 'R & D' }] }],
  ])('are words in %s', (_name, item, expected) => {
    const { record, warnings } = read(item);
    expect(record).toMatchObject(expected);
    expect(warnings).toEqual([]);
  });
});
