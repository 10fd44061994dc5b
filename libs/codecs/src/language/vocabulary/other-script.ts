import { azerbaijaniCyrillicFromLatin } from '../../transliteration/azerbaijani.js';
import { kazakhLatinFromCyrillic } from '../../transliteration/kazakh.js';
import { uzbekCyrillicFromLatin } from '../../transliteration/uzbek.js';
import type { Vocabulary } from '../vocabulary.js';
import { azLatn } from './az-latn.js';
import { kkCyrl } from './kk-cyrl.js';
import { uzLatn } from './uz-latn.js';

const rewritten = (vocabulary: Vocabulary, write: (text: string) => string): Vocabulary => ({
  language: vocabulary.language,
  common: write(vocabulary.common),
  words: write(vocabulary.words),
  endings: write(vocabulary.endings),
});

export const uzCyrl = (): Vocabulary => rewritten(uzLatn, uzbekCyrillicFromLatin);
export const kkLatn = (): Vocabulary => rewritten(kkCyrl, kazakhLatinFromCyrillic);
export const azCyrl = (): Vocabulary => rewritten(azLatn, azerbaijaniCyrillicFromLatin);
