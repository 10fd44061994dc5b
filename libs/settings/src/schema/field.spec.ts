import { country, language, languageRange } from './field.js';

describe('country', () => {
  it.each(['KZ', 'AZ', 'XK', 'GB'])('takes %s', (code) => {
    expect(country.safeParse(code).success).toBe(true);
  });
  it.each(['XX', 'UK', 'SU', 'EU', 'ZZ', 'kz', 'KAZ'])('refuses %s', (code) => {
    expect(country.safeParse(code).error?.issues).toHaveLength(1);
  });
});

describe('language', () => {
  it.each(['az', 'uz-Cyrl', 'kk-Latn-KZ', 'kaa', 'rut', 'crh'])('takes %s', (tag) => {
    expect([language.safeParse(tag).success, languageRange.safeParse(tag).success]).toEqual([true, true]);
  });
  it.each(['azeri', 'xx', 'russian', 'az_AZ', 'qq-Latn', ''])('refuses %s', (tag) => {
    expect([language.safeParse(tag).success, languageRange.safeParse(tag).success]).toEqual([false, false]);
  });
});
