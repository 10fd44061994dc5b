import { repairedJson } from './repair-json.js';

describe('repairedJson', () => {
  it.each<[string, string, unknown]>([
    ['raw line breaks and tabs', '{"a":"Bir\n\tiki\\n"}', { a: 'Bir\n\tiki\n' }],
    ['commas behind a last value', '{"a":[1,2 ,\n],"b":",]",}', { a: [1, 2], b: ',]' }],
    [
      'numbers without a word',
      '{"a":[NaN,-Infinity],"b":"NaN \\" NaN"}',
      { a: [null, null], b: 'NaN " NaN' },
    ],
  ])('reads %s', (_name, text, value) => {
    expect(JSON.parse(repairedJson(text)!)).toEqual(value);
  });

  it.each([
    ['is JSON', '{"a":"b,]"}'],
    ['ends too early', '{"a":"b'],
    ['is too long', `["\n${' '.repeat(2_000_000)}"]`],
  ])('leaves alone what %s', (_name, text) => {
    expect(repairedJson(text)).toBeUndefined();
  });
});
