import { asQcode } from '#news/ids.js';
import type { Vocabulary } from '#news/vocabulary.js';
import { mapSubjects } from './map-subjects.js';
import { subjectMapOf } from './subject-map.js';

const uri = 'http://cv.iptc.org/newscodes/mediatopic/';
const topics: Vocabulary = {
  id: 'topics',
  name: 'Topics',
  scheme: { alias: 'medtop', uri },
  concepts: {
    '15000000': {
      names: { en: 'sport', az: 'idman', 'uz-Latn': 'sport', kk: 'спорт' },
      exactMatch: [asQcode('subj:15000000')],
    },
    '11000000': { names: { az: 'siyasət', uz: 'siyosat' }, exactMatch: [asQcode('subj:11000000')] },
    '20000600': { broader: ['11000000'], closeMatch: [asQcode('subj:11024000')] },
    '20000001': { names: { en: 'twin' } },
    '20000002': { names: { en: 'twin' } },
    '20000003': { names: { en: 'gone' }, retired: true },
  },
  categories: [],
};
const sections: Vocabulary = {
  id: 'sections',
  name: 'Sections',
  concepts: {},
  categories: [
    { names: ['Hadisələr', 'O‘zbekiston'], qcodes: [asQcode('medtop:02000000'), asQcode('medtop:03000000')] },
  ],
};
const map = subjectMapOf([sections, topics]);
const medtop = (code: string) => ({ qcode: asQcode(`medtop:${code}`), uri: uri + code, scheme: uri });

describe('mapSubjects', () => {
  it('gives a name its code and leaves it as it is written', () => {
    expect(mapSubjects([{ name: 'SİYASƏT' }, { name: 'Спорт' }], map)).toEqual([
      { name: 'SİYASƏT', ...medtop('11000000') },
      { name: 'Спорт', ...medtop('15000000') },
    ]);
  });

  it('adds what else a category stands for, whatever apostrophe it has', () => {
    expect(mapSubjects([{ name: 'Oʻzbekiston' }], map)).toEqual([
      { name: 'Oʻzbekiston', ...medtop('02000000') },
      medtop('03000000'),
    ]);
  });

  it('keeps subject codes, with the Media Topic behind them, or the nearest broader one', () => {
    const own = { name: 'Politics', qcode: asQcode('subj:11024000') };
    expect(mapSubjects([own, { qcode: asQcode('subj:15054001') }], map)).toEqual([
      own,
      medtop('20000600'),
      { qcode: 'subj:15054001' },
      medtop('15000000'),
    ]);
  });

  it('says nothing twice', () => {
    const given = [{ ...medtop('15000000') }, { qcode: asQcode('subj:15000000') }, { name: 'idman' }];
    expect(mapSubjects(given, map)).toEqual(given);
  });

  it.each(['constructor', '__proto__', 'twin', 'gone', 'Baş xəbər'])('leaves %s as it was sent', (name) => {
    expect(mapSubjects([{ name }], map)).toEqual([{ name }]);
  });
});
