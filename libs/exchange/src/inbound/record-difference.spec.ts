import { makeRecord } from '#exchange/testing/make-record.js';
import type { NewsItem } from '#news/record.js';
import { recordDifference } from './record-difference.js';

const difference = (from: Partial<NewsItem>, to: Partial<NewsItem>) =>
  recordDifference(makeRecord({ ...from, guid: 'urn:a' }), makeRecord({ ...to, guid: 'urn:a', version: 7 }));

describe('recordDifference', () => {
  it.each<[string, Partial<NewsItem>, Partial<NewsItem>, unknown[]]>([
    ['nothing but the ledger’s own', {}, { fingerprint: 'f', hops: [{ partner: 'x', at: 'y' }] }, []],
    ['a field added', {}, { byline: 'N. N.' }, [{ field: 'byline', to: 'N. N.' }]],
    ['a field removed', { byline: 'N. N.' }, {}, [{ field: 'byline', from: 'N. N.' }]],
    ['a field changed', { urgency: 4 }, { urgency: 1 }, [{ field: 'urgency', from: 4, to: 1 }]],
    [
      'a field within a field',
      { rights: { holder: 'Report' } },
      { rights: { holder: 'AFP' } },
      [{ field: 'rights.holder', from: 'Report', to: 'AFP' }],
    ],
    ['lists in another order', { keywords: ['a', 'b'] }, { keywords: ['b', 'a'] }, []],
    [
      'a word of a list',
      { keywords: ['a', 'b'] },
      { keywords: ['b', 'c'] },
      [
        { field: 'keywords[a]', from: 'a' },
        { field: 'keywords[c]', to: 'c' },
      ],
    ],
    [
      'a file of several',
      { renditions: [{ href: 'x' }, { href: 'y', width: 1 }] },
      { renditions: [{ href: 'y', width: 2 }, { href: 'x' }] },
      [{ field: 'renditions[y].width', from: 1, to: 2 }],
    ],
    [
      'the second of two alike',
      { keywords: ['a', 'a'] },
      { keywords: ['a'] },
      [{ field: 'keywords[a (2)]', from: 'a' }],
    ],
    [
      'a name that only prototypes have',
      { subjects: [{ name: 'constructor' }] },
      { subjects: [{ name: '__proto__' }] },
      [
        { field: 'subjects[constructor]', from: { name: 'constructor' } },
        { field: 'subjects[__proto__]', to: { name: '__proto__' } },
      ],
    ],
  ])('shows %s', (_case, from, to, expected) => {
    expect(difference(from, to)).toEqual(expected);
  });
});
