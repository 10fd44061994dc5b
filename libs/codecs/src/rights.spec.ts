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
  ])('does not take %s for a restriction', (_case, edNote) => {
    expect(readRights({ edNote })).toBeUndefined();
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
