import { arrayLiteral } from './array-literal.js';

describe('arrayLiteral', () => {
  it('quotes every text, so that none is read as a separator, as nothing or as the end', () => {
    expect(arrayLiteral(['a', '', 'NULL', '{b}', 'c,d', ' e '])).toBe('{"a","","NULL","{b}","c,d"," e "}');
  });

  it('escapes quotation marks and backslashes', () => {
    expect(arrayLiteral(['say "no"', 'C:\\news', '\\"'])).toBe('{"say \\"no\\"","C:\\\\news","\\\\\\""}');
  });

  it('writes numbers, booleans and nothing without quotation marks', () => {
    expect(arrayLiteral([1, -2.5, true, false, null, undefined])).toBe('{1,-2.5,true,false,NULL,NULL}');
    expect(arrayLiteral([])).toBe('{}');
  });

  it('leaves lists of anything else to the driver', () => {
    expect(arrayLiteral([new Date(0)])).toBeUndefined();
    expect(arrayLiteral([Buffer.from('a')])).toBeUndefined();
    expect(arrayLiteral([['nested']])).toBeUndefined();
    expect(arrayLiteral([{ json: true }])).toBeUndefined();
  });
});
