import type { Agreement } from '#agreements/agreement.js';
import { decide } from '#agreements/decide.js';
import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import type { Configuration } from './configuration.js';
import { loadConfiguration } from './load-configuration.js';
import { receiverOf, senderOf } from './parties.js';
import { readConfigurationFiles } from './read-configuration-files.js';

const NOW = new Date('2026-03-10T12:00:00Z');

let configuration: Configuration;
beforeAll(async () => {
  const loaded = loadConfiguration(await readConfigurationFiles('config'), {
    env: () => undefined,
    readFile: () => '',
    missingSecrets: 'leave',
  });
  if (loaded.faults) throw new Error(JSON.stringify(loaded.faults, null, 2));
  configuration = loaded.configuration;
});

/** The reason of every destination of a partner, or `allowed`, for an item of each feed of another. */
function between(from: string, to: string, change: Partial<NewsItem> = {}): string[] {
  const partner = (id: string) => configuration.partners.find((one) => one.id === id)!;
  const agreements: Agreement[] = configuration.agreements.map((agreement) => ({ ...agreement, version: 1 }));
  const sender = partner(from);
  return configuration.feeds
    .filter((feed) => feed.partner === from)
    .flatMap((feed) => {
      const item: NewsItem = {
        kind: 'newsItem',
        guid: asGuid(`urn:newsml:${feed.id}:1`),
        version: 1,
        itemClass: 'text',
        provider: { name: sender.name },
        pubStatus: 'usable',
        language: feed.languages[0],
        fingerprint: '0',
        ...change,
      };
      return configuration.destinations
        .filter((destination) => destination.partner === to)
        .map((destination) => {
          const receiver = receiverOf(destination, partner(to));
          const decision = decide(item, senderOf(sender), receiver, agreements, NOW);
          return decision.allow ? 'allowed' : decision.reason;
        });
    });
}

const PERMITTED = [
  ['baku-tv', 'report'],
  ['baku-tv', 'khabar'],
  ['report', 'khabar'],
  ['baku-tv', 'uzbekistan-24'],
] as const;
const FORBIDDEN = [
  ['khabar', 'uzbekistan-24'],
  ['report', 'uzbekistan-24'],
] as const;
const bothWays = (pairs: readonly (readonly [string, string])[]): [string, string][] =>
  pairs.flatMap(([one, other]): [string, string][] => [
    [one, other],
    [other, one],
  ]);

describe('the configuration that is shipped', () => {
  it('has the four partners, each with a feed and with destinations in two formats', () => {
    expect(configuration.partners.map(({ id }) => id)).toEqual([
      'baku-tv',
      'khabar',
      'report',
      'uzbekistan-24',
    ]);
    for (const { id } of configuration.partners) {
      const formats = configuration.destinations
        .filter(({ partner }) => partner === id)
        .map(({ format }) => format);
      expect(new Set(formats).size).toBeGreaterThanOrEqual(2);
      expect(configuration.feeds.some(({ partner }) => partner === id)).toBe(true);
    }
  });

  it.each(bothWays(PERMITTED))(
    'lets texts, pictures and videos of every feed flow from %s to %s',
    (from, to) => {
      for (const itemClass of ['text', 'picture', 'video', 'composite'] as const)
        expect(new Set(between(from, to, { itemClass }))).toEqual(new Set(['allowed']));
    },
  );

  it.each(bothWays(FORBIDDEN))('lets nothing flow from %s to %s', (from, to) => {
    expect(new Set(between(from, to))).toEqual(new Set(['no-agreement']));
  });

  it('lets no third party through', () => {
    expect(new Set(between('report', 'khabar', { provider: { name: 'AFP' } }))).toEqual(
      new Set(['third-party']),
    );
  });

  it('knows each partner by the name it writes in its own language', () => {
    const names: [string, string, string][] = [
      ['baku-tv', 'report', 'Bakı TV'],
      ['report', 'khabar', 'REPORT'],
      ['khabar', 'report', '"Хабар" агенттігі'],
      ['uzbekistan-24', 'baku-tv', "O'zbekiston 24"],
    ];
    for (const [from, to, name] of names)
      expect(new Set(between(from, to, { provider: { name } }))).toEqual(new Set(['allowed']));
  });

  it('points at the sandbox, and there alone', () => {
    const urls = [...configuration.feeds, ...configuration.destinations].flatMap((one) =>
      'url' in one ? one.url : [],
    );
    expect(urls).toHaveLength(15);
    for (const url of urls) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3100\/(?:origins|receivers)\//);
  });
});
