import { decodeDocument } from './decode.js';
import { VALUES } from './testing/hostile-values.js';

const read = (name: string) => decodeDocument(VALUES.find((one) => one.name === name)!.make());

describe('an item with hundreds of thousands of values in short tags', () => {
  it.each([
    'an item of embargo that no one can read',
    'an item of fields of WordPress',
    'an item of embargo',
  ])('is read, held, and told with the others: %s', (name) => {
    const { records, warnings } = read(name);
    expect(records).toMatchObject([{ headline: 'x', embargoed: 'indefinite' }]);
    expect(warnings).toHaveLength(5001);
  });

  it('has as many pictures as a record may have', () => {
    const { records, warnings } = read('half a million pictures of one attribute');
    expect(records[0]!.renditions!.length).toBeLessThanOrEqual(1000);
    expect(warnings.some(({ detail }) => detail.includes('499001 more'))).toBe(true);
  });
});
