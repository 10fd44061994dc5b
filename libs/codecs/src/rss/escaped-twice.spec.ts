import { decodeDocument } from '../decode.js';

const read = (item: string) => {
  const { records, warnings } = decodeDocument(
    Buffer.from(
      `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>C</title><link>https://example.org/</link><item><title>T</title>${item}</item></channel></rss>`,
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
