import { ENVIRONMENT, edited, load } from './testing/sources.js';

const WEBHOOK = 'destinations/khabar-newsml.yaml';
const AGREEMENT = 'agreements/memorandum.yaml';
const TOPICS = `id: topics
name: Topics
scheme: { alias: medtop, uri: "http://cv.iptc.org/newscodes/mediatopic/" }
concepts:
  "15000000": { names: { az: idman } }
  "20000822": { broader: ["15000000"] }
`;

const readNothing = (): string => {
  throw new Error('ENOENT');
};

describe('loadConfiguration', () => {
  it('fills in defaults, and follows references', () => {
    const { configuration } = load();
    expect(configuration?.feeds).toEqual([
      {
        id: 'report-az',
        partner: 'report',
        url: 'https://report.example/az.xml',
        zone: 'Asia/Baku',
        languages: ['az', 'ru'],
        statuses: {},
        signals: {},
        edNoteSignals: {},
        headlineSignals: {},
        headers: {},
        secretHeaders: {},
        pollEverySeconds: 60,
        minPollSeconds: 15,
        maxPollSeconds: 3600,
        maxBytes: 15_000_000,
        timeoutSeconds: 20,
        maxPages: 10,
      },
    ]);
    expect(configuration?.destinations).toMatchObject([
      {
        id: 'khabar-newsml',
        timeoutSeconds: 20,
        retrySeconds: [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000],
        maxInFlight: 16,
      },
      { id: 'report-atom', pageSize: 50 },
    ]);
    expect(configuration?.agreements).toMatchObject([
      {
        recall: { confirmWithinMinutes: 60, escalateTo: [] },
        grants: [{ thirdParty: { rule: 'refuse' }, embargo: 'hold', use: { sublicence: false } }],
      },
    ]);
  });

  it('lets a feed inherit from its profile before its partner, and its own keys win', () => {
    const { configuration } = load({
      'vocab/topics.yaml': TOPICS,
      'profiles/report.yaml': 'id: report\nzone: Europe/London\nlanguages: [en]\nsubjects: [topics]\n',
      'feeds/report-az.yaml':
        'id: report-az\npartner: report\nurl: https://report.example/\nprofile: report\nlanguages: [az]\n',
    });
    expect(configuration?.feeds).toMatchObject([
      { profile: 'report', zone: 'Europe/London', languages: ['az'] },
    ]);
    expect(configuration?.vocab[0]?.concepts['20000822']).toEqual({ broader: ['15000000'] });
  });

  it('reads secrets from the environment and from files', () => {
    const [webhook, pull] = load().configuration!.destinations;
    expect(webhook?.transport === 'webhook' && webhook.secrets[0]?.reveal()).toBe(
      ENVIRONMENT['WEBHOOK_SECRET'],
    );
    expect(pull?.transport === 'pull' && pull.apiKeys[0]?.reveal()).toBe('a-key-of-sixteen-characters');
  });

  it('prefers the environment to a default', () => {
    const { configuration } = load(
      {},
      { env: (name) => ({ ...ENVIRONMENT, ORIGIN: 'http://localhost:1' })[name] },
    );
    expect(configuration?.feeds[0]?.url).toBe('http://localhost:1/az.xml');
  });

  it.each(['2.2', '"2.2"'])('reads %s as a version, written as a number or not', (version) => {
    const { configuration } = load(edited(WEBHOOK, 'newsml-g2', `ninjs\nformatVersion: ${version}`));
    expect(configuration?.destinations[0]).toMatchObject({ format: 'ninjs', formatVersion: '2.2' });
  });

  it('can be checked where the secrets are not', () => {
    const { configuration } = load(
      {},
      { env: () => undefined, readFile: readNothing, missingSecrets: 'leave' },
    );
    const [webhook] = configuration!.destinations;
    expect(webhook?.transport === 'webhook' && webhook.secrets[0]?.resolved).toBe(false);
  });

  it('lists each kind by id, whatever the order of the files', () => {
    expect(load().configuration?.partners.map(({ id }) => id)).toEqual(['khabar', 'report']);
  });

  const listing = { 'allow-listed': ['AFP', 'dpa'] };
  it('reads both ways of dealing with third parties', () => {
    const terms = `use: { platforms: [tv, web]`;
    const { configuration } = load(
      edited(AGREEMENT, terms, `thirdParty: ${JSON.stringify(listing)}\n    ${terms}`),
    );
    expect(configuration?.agreements[0]?.grants[0]?.thirdParty).toEqual({
      rule: 'allow-listed',
      providers: ['AFP', 'dpa'],
    });
  });
});
