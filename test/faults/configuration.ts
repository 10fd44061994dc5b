import type { ConfigurationSource } from '#settings/yaml-source.js';
import { createLogger } from '#wiring/logging.js';
import { openLedger } from '#wiring/open-ledger.js';
import { applySources } from '../bench/apply-sources.js';

export const DESTINATIONS = [
  { id: 'steady', every: false },
  { id: 'shaky', every: false },
  { id: 'chronicle', every: true },
  { id: 'failing', every: false },
  { id: 'hanging', every: false },
] as const;

export const FEEDS = 16;

/** Short and many, so that minutes of faults are over in minutes: nothing else is different from an exchange in earnest. */
const TIMEOUT_SECONDS = 3;
const RETRY_SECONDS = [1, 1, 1, 2, 2, 2, ...Array<number>(44).fill(3)];

/** The reference that is resolved to the secret of the run. */
const SECRET = ['$', '{env:SECRET}'].join('');

export interface Ports {
  origin: number;
  /** By destination. */
  partners: Record<string, number>;
}

/** One agency that gives everything to one partner with five destinations. */
function sources({ origin, partners }: Ports): ConfigurationSource[] {
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
      languages: ['en'],
      platforms: ['web'],
    });
  return [
    partner('agency'),
    partner('newsroom'),
    ...Array.from({ length: FEEDS }, (_, n) =>
      file('feeds', `agency-${n}`, {
        partner: 'agency',
        url: `http://127.0.0.1:${origin}/feed/${n}`,
        pollEverySeconds: 1,
        minPollSeconds: 1,
        maxPollSeconds: 2,
      }),
    ),
    ...DESTINATIONS.map(({ id, every }) =>
      file('destinations', id, {
        partner: 'newsroom',
        format: 'ninjs',
        transport: 'webhook',
        url: `http://127.0.0.1:${partners[id]}/${id}`,
        secrets: [SECRET],
        timeoutSeconds: TIMEOUT_SECONDS,
        retrySeconds: RETRY_SECONDS,
        versions: every ? 'every' : 'latest',
        maxInFlight: 32,
      }),
    ),
    file('agreements', 'faults', {
      title: 'Everything for everyone',
      signedOn: '2025-11-18',
      validFrom: '2025-11-18',
      parties: ['agency', 'newsroom'],
      grants: [
        {
          id: 'all',
          from: ['agency'],
          to: ['newsroom'],
          items: { classes: ['text'], languages: ['*'] },
          use: { platforms: ['web'], territories: ['AZ'] },
        },
      ],
    }),
  ];
}

/** Makes the schema and applies the configuration, as `korpu apply` does. */
export async function configure(
  databaseUrl: string,
  secretKey: Buffer,
  secret: string,
  ports: Ports,
): Promise<void> {
  const logger = createLogger({ level: 'silent', service: 'faults' });
  const ledger = await openLedger(
    { databaseUrl, poolSize: 2, secretKeys: [secretKey], applicationName: 'faults' },
    logger,
  );
  try {
    await applySources(ledger.configuration, sources(ports), secret);
  } finally {
    await ledger.close();
  }
}
