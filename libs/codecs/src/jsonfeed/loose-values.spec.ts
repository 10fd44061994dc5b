import { decodeDocument } from '../decode.js';

const read = (item: object) => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ id: '1', content_text: 'x', ...item }],
  };
  const { records, warnings } = decodeDocument(Buffer.from(JSON.stringify(feed)), {
    baseUrl: 'https://example.org/feed.json',
  });
  return { record: records[0]!, warnings };
};

describe('JSON Feed values that are spelled otherwise', () => {
  it.each<[string, object, object]>([
    ['tags in a text', { tags: 'a, b' }, { subjects: [{ name: 'a' }, { name: 'b' }] }],
    ['a comma in a tag of a list', { tags: ['a, b'] }, { subjects: [{ name: 'a, b' }] }],
    ['tags that are objects', { tags: [{ name: 'a' }] }, { subjects: [{ name: 'a' }] }],
    [
      'a duration as a clock',
      { attachments: [{ url: 'a.mp3', duration_in_seconds: '01:02:03' }] },
      { renditions: [expect.objectContaining({ durationSeconds: 3723 })] },
    ],
    [
      'the relative address of an author',
      { author: { name: 'A', url: '/a' } },
      { authors: [{ name: 'A', uri: 'https://example.org/a' }] },
    ],
  ])('%s', (_name, item, expected) => {
    const { record, warnings } = read(item);
    expect(record).toMatchObject(expected);
    expect(warnings).toEqual([]);
  });

  it('tells a tag that has no name', () => {
    expect(read({ tags: [{ label: 'a' }] }).warnings).toEqual([
      { code: 'fields-not-carried', at: 'items[1]', detail: 'tags {"label":"a"}' },
    ]);
  });
});
