import { makeRecord } from '#exchange/testing/make-record.js';
import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import { classify, hasProviderVersions, withKillStatus } from './classify.js';
import type { CurrentItem } from './inbound-ports.js';

const NOW = new Date('2025-11-18T12:00:00Z');

const held: CurrentItem = {
  itemId: 1,
  guid: asGuid('urn:newsml:report:1'),
  version: 4,
  providerVersion: 3,
  fingerprint: 'held',
  pubStatus: 'usable',
  versionCreated: '2025-11-18T10:00:00Z',
  earlierFingerprints: ['earlier'],
};

interface Row {
  candidate?: Partial<NewsItem>;
  current?: Partial<CurrentItem>;
  unnumbered?: boolean;
}
const judge = ({ candidate = {}, current = {}, unnumbered = false }: Row) =>
  classify(
    makeRecord({ version: 3, versionCreated: '2025-11-18T10:00:00Z', fingerprint: 'fresh', ...candidate }),
    { ...held, ...current },
    { providerVersions: !unnumbered, now: NOW },
  );

const OLDER = '2025-11-18T09:00:00Z';
const NEWER = '2025-11-18T11:00:00Z';

describe('classify, of an item that is held', () => {
  const accepted: [name: string, row: Row, change: string, version: number][] = [
    ['the next number', { candidate: { version: 5 } }, 'update', 5],
    ['a number that skips some', { candidate: { version: 9 } }, 'update', 9],
    ['a higher number that is not above the ledger’s', { candidate: { version: 4 } }, 'update', 5],
    ['the same number with other content, for agencies forget to count', {}, 'update', 5],
    ['the same number under a newer date', { candidate: { versionCreated: NEWER } }, 'update', 5],
    ['a correction by its signal', { candidate: { version: 4, signals: ['correction'] } }, 'correction', 5],
    ['a hold', { candidate: { version: 4, pubStatus: 'withheld' } }, 'withhold', 5],
    [
      'a release after a hold',
      { candidate: { version: 4 }, current: { pubStatus: 'withheld' } },
      'update',
      5,
    ],
    ['a kill', { candidate: { version: 4, pubStatus: 'canceled' } }, 'kill', 5],
    [
      'a kill under an old number and date',
      { candidate: { version: 1, pubStatus: 'canceled', versionCreated: OLDER } },
      'kill',
      5,
    ],
    [
      'a second kill with another note',
      { candidate: { version: 4, pubStatus: 'canceled' }, current: { pubStatus: 'canceled' } },
      'kill',
      5,
    ],
    [
      'an earlier content under a higher number: a true revert',
      { candidate: { version: 4, fingerprint: 'earlier' } },
      'update',
      5,
    ],
    [
      'an earlier content under a newer date: a true revert',
      { candidate: { fingerprint: 'earlier', versionCreated: NEWER } },
      'update',
      5,
    ],
    ['a number too high to be one', { candidate: { version: 1_763_456_789_123 } }, 'update', 5],
    ['a feed’s entry without a number', { candidate: { version: 1 }, unnumbered: true }, 'update', 5],
    [
      'a feed’s entry that keeps its first date',
      { candidate: { version: 1 }, unnumbered: true },
      'update',
      5,
    ],
    [
      'an entry without any date',
      { candidate: { versionCreated: undefined }, unnumbered: true },
      'update',
      5,
    ],
    [
      'an older date after a version that was dated in the future by mistake',
      {
        candidate: { versionCreated: NEWER },
        current: { versionCreated: '2035-11-18T10:00:00Z' },
        unnumbered: true,
      },
      'update',
      5,
    ],
  ];
  it.each(accepted)('accepts %s', (_, row, change, version) => {
    expect(judge(row)).toMatchObject({ outcome: 'accepted', change, version });
  });

  const stale: [name: string, row: Row, why: RegExp][] = [
    ['a lower number', { candidate: { version: 2 } }, /version 2 is below 3/],
    ['a lower number under a newer date', { candidate: { version: 2, versionCreated: NEWER } }, /below 3/],
    [
      'the same number under an older date',
      { candidate: { versionCreated: OLDER } },
      /before the held version/,
    ],
    [
      'a feed’s entry under an older date',
      { candidate: { version: 1, versionCreated: OLDER }, unnumbered: true },
      /before/,
    ],
    [
      'what a cache serves again',
      { candidate: { version: 1, fingerprint: 'earlier' }, unnumbered: true },
      /served again/,
    ],
    [
      'what a cache serves again without a date',
      { candidate: { fingerprint: 'earlier', versionCreated: undefined } },
      /served again/,
    ],
    [
      'anything but a kill after a kill',
      { candidate: { version: 9, versionCreated: NEWER }, current: { pubStatus: 'canceled' } },
      /killed in version 4/,
    ],
    [
      'a hold after a kill',
      { candidate: { version: 9, pubStatus: 'withheld' }, current: { pubStatus: 'canceled' } },
      /killed/,
    ],
    [
      'an earlier kill served again',
      { candidate: { pubStatus: 'canceled', fingerprint: 'earlier' }, current: { pubStatus: 'canceled' } },
      /served again/,
    ],
  ];
  it.each(stale)('refuses %s as stale, and says why', (_, row, why) => {
    expect(judge(row)).toEqual({ outcome: 'stale', detail: expect.stringMatching(why) });
  });

  it.each([
    ['again', {}],
    ['under a higher number', { version: 9 }],
    ['under a newer date', { versionCreated: NEWER }],
  ])('takes the same content %s as unchanged', (_, candidate) => {
    expect(judge({ candidate: { ...candidate, fingerprint: 'held' } }).outcome).toBe('unchanged');
  });

  it('remembers the highest number of the provider', () => {
    expect(judge({ candidate: { version: 7 } })).toMatchObject({ providerVersion: 7 });
    expect(judge({ candidate: { version: 1, pubStatus: 'canceled' } })).toMatchObject({ providerVersion: 3 });
    expect(judge({ unnumbered: true })).toMatchObject({ providerVersion: 3 });
    expect(judge({ candidate: { version: 2 }, current: { providerVersion: undefined } })).toMatchObject({
      version: 5,
      providerVersion: 2,
    });
  });
});

