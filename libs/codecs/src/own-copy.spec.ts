import { ownCopy } from './own-copy.js';

describe('ownCopy', () => {
  it.each(['', 'No archive', 'Bakı, Xəzər', '😀', 'half \ud83d of it'])('of %j is the same text', (text) => {
    expect(ownCopy(text)).toBe(text);
  });
});
