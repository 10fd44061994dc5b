import { decodeDocument } from '../decode.js';

const read = (item: string) => {
  const { records, warnings } = decodeDocument(
    Buffer.from(
      `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>C</title><item><title>T</title><itunes:duration>1:05</itunes:duration>${item}</item></channel></rss>`,
    ),
  );
  const durations = (records[0]!.renditions ?? []).map(({ durationSeconds }) => durationSeconds);
  return { durations, warnings: warnings.map(({ detail }) => detail) };
};
const file = (name: string, type: string) =>
  `<enclosure url="https://example.org/${name}" length="1" type="${type}"/>`;

describe('the duration of an entry', () => {
  it.each([
    [
      'the sound, not the picture before it',
      file('a.jpg', 'image/jpeg') + file('a.mp3', 'audio/mpeg'),
      [undefined, 65],
    ],
    ['a file of which nobody knows what it is', file('a.jpg', 'image/jpeg') + file('a', ''), [undefined, 65]],
  ])('is that of %s', (_name, item, expected) => {
    expect(read(item)).toEqual({ durations: expected, warnings: [] });
  });

  it('is told where nothing plays', () => {
    expect(read(file('a.jpg', 'image/jpeg'))).toEqual({ durations: [undefined], warnings: ['duration 65'] });
  });
});
