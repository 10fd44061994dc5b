import iconv from 'iconv-lite';
import { toText } from './to-text.js';

const CHARSETS = [
  ...['windows-1251', 'koi8-r', 'rk1048', 'pt154', 'iso-8859-5', 'cp866'],
  ...['windows-1254', 'windows-1252', 'iso-8859-9'],
];

const SENTENCES = [
  'В Астане подписан меморандум о сотрудничестве трёх телерадиокомпаний региона',
  'В Баку — «Хабар» № 1: съёмки начались, объявлено об этом сегодня утром',
  'Астанада үш елдің ақпарат агенттіктері ынтымақтастық туралы меморандумға қол қойды',
  'Тошкентда халқаро ҳамкорлик форуми иш бошлади, унда ўнлаб мамлакат ғалаба қозонди',
  'Astanada üş eldiñ aqparat agenttıkterı memorandumğa qol qoidy',
  'Toshkentda “O‘zbekiston” forumi boshlandi – unda o‘nlab mamlakat qatnashmoqda',
  'Bakıda iclas keçirilib, çıxış olub, yığıncaq başlayıb',
];

const xml = (text: string, charset: string): string =>
  `<?xml version="1.0" encoding="${charset}"?>\n<rss><channel><title>${text}</title></channel></rss>`;
const titleIn = (document: string): string => /<title>([\s\S]*)<\/title>/.exec(document)![1]!;
const isCarried = (text: string, charset: string): boolean =>
  iconv.decode(iconv.encode(text, charset), charset) === text;

const CASES = SENTENCES.flatMap((text) =>
  CHARSETS.filter((charset) => isCarried(text, charset)).map((charset) => [charset, text] as const),
);

describe('a wrong label', () => {
  it.each(CASES)('on %s costs nothing in silence: %s', (charset, text) => {
    for (const label of CHARSETS) {
      const { text: read, warnings } = toText(iconv.encode(xml(text, label), charset));
      if (titleIn(read) !== text) expect(warnings).not.toEqual([]);
      if (label === charset) expect([titleIn(read), warnings]).toEqual([text, []]);
    }
  });

  it('of windows-1251 on KOI8-R is repaired, and said', () => {
    const bytes = iconv.encode(xml(SENTENCES[0]!, 'windows-1251'), 'koi8-r');
    const { text, charset, warnings } = toText(bytes);
    expect([titleIn(text), charset]).toEqual([SENTENCES[0], 'koi8-r']);
    expect(warnings).toEqual([
      {
        code: 'charset-repaired',
        at: 'document',
        detail: 'the XML declaration says windows-1251, the bytes are koi8-r',
      },
    ]);
  });

  it.each([
    'ПРЕЗИДЕНТ ПОДПИСАЛ УКАЗ О БЮДЖЕТЕ',
    'ҚАЗАҚСТАН ЖАҢАЛЫҚТАРЫ',
    'ТОШКЕНТДА ЯНГИ МЕТРО',
    'Главные новости',
    'Пожар в Актау',
    'погода на завтра',
  ])('on a few words or capitals alone is repaired, and said: %s', (text) => {
    const one = ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866'];
    for (const charset of one.filter((name) => isCarried(text, name)))
      for (const label of [...one, 'iso-8859-1']) {
        if (label === charset) continue;
        const { text: read, warnings } = toText(iconv.encode(xml(text, label), charset));
        expect([charset, label, titleIn(read)]).toEqual([charset, label, text]);
        expect(warnings.map(({ code }) => code)).toEqual(['charset-repaired']);
      }
  });

  it.each([
    ['rk1048', 'Көкпардан ел біріншілігі басталды'],
    ['pt154', 'Көкпардан ел біріншілігі басталды'],
    ['rk1048', 'Өрт сөндү, эч ким жабыркаган жок'],
    ['pt154', 'Ўзбек шоири ҳақида янги китоб чиқди'],
    ['pt154', 'Ҳоким янги бозорни очди'],
  ])('on %s in a headline is repaired, and said: %s', (charset, text) => {
    for (const label of ['windows-1251', 'iso-8859-1', 'koi8-r', 'utf-8', undefined]) {
      const document = `<rss><channel><title>${text}</title></channel></rss>`;
      const { text: read, warnings } = toText(iconv.encode(label ? xml(text, label) : document, charset));
      expect([label, titleIn(read)]).toEqual([label, text]);
      expect(warnings.map(({ code }) => code)).toContain(label ? 'charset-repaired' : 'charset-guessed');
    }
  });

  it.each(['Şair yeni kitabını tanıttı', 'Ağaş otyrğyzu ailyğy bastaldı'])(
    'on Turkish letters in a headline is repaired, and said: %s',
    (text) => {
      for (const label of ['iso-8859-1', 'windows-1251', 'koi8-r', 'utf-8']) {
        const { text: read, warnings } = toText(iconv.encode(xml(text, label), 'windows-1254'));
        expect([label, titleIn(read)]).toEqual([label, text]);
        expect(warnings.map(({ code }) => code)).toContain('charset-repaired');
      }
    },
  );

  it('of KOI8-R is doubted where quotation marks of Windows become lines in words', () => {
    const { warnings } = toText(iconv.encode(xml('Jarg‘onda – tinchlik', 'koi8-r'), 'windows-1252'));
    expect(warnings).not.toEqual([]);
  });

  it('on a word too short to be sure of is doubted', () => {
    const { warnings } = toText(iconv.encode(xml('СПОРТ', 'windows-1251'), 'koi8-r'));
    expect(warnings.map(({ code }) => code)).toEqual(['charset-doubtful']);
  });

  it('is doubted where the words are odd and no charset is likelier', () => {
    const text = 'яЪъБ ьЫъВ йЦщГ';
    const { text: read, warnings } = toText(iconv.encode(xml(text, 'windows-1251'), 'windows-1251'));
    expect(titleIn(read)).toBe(text);
    expect(warnings.map(({ code }) => code)).toEqual(['charset-doubtful']);
  });
});

