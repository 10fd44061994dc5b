import { lookup } from './lookup.js';

describe('lookup', () => {
  it('answers what it was given, and nothing else', () => {
    const table = lookup({ daily: 1 });
    expect(table['daily']).toBe(1);
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])
      expect([name, table[name]]).toEqual([name, undefined]);
  });
});
