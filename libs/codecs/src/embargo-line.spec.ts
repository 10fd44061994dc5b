import { embargoIn } from './embargo-line.js';
import { ItemValues } from './item-values.js';

const embargoOf = (...lines: string[]): string | undefined =>
  embargoIn(lines, new ItemValues({ zone: 'Asia/Baku' }, 'message'), 'text');

describe('embargoIn', () => {
  it.each<[string, string]>([
    ['EMBARGOED UNTIL 18 November 2025 10:00 GMT', '2025-11-18T10:00:00Z'],
    ['Embargoed until 10:00 GMT, 18 November 2025', '2025-11-18T10:00:00Z'],
    ['*** STRICTLY EMBARGOED UNTIL 10.00 GMT on 18 November 2025 ***', '2025-11-18T10:00:00Z'],
    ['UNDER EMBARGO: 2025-11-18T10:00:00+04:00', '2025-11-18T06:00:00Z'],
    ['[EMBARGO till 18.11.2025 10:00] Budget is out', '2025-11-18T06:00:00Z'],
    ['Эмбарго до 18.11.2025 10:00', '2025-11-18T06:00:00Z'],
    ['EMBARGOED until 18 Nov 2025 10:00 GMT: Budget is out', '2025-11-18T10:00:00Z'],
    ['EMBARQO: 18 noyabr 2025 10:00', '2025-11-18T06:00:00Z'],
    ['NOT FOR RELEASE BEFORE 18 Nov 2025 10:00 GMT', '2025-11-18T10:00:00Z'],
    ['Не публиковать до 18 ноября 2025 10:00', '2025-11-18T06:00:00Z'],
    ['Эмбарго 18.11.2025 10:00-ге дейін', '2025-11-18T06:00:00Z'],
    ['Эмбарго: 18.11.2025 10:00', '2025-11-18T06:00:00Z'],
    ['18.11.2025 10:00-dək embarqo', '2025-11-18T06:00:00Z'],
    ['Embargo 18.11.2025 10:00 gacha', '2025-11-18T06:00:00Z'],
    ['Эмбарго 18.11.2025 10:00 гача', '2025-11-18T06:00:00Z'],
    ['18.11.2025 10:00-dək dərc etməyin', '2025-11-18T06:00:00Z'],
    ['18.11.2025 10:00-ге дейін жарияламаңыз', '2025-11-18T06:00:00Z'],
    ["18.11.2025 10:00 gacha e'lon qilinmasin", '2025-11-18T06:00:00Z'],
    ['19.11.2099 saat 10:00-dək embarqo', '2099-11-19T06:00:00Z'],
    ['19 noyabr 2099-cu il saat 10:00-dək embarqo', '2099-11-19T06:00:00Z'],
    ['Embarqo: 2099-cu il noyabrın 19-u saat 10:00', '2099-11-19T06:00:00Z'],
    ['2099-cu il noyabrın 19-na qədər dərc etməyin', '2099-11-18T20:00:00Z'],
    ['19 noyabr 2099-cu ilədək yaymayın', '2099-11-18T20:00:00Z'],
    ['İyunun 3-ü 2099-cu il, saat 9-dək embarqo', '2099-06-03T05:00:00Z'],
    ['Эмбарго 2099 жылғы 19 қарашаға дейін', '2099-11-18T20:00:00Z'],
    ['2099 жылғы 19 қарашаға дейін эмбарго', '2099-11-18T20:00:00Z'],
    ['Эмбарго: 2099 жылдың 1 мамыры, сағат 10:00-ге дейін', '2099-05-01T06:00:00Z'],
    ['Embargo 2099 jylǵy 19 qarashaǵa deyin', '2099-11-18T20:00:00Z'],
    ['2099 жылғы 5 қыркүйек сағат 12:30-ға дейін, Астана уақытымен, жарияламаңыз', '2099-09-05T07:30:00Z'],
    ['Embargo 2099-yil 19-noyabrgacha', '2099-11-18T20:00:00Z'],
    ['2099-yil 19-noyabr soat 10:00 gacha e’lon qilinmasin', '2099-11-19T06:00:00Z'],
    ['Эмбарго 2099 йил 19 ноябргача', '2099-11-18T20:00:00Z'],
    ['Эмбарго: 2099 йил 19 ноябрь соат 10:00гача', '2099-11-19T06:00:00Z'],
    ['2099 йил 19 ноябргача эълон қилинмасин', '2099-11-18T20:00:00Z'],
    ['Embargo 2099-yil 19-noyabr, soat 10:00 (Toshkent vaqti bilan)', '2099-11-19T05:00:00Z'],
    ['Под эмбарго до 19 ноября 2099 года, 10:00 по московскому времени', '2099-11-19T07:00:00Z'],
    ['Эмбарго до 10:00 мск 19 ноября 2099 г.', '2099-11-19T07:00:00Z'],
    ['До 10 часов 19 ноября 2099 года не публиковать', '2099-11-19T06:00:00Z'],
    ['Embargo: 10am on Thursday 19th November 2099 (London)', '2099-11-19T10:00:00Z'],
    ['EMBARGOED UNTIL 0001 GMT, THURSDAY, NOVEMBER 19, 2099', '2099-11-19T00:01:00Z'],
    ['Embargoed until 5 p.m. ET, June 1, 2099', '2099-06-01T21:00:00Z'],
    ['Embargoed until 10:00 on 19 November 2099 London time. The budget is out', '2099-11-19T10:00:00Z'],
    ['EMBARGOED UNTIL 10:00 GMT, 19 November 2099 The budget is out', '2099-11-19T10:00:00Z'],
    ['Embargo: 10-11-2099, 10:00 GMT', '2099-11-10T10:00:00Z'],
    ['🚨 EMBARGOED UNTIL 3 March 2099 10:00 GMT', '2099-03-03T10:00:00Z'],
    ['\u200e⚠\ufe0f EMB\u2060ARGO: 3 March 2099 10:00 GMT', '2099-03-03T10:00:00Z'],
    ['| EMBARGOED UNTIL 3 March 2099 10:00 GMT |', '2099-03-03T10:00:00Z'],
    ['__Embargoed until 3 March 2099 10:00 GMT__', '2099-03-03T10:00:00Z'],
    ['…’ NOT FOR RELEASE BEFORE 3 March 2099 10:00 GMT', '2099-03-03T10:00:00Z'],
    ['1. Embargoed until 3 March 2099 10:00 GMT', '2099-03-03T10:00:00Z'],
    ['This press release is strictly embargoed until 3 March 2099 10:00 GMT.', '2099-03-03T10:00:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 - 23:59 GMT', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 | 23:59 GMT', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 * 23:59 GMT', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 [23:59 GMT]', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 (23:59 GMT) Budget is out', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL March 3, 2099 – 11:59 PM ET', '2099-03-04T04:59:00Z'],
    ['Эмбарго до 3 марта 2099 - 23:59 МСК', '2099-03-03T20:59:00Z'],
    ['EMBARGOED UNTIL 2099-03-03 - 23:59', '2099-03-03T19:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 - 23:59 GMT - Budget is out', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099 23:59 GMT – Rates cut to 5.25 per cent', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 3 March 2099\n23:59 GMT\nThe budget is out', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL\n\n23:59 GMT 3 March 2099\nThe budget is out', '2099-03-03T23:59:00Z'],
    ['***EMBARGOED***\nUntil 3 March 2099 23:59 GMT', '2099-03-03T23:59:00Z'],
    ['EMBARGOED UNTIL 23:59 GMT 3 March 2099\n2 March 2099\nThe budget is out', '2099-03-03T23:59:00Z'],
    ['EMBARGO\nEMBARGOED UNTIL 23:59 GMT 3 March 2099', '2099-03-03T23:59:00Z'],
    ...[
      '***EMBARGOED*** until',
      '[EMBARGO]',
      'EMBARGO! until',
      '- EMBARGOED UNTIL',
      '“EMBARGOED UNTIL',
      'STRICT EMBARGO until',
      'ATTENTION: EMBARGOED UNTIL',
      'NEWS RELEASE - EMBARGOED UNTIL',
      'Press release, embargoed until',
      'HOLD FOR RELEASE',
      'HOLD FOR RELEASE until',
      '> EMBARGOED UNTIL',
      'ЕМБАРГО до',
      'ＥＭＢＡＲＧＯ until',
      'EMBARGO\u00adED UNTIL',
      'EMBARGO/',
    ].map((words): [string, string] => [`${words} 3 March 2099 23:59 GMT`, '2099-03-03T23:59:00Z']),
    ['AMBARGO: 3 Mart 2099 23:59 GMT', '2099-03-03T23:59:00Z'],
    ['До 5 декабря 2099 года под эмбарго все материалы', '2099-12-04T20:00:00Z'],
    ['18 noyabr 2099-dək dərc etməyin və yaymayın', '2099-11-17T20:00:00Z'],
    ['2099-cu il noyabrın 19-dək embarqo altındadır', '2099-11-18T20:00:00Z'],
    ['2099 жылғы 19 қарашаға дейін жарияламаңыз және таратпаңыз', '2099-11-18T20:00:00Z'],
    ['2099-yil 19-noyabrgacha e’lon qilinmasin va tarqatilmasin', '2099-11-18T20:00:00Z'],
    ['2099-yil 19-noyabrgacha embargo ostida', '2099-11-18T20:00:00Z'],
    ['2099 йил 19 ноябргача эмбарго остида', '2099-11-18T20:00:00Z'],
    ['SPERRFRIST: 19. November 2099, 10.00 Uhr', '2099-11-19T06:00:00Z'],
  ])('reads %j', (line, instant) => {
    expect(embargoOf(line)).toBe(instant);
  });

  const datedEmbargoOf = (line: string, writtenOn: string): string | undefined =>
    embargoIn([line], new ItemValues({ zone: 'Asia/Almaty' }, 'message'), 'text', writtenOn);

  it.each([
    'Эмбарго до 18:00 27 ноября',
    'Embargoed until 18:00, 27 November',
    'Embarqo: 27 noyabr saat 18:00-dək',
    'Эмбарго: 27 қараша, сағат 18:00-ге дейін',
    '27-noyabr soat 18:00 gacha e’lon qilinmasin',
    'Эмбарго: 27 ноябрь соат 18:00гача',
  ])('reads the year of %j from the date of the document', (line) => {
    expect(datedEmbargoOf(line, '2026-11-26T09:00:00Z')).toBe('2026-11-27T13:00:00Z');
    expect(datedEmbargoOf(line, '2027-01-05T09:00:00Z')).toBe('2027-11-27T13:00:00Z');
    // It is the 27th there.
    expect(datedEmbargoOf(line, '2026-11-26T20:00:00Z')).toBe('2026-11-27T13:00:00Z');
    // The day is over: nearly a year is too long to be meant.
    expect(datedEmbargoOf(line, '2026-11-28T09:00:00Z')).toBe('indefinite');
    expect(embargoOf(line)).toBe('indefinite');
  });

  it('reads a day at the turn of the year', () => {
    expect(datedEmbargoOf('Эмбарго до 10:00 1 января', '2026-12-31T09:00:00Z')).toBe('2027-01-01T05:00:00Z');
    expect(datedEmbargoOf('Эмбарго до 29 февраля', '2026-12-31T09:00:00Z')).toBe('indefinite');
  });

  it.each([
    'EMBARGO',
    'Embargoed!',
    '[EMBARGO] Budget is out',
    '(Эмбарго) Бюджет принят',
    'EMBARGOED UNTIL THE SPEECH IS HELD',
    'Эмбарго до особого распоряжения',
    'Embargo until Tuesday noon',
    'Embargo until 19 November 2099, in the evening',
    'Эмбарго до 10 часов вечера 19 ноября 2099 года',
    'Эмбарго 19 қарашаға дейін',
    '19 noyabrgacha e’lon qilinmasin',
    'Embargo until 10:00 IST 19 November 2099',
    'Embargo: 31 February 2099, 10:00',
    'Embargo: 19 November 2099, 10:00–12:00',
    'EMBARGOED UNTIL 10:00 GMT 3 March 2099 - moved to 10:00 GMT 5 March 2099',
    'EMBARGOED UNTIL 10:00 GMT 3 March 2099. Moved to 10:00 GMT 5 March 2099',
    'EMBARGOED UNTIL 10:00 GMT 3 March 2099 – Postponed',
    'EMBARGOED UNTIL 10:00 GMT 3 March 2099 – 10:00 GMT 5 March 2099',
    'Эмбарго до 10:00 3 марта 2099 – перенесено на 5 марта 2099',
    'EMBARGOED UNTIL 3 March 2099 - evening papers',
    '18.11.2025 10:00-dək embarqo, 20.11.2025-dək uzadılıb',
    'EMBARGOED\n3 March 2026\nThe budget is out',
    'Embargo Monday',
    'Embargo: Monday',
    'EMBARGO (MONDAY)',
    'Embargo today',
    'Embargo: tomorrow, 10 am',
    'Embargoed Monday 10:00',
    'Embargo on Monday',
    'Эмбарго в среду',
    'Embarqo: sabah',
    'Embargoed: Budget is out',
    'EMBARGOED – Budget is out',
    'Embargo: 5 December is the day',
    'Embargo on 5 December 10:00 to hit oil',
    'Embargo on 5 December for Monday papers',
    'Embargo 5 December, not to be published before',
    'Эмбарго с 5 декабря, не публиковать',
    'Эмбарго до 31 декабря 2026 года продлено',
    'До 10:00 5 декабря эмбарго на нефть',
    'До 5 декабря не публиковать и не распространять',
    'UNDER EMBARGO 5 December comes into force',
    '[Embargo] 5 December law comes into force',
  ])('holds for %j, which tells no time', (line) => {
    expect(embargoOf(line)).toBe('indefinite');
  });

  it.each([
    'Embargo on oil: what it means',
    'Embargo: what it means for the region',
    'Эмбарго на поставки нефти продлено',
    'Embargoes are lifted',
    'Embargo: 5 things to know',
    'Embargo article 19 is repealed',
    'Эмбарго: 2025 год в цифрах',
    '19 noyabr 2099-cu ilədək embarqo qoyulub',
    'Prezident 2099-cu ilədək embarqo qoyub',
    'Нефтке 2099 жылға дейін эмбарго салынды',
    'Embargo to be lifted on Cuban sugar',
    'The text is under embargo until 18 November 2025',
    'EMBARGO ON RUSSIAN OIL COMES INTO FORCE',
    'Strict embargo on arms is extended',
    'Attention: embargo on oil to be lifted on 3 March 2099',
    'Press release: embargo extended until 3 March 2099',
    '- Embargo to be lifted',
    'Embargo! What it means',
    'Эмбарго на российскую нефть вступило в силу 5 декабря 2022 года',
    'Внимание: эмбарго на поставки оружия продлено',
    'Embarqo ləğv edildi',
    'Neftə embarqo 2099-cu ilədək uzadıldı',
    'Эмбарго туралы шешім қабылданды',
    'Ресей мұнайына эмбарго күшіне енді',
    'Embargo bekor qilindi',
    'Нефтга эмбарго жорий этилди',
    'Ambargo kaldırıldı',
    'Silah ambargosu 3 Mart 2099 tarihine kadar uzatıldı',
    'Hold for ransom',
    'This article is embargoed goods',
    '2. Embargo on oil',
    "Embargo on Monday's agenda",
    'Embargo Monday: what it means',
    'Россия вводит эмбарго с понедельника',
    'Эмбарго с понедельника',
    'Embargo from 5 December 2022',
    'Эмбарго с 5 декабря вступает в силу',
    'Эмбарго с 5 декабря: что изменится',
    'Эмбарго 5 декабря вступает в силу',
    'Embargo 5 December comes into force',
    'Embargo on 5 December 2022 to hit oil',
    'Embargo of 5 December 2022 was a mistake',
    'Embargo on May 5 as EU agrees',
    'Embargo on Monday 5 December: oil prices rise',
    'Embarqo 5 dekabr 2022-ci ildən qüvvəyə minib',
    'Эмбарго 5 желтоқсаннан бастап күшіне енеді',
    'Embargo 5 dekabrdan kuchga kiradi',
    'До 5 декабря 2099 года эмбарго на нефть',
    'Embargo doubts',
    'Embargoed goods on the ship',
    'FOR IMMEDIATE RELEASE',
    '',
  ])('takes %j for news', (line) => {
    expect(embargoOf(line)).toBeUndefined();
  });

  it('holds until the last of the times that several lines announce', () => {
    const lines = ['EMBARGOED UNTIL 10:00 GMT 3 March 2099', 'EMBARGOED UNTIL 10:00 GMT 5 March 2099'];
    expect(embargoOf(...lines)).toBe('2099-03-05T10:00:00Z');
    expect(embargoOf(...lines.toReversed())).toBe('2099-03-05T10:00:00Z');
    expect(embargoOf(...lines, 'EMBARGOED until the speech is held')).toBe('indefinite');
  });

  it('reads a line whose end was lost in another text', () => {
    const line = 'EMBARGOED UNTIL 10:00 GMT, 19 November 2099';
    expect(embargoOf(`${line} AT&T said so.`, `${line}\nAT&T said so.`)).toBe('2099-11-19T10:00:00Z');
    expect(embargoOf(`${line} moved to Tuesday`, line)).toBe('indefinite');
  });

  it('looks at the beginning of each text alone', () => {
    const late = `${'line\n'.repeat(40)}EMBARGO`;
    expect(embargoOf('Headline', 'first line\nEMBARGO\nthe story')).toBe('indefinite');
    expect(embargoOf('Headline', late)).toBeUndefined();
  });
});
