import { masked } from './masked.js';

describe('masked', () => {
  it.each([
    ['a value', 'x-token: khabar-token-1; ok', ['khabar-token-1'], 'x-token: ***; ok'],
    ['each time', 'khabar-token-1 khabar-token-1', ['khabar-token-1'], '*** ***'],
    ['a credential without its scheme', 'token khabar-token-1', ['Bearer khabar-token-1'], 'token ***'],
    ['the longer of two', 'khabar-token-12', ['khabar-token-1', 'khabar-token-12'], '***'],
    ['one that the text ends in', 'x-token: khabar-tok', ['khabar-token-1'], 'x-token: ***'],
    ['no ordinary word', 'the world desk', ['world'], 'the world desk'],
  ])('hides %s', (_what, text, secrets, shown) => {
    expect(masked(text, secrets)).toBe(shown);
  });
});
