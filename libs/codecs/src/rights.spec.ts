import { readRights } from '#codecs/rights.js';

const read = (term: string): [string, string][] =>
  (readRights({ usageTerms: [term] })?.restrictions ?? []).map(({ type, value }) => [type, value]);

describe('readRights', () => {
  it.each<[string, [string, string][]]>([
    ['JAPAN OUT', [['territory', 'not JP']]],
    ['KZ OUT', [['territory', 'not KZ']]],
    ['KZ, UZ OUT', [['territory', 'not KZ UZ']]],
    [
      'JAPAN AND SOUTH KOREA OUT; NO SALES',
      [
        ['other', 'no-resale'],
        ['territory', 'not JP KR'],
      ],
    ],
    ['U.S. OUT', [['territory', 'not US']]],
    [
      'TV OUT; MAGS OUT; NO ARCHIVES',
      [
        ['archive', 'none'],
        ['platform', 'not tv'],
        ['platform', 'not print'],
      ],
    ],
    ['No access Russia / Belarus', [['territory', 'not RU BY']]],
    ['Access all, except Japan', [['territory', 'not JP']]],
    ['For use only in Kazakhstan and Uzbekistan', [['territory', 'only KZ UZ']]],
    [
      'Broadcast use only. Must credit Baku TV.',
      [
        ['credit', 'Baku TV'],
        ['platform', 'only tv'],
      ],
    ],
    [
      'Access all; No archive; 48 hours news access only',
      [
        ['archive', 'none'],
        ['window', 'PT48H'],
      ],
    ],
    [
      'International: AP Clients Only | US: AP Clients Only / This video may not be edited',
      [['edit', 'none']],
    ],
    ['14 DAYS USE ONLY', [['window', 'P14D']]],
    ['Archive 30 days', [['archive', 'P30D']]],
    ['This video may not be edited', [['edit', 'none']]],
    [
      'FOR EDITORIAL USE ONLY - NOT FOR ADVERTISING CAMPAIGNS',
      [
        ['other', 'editorial-only'],
        ['other', 'no-advertising'],
      ],
    ],
    ['только для ТВ', [['platform', 'only tv']]],
    ['Кроме Японии и Республики Корея', [['territory', 'not JP']]],
    [
      'Без права архивирования. Не редактировать.',
      [
        ['archive', 'none'],
        ['edit', 'none'],
      ],
    ],
    ['Использование в течение 48 часов', [['window', 'PT48H']]],
    ['При использовании обязательна ссылка на Report', [['credit', 'Report']]],
    ['Ссылка на агентство Report обязательна', [['credit', 'агентство Report']]],
    ['Размещение в интернете запрещено', [['platform', 'not web']]],
    ['arxivə yox', [['archive', 'none']]],
    [
      'ARXİVLƏŞDİRMƏK OLMAZ, 48 SAAT',
      [
        ['archive', 'none'],
        ['window', 'PT48H'],
      ],
    ],
    ['48 saat ərzində istifadə', [['window', 'PT48H']]],
    ['Yalnız TV üçün', [['platform', 'only tv']]],
    ['Qazaxıstandan başqa', [['territory', 'not KZ']]],
    ['Redaktə etmək olmaz', [['edit', 'none']]],
    ['Report-a istinad vacibdir', [['credit', 'Report-a']]],
    ['Mənbəyə istinad mütləqdir', [['credit', 'required']]],
    ['Ссылка на источник обязательна', [['credit', 'required']]],
    ['Дереккөзге сілтеме жасау міндетті', [['credit', 'required']]],
    ['Manbaga havola qilish shart', [['credit', 'required']]],
    [
      'мұрағатқа салуға болмайды, 48 сағат',
      [
        ['archive', 'none'],
        ['window', 'PT48H'],
      ],
    ],
    ['Тек теледидар үшін', [['platform', 'only tv']]],
    ['Өзбекстаннан басқа', [['territory', 'not UZ']]],
    [
      'arxivga mumkin emas; 48 soat',
      [
        ['archive', 'none'],
        ['window', 'PT48H'],
      ],
    ],
    ['Faqat televideniye uchun', [['platform', 'only tv']]],
    ['Qozogʻistondan tashqari', [['territory', 'not KZ']]],
    [
      'Фақат ТВ учун. Таҳрирлаш мумкин эмас.',
      [
        ['edit', 'none'],
        ['platform', 'only tv'],
      ],
    ],
    ['Қозоғистондан ташқари', [['territory', 'not KZ']]],
    ['NO ACCESS KAZAKHSTAN', [['territory', 'not KZ']]],
    ['RESTRICTIONS: PART NO ACCESS UK/CNNi/RTE', [['territory', 'not GB']]],
    [
      'NO RESALES. NO ARCHIVES. FOR NEWS USE ONLY',
      [
        ['archive', 'none'],
        ['other', 'no-resale'],
        ['other', 'news-only'],
      ],
    ],
    [
      'NO SALES, NO ARCHIVE, EDITORIAL USE ONLY',
      [
        ['archive', 'none'],
        ['other', 'editorial-only'],
        ['other', 'no-resale'],
      ],
    ],
    ['British and Irish newspapers out', [['territory', 'not GB IE']]],
    ['US and British clients; German, French / Italian media excluded', [['territory', 'not DE FR IT']]],
    ['British and Irish media outside of Europe', []],
    ['No access US broadcast networks', [['territory', 'not US']]],
    ['DO NOT OBSCURE LOGO', [['other', 'keep-logo']]],
    ['Логотип не закрывать', [['other', 'keep-logo']]],
    ['MUST CREDIT X', [['credit', 'X']]],
    ['MUST COURTESY KTRK', [['credit', 'KTRK']]],
    [
      'MANDATORY CREDIT "AFP PHOTO / NASA" - NO MARKETING',
      [
        ['other', 'no-advertising'],
        ['credit', 'AFP PHOTO / NASA'],
      ],
    ],
    ['No internet/online/mobile', [['platform', 'not web']]],
    ['Not for online use', [['platform', 'not web']]],
    ['только онлайн', [['platform', 'only web']]],
    ['только для России', [['territory', 'only RU']]],
    ['кроме стран СНГ', [['territory', 'not CIS']]],
    ['SNG-dən başqa', [['territory', 'not CIS']]],
    ['MDB ölkələri istisna olmaqla', [['territory', 'not CIS']]],
    ['ТМД елдерінен басқа', [['territory', 'not CIS']]],
    ['MDH davlatlaridan tashqari', [['territory', 'not CIS']]],
    ['Ресейден басқа барлық елдер', [['territory', 'not RU']]],
    ['Использование на территории Украины запрещено', [['territory', 'not UA']]],
    ['Запрещено использование в Казахстане', [['territory', 'not KZ']]],
    ['Azərbaycandan kənar istifadə qadağandır', [['territory', 'only AZ']]],
    ['Қазақстаннан тыс жерде пайдалануға болмайды', [['territory', 'only KZ']]],
    ['Yalnız Azərbaycan ərazisində', [['territory', 'only AZ']]],
    ['Қазақстан аумағында пайдалануға болмайды', [['territory', 'not KZ']]],
    ['yalnız internet üçün', [['platform', 'only web']]],
    ['faqat veb uchun', [['platform', 'only web']]],
    ['arxivga emas', [['archive', 'none']]],
    ['Хранение в архиве не более 30 суток', [['archive', 'P30D']]],
    ['72 сағат ішінде', [['window', 'PT72H']]],
    ['48 soat davomida', [['window', 'PT48H']]],
    ['24 saat ərzində', [['window', 'PT24H']]],
    ['Қайта сатуға болмайды', [['other', 'no-resale']]],
    ['Məcburi istinad: Report', [['credit', 'Report']]],
    ['Yalnız xəbər məqsədləri üçün', [['other', 'news-only']]],
    ['Тек редакциялық мақсатта', [['other', 'editorial-only']]],
  ])('%s', (term, restrictions) => {
    expect(read(term)).toEqual(restrictions);
  });

  it.each([
    [
      'an ordinary sentence',
      'All rights reserved. This material may not be published without a written agreement.',
    ],
    ['a German agency', 'Nutzung nur nach schriftlicher Vereinbarung'],
    ['a price', 'Contact your local office for all commercial or promotional uses.'],
    ['a word that is also a code', 'Questions: contact us only in writing'],
    ['an empty text', ''],
  ])('reads nothing into %s', (_case, term) => {
    expect(read(term)).toEqual([]);
  });

  it.each([
    ['a note to editors', 'Rescuers found the boy alive 48 hours after the quake in Baku.'],
    ['the same in Russian', 'Спасатели нашли мальчика через 48 часов после землетрясения.'],
    ['a defeat', 'Japan out of the World Cup, coach says.'],
    ['an exception in a story', 'Снег выпал везде, кроме Казахстана и ещё двух стран, где его ждали.'],
    ['a language', 'The president spoke only in Russian.'],
    ['a storm', 'No internet in half the country after storm'],
    ['a school rule', 'Интернет запрещён в школах'],
    ['a visit', 'Səfər 24 saat ərzində başa çatdı'],
    ['a find', 'Ол 72 сағат ішінде табылды'],
    ['rain', 'Yomgʻir 48 soat davomida tinmadi'],
    ['a product', 'Faqat Oʻzbekistonda ishlab chiqariladi'],
    ['hunters', 'Only in Kazakhstan do eagles hunt like this'],
    ['trade', 'The minister said no sales of gas to Ukraine were planned'],
    ['a fault', 'Veb sayt işləmir, bu normal deyil'],
    ['the first to leave', 'UK only country to leave, says minister'],
    ['snow', 'Tez-tez qar yağır, Qazaxıstandan başqa hər yerdə'],
    ['history', 'Television only came to the village in 1980'],
    ['a smoking ban', 'В Казахстане запрещено курить в кафе'],
  ])('does not take %s for a restriction', (_case, edNote) => {
    expect(readRights({ edNote })).toBeUndefined();
  });

  it.each([
    ['Yalnız TV üçün', 'platform', 'only tv'],
    ['Это видео только для использования в Казахстане', 'territory', 'only KZ'],
    ['48 soat davomida foydalanish mumkin', 'window', 'PT48H'],
    ['Қазақстаннан басқа', 'territory', 'not KZ'],
    ['President at the opening; NO ACCESS KAZAKHSTAN', 'territory', 'not KZ'],
  ])('reads %j in a note', (edNote, type, value) => {
    expect(readRights({ edNote })?.restrictions).toEqual([expect.objectContaining({ type, value })]);
  });

  it('reads notes and captions, but does not repeat them as usage terms', () => {
    expect(readRights({ edNote: 'KZ OUT', captions: ['Bakı, 10 mart. NO ARCHIVE. Foto: Report'] })).toEqual({
      restrictions: [
        { type: 'territory', value: 'not KZ', source: 'KZ OUT' },
        { type: 'archive', value: 'none', source: 'NO ARCHIVE' },
      ],
    });
  });

  it('quotes the clause as it was written', () => {
    const rights = readRights({
      holder: 'Report İnformasiya Agentliyi',
      notice: '© Report 2026',
      usageTerms: ['Bütün hüquqlar qorunur. Qazaxıstandan başqa; ARXİVƏ YOX!', ' '],
    });
    expect(rights).toEqual({
      holder: 'Report İnformasiya Agentliyi',
      notice: '© Report 2026',
      usageTerms: ['Bütün hüquqlar qorunur. Qazaxıstandan başqa; ARXİVƏ YOX!'],
      restrictions: [
        { type: 'archive', value: 'none', source: 'ARXİVƏ YOX' },
        { type: 'territory', value: 'not KZ', source: 'Qazaxıstandan başqa' },
      ],
    });
  });

  it('comes to an end on a long text without sense', () => {
    const usageTerms = [`no archive ${'a, '.repeat(20_000)} out`];
    expect(readRights({ usageTerms, edNote: 'только '.repeat(10_000) })?.usageTerms).toHaveLength(1);
  });
});
