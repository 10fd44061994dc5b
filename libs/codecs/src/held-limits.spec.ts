import { decodeDocument } from './decode.js';

const rss = (items: string): Buffer =>
  Buffer.from(
    `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${items}</channel></rss>`,
  );

describe('what is held of a document while it is read', () => {
  it('is no element with more than 200,000 others right inside', () => {
    const item = (count: number) => rss(`<item><title>Story</title>${'<dc:date/>'.repeat(count)}</item>`);
    expect(decodeDocument(item(199_999)).records).toHaveLength(1);
    expect(() => decodeDocument(item(200_000))).toThrow('an element holds more than 200000 others');
  });

  it('is so many warnings and no more, and the others are counted', () => {
    const items = `<item><title>Story</title><link>https://report.example/1</link>${'<pubDate>soon</pubDate>'.repeat(3)}</item>`;
    const { warnings: ofOne } = decodeDocument(rss(items));
    const { records, warnings } = decodeDocument(rss(items.repeat(5000)));
    expect(records.length).toBeGreaterThan(0);
    expect(warnings).toHaveLength(5001);
    const [, left] = /^(\d+) more were left out$/.exec(warnings.at(-1)!.detail)!;
    expect(Number(left)).toBeGreaterThanOrEqual(5000 * ofOne.length - 5000);
  });

  it('is counted for each document by itself', () => {
    const faulty = rss('<item><title>Story</title><pubDate>soon</pubDate></item>'.repeat(9000));
    decodeDocument(faulty);
    expect(decodeDocument(rss('<item><title>Story</title><pubDate>soon</pubDate></item>')).warnings).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'date-unparsable' })]),
    );
  });
});
