import { decodeDocument } from './decode.js';
import { VALUES } from './testing/hostile-values.js';

const read = (name: string) => decodeDocument(VALUES.find((one) => one.name === name)!.make());
/** Nearly as many as an element may hold. */
const MANY = 199_000;
const readMany = (field: (i: number) => string) =>
  decodeDocument(
    Buffer.from(
      `<rss xmlns:x="urn:x"><channel><item><title>x</title>${Array.from({ length: MANY }, (_, i) => field(i)).join('')}</item><item><title>y</title></item></channel></rss>`,
    ),
  );

describe('an item with hundreds of thousands of values in short tags', () => {
  it.each([
    ['that no one can read', (i: number) => `<x:embargo>a${i}</x:embargo>`],
    ['of one day each', (i: number) => `<x:embargo>${new Date(i * 86_400_000).toISOString()}</x:embargo>`],
  ])('is read, held, and told with the others: embargoes %s', (_what, field) => {
    const { records, warnings } = readMany(field);
    expect(records).toMatchObject([{ headline: 'x', embargoed: 'indefinite' }, { headline: 'y' }]);
    expect(records[1]!.embargoed).toBeUndefined();
    expect(warnings).toHaveLength(5001);
  });

  it('is read, held, and told with the others: fields of WordPress', () => {
    const { records, warnings } = read('an item of fields of WordPress');
    expect(records).toMatchObject([{ headline: 'x', embargoed: 'indefinite' }]);
    expect(warnings).toHaveLength(5001);
  });

  it('has as many pictures as a record may have', () => {
    const { records, warnings } = read('half a million pictures of one attribute');
    expect(records[0]!.renditions!.length).toBeLessThanOrEqual(1000);
    expect(warnings.some(({ detail }) => detail.includes('499001 more'))).toBe(true);
  });
});