describe('a right label', () => {
  it.each([
    'В АСТАНЕ СОЗДАЛИ мРНК',
    'ТАРИФ НА кВт ВЫРОС',
    'УЧЁНЫЕ: рН ВОДЫ В НОРМЕ',
    'ПОЖАР В АКТАУ',
    'АО КТЖ И НК КМГ',
    'ЧП В МЕТРО',
    'ООН: НАТО И ЕС',
    'Ғ. Мүсірепов',
    'ММВБ, РТС, S&P',
    'Щ Ъ Ы Ь',
    'Влтава, Брно и Крк',
    'ЦИФРОВОЙ КазАқпарат',
    'ҚАЗАҚСТАН ПРЕЗИДЕНТІ',
    'QazaqGaz және КазТрансОйл',
    'ҚазМұнайГаз',
    'eGov ЖҰМЫС ІСТЕМЕЙДІ',
    'Москва: eSIM и 5G-сети, ИИ-чип ЯндексGPT, VK-видео',
    'оБСЕ',
    'мВт, ГВт·ч',
    'Öğüt',
    'Македонскиот премиер ќе отпатува в недела',
    'Њујорк: Ђоковић у финалу, љубитељи тениса срећни',
    'Її Величність приїхала до Києва',
    'Правительство: прог\u00adноз «Колы™» и †Иванов',
    'Það er kalt í dag og Óðinn fór þá heim',
    'Þýska landsliðið sigraði í gær og ráðherrann talaði við þýðanda',
    'Grønland får ny regjering',
    'Åse à été',
  ])('is believed of %s', (text) => {
    const charsets = CHARSETS.filter((charset) => isCarried(text, charset));
    expect(charsets).not.toEqual([]);
    for (const charset of charsets) {
      const { text: read, warnings } = toText(iconv.encode(xml(text, charset), charset));
      expect([charset, titleIn(read), warnings]).toEqual([charset, text, []]);
    }
  });
});
