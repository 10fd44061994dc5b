import { Secret } from '../secret.js';
import { destinationSchema } from './destination-schema.js';

const webhook = (more: object) =>
  destinationSchema.safeParse({
    id: 'khabar-wire',
    partner: 'khabar',
    transport: 'webhook',
    format: 'ninjs',
    url: 'https://khabar.example/in',
    secrets: [Secret.of(`whsec_${Buffer.alloc(32, 7).toString('base64')}`)],
    ...more,
  });
const faults = (more: object) =>
  webhook(more).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
const night = { from: '23:00', until: '07:00', zone: 'Asia/Almaty' };

describe('the rules of a destination', () => {
  it('are those of every destination where it says nothing', () => {
    const { data } = webhook({});
    expect(data).toMatchObject({ versions: 'latest' });
    for (const key of ['giveUpAfterSeconds', 'maxAgeSeconds', 'quietHours'])
      expect(data).not.toHaveProperty(key);
  });

  it('are read as they are written', () => {
    const rules = { versions: 'every', giveUpAfterSeconds: 7200, maxAgeSeconds: 3600, quietHours: night };
    expect(webhook(rules).data).toMatchObject(rules);
  });

  it('have an output profile for any format, and name what a profile does not know', () => {
    const outputProfile = {
      body: 'plain',
      pictures: 'by-reference',
      leaveOut: ['byline', 'authors'],
      headlinePrefix: 'Report:',
      subjectSchemes: ['medtop'],
    };
    expect(webhook({ outputProfile }).data).toMatchObject({ outputProfile });
    expect(faults({ outputProfile: { leaveOut: ['rights'] } })?.[0]).toMatch(/^outputProfile\.leaveOut\.0 /);
    expect(faults({ outputProfile: { subjectSchemes: ['medtop:1'] } })).toEqual([
      'outputProfile.subjectSchemes.0 must be the alias of a scheme, such as medtop',
    ]);
  });

  it.each([
    [
      { quietHours: { ...night, from: '24:00' } },
      'quietHours.from must be a time of day in quotes, such as "23:00"',
    ],
    [
      { quietHours: { ...night, until: '7:00' } },
      'quietHours.until must be a time of day in quotes, such as "23:00"',
    ],
    [{ quietHours: { ...night, until: '23:00' } }, 'quietHours.until must differ from from'],
    [
      { quietHours: { ...night, zone: 'Almaty' } },
      'quietHours.zone must be an IANA time zone, such as Asia/Baku, and is “Almaty”',
    ],
    [
      { quietHours: { ...night, zone: '+05:00' } },
      'quietHours.zone must be an IANA time zone, such as Asia/Baku, and is “+05:00”',
    ],
  ])('name what is wrong: %j', (rules, fault) => {
    expect(faults(rules)).toEqual(expect.arrayContaining([fault]));
  });
});
