import type { Configuration } from '#settings/configuration.js';
import { agreementSchema } from '#settings/schema/agreement-schema.js';
import { destinationSchema } from '#settings/schema/destination-schema.js';
import { type FeedSettings, feedSchema } from '#settings/schema/feed-schema.js';
import { partnerSchema } from '#settings/schema/partner-schema.js';
import { profileSchema } from '#settings/schema/profile-schema.js';
import { vocabSchema } from '#settings/schema/vocab-schema.js';
import { Secret } from '#settings/secret.js';

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const PULL_KEY = 'pull-key-of-baku-tv-0123456789';

const fromEnv = (name: string): string => `\${env:${name}}`;

const partner = (id: string, name: string, country: string, zone: string) =>
  partnerSchema.parse({
    id,
    name,
    kind: ['agency'],
    country,
    zone,
    languages: ['ru', 'en'],
    platforms: ['web'],
  });

/** Three partners: Report gives to Khabar (webhook) and Baku TV (pull feed); nobody else gives anything. */
export function sampleConfiguration(): Configuration {
  return {
    partners: [
      partner('baku-tv', 'Baku TV', 'AZ', 'Asia/Baku'),
      partner('khabar', 'Khabar Agency', 'KZ', 'Asia/Almaty'),
      partner('report', 'Report', 'AZ', 'Asia/Baku'),
    ],
    vocab: [
      vocabSchema.parse({
        id: 'topics',
        name: 'Topics',
        scheme: { alias: 'medtop', uri: 'http://cv.iptc.org/newscodes/mediatopic/' },
        concepts: { '15000000': { names: { ru: 'спорт' } }, '20000822': { broader: ['15000000'] } },
      }),
    ],
    profiles: [
      profileSchema.parse({
        id: 'report-habits',
        charset: 'windows-1251',
        statuses: { withdrawn: 'recalled' },
        headlineSignals: { ИСПРАВЛЕНИЕ: 'correction' },
        subjects: ['topics'],
      }),
    ],
    feeds: [
      feedSchema.parse({
        id: 'report-ru',
        partner: 'report',
        profile: 'report-habits',
        headlineSignals: { ОТМЕНА: 'kill' },
        url: 'https://report.example/ru.rss',
        zone: 'Asia/Baku',
        languages: ['ru'],
        headers: { accept: 'application/rss+xml' },
        secretHeaders: { authorization: Secret.of('Bearer feed-token', fromEnv('REPORT_TOKEN')) },
      }) as FeedSettings,
    ],
    destinations: [
      destinationSchema.parse({
        id: 'baku-tv-feed',
        partner: 'baku-tv',
        transport: 'pull',
        format: 'atom',
        apiKeys: [Secret.of(PULL_KEY, fromEnv('BAKU_KEY'))],
      }),
      destinationSchema.parse({
        id: 'khabar-webhook',
        partner: 'khabar',
        transport: 'webhook',
        format: 'newsml-g2',
        url: 'https://khabar.example/in',
        secrets: [Secret.of(WEBHOOK_SECRET, fromEnv('KHABAR_SECRET'))],
        headers: { 'x-desk': 'world' },
        secretHeaders: { 'x-token': Secret.of('khabar-token') },
        maxInFlight: 4,
        ratePerSecond: 50,
      }),
    ],
    agreements: [
      agreementSchema.parse({
        id: 'report-gives',
        title: 'Memorandum',
        signedOn: '2025-11-18',
        validFrom: '2025-11-18',
        parties: ['report', 'khabar', 'baku-tv'],
        grants: [
          {
            id: 'report-text',
            from: ['report'],
            to: ['khabar', 'baku-tv'],
            items: { classes: ['text'], languages: ['ru'] },
            use: { platforms: ['web'], territories: ['KZ', 'AZ'] },
          },
        ],
      }),
    ],
  };
}
