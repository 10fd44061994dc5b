import { inScript, isWrittenIn, languageTag, scriptOf } from './language-tag.js';

describe('languageTag', () => {
  it.each<[string, string | undefined]>([
    ['en_us', 'en-US'],
    ['AZ', 'az'],
    ['kz', 'kk'],
    ['kz-KZ', 'kk-KZ'],
    ['Russian', 'ru'],
    ['uz-cyrl', 'uz-Cyrl'],
    ['ru-RU,en', 'ru-RU'],
    ['en ; q=0.5', 'en'],
    ['en_US.UTF-8', 'en-US'],
    ['sr_RS@latin', 'sr-RS'],
    ['und', undefined],
    ['zxx', undefined],
    ['bütün dillər', undefined],
    ['', undefined],
  ])('of %j is %j', (declared, tag) => {
    expect(languageTag(declared)).toBe(tag);
  });
});

describe('inScript', () => {
  it.each<[string, string, string]>([
    ['uz', 'Toshkentda yangi', 'uz-Latn'],
    ['uz-UZ', 'Тошкентда янги', 'uz-Cyrl'],
    ['kk', '123', 'kk-Cyrl'],
    ['kk', 'Astanada jaña', 'kk-Latn'],
    ['az', '', 'az-Latn'],
    ['az-Cyrl', '', 'az-Cyrl'],
    ['ru-KZ', 'Алматы', 'ru-KZ'],
  ])('makes of %s for %j %s', (tag, text, expected) => {
    expect(inScript(tag, scriptOf(text))).toBe(expected);
  });
});

describe('isWrittenIn', () => {
  it.each<[string, string, boolean]>([
    ['en', 'Новости дня', false],
    ['ru', 'Günün xəbərləri', false],
    ['uz', 'Кун янгиликлари', true],
    ['ru', '2025', true],
    ['ar', 'Breaking news', false],
    ['de', 'Nachrichten', true],
  ])('%s for %j: %s', (tag, text, allowed) => {
    expect(isWrittenIn(tag, scriptOf(text))).toBe(allowed);
  });
});

describe('scriptOf', () => {
  it.each<[string, string | undefined]>([
    ['Əli', 'Latn'],
    ['әлем', 'Cyrl'],
    ['خبر', 'Arab'],
    ['ახალი', 'other'],
    ['ab', undefined],
    ['Samsung телефоны подешевели', 'Cyrl'],
  ])('of %j is %s', (text, script) => {
    expect(scriptOf(text)).toBe(script);
  });
});
