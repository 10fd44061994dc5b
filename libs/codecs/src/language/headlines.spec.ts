import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { contradictionOf, detectLanguage } from './detect-language.js';
import { isWrittenIn, scriptOf } from './language-tag.js';

/** What each partner's feed would declare. */
const DECLARED: Readonly<Record<string, string[]>> = {
  'az-Latn': ['az', 'ru', 'en'],
  'tr-Latn': ['tr'],
  'uz-Latn': ['uz', 'ru', 'en'],
  'en-Latn': ['en', 'az', 'ru'],
  'ru-Cyrl': ['ru', 'kk', 'en'],
  'kk-Cyrl': ['kk', 'ru', 'en'],
  'ky-Cyrl': ['ky', 'ru'],
  'uz-Cyrl': ['uz', 'ru', 'en'],
};
const TWO_SCRIPTS = /^(?:az|kk|uz)-/;

interface Headline {
  text: string;
  expected: string;
  declared: string[];
}

function headlines(set: string): Map<string, Headline[]> {
  const folder = new URL(`./testdata/${set}/`, import.meta.url);
  return new Map(
    readdirSync(folder).map((file) => {
      const name = basename(file, '.txt');
      const expected = TWO_SCRIPTS.test(name) ? name : name.slice(0, 2);
      const lines = readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean);
      return [name, lines.map((text) => ({ text, expected, declared: DECLARED[name] ?? [] }))];
    }),
  );
}

const NO_PRIOR = 0.97;
const DECLARED_LANGUAGES = 0.99;
const ANY_LANGUAGE = 0.94;
const CONFIDENT = 0.9;

const right = (all: readonly Headline[], prior: boolean): number =>
  all.filter(
    ({ text, expected, declared }) => detectLanguage(text, prior ? declared : [])?.language === expected,
  ).length / all.length;

// The third, fourth and fifth were written by other hands; no list of a partner's language was changed after the third.
describe.each([
  ['tuned', 30],
  ['held-out', 30],
  ['third', 50],
  ['fourth', 25],
  // Of six to twelve words each, as most headlines are.
  ['fifth', 25],
  // Some in capitals, without the letters of their language, or full of names, figures and abbreviations.
  ['sixth', 30],
])('headlines of the %s set', (set, least) => {
  const byLanguage = headlines(set);
  const partners = Object.keys(DECLARED).map((name): [string, Headline[]] => [
    name,
    byLanguage.get(name) ?? [],
  ]);
  const all = partners.flatMap(([, lines]) => lines);

  it('are told right 97 times in a hundred without a prior, 99 with the declared languages', () => {
    expect(right(all, false)).toBeGreaterThanOrEqual(NO_PRIOR);
    expect(right(all, true)).toBeGreaterThanOrEqual(DECLARED_LANGUAGES);
  });

  it.each(partners)('in %s: no language is behind the others', (_name, lines) => {
    expect(lines.length).toBeGreaterThanOrEqual(least);
    expect(right(lines, false)).toBeGreaterThanOrEqual(ANY_LANGUAGE);
    expect(right(lines, true)).toBeGreaterThanOrEqual(ANY_LANGUAGE);
  });

  it('are never told wrong with confidence', () => {
    const wrong = [...byLanguage.values()].flat().flatMap(({ text, expected }) => {
      const detected = detectLanguage(text)!;
      return detected.language !== expected && detected.confidence >= CONFIDENT ? [[text, detected]] : [];
    });
    expect(wrong).toEqual([]);
  });
});

/** What is taken for a partner's language with confidence and is in none. */
const taken = (lines: readonly Headline[]): unknown[] =>
  lines.flatMap(({ text }) => {
    const { language, confidence } = detectLanguage(text)!;
    const ours = /^(?:az|tr|ru|kk|ky|uz|en)(?:-|$)/.test(language);
    return ours && confidence >= CONFIDENT ? [[text, language, confidence]] : [];
  });

describe('headlines in languages of nobody’s feed', () => {
  it.each([...headlines('strangers')])(
    'in %s are not taken for a partner’s with confidence',
    (_name, lines) => {
      expect(lines.length).toBeGreaterThanOrEqual(3);
      expect(taken(lines)).toEqual([]);
    },
  );

  // The last is measured, not aimed at: none should be. Decision 8 says which they are.
  it.each([
    ['strangers-held-out', 70, 0],
    ['strangers-third', 39, 0],
    ['strangers-fourth', 38, 2],
    ['strangers-fifth', 147, 1],
  ])('are seldom taken for one in the set %s', (set, least, stillTaken) => {
    const lines = [...headlines(set).values()].flat();
    expect(lines.length).toBeGreaterThanOrEqual(least);
    expect(taken(lines).length).toBeLessThanOrEqual(stillTaken);
  });
});

describe('headlines whose document declares', () => {
  it('their language: none is said to be in another one', () => {
    const sets = readdirSync(new URL('./testdata/', import.meta.url));
    const declared = sets.flatMap((set) =>
      [...headlines(set)].flatMap(([name, lines]) => lines.map(({ text }) => [text, name] as const)),
    );
    expect(declared.length).toBeGreaterThan(2000);
    expect(
      declared.filter(
        ([text, name]) => name !== 'lorem-ipsum' && contradictionOf(text, name.split('-')[0]!) !== undefined,
      ),
    ).toEqual([]);
  });

  it('one that is told less surely: a name in English does not make it another', () => {
    const review = 'Northern Quay: First Light. Der Sound bleibt in Sheffield. (4/5)';
    expect(detectLanguage(review, ['de'])?.language).toBe('en');
    expect(contradictionOf(review, 'de')).toBeUndefined();
    const english = 'The council has decided that the old harbour road will be closed for the whole winter';
    expect(contradictionOf(english, 'de')?.language).toBe('en');
  });

  it('another partner’s language: nine in ten are put right, and none is given a third one', () => {
    const others = ['az', 'tr', 'ru', 'kk', 'ky', 'uz', 'en'];
    const found = [...headlines('sixth').values()]
      .flat()
      .flatMap(({ text, expected }) =>
        others
          .filter((other) => other !== expected.slice(0, 2))
          .map((other) => [
            expected,
            isWrittenIn(other, scriptOf(text))
              ? contradictionOf(text, other)?.language
              : detectLanguage(text)?.language,
          ]),
      );
    const told = found.filter(([, language]) => language !== undefined);
    expect(told.filter(([expected, language]) => language !== expected)).toEqual([]);
    expect(told.length / found.length).toBeGreaterThanOrEqual(0.9);
  });
});
