import { matchingText } from './matching-text.js';

describe('matchingText', () => {
  it.each<[string, string, string, string, string]>([
    [
      'scripts of Uzbek',
      'Oʻqituvchilarning maoshi oshiriladi',
      'uz-Latn',
      'Ўқитувчиларнинг маоши оширилади',
      'uz-Cyrl',
    ],
    [
      'loanwords',
      "Sentabr oyida konsert va byudjet ta'lim",
      'uz-Latn',
      'Сентябрь ойида концерт ва бюджет таълим',
      'uz-Cyrl',
    ],
    ['e and ye', 'Yevropa elchisi poyezdda keldi', 'uz-Latn', 'Европа элчиси поездда келди', 'uz-Cyrl'],
    ['apostrophes', 'Fargʻona Farg‘ona', 'uz-Latn', "Farg'ona Farg`ona", 'uz-Latn'],
    ['scripts of Kazakh', 'Qazaqstan Respublikasy', 'kk-Latn', 'Қазақстан Республикасы', 'kk-Cyrl'],
    ['scripts of Azerbaijani', 'Azərbaycan Respublikası', 'az-Latn', 'Азәрбајҹан Республикасы', 'az-Cyrl'],
    ['capitals', 'İRAN SƏRHƏDİNDƏ IŞIQ', 'az-Latn', 'İran sərhədində işıq', 'az-Latn'],
    ['a keyboard without letters', 'Azərbaycanın şəhərləri', 'az-Latn', 'Azerbaycanin seherleri', 'az-Latn'],
    ['punctuation', '«Neft» – 5,3 %', 'az-Latn', '"Neft" 5.3', 'az-Latn'],
    ['composed and decomposed', 'Görüş', 'tr', 'Go\u0308ru\u0308s\u0327', 'tr'],
    ['ё', 'Учёные', 'ru', 'Ученые', 'ru'],
  ])('is equal for %s', (_what, one, itsLanguage, other, otherLanguage) => {
    expect(matchingText(one, itsLanguage)).toBe(matchingText(other, otherLanguage));
    expect(matchingText(one, itsLanguage)).not.toBe('');
  });

  it('keeps Russian in its letters, and й apart from и', () => {
    expect(matchingText('Новый мой дом', 'ru')).toBe('новый мой дом');
  });

  it('keeps other scripts', () => {
    expect(matchingText('خبر جديد')).toBe('خبر جديد');
  });
});
