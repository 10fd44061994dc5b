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
