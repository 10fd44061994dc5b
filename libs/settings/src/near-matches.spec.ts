import { didYouMean, nearMatches } from './near-matches.js';

const DESTINATIONS = ['baku-tv-newsml', 'baku-tv-rss', 'khabar-newsml', 'khabar-ninjs', 'report-atom'];

describe('nearMatches', () => {
  it.each([
    ['a letter left out', 'khabar-ninj', 'khabar-ninjs'],
    ['letters changed places', 'reprot-atom', 'report-atom'],
    ['capitals', 'Baku-TV-RSS', 'baku-tv-rss'],
    ['a part of it', 'atom', 'report-atom'],
    ['more than it', 'report-atom.yaml', 'report-atom'],
  ])('%s', (_case, given, meant) => {
    expect(nearMatches(given, DESTINATIONS)[0]).toBe(meant);
  });

  it('names three at most, and each once', () => {
    expect(nearMatches('khabar', [...DESTINATIONS, ...DESTINATIONS, 'khabar-a', 'khabar-b'])).toHaveLength(3);
  });

  it('has no idea what a word that is like none could mean', () => {
    expect(nearMatches('uzbekistan-24', DESTINATIONS)).toEqual([]);
  });
});

describe('didYouMean', () => {
  it('suggests what is near, else lists what there is', () => {
    expect(didYouMean('khabar-ninj', DESTINATIONS)).toBe(' Did you mean khabar-ninjs, or khabar-newsml?');
    expect(didYouMean('zzz', ['one'])).toBe(' There is: one.');
    expect(didYouMean('zzz', ['one', 'two'])).toBe(' There are: one, two.');
    expect(didYouMean('zzz', [])).toBe('');
  });
});
