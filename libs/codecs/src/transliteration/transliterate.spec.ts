import { inEveryScript, transliterate } from './transliterate.js';

const to = (text: string, language: string): string | undefined => transliterate(text, language)?.text;

describe('Uzbek from Latin to Cyrillic', () => {
  it.each<[string, string]>([
    ['Oʻzbekiston gʻalaba qozondi', 'Ўзбекистон ғалаба қозонди'],
    [
      "O'zbekiston O`zbekiston O‘zbekiston O’zbekiston Oʼzbekiston",
      'Ўзбекистон Ўзбекистон Ўзбекистон Ўзбекистон Ўзбекистон',
    ],
    ['Ertaga yettinchi maktabda', 'Эртага еттинчи мактабда'],
    ["yo'l va yomg'ir", 'йўл ва ёмғир'],
    ['maʼlumot, sanʼat', 'маълумот, санъат'],
    ['Isʼhoq keldi', 'Исҳоқ келди'],
    ['poeziya, aeroport, duet', 'поэзия, аэропорт, дуэт'],
    ['konstitutsiya, litsey, tsirk', 'конституция, лицей, цирк'],
    ['baxtsiz hodisa; aytsin', 'бахтсиз ҳодиса; айтсин'],
    ['konsertda, 5-aprel, fevral, budjeti', 'концертда, 5-апрель, февраль, бюджети'],
    ['TOSHKENT SHAHRI', 'ТОШКЕНТ ШАҲРИ'],
    ['Chorshanba Shavkat Yangi', 'Чоршанба Шавкат Янги'],
    ['Telegram va YouTube orqali', 'Telegram ва YouTube орқали'],
    ['Microsoft kompaniyasi 5G tarmog‘i', 'Microsoft компанияси 5G тармоғи'],
    ['kun.uz sayti, info@kun.uz, https://kun.uz/news', 'kun.uz сайти, info@kun.uz, https://kun.uz/news'],
  ])('%s', (latin, cyrillic) => {
    expect(to(latin, 'uz-Latn')).toBe(cyrillic);
  });
});

describe('Uzbek from Cyrillic to Latin', () => {
  it.each<[string, string]>([
    ['Ўзбекистон ғалаба қозонди', 'Oʻzbekiston gʻalaba qozondi'],
    ['Эртага еттинчи мактабда', 'Ertaga yettinchi maktabda'],
    ['поезд, поэма, объект, субъект', 'poyezd, poema, obyekt, subyekt'],
    ['конституция, концерт, цирк, акция', 'konstitutsiya, konsert, sirk, aksiya'],
    ['маълумот, апрель, медальон', 'maʼlumot, aprel, medalyon'],
    ['Исҳоқ', 'Isʼhoq'],
    ['ШАҲРИ Шаҳри Ш', 'SHAHRI Shahri Sh'],
    ['ЮНЕСКО, Юнусобод, ЁШЛАР', 'YUNESKO, Yunusobod, YOSHLAR'],
  ])('%s', (cyrillic, latin) => {
    expect(to(cyrillic, 'uz-Cyrl')).toBe(latin);
  });
});

describe('Kazakh and Azerbaijani from Cyrillic to Latin', () => {
  it.each<[string, string, string]>([
    ['kk-Cyrl', 'Қазақстан Республикасы', 'Qazaqstan Respublikasy'],
    ['kk-Cyrl', 'Бұрыңғы өткен заманда, бір данышпан кісі', 'Būryñğy ötken zamanda, bır danyşpan kısı'],
    ['kk-Cyrl', 'Шығыс Еуропа мен Орталық Азияда', 'Şyğys Europa men Ortalyq Aziiada'],
    ['kk-Cyrl', 'Іле, Ильяс, ЦИРК', 'Ile, İlias, TSİRK'],
    ['kk-Cyrl', 'чемпион Щучинск, объект, Чехов', 'tşempion Ştşutşinsk, obekt, Tşehov'],
    ['az-Cyrl', 'Азәрбајҹан Республикасы', 'Azərbaycan Respublikası'],
    ['az-Cyrl', 'Бакыда ҝөрүш кечирилди, Илһам, Ығдыр', 'Bakıda görüş keçirildi, İlham, Iğdır'],
  ])('%s %s', (language, cyrillic, latin) => {
    expect(to(cyrillic, language)).toBe(latin);
  });
});

describe('transliterate', () => {
  it('marks what it made and what from', () => {
    expect(transliterate('yangi', 'uz-Latn')?.language).toBe('uz-Cyrl-t-uz-latn');
  });

  it.each(['az-Latn', 'kk-Latn', 'az-Arab', 'ru', 'uz-Arab'])('has no rule for %s', (language) => {
    expect(transliterate('text', language)).toBeUndefined();
  });
});

describe('inEveryScript', () => {
  it('gives a text as it may stand in either script, each spelling once', () => {
    expect(inEveryScript("O'zbekiston")).toEqual(["O'zbekiston", 'Ўзбекистон']);
    expect(inEveryScript('Қазақстан')).toEqual(expect.arrayContaining(['Қазақстан', 'Qazaqstan']));
    expect(inEveryScript('2025')).toEqual(['2025']);
  });
});
