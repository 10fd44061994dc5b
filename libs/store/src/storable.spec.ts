import { storable, storableJson } from './storable.js';

describe('what PostgreSQL can hold', () => {
  it('is text without NUL and half surrogates', () => {
    expect(storable('köpir\0\ud83d!')).toBe('köpir\ufffd\ufffd!');
    expect(storable('Көпір 🌉')).toBe('Көпір 🌉');
  });

  it('is JSON in which no text hides them behind an escape', () => {
    const value = { a: ['x\0', { b: '\udc00 🌉', n: 1, none: null }], literal: '\\u0000 \\ud800' };
    expect(JSON.parse(storableJson(value))).toEqual({
      a: ['x\ufffd', { b: '\ufffd 🌉', n: 1, none: null }],
      literal: '\\u0000 \\ud800',
    });
    expect(storableJson({ plain: 'text' })).toBe('{"plain":"text"}');
  });
});
