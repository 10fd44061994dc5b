import { joinedJson, jsonList } from './json-list.js';
import { storableJson } from './storable.js';

describe('a list of JSON texts as one parameter', () => {
  it('is taken apart between the texts and nowhere else', () => {
    const texts = [{ quoted: '"\\"' }, { controls: '\x1e\x1f\0\n' }, [], 'ə'].map(storableJson);
    const separator = jsonList('$1').match(/E'\\x(..)'/)?.[1];
    expect(separator).toBe('1e');
    expect(joinedJson(texts).split('\x1e')).toEqual(texts);
  });
});
