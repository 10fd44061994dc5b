import type { NewsItem } from '#news/record.js';
import { makeRecord } from './make-record.js';

/** `urn:1`, `urn:2` …, each with a headline of its own. */
export const text = (n: number, given: Partial<NewsItem> = {}) =>
  makeRecord({ ...given, guid: `urn:${n}`, headline: given.headline ?? `Xəbər ${n}` });

/** The first so many. */
export const texts = (count: number) => Array.from({ length: count }, (_, n) => text(n + 1));

export const killOf = (n: number, version = 2) =>
  text(n, { version, pubStatus: 'canceled', headline: 'Silinib' });

export const soon = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Within two seconds. */
export const until = async (condition: () => boolean): Promise<void> => {
  for (let n = 0; n < 400 && !condition(); n += 1) await soon();
  expect(condition()).toBe(true);
};
