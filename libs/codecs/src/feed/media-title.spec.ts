import { decodeDocument } from '../decode.js';

const read = (item: string) => {
  const { records } = decodeDocument(
    Buffer.from(
      `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Feed</title><item>${item}</item></channel></rss>`,
    ),
  );
  const { headline, description } = records[0]!;
  return { headline, description };
};

const FILE = 'url="https://example.org/1.mp4"';

describe('an entry that has no title', () => {
  it.each<[string, string, string | undefined, string | undefined]>([
    [
      'of a file that only its player can show, with the description',
      '<media:group><media:content><media:title>Flood</media:title><media:description>By night</media:description><media:player url="https://example.org/p"/></media:content></media:group>',
      'Flood',
      'By night',
    ],
    [
      'of its file, without the caption',
      `<media:content ${FILE}><media:title>Flood</media:title><media:description>By night</media:description></media:content>`,
      'Flood',
      undefined,
    ],
    [
      'of a module before that of its file',
      `<media:title>Storm</media:title><media:content ${FILE}><media:title>Flood</media:title></media:content>`,
      'Storm',
      undefined,
    ],
  ])('has that %s', (_, item, headline, description) => {
    expect(read(item)).toEqual({ headline, description });
  });

  it('and one that has a title keeps it', () => {
    const file = `<media:content ${FILE}><media:title>Flood</media:title></media:content>`;
    expect(read(`<title>Storm</title>${file}`).headline).toBe('Storm');
  });
});
