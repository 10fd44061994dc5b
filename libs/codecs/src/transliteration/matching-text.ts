import { lookup } from '#news/lookup.js';
import { normalized } from '#news/normalized.js';
import { azerbaijaniLatinFromCyrillic } from './azerbaijani.js';
import { kazakhLatinFromCyrillic } from './kazakh.js';
import { uzbekLatinFromCyrillic } from './uzbek.js';

const TO_LATIN: Readonly<Record<string, (text: string) => string>> = lookup({
  uz: uzbekLatinFromCyrillic,
  kk: kazakhLatinFromCyrillic,
  az: azerbaijaniLatinFromCyrillic,
});

/**
 * One spelling of a text for comparing and searching, whatever script, case, apostrophes or accents it was written with:
 * lower case, Latin letters for Uzbek, Kazakh and Azerbaijani, no apostrophes, no accents, no punctuation, words apart by one
 * blank. Equal for `Oʻqituvchilar`, `O'QITUVCHILAR` and `Ўқитувчилар`. Never shown to anyone.
 *
 * @param language as a record has it; absent, the text stays in its script
 */
export function matchingText(text: string, language?: string): string {
  const main = language?.split('-', 1)[0] ?? '';
  let folded = normalized(text, 'NFC');
  if (/[\u0400-\u04ff]/.test(folded)) folded = TO_LATIN[main]?.(folded) ?? folded;
  // The dotted and the undotted i are one letter here, so that neither the locale nor a keyboard without ı matters.
  folded = folded.replace(/[İIı]/g, 'i').toLowerCase();
  if (main === 'uz') folded = uzbekSounds(folded);
  return folded
    .replace(/ə/g, 'e')
    .replace(/ё/g, 'е')
    .replace(/[ʻʼ‘’'`´]/g, '')
    .replace(/[^ -~\u0400-\u04ff]+/g, (part) => normalized(part, 'NFD').replace(/[\u0300-\u036f]+/g, ''))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What the two scripts spell differently in loanwords: `konsert` and `концерт`, `budjet` and `бюджет`, `sentabr` and `сентябрь`. */
const uzbekSounds = (text: string): string =>
  text
    .replace(/ts/g, 's')
    .replace(/(?<![\p{L}])ye/gu, 'e')
    .replace(/(?<=[aeiou])ye/g, 'e')
    .replace(/(?<=[bdfgjklmnpqrstvxz])y(?=[aeou])/g, '');
