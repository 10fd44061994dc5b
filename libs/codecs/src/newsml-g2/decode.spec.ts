import { goldenCases } from '../testing/golden.js';
import { decodeNewsmlG2 } from './decode.js';

describe('decodeNewsmlG2', () => {
  it.each(goldenCases('newsml-g2', '.xml'))('reads %s', (_name, text, expected) => {
    expect(decodeNewsmlG2(text, { sourceId: 'test' })).toEqual(expected);
  });
});
