import type { DecodeContext } from '../codec.js';
import { splitSignal } from './headline-signal.js';

const context: DecodeContext = {
  headlineSignals: {
    DÜZƏLİŞ: 'correction',
    'LƏĞV EDİLDİ': 'kill',
    ТҮЗЕТУ: 'correction',
    CORRECTED: 'correction',
    UPDATE: 'update',
    KILL: 'kill',
    "O'CHIRILDI": 'kill',
  },
};

describe('splitSignal', () => {
  it.each([
    ['DÜZƏLİŞ: Bakıda zəlzələ olub', ['correction'], 'Bakıda zəlzələ olub'],
    ['Düzəliş – Bakıda zəlzələ olub', ['correction'], 'Bakıda zəlzələ olub'],
    ['(ТҮЗЕТУ) Астанада жаңа мектеп ашылды', ['correction'], 'Астанада жаңа мектеп ашылды'],
    ['ТҮЗЕТУ Астанада жаңа мектеп ашылды', ['correction'], 'Астанада жаңа мектеп ашылды'],
    ['UPDATE 2-Oil rises', ['update'], 'Oil rises'],
    ['CORRECTED-UPDATE 1-Oil rises', ['correction', 'update'], 'Oil rises'],
    ['Corrected: oil rises', ['correction'], 'oil rises'],
  ])('%s', (text, signals, headline) => {
    expect(splitSignal(text, context)).toEqual({ signals, headline });
  });

  it.each([
    ['LƏĞV EDİLDİ: Xəbər', 'Xəbər'],
    ['KILL', 'KILL'],
    ['KILL Baku story', 'Baku story'],
    ["O'chirildi: Toshkentda", 'Toshkentda'],
  ])('takes back what says %s', (text, headline) => {
    expect(splitSignal(text, context)).toEqual({ signals: ['kill'], headline, pubStatus: 'canceled' });
  });

  it.each([
    'Kill Bill returns to cinemas',
    'Kill-switch law passed',
    'KILL BILL RETURNS',
    'Killing of a journalist',
    'Update on the talks',
    'Corrected figures show growth',
  ])('leaves “%s” alone', (headline) => {
    expect(splitSignal(headline, context)).toEqual({ signals: [], headline });
  });

  it('keeps the prefix where the profile says so', () => {
    const kept = { ...context, profile: { headlinePrefix: 'keep' as const } };
    expect(splitSignal('DÜZƏLİŞ: Bakıda', kept)).toEqual({
      signals: ['correction'],
      headline: 'DÜZƏLİŞ: Bakıda',
    });
  });
});
