import { faultLine } from './configuration-fault.js';
import { ENVIRONMENT, edited, load, textOf } from './testing/sources.js';

const FEED = 'feeds/report-az.yaml';
const WEBHOOK = 'destinations/khabar-newsml.yaml';
const PULL = 'destinations/report-atom.yaml';
const AGREEMENT = 'agreements/memorandum.yaml';
const PARTNER = 'partners/khabar.yaml';
const faultsOf = (...given: Parameters<typeof load>): string[] => load(...given).faults?.map(faultLine) ?? [];
const TOPICS = `id: topics
name: Topics
scheme: { alias: medtop, uri: "http://cv.iptc.org/newscodes/mediatopic/" }
concepts:
  "15000000": { names: { az: idman } }
  "20000822": { broader: ["15000000"] }
`;

describe('loadConfiguration, of faults', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'a key that is not known',
      edited(FEED, 'partner:', 'pollSeconds: 5\npartner:'),
      `${FEED}:2 pollSeconds is not a known key here; did you mean maxPollSeconds, or minPollSeconds, or pollEverySeconds?`,
    ],
    [
      'a key that is not known, further in',
      edited(AGREEMENT, '    use:', '    credits: { line: Report }\n    use:'),
      `${AGREEMENT}:11 grants[0].credits is not a known key here; did you mean credit?`,
    ],
    [
      'a key that is like none',
      edited(FEED, 'partner:', 'zzzz: 5\npartner:'),
      `${FEED}:2 zzzz is not a known key here`,
    ],
    [
      'a key that is missing, told at the object that lacks it',
      edited(PARTNER, 'country: KZ\n', ''),
      `${PARTNER}:1 country is missing; it must be text`,
    ],
    [
      'text in place of a number',
      edited(FEED, 'partner:', 'pollEverySeconds: 1m\npartner:'),
      `${FEED}:2 pollEverySeconds must be a number`,
    ],
    [
      'a number out of range',
      edited(FEED, 'partner:', 'maxPages: 0\npartner:'),
      `${FEED}:2 maxPages must be 1 or more`,
    ],
    [
      'polling below its own limit',
      edited(FEED, 'partner:', 'pollEverySeconds: 5\npartner:'),
      `${FEED}:2 pollEverySeconds must not be smaller than minPollSeconds (default 15)`,
    ],
    [
      'a word that is none of the words',
      edited(WEBHOOK, 'newsml-g2', 'newsml'),
      `${WEBHOOK}:4 format must be one of newsml-g2, ninjs, nitf, rss, atom, jsonfeed, email`,
    ],
    [
      'a version in which the format is not written',
      edited(WEBHOOK, 'newsml-g2', 'ninjs\nformatVersion: 1.0'),
      `${WEBHOOK}:5 formatVersion must be 3.1 or 2.2 for ninjs`,
    ],
    [
      'a version of a format that has none',
      edited(WEBHOOK, 'newsml-g2', 'email\nformatVersion: 1'),
      `${WEBHOOK}:5 formatVersion must be left out: email has no versions`,
    ],
    [
      'a feed in a format of single items',
      edited('destinations/report-atom.yaml', 'format: atom', 'format: nitf'),
      'destinations/report-atom.yaml:4 format must hold several items to be pulled, and nitf holds one',
    ],
    [
      'a file in UTF-16',
      { [FEED]: Buffer.from(`\ufeff${textOf(FEED)}`, 'utf16le').toString('utf8') },
      `${FEED}:1 the file is not in UTF-8 and looks like UTF-16: save it as UTF-8`,
    ],
    [
      'a file in a charset of one byte a letter',
      {
        [PARTNER]: Buffer.from(textOf(PARTNER).replace('Khabar A', '\xd5\xe0 A'), 'latin1').toString('utf8'),
      },
      `${PARTNER}:2 the file is not in UTF-8 and has letters of another charset here: save it as UTF-8`,
    ],
    [
      'a door that is not there',
      edited(WEBHOOK, 'webhook', 'pigeon'),
      `${WEBHOOK}:3 transport must be webhook or pull`,
    ],
    [
      'an empty list',
      edited(AGREEMENT, 'classes: [text]', 'classes: []'),
      `${AGREEMENT}:10 grants[0].items.classes must have 1 or more entries`,
    ],
    [
      'a country that is not a code',
      edited(PARTNER, 'KZ', 'Kazakhstan'),
      `${PARTNER}:4 country must be a two-letter country code in capitals, such as KZ`,
    ],
    [
      'a zone that is not there',
      edited(PARTNER, 'Asia/Almaty', 'Asia/Astana'),
      `${PARTNER}:5 zone must be an IANA time zone, such as Asia/Baku, and is “Asia/Astana”`,
    ],
    [
      'a date that no calendar has',
      edited(AGREEMENT, 'validFrom: 2025-11-18', 'validFrom: 2025-11-31'),
      `${AGREEMENT}:5 validFrom must be a date such as 2025-11-18, and is “2025-11-31”`,
    ],
    [
      'a date written as people write it, told once',
      edited(AGREEMENT, 'signedOn: 2025-11-18', 'signedOn: 18.11.2025'),
      `${AGREEMENT}:3 signedOn must be a date such as 2025-11-18, or a month such as 2025-11 where the day is not known, and is “18.11.2025”`,
    ],
    [
      'an end before the beginning',
      edited(AGREEMENT, 'grants:', 'validUntil: 2025-01-01\ngrants:'),
      `${AGREEMENT}:6 validUntil must not be before validFrom`,
    ],
    [
      'an address with a password in it',
      edited(WEBHOOK, 'https://', 'https://me:pass@'),
      `${WEBHOOK}:5 url must not hold a user name or password: put them into secretHeaders as \${env:NAME}`,
    ],
    [
      'an address of another kind',
      edited(WEBHOOK, 'https://', 'ftp://'),
      `${WEBHOOK}:5 url must be an http or https URL`,
    ],
    [
      'a credential among the plain headers',
      edited(FEED, 'partner:', 'headers: { Authorization: x }\npartner:'),
      `${FEED}:2 headers.Authorization is a credential: write it under secretHeaders as \${env:NAME}`,
    ],
    [
      'a secret written out, which is not repeated',
      edited(WEBHOOK, '${env:WEBHOOK_SECRET}', 'whsec_aGVsbG8='),
      `${WEBHOOK}:7 secrets[0] must be a reference: \${env:NAME} or \${file:/path}`,
    ],
    [
      'a secret with a default',
      edited(WEBHOOK, 'WEBHOOK_SECRET', 'X:-sesame'),
      `${WEBHOOK}:7 secrets[0] \${env:X:-sesame} is not the name of a variable; a secret has no default`,
    ],
    [
      'a secret that is not set',
      edited(WEBHOOK, 'WEBHOOK_SECRET', 'NOWHERE'),
      `${WEBHOOK}:7 secrets[0] needs the environment variable NOWHERE, which is not set`,
    ],
    [
      'a secret whose file is not there',
      edited(PULL, '/run/secrets/atom', '/nowhere'),
      `${PULL}:5 apiKeys[0] needs the file /nowhere, which cannot be read or is empty`,
    ],
    [
      'a secret that cannot sign',
      edited(WEBHOOK, 'WEBHOOK_SECRET', 'SHORT'),
      `${WEBHOOK}:7 secrets[0] must be whsec_ followed by base64 of 24 to 64 random bytes, or whsk_ followed by base64 of an ed25519 key (Standard Webhooks)`,
    ],
    [
      'a variable that is not set',
      edited(FEED, 'ORIGIN:-https://report.example', 'NOWHERE'),
      `${FEED}:3 url needs the environment variable NOWHERE, which is not set; \${env:NOWHERE:-default} would do without`,
    ],
    [
      'a reference of another kind',
      edited(FEED, '${env:ORIGIN:-https://report.example}', '${file:/etc/passwd}'),
      `${FEED}:3 url holds \${file:/etc/passwd}, which is not a reference here: write \${env:NAME} or \${env:NAME:-default}`,
    ],
    [
      'a feed of nobody',
      edited(FEED, 'partner: report', 'partner: reporter'),
      `${FEED}:2 partner names “reporter”, and there is no such partner`,
    ],
    [
      'a profile that is not there',
      edited(FEED, 'partner: report', 'partner: report\nprofile: report-habits'),
      `${FEED}:3 profile names “report-habits”, and there is no such profile`,
    ],
    [
      'a vocabulary that is not there',
      { 'profiles/report.yaml': 'id: report\nsubjects:\n  - sections\n' },
      'profiles/report.yaml:3 subjects[0] names “sections”, and there is no such vocabulary',
    ],
    [
      'a meaning that no status has',
      { 'profiles/report.yaml': 'id: report\nstatuses: { withdrawn: gone }\n' },
      'profiles/report.yaml:2 statuses.withdrawn must be one of usable, withheld, canceled, embargoed, recalled',
    ],
    [
      'a concept that hangs in the air',
      { 'vocab/topics.yaml': TOPICS.replace('["15000000"]', '["16000000"]') },
      'vocab/topics.yaml:6 concepts.20000822.broader[0] names “16000000”, and there is no such concept here',
    ],
    [
      'concepts of no scheme',
      { 'vocab/topics.yaml': TOPICS.replace(/^scheme.*\n/m, '') },
      'vocab/topics.yaml:1 scheme is missing: concepts need the alias and URI of their scheme',
    ],
    [
      'a destination of nobody',
      edited(PULL, 'partner: report', 'partner: reporter'),
      `${PULL}:2 partner names “reporter”, and there is no such partner`,
    ],
    [
      'a party that is nobody',
      edited(AGREEMENT, '[report, khabar]', '[report, khabar, trt]'),
      `${AGREEMENT}:4 parties[2] names “trt”, and there is no such partner`,
    ],
    [
      'a subject that its vocabulary does not have',
      {
        'vocab/topics.yaml': TOPICS,
        ...edited(
          AGREEMENT,
          'languages: [az]',
          'languages: [az], subjects: { none: [medtop:20000832, dpa:346] }',
        ),
      },
      `${AGREEMENT}:10 grants[0].items.subjects.none[0] names “medtop:20000832”, and the vocabulary “topics” has no such concept; did you mean medtop:20000822?`,
    ],
    [
      'a name in place of a code',
      {
        'vocab/topics.yaml': TOPICS,
        ...edited(AGREEMENT, 'languages: [az]', 'languages: [az], subjects: { any: ["medtop:İdman"] }'),
      },
      `${AGREEMENT}:10 grants[0].items.subjects.any[0] names “medtop:İdman”, and the vocabulary “topics” has no such concept; did you mean medtop:15000000?`,
    ],
    [
      'a giver that did not sign',
      edited(AGREEMENT, 'from: [report]', 'from: [report, trt]'),
      `${AGREEMENT}:8 grants[0].from[1] names “trt”, which is not a party to the agreement`,
    ],
    [
      'a grant to nobody but the giver',
      edited(AGREEMENT, 'to: [khabar]', 'to: [report]'),
      `${AGREEMENT}:9 grants[0].to names nobody but the giver, and nobody receives its own items`,
    ],
    [
      'a day that is in no calendar',
      edited(AGREEMENT, 'signedOn: 2025-11-18', 'signedOn: 2026-11-31'),
      `${AGREEMENT}:3 signedOn must be a day, or a month, of the calendar, and is “2026-11-31”`,
    ],
    [
      'a balance with no grant',
      edited(
        AGREEMENT,
        '    use:',
        '    balance: { with: back, ratio: "1:1", toleratePercent: 25 }\n    use:',
      ),
      `${AGREEMENT}:11 grants[0].balance.with names “back”, and no other grant of the agreement has that id`,
    ],
    [
      'an id that is not that of the file',
      edited(PARTNER, 'id: khabar', 'id: qazaq'),
      `${PARTNER}:1 id is “qazaq”, and the file is named for “khabar”`,
    ],
    [
      'an id that no URL could hold',
      edited(PARTNER, 'id: khabar', 'id: Khabar'),
      `${PARTNER}:1 id must be lower-case letters, digits and single hyphens, 2 to 63 characters`,
    ],
    [
      'the same id in two files',
      { 'partners/khabar.yml': textOf(PARTNER) },
      `partners/khabar.yml:1 id “khabar” is taken by ${PARTNER}`,
    ],
    [
      'a file that holds nothing',
      { [PULL]: '' },
      `${PULL}:1 must describe one of the destinations, as a map of keys`,
    ],
    ['a list', { [PULL]: '- id: x' }, `${PULL}:1 must describe one of the destinations, as a map of keys`],
    [
      'a file in another folder',
      { 'routes/x.yaml': 'id: x' },
      'routes/x.yaml:1 must be a .yaml file in one of the folders partners, vocab, profiles, feeds, destinations, agreements',
    ],
  ])('%s', (_case, changes, fault) => {
    expect(faultsOf(changes, { env: (name) => ({ ...ENVIRONMENT, SHORT: 'whsec_c2hvcnQ=' })[name] })).toEqual(
      [fault],
    );
  });

  it('of YAML itself name the line', () => {
    const faults = faultsOf({ [FEED]: 'id: report-az\nid: report-az\n' });
    expect(faults).toEqual([expect.stringMatching(/^feeds\/report-az\.yaml:2 .*unique/)]);
  });

  it('come all together, by file and line', () => {
    const faults = faultsOf({
      ...edited(PARTNER, 'KZ\nzone: Asia/Almaty', 'kz\nzone: Almaty'),
      ...edited(AGREEMENT, 'classes: [text]', 'classes: [words]'),
    });
    expect(faults.map((fault) => fault.split(' ', 2).join(' '))).toEqual([
      `${AGREEMENT}:10 grants[0].items.classes[0]`,
      `${PARTNER}:4 country`,
      `${PARTNER}:5 zone`,
    ]);
  });

  it('do not breed: who refers to a faulty partner is not at fault', () => {
    expect(faultsOf(edited(PARTNER, 'KZ', 'kz'))).toHaveLength(1);
  });

  it('never hold a secret', () => {
    const printed = faultsOf(edited(WEBHOOK, '${env:WEBHOOK_SECRET}', 'sesame')).join();
    expect(printed).not.toContain('sesame');
  });

  it('has keys of each destination its own, whether they can be read or not', () => {
    const second = textOf(PULL)
      .replace('id: report-atom', 'id: report-rss')
      .replace('format: atom', 'format: rss');
    const files = { 'destinations/report-rss.yaml': second };
    const expected = [
      'destinations/report-rss.yaml:5 apiKeys[0] is a key of “report-atom” too; each destination needs keys of its own',
    ];
    expect(faultsOf(files)).toEqual(expected);
    const unread = () => {
      throw new Error('ENOENT');
    };
    expect(faultsOf(files, { readFile: unread, missingSecrets: 'leave' })).toEqual(expected);
    const other = { 'destinations/report-rss.yaml': second.replace('secrets/atom', 'secrets/rss') };
    expect(faultsOf(other, { missingSecrets: 'leave' })).toEqual([]);
    // Two files that hold the same.
    expect(faultsOf(other, { readFile: () => 'a-key-of-sixteen-characters' })).toEqual(expected);
  });

  it('tells of a partner that there is not also where the file has other faults', () => {
    const text = textOf(WEBHOOK)
      .replace(/^partner: .*$/m, 'partner: nobody')
      .replace(/^transport: .*$/m, 'transport: pul');
    expect(faultsOf({ [WEBHOOK]: text })).toEqual([
      expect.stringContaining('partner names “nobody”, and there is no such partner'),
      expect.stringContaining('transport must be'),
    ]);
  });
});
