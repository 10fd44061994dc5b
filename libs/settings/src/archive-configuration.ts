import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ID_PATTERN } from '#news/ids.js';
import { normalized } from '#news/normalized.js';
import type { ConfigurationSource } from './yaml-source.js';

const PARTNER = 'sandbox-archive';
const RECEIVERS = ['khabar', 'baku-tv'];
const LONGEST_ID = 63;

/** Names of the documents that the sandbox serves from the folder, sorted; folders and hidden files are left out. */
export const archivedFiles = (feedsDir: string): string[] =>
  readdirSync(feedsDir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

/**
 * Configuration for a folder of documents that the sandbox serves: one partner that stands for the folder, one feed
 * for each document, and an agreement that gives everything to two partners, so that each document goes all the way.
 * The files' names are those they would have below `config/`; what they are made from is the folder.
 *
 * @param sandboxUrl address of the sandbox, without a slash at the end
 */
export function archiveConfiguration(feedsDir: string, sandboxUrl: string): ConfigurationSource[] {
  const taken = new Set<string>();
  const feeds = archivedFiles(feedsDir).map((name) => {
    const id = feedId(name, taken);
    taken.add(id);
    return {
      id,
      partner: PARTNER,
      name,
      url: `${sandboxUrl}/origins/archive/${encodeURIComponent(name)}`,
      pollEverySeconds: 300,
      // A document may name its next page at the origin it was saved from, which is none of the sandbox's.
      maxPages: 1,
    };
  });
  const partner = {
    id: PARTNER,
    name: 'Sandbox archive',
    kind: ['online'],
    country: 'AZ',
    zone: 'UTC',
    languages: ['en'],
    platforms: ['web'],
  };
  const agreement = {
    id: `${PARTNER}-grants-everything`,
    title: 'Documents served from a folder, for demonstration and tests',
    signedOn: '2025-11-18',
    parties: [PARTNER, ...RECEIVERS],
    validFrom: '2025-11-18',
    grants: [
      {
        id: 'everything',
        from: [PARTNER],
        to: RECEIVERS,
        items: {
          classes: ['text', 'picture', 'video', 'audio', 'graphic', 'animation', 'composite'],
          languages: ['*'],
        },
        thirdParty: { 'allow-listed': ['*'] },
        use: { platforms: ['tv', 'web', 'social'], territories: ['AZ', 'KZ'] },
      },
    ],
  };
  return [
    { file: `partners/${PARTNER}.yaml`, text: stringify(partner), madeFrom: feedsDir },
    ...feeds.map((feed) => ({
      file: `feeds/${feed.id}.yaml`,
      text: stringify(feed),
      madeFrom: join(feedsDir, feed.name),
    })),
    { file: `agreements/${agreement.id}.yaml`, text: stringify(agreement), madeFrom: feedsDir },
  ];
}

/** `rss_2.0_bbc.xml` → `archive-rss-2-0-bbc`; names that come out alike are numbered. */
function feedId(name: string, taken: ReadonlySet<string>): string {
  const words = normalized(name.replace(/\.[^.]+$/, ''), 'NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const id =
      `archive${words && `-${words}`}`.slice(0, LONGEST_ID - suffix.length).replace(/-$/, '') + suffix;
    if (!taken.has(id) && ID_PATTERN.test(id)) return id;
  }
}
