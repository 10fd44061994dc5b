import { ID_PATTERN } from '#news/ids.js';

describe('ID_PATTERN', () => {
  it.each(['report', 'baku-tv', 'uzbekistan-24', 'a1'])('accepts %s', (id) => {
    expect(id).toMatch(ID_PATTERN);
  });
  it.each(['', 'a', 'Report', '-x', 'x-', 'a--b', 'a/b', 'a:b', 'x'.repeat(64)])('refuses %j', (id) => {
    expect(id).not.toMatch(ID_PATTERN);
  });
});
