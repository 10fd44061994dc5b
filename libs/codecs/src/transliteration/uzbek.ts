import { lookup } from '#news/lookup.js';
import { capitalised, withCapitals } from './letter-table.js';

/** The apostrophes that oʻ, gʻ and the separator sign are typed with. */
export const APOSTROPHES = "ʻʼ‘’'`´";
const APOSTROPHE = /[ʻʼ‘’'`´]/;

const LATIN = withCapitals(
  {
    ...{
      а: 'a',
      б: 'b',
      в: 'v',
      г: 'g',
      д: 'd',
      е: 'e',
      ё: 'yo',
      ж: 'j',
      з: 'z',
      и: 'i',
      й: 'y',
      к: 'k',
      л: 'l',
    },
    ...{
      м: 'm',
      н: 'n',
      о: 'o',
      п: 'p',
      р: 'r',
      с: 's',
      т: 't',
      у: 'u',
      ф: 'f',
      х: 'x',
      ч: 'ch',
      ш: 'sh',
      щ: 'sh',
    },
    ...{ ы: 'i', э: 'e', ю: 'yu', я: 'ya', ў: 'oʻ', қ: 'q', ғ: 'gʻ', ҳ: 'h' },
  },
  'en',
);
const CYRILLIC_VOWEL = /[аеёиоуўэюя]/i;

/**
 * Uzbek in Latin letters, by the rules of 1995: `е` is `ye` at the beginning of a word and after a vowel, ъ and ь; `ц` is
 * `ts` after a vowel and `s` elsewhere; `ъ` is the separator sign, `ь` is not written. Other letters stay as they are.
 */
export function uzbekLatinFromCyrillic(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    const lower = letter.toLowerCase();
    const before = text[i - 1];
    const after = text[i + 1];
    const opens = before === undefined || !/\p{L}/u.test(before) || CYRILLIC_VOWEL.test(before);
    let to = LATIN.get(letter);
    if (lower === 'е' && (opens || /[ъь]/i.test(before!))) to = letter === 'е' ? 'ye' : 'Ye';
    else if (lower === 'ц') {
      const afterVowel = before !== undefined && CYRILLIC_VOWEL.test(before);
      to = afterVowel ? (letter === 'ц' ? 'ts' : 'Ts') : letter === 'ц' ? 's' : 'S';
    } else if (lower === 'ъ') to = after !== undefined && /[еёюя]/i.test(after) ? '' : 'ʼ';
    else if (lower === 'ь') to = after !== undefined && /[о]/i.test(after) ? 'y' : '';
    // Without the sign "sh" would be one sound: Исҳоқ is Isʼhoq.
    else if (lower === 'ҳ' && before !== undefined && /[сс]/i.test(before)) to = `ʼ${to}`;
    out += to === undefined ? letter : capitalised(to, letter, before, after);
  }
  return out;
}

const LETTERS = withCapitals(
  {
    ...{
      a: 'а',
      b: 'б',
      v: 'в',
      g: 'г',
      d: 'д',
      e: 'е',
      j: 'ж',
      z: 'з',
      i: 'и',
      y: 'й',
      k: 'к',
      l: 'л',
      m: 'м',
    },
    ...{
      n: 'н',
      o: 'о',
      p: 'п',
      r: 'р',
      s: 'с',
      t: 'т',
      u: 'у',
      f: 'ф',
      x: 'х',
      q: 'қ',
      h: 'ҳ',
      c: 'с',
      w: 'в',
    },
  },
  'en',
);
const PAIRS: Readonly<Record<string, string>> = lookup({
  sh: 'ш',
  ch: 'ч',
  ya: 'я',
  yo: 'ё',
  yu: 'ю',
  ye: 'е',
});

