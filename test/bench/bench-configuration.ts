import type { ConfigurationSource } from '#settings/yaml-source.js';
import { LANGUAGES, languageOf } from './generated-items.js';

/** The reference that a process of the bench resolves to the secret of the run. */
const SECRET = ['$', '{env:SECRET}'].join('');

/** The partner that gives. */
export const SOURCE = 'source';

export interface BenchConfiguration {
  originPort: number;
  receiversPort: number;
  /** Ids of feeds, each beginning with its language; served as `/feed/<id>`. */
  feeds: readonly string[];
  /** More keys of every feed. */
  feed?: object;
  /** Ids of partners, each with one destination that is the path its deliveries are sent to. */
  receivers: readonly string[];
  /** More keys of every destination. */
  destination?: object;
  /** Who gets the items of which languages; everybody gets everything where it is left out. */
  grants?: readonly { languages: readonly string[]; to: readonly string[] }[];
}

/** What a receiver's destination is called. */
export const destinationOf = (receiver: string): string => `${receiver}-ninjs`;

/** One partner that gives, in five languages, and some that receive signed ninjs. */
export function benchConfiguration(options: BenchConfiguration): ConfigurationSource[] {
  const { originPort, receiversPort, feeds, receivers } = options;
  const { grants = [{ languages: ['*'], to: receivers }] } = options;
  const file = (kind: string, id: string, settings: object): ConfigurationSource => ({
    file: `config/${kind}/${id}.yaml`,
    text: JSON.stringify({ id, ...settings }),
  });
  const partner = (id: string) =>
    file('partners', id, {
      name: id,
      kind: ['agency'],
      country: 'AZ',
      zone: 'Asia/Baku',
      languages: LANGUAGES,
      platforms: ['web'],
    });
  return [
    partner(SOURCE),
    ...receivers.map(partner),
    ...feeds.map((id) =>
      file('feeds', id, {
        partner: SOURCE,
        url: `http://127.0.0.1:${originPort}/feed/${id}`,
        languages: [languageOf(id)],
        pollEverySeconds: 1,
        minPollSeconds: 1,
        maxPollSeconds: 1,
        maxPages: 1_000,
        ...options.feed,
      }),
    ),
    ...receivers.map((id) =>
      file('destinations', destinationOf(id), {
        partner: id,
        format: 'ninjs',
        transport: 'webhook',
        url: `http://127.0.0.1:${receiversPort}/${id}`,
        secrets: [SECRET],
        maxInFlight: 64,
        ...options.destination,
      }),
    ),
    file('agreements', 'bench', {
      title: 'Bench',
      signedOn: '2025-11-18',
      validFrom: '2025-11-18',
      parties: [SOURCE, ...receivers],
      grants: grants.map(({ languages, to }, i) => ({
        id: `grant-${i + 1}`,
        from: [SOURCE],
        to,
        items: { classes: ['text', 'picture'], languages },
        use: { platforms: ['web'], territories: ['AZ'] },
      })),
    }),
  ];
}