describe('classify, of an item never seen', () => {
  const first = (candidate: Partial<NewsItem>, providerVersions = true) =>
    classify(makeRecord(candidate), undefined, { providerVersions, now: NOW });

  it.each([
    ['new', {}],
    ['new', { signals: ['correction'] }],
    ['withhold', { pubStatus: 'withheld' as const }],
    ['kill', { pubStatus: 'canceled' as const }],
  ])('is %s for %j', (change, candidate) => {
    expect(first(candidate)).toMatchObject({ outcome: 'accepted', change, version: 1 });
  });

  it('starts at the provider’s number where there is one', () => {
    expect(first({ version: 6 })).toMatchObject({ version: 6, providerVersion: 6 });
    expect(first({ version: 1 }, false)).toEqual({
      outcome: 'accepted',
      change: 'new',
      version: 1,
      providerVersion: undefined,
    });
    expect(first({ version: 20_251_118_100_000 })).toMatchObject({ version: 1, providerVersion: undefined });
  });
});

describe('withKillStatus', () => {
  it.each(['kill', 'recall'])('makes a %s by signal one by status, as another content', (signal) => {
    const record = makeRecord({ signals: [signal] });
    const killed = withKillStatus(record);
    expect(killed.pubStatus).toBe('canceled');
    expect(killed.fingerprint).not.toBe(record.fingerprint);
  });

  it('leaves everything else as it is', () => {
    const correction = makeRecord({ signals: ['correction'] });
    expect(withKillStatus(correction)).toBe(correction);
    const killed = makeRecord({ pubStatus: 'canceled', signals: ['kill'] });
    expect(withKillStatus(killed)).toBe(killed);
  });
});

it('knows which formats number their items', () => {
  expect(['newsml-g2', 'newsml-1', 'ninjs', 'nitf'].every((f) => hasProviderVersions(f as 'ninjs'))).toBe(
    true,
  );
  expect(
    ['rss', 'rdf', 'atom', 'jsonfeed', 'sitemap', 'html'].some((f) => hasProviderVersions(f as 'rss')),
  ).toBe(false);
});