/** Loanwords that Latin spells by their sound and Cyrillic as in Russian: the beginning of the word, of equal sound. */
const LOANWORDS: readonly [RegExp, string][] = [
  [/^konsert/, 'концерт'],
  [/^sirk/, 'цирк'],
  [/^sement/, 'цемент'],
  [/^sex(?=$|[idn])/, 'цех'],
  [/^aksiya/, 'акция'],
  [/^lisenziya/, 'лицензия'],
  [/^funksiya/, 'функция'],
  [/^budjet/, 'бюджет'],
  [/^film/, 'фильм'],
  [/^(?:yanvar|fevral|aprel|iyun|iyul)$/, ''],
  [/^sentabr/, 'сентябр'],
  [/^oktabr/, 'октябр'],
  [/^(?:festival|medal|avtomobil|rol|model)$/, ''],
];

/**
 * Uzbek in Cyrillic letters: oʻ and gʻ with whatever apostrophe, sh, ch and the vowels with y as one letter; `e` is `э`
 * at the beginning of a word and after a vowel; an apostrophe elsewhere is `ъ`; `ts` is `ц` in loanwords (`-tsiya`) and not
 * where an ending begins (`baxtsiz`). Other letters stay as they are.
 */
export const uzbekCyrillicFromLatin = (text: string): string =>
  text.replace(/[\p{sc=Latin}ʻʼ‘’'`´]+/gu, cyrillicWord);

function cyrillicWord(word: string): string {
  const lower = word.toLowerCase();
  const loan = LOANWORDS.find(([latin]) => latin.test(lower));
  if (loan) {
    const [latin, cyrillic] = loan;
    const length = latin.exec(lower)![0].length;
    const stem = cyrillic || `${cyrillicLetters(word.slice(0, length))}ь`;
    return likeCase(stem, word) + cyrillicLetters(word.slice(length), true);
  }
  return cyrillicLetters(word);
}

function likeCase(stem: string, word: string): string {
  if (word.length > 1 && word === word.toUpperCase()) return stem.toUpperCase();
  return /^\p{Lu}/u.test(word) ? stem[0]!.toUpperCase() + stem.slice(1) : stem;
}

function cyrillicLetters(word: string, inside = false): string {
  let out = '';
  for (let i = 0; i < word.length; i++) {
    const letter = word[i]!;
    const after = word[i + 1] ?? '';
    const lower = letter.toLowerCase();
    const upper = lower !== letter;
    const put = (to: string, taken: number): void => {
      out += upper ? to.toUpperCase() : to;
      i += taken - 1;
    };
    if (APOSTROPHE.test(letter)) {
      // At an edge of the word it is a quotation mark; between s and h it only keeps them apart.
      const between = /\p{L}/u.test(word[i - 1] ?? '') && /\p{L}/u.test(after);
      const apart = /s/i.test(word[i - 1] ?? '') && /h/i.test(after);
      out += between ? (apart ? '' : /\p{Lu}/u.test(after) ? 'Ъ' : 'ъ') : letter;
      continue;
    }
    const pair = PAIRS[lower + after.toLowerCase()];
    const turned = (at: number): boolean => APOSTROPHE.test(word[at] ?? '');
    if ((lower === 'o' || lower === 'g') && turned(i + 1)) put(lower === 'o' ? 'ў' : 'ғ', 2);
    else if (lower === 'y' && after.toLowerCase() === 'o' && turned(i + 2)) put('й', 1);
    else if (pair !== undefined) put(pair, 2);
    else if (lower === 't' && after.toLowerCase() === 's' && isTs(word, i)) put('ц', 2);
    else if (lower === 'e' && (i === 0 ? !inside : /[aeiou]/i.test(word[i - 1]!))) put('э', 1);
    else out += LETTERS.get(letter) ?? letter;
  }
  return out;
}

/** `ts` of one sound: at the beginning or end of a word, and before the vowels that loanwords go on with. */
function isTs(word: string, at: number): boolean {
  const rest = word.slice(at + 2).toLowerCase();
  return at === 0 || rest === '' || /^(?:i[yov]|ik|ist|ey|ent|er|ep|eno)/.test(rest);
}
