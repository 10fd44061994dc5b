import { uzbekCyrillicFromLatin } from '../../transliteration/uzbek.js';
import type { Vocabulary } from '../vocabulary.js';
import { uzLatn } from './uz-latn.js';

/** The same words in the other script. */
export const uzCyrl: Vocabulary = {
  language: 'uz',
  common: uzbekCyrillicFromLatin(uzLatn.common),
  words: uzbekCyrillicFromLatin(uzLatn.words),
  endings: uzbekCyrillicFromLatin(uzLatn.endings),
};
