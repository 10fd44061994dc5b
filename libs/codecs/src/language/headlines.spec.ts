import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { detectLanguage } from './detect-language.js';

/** What each partner's feed would declare. */
const DECLARED: Readonly<Record<string, string[]>> = {
  'az-Latn': ['az', 'ru', 'en'],
  'tr-Latn': ['tr', 'en'],
  'uz-Latn': ['uz', 'ru', 'en'],
  'en-Latn': ['en', 'az', 'ru'],
  'ru-Cyrl': ['ru', 'kk', 'en'],
  'kk-Cyrl': ['kk', 'ru'],
  'ky-Cyrl': ['ky', 'ru'],
  'uz-Cyrl': ['uz', 'ru'],
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

const right = (all: readonly Headline[], prior: boolean): number =>
  all.filter(
    ({ text, expected, declared }) => detectLanguage(text, prior ? declared : [])?.language === expected,
  ).length / all.length;

describe.each(['tuned', 'held-out'])('headlines of the %s set', (set) => {
  const byLanguage = headlines(set);
  const partners = Object.keys(DECLARED).flatMap((name): [string, Headline[]][] => {
    const lines = byLanguage.get(name);
    return lines ? [[name, lines]] : [];
  });

  it.each(partners)(
    'in %s: 97 in a hundred without a prior, 99 with the declared languages',
    (_name, lines) => {
      expect(lines.length).toBeGreaterThanOrEqual(30);
      expect(right(lines, false)).toBeGreaterThanOrEqual(0.97);
      expect(right(lines, true)).toBeGreaterThanOrEqual(0.99);
    },
  );

  const strangers = [...byLanguage].filter(([name]) => !(name in DECLARED));
  it.each(strangers)('in %s are not taken for a partner’s language with confidence', (_name, lines) => {
    for (const { text, expected } of lines) {
      const detected = detectLanguage(text)!;
      if (detected.language !== expected) expect([text, detected.confidence < 0.9]).toEqual([text, true]);
    }
  });
});
