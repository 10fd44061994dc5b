import { goldenCases } from '../testing/golden.js';
import { decodeNinjs } from './decode.js';

describe('decodeNinjs', () => {
  it.each(goldenCases('ninjs', '.json'))('reads %s', (_name, text, expected) => {
    expect(decodeNinjs(text, { sourceId: 'test' })).toEqual(expected);
  });
});
