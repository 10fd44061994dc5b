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
  ])('reads %j', (line, instant) => {
    expect(embargoOf(line)).toBe(instant);
  });

  it.each([
    'EMBARGO',
    'Embargoed!',
    'EMBARGOED UNTIL THE SPEECH IS HELD',
    'Эмбарго до особого распоряжения',
    'Embargo until Tuesday noon',
  ])('holds for %j, which tells no time', (line) => {
    expect(embargoOf(line)).toBe('indefinite');
  });

  it.each([
    'Embargo on oil: what it means',
    'Embargo: what it means for the region',
    'Эмбарго на поставки нефти продлено',
    'Embargoes are lifted',
    'Embargo to be lifted on Cuban sugar',
    'The text is under embargo until 18 November 2025',
    'FOR IMMEDIATE RELEASE',
    '',
  ])('takes %j for news', (line) => {
    expect(embargoOf(line)).toBeUndefined();
  });

  it('looks at the beginning of each text alone', () => {
    const late = `${'line\n'.repeat(12)}EMBARGO`;
    expect(embargoOf('Headline', 'first line\nEMBARGO\nthe story')).toBe('indefinite');
    expect(embargoOf('Headline', late)).toBeUndefined();
  });
});
