import { decodeDocument } from '../decode.js';

const read = (content: string) => {
  const document = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed</title><item><title>Story</title><content:encoded><![CDATA[${content}]]></content:encoded></item></channel></rss>`;
  const [record] = decodeDocument(Buffer.from(document)).records;
  return { body: (record as { body?: string }).body, files: record?.renditions?.map(({ href }) => href) };
};

describe('the body of an entry', () => {
  it.each([
    '<p>A</p><media:content type="image/jpeg" url="https://example.org/1.jpg"></media:content><p>B</p>',
    "<p>A</p><media:thumbnail url='https://example.org/1.jpg'/><p>B</p>",
  ])('shows pictures that stand in it as Media RSS: %s', (html) => {
    expect(read(html)).toEqual({
      body: '<p>A</p><img src="https://example.org/1.jpg" alt=""/><p>B</p>',
      files: ['https://example.org/1.jpg'],
    });
  });

  it('shows no video as a picture', () => {
    expect(
      read('<p>A</p><media:content type="video/mp4" url="https://example.org/1.mp4">').files,
    ).toBeUndefined();
  });

  it.each([
    ['One.\n\nTwo\nthree.', '<p>One.</p><p>Two\nthree.</p>'],
    ['\n One &amp; a half.\n \n\nTwo.\n\n', '<p>One &amp; a half.</p><p>Two.</p>'],
    ['One\nline.', 'One\nline.'],
    ['<b>One.</b>\n\nTwo.', '<b>One.</b>\n\nTwo.'],
  ])('has a paragraph for each that a blank line ends, where there is no tag: %j', (html, body) => {
    expect(read(html).body?.trim()).toBe(body);
  });
});
