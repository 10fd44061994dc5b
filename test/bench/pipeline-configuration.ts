import type { ConfigurationSource } from '#settings/yaml-source.js';
import { LANGUAGES } from './generated-items.js';

/** The reference that the exchange's process resolves to the secret of the run. */
const SECRET = ['$', '{env:SECRET}'].join('');

/** One partner that gives in five languages, and three that receive signed ninjs. */
export function pipelineConfiguration(
  originPort: number,
  receiversPort: number,
  receivers: string[],
): ConfigurationSource[] {
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
    partner('source'),
    ...receivers.map(partner),
    ...LANGUAGES.map((language) =>
      file('feeds', `source-${language}`, {
        partner: 'source',
        url: `http://127.0.0.1:${originPort}/feed/${language}`,
        languages: [language],
        pollEverySeconds: 1,
        minPollSeconds: 1,
        maxPollSeconds: 1,
        maxPages: 1_000,
      }),
    ),
    ...receivers.map((id) =>
      file('destinations', `${id}-ninjs`, {
        partner: id,
        format: 'ninjs',
        transport: 'webhook',
        url: `http://127.0.0.1:${receiversPort}/${id}`,
        secrets: [SECRET],
        maxInFlight: 64,
      }),
    ),
    file('agreements', 'bench', {
      title: 'Bench',
      signedOn: '2025-11-18',
      validFrom: '2025-11-18',
      parties: ['source', ...receivers],
      grants: [
        {
          id: 'all',
          from: ['source'],
          to: receivers,
          items: { classes: ['text', 'picture'], languages: ['*'] },
          use: { platforms: ['web'], territories: ['AZ'] },
        },
      ],
    }),
  ];
}
