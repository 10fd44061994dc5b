import { jest } from '@jest/globals';
import { detectLanguage } from './detect-language.js';

const HEADLINES: Record<string, string[]> = {
  'az-Latn': [
    'Bakıda yeni metro stansiyası açılıb',
    'Nazirlik yanacaq qiymətləri barədə məlumat yayıb',
    'Azərbaycan yığması qrup mərhələsində ikinci qələbəsini qazandı',
    'İran sərhədində yük maşınları növbəsi yaranıb',
    'Tibb işçilərinin maaşı artırılacaq',
  ],
  tr: [
    'Ankara ve İstanbul için kuvvetli yağış uyarısı yapıldı',
    'Merkez Bankası faiz kararını yarın açıklayacak',
    'Depremde hasar gören binalar yıkılıyor',
    'Altın fiyatları güne yükselişle başladı',
  ],
  ru: [
    'В Астане открыли новый мост через реку',
    'Центральный банк сохранил базовую ставку без изменений',
    'Учёные нашли новый вид рыб',
    'Цены на хлеб выросли',
  ],
  'kk-Cyrl': [
    'Астанада жаңа көпір ашылды',
    'Ұлттық банк базалық мөлшерлемені өзгертпеді',
    'Алматыда қар жауады',
    'Қазақстан құрамасы жеңіске жетті',
  ],
  'uz-Latn': [
    'Toshkentda yangi metro bekati ochildi',
    "Markaziy bank asosiy stavkani o'zgarishsiz qoldirdi",
    'Oʻqituvchilarning maoshi oshiriladi',
    'Farg‘ona viloyatida zamonaviy kasalxona qurilmoqda',
    'Samarqandda xalqaro festival boshlandi',
  ],
  'uz-Cyrl': [
    'Тошкентда янги метро бекати очилди',
    'Марказий банк асосий ставкани ўзгаришсиз қолдирди',
    'Президент инвесторлар билан учрашди',
    'Наманганда гуллар байрами нишонланди',
  ],
  ky: [
    'Бишкекте жаңы көпүрө ачылды',
    'Өкмөт келерки жылдын бюджетин бекитти',
    'Ысык-Көлдө эс алуучулардын саны өстү',
  ],
  en: [
    'Government approves next year budget after long debate',
    'Tashkent opens new metro line',
    "O'Brien wins second term as mayor",
    'Kazakh team beats rivals in final minute',
  ],
};

describe('detectLanguage without a prior', () => {
  const cases = Object.entries(HEADLINES).flatMap(([language, lines]) =>
    lines.map((line): [string, string] => [line, language]),
  );
  it.each(cases)('takes %j for %s', (headline, language) => {
    const detected = detectLanguage(headline);
    expect(detected?.language).toBe(language);
    expect(detected?.confidence).toBeGreaterThan(0.5);
    expect(detected?.confidence).toBeLessThanOrEqual(1);
  });

  it('says nothing of what is no text', () => {
    expect(detectLanguage('12:30 – 5')).toBeUndefined();
  });
});

describe('detectLanguage with what the feed says', () => {
  it('takes the only language that the script allows', () => {
    expect(detectLanguage('Metro', ['uz', 'ru'])?.language).toBe('uz-Latn');
    expect(detectLanguage('Футбол', ['ru', 'en'])?.language).toBe('ru');
  });

  it('believes letters more than the feed', () => {
    expect(detectLanguage('Қазақстан құрамасы жеңді', ['ru'])?.language).toBe('kk-Cyrl');
    expect(detectLanguage('Xəzər dənizi', ['en', 'ru'])?.language).toBe('az-Latn');
  });

  it('decides between its languages where the letters do not', () => {
    expect(detectLanguage('Ankara Bakan kararı', ['tr', 'ru'])?.language).toBe('tr');
  });
});

