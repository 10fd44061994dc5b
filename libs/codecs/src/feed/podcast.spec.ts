import { decodeDocument } from '../decode.js';

const decode = (inside: string) => {
  const { records, warnings } = decodeDocument(
    Buffer.from(
      `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Feed</title><item><title>Story</title>${inside}</item></channel></rss>`,
    ),
  );
  return { record: records[0], details: warnings.map(({ detail }) => detail) };
};

describe('an episode of a podcast', () => {
  const video =
    '<podcast:alternateEnclosure type="video/mp4"><podcast:source uri="https://example.org/a.mp4"/></podcast:alternateEnclosure>';
  const sound = '<enclosure url="https://example.org/a.mp3" type="audio/mpeg"/>';

  it.each([video + sound, sound + video])(
    'is what its enclosure is, and other versions come after',
    (files) => {
      const { record } = decode(files);
      expect(record).toMatchObject({
        itemClass: 'audio',
        renditions: [{ href: 'https://example.org/a.mp3' }, { href: 'https://example.org/a.mp4' }],
      });
    },
  );

  it('is what its other version is where there is no enclosure', () => {
    expect(decode(video).record).toMatchObject({ itemClass: 'video' });
  });

  it('has no picture where an address is missing or a size is said twice, and says so', () => {
    const { record, details } = decode(
      '<podcast:images srcset="1500w, , x 2x 3x, https://example.org/a.jpg 600w"/>',
    );
    expect(record?.renditions).toMatchObject([{ href: 'https://example.org/a.jpg', width: 600 }]);
    expect(record?.renditions).toHaveLength(1);
    expect(details).toEqual(['podcast:images/@srcset 1500w, podcast:images/@srcset x 2x 3x']);
  });
});
