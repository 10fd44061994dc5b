import { decodeDocument } from '../decode.js';
import { lintDocument } from '../lint.js';

const feed = (channel: unknown): string => JSON.stringify({ rss: { version: '2.0', channel } });
const read = (item: object) => {
  const { records, warnings } = decodeDocument(Buffer.from(feed({ title: 'Feed', item })));
  return { record: records[0]!, warnings };
};

describe('RSS in JSON', () => {
  it.each(['#value', '#text', '$t', '_'])('has the text of an element beside its attributes in %s', (key) => {
    const { record, warnings } = read({ title: 'A', category: { '@domain': 'urn:x', [key]: 'b' } });
    expect(record.subjects).toEqual([{ name: 'b', scheme: 'urn:x' }]);
    expect(warnings).toEqual([]);
  });

  it('reads one item that stands in no list, and passes over what is null', () => {
    const { record, warnings } = read({
      title: 'A',
      link: null,
      enclosure: { url: 'https://a.example/1.mp3', type: null },
    });
    expect(record).toMatchObject({ headline: 'A', renditions: [{ href: 'https://a.example/1.mp3' }] });
    expect(warnings).toEqual([]);
  });

  it('names what RSS does not know', () => {
    expect(read({ title: 'A', mood: { of: 'day', 'x:level': 3 } }).warnings).toEqual([
      { code: 'fields-not-carried', at: 'item[1]', detail: 'mood 3 day' },
    ]);
  });

  it('is not what it is configured to be without a channel', () => {
    expect(() => decodeDocument(Buffer.from('{"rss":{"version":"2.0"}}'), { format: 'rss' })).toThrow(
      'it has no channel',
    );
  });

  it('is no RSS 2.0 to those who check', () => {
    expect(lintDocument('rss', feed({ title: 'Feed' })).map(({ code }) => code)).toEqual(['rss.in-json']);
  });
});