const PARAGRAPHS: Record<string, string> = {
  'az-Latn': `Nazirlikdən verilən məlumata görə, layihə üzrə işlər gələn ilin yazında başa çatdırılacaq. Yol yeddi kəndi rayon
    mərkəzi ilə birləşdirir. Sakinlər deyirlər ki, indiyə qədər xəstəxanaya çatmaq üçün iki saata yaxın vaxt sərf edirdilər.`,
  tr: `Valilikten yapılan açıklamaya göre çalışmalar gelecek yılın ilkbaharında tamamlanacak. Yol yedi köyü ilçe merkezine
    bağlıyor. Köylüler bugüne kadar hastaneye ulaşmak için iki saate yakın yol gittiklerini söylüyor.`,
  ru: `Как сообщили в министерстве, работы завершат весной следующего года. Дорога соединит семь посёлков с районным центром.
    Жители рассказывают, что до сих пор добирались до больницы почти два часа.`,
  'kk-Cyrl': `Министрліктің хабарлауынша, жұмыс келер жылдың көктемінде аяқталады. Жол жеті ауылды аудан орталығымен жалғайды.
    Тұрғындар осы күнге дейін ауруханаға жету үшін екі сағатқа жуық уақыт жұмсағанын айтады.`,
  ky: `Министрликтин маалыматына караганда, иштер келерки жылдын жазында бүтөт. Жол жети айылды район борбору менен
    байланыштырат. Тургундар ушул күнгө чейин ооруканага жетүү үчүн эки саатка жакын убакыт кетиргенин айтышат.`,
  'uz-Latn': `Vazirlik ma’lumotiga ko‘ra, ishlar kelasi yil bahorida yakunlanadi. Yo‘l yettita qishloqni tuman markazi bilan
    bog‘laydi. Aholi shu paytgacha kasalxonaga yetib borish uchun ikki soatga yaqin vaqt sarflaganini aytmoqda.`,
  'uz-Cyrl': `Вазирлик маълумотига кўра, ишлар келаси йил баҳорида якунланади. Йўл еттита қишлоқни туман маркази билан боғлайди.
    Аҳоли шу пайтгача касалхонага етиб бориш учун икки соатга яқин вақт сарфлаганини айтмоқда.`,
  en: `The ministry said that work would be finished in the spring of next year. The road links seven villages with the
    district centre. Residents say that until now it has taken them nearly two hours to reach the hospital.`,
};

describe('detectLanguage of more than a headline', () => {
  it.each(Object.entries(PARAGRAPHS))('is sure of a paragraph in %s', (language, text) => {
    expect(detectLanguage(text)).toEqual({ language, confidence: 0.99 });
  });

  const scripts = { Latn: /^(?:az|tr|en|uz-Latn)/, Cyrl: /^(?:ru|ky|kk|uz-Cyrl)/ };
  const mixed = Object.values(scripts).flatMap((script) => {
    const languages = Object.keys(PARAGRAPHS).filter((one) => script.test(one));
    return languages.flatMap((first) =>
      languages.filter((then) => then !== first).map((then): [string, string] => [first, then]),
    );
  });
  it.each(mixed)('takes a headline in %s over a body in %s for the headline’s', (first, then) => {
    const [headline] = PARAGRAPHS[first]!.split('.');
    expect(detectLanguage(`${headline}. ${PARAGRAPHS[then]!}`)?.language).toBe(first);
  });

  it('goes by most of the letters where headline and body are in two scripts', () => {
    expect(detectLanguage(`Breaking. ${PARAGRAPHS.ru!}`)?.language).toBe('ru');
  });
});

describe('detectLanguage of two or three words', () => {
  // Written alike in two or more of the languages, or a name.
  it.each([
    ...['Hava limanı', 'Prezident', 'Dollar kursi', 'Metro', 'Bank', 'Video', 'Ilham Aliyev', 'Canlı yayın'],
    ...[
      'Президент',
      'Футбол',
      'Спорт',
      'Маданият',
      'Бишкек',
      'Кайрат Астана',
      'Касым-Жомарт Токаев',
      'Садыр Жапаров',
    ],
  ])('is not sure of %j', (text) => {
    expect(detectLanguage(text)!.confidence).toBeLessThan(0.9);
  });

  it('is sure where the feed declares such a language', () => {
    expect(detectLanguage('Son xəbərlər', ['az', 'ru'])).toEqual({ language: 'az-Latn', confidence: 0.99 });
  });
});

describe('detectLanguage of a long text', () => {
  it('reads no further than it must', () => {
    const looksAt = (text: string): number => {
      const look = jest.spyOn(String.prototype, 'charCodeAt');
      detectLanguage(text, ['az', 'ru', 'en']);
      const looks = look.mock.calls.length;
      look.mockRestore();
      return looks;
    };
    const paragraph = PARAGRAPHS.ru!;
    expect(looksAt(paragraph)).toBeGreaterThan(20);
    expect(looksAt(paragraph.repeat(100))).toBeLessThan(2 * looksAt(paragraph));
  });
});
