import { asAgreementId, asDestinationId, asGuid, asPartnerId } from '#news/ids.js';
import type { NewsItem, RestrictionType } from '#news/record.js';
import type { Agreement, Decision, Grant, Receiver, Sender } from '../agreement.js';
import { decide } from '../decide.js';

/** A contract of one grant, text and pictures from Report to Khabar, for tests to vary clause by clause. */
export const bakuTv = asPartnerId('baku-tv');
export const report = asPartnerId('report');
export const khabar = asPartnerId('khabar');
export const uz24 = asPartnerId('uzbekistan-24');

export const grant: Grant = {
  id: 'report-to-khabar',
  from: [report],
  to: [khabar],
  items: { classes: ['text', 'picture'], languages: ['ru', 'en', 'uz'] },
  thirdParty: { rule: 'refuse' },
  use: { platforms: ['tv', 'web'], territories: ['KZ'], sublicence: false },
  credit: { line: 'Report', required: true },
  embargo: 'hold',
};

export const memorandum: Agreement = {
  id: asAgreementId('memorandum'),
  version: 3,
  title: 'Memorandum of cooperation',
  signedOn: '2025-11-18',
  validFrom: '2025-11-18',
  parties: [bakuTv, report, khabar],
  recall: { confirmWithinMinutes: 60, escalateTo: [] },
  grants: [grant],
};

export const sender: Sender = {
  partnerId: report,
  providerNames: ['Report', 'Report Agency'],
  zone: 'Asia/Baku',
};

export const receiver: Receiver = {
  destinationId: asDestinationId('khabar-ninjs'),
  partnerId: khabar,
  providerNames: ['Khabar Agency', 'Хабар'],
  country: 'KZ',
  zone: 'Asia/Almaty',
  platforms: ['tv', 'web', 'social'],
};

export const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('https://report.example/1'),
  version: 1,
  itemClass: 'text',
  provider: { name: 'Report' },
  pubStatus: 'usable',
  language: 'ru',
  versionCreated: '2026-03-10T11:00:00Z',
  fingerprint: '0',
};

export const NOW = '2026-03-10T12:00:00Z';

/** What a test changes of the contract, its parties or the item. */
export interface Variation {
  item?: Partial<NewsItem>;
  sender?: Partial<Sender>;
  receiver?: Partial<Receiver>;
  agreement?: Partial<Agreement>;
  grant?: Partial<Grant>;
  now?: string;
}

export const decideVariation = (change: Variation): Decision =>
  decide(
    { ...item, ...change.item },
    { ...sender, ...change.sender },
    { ...receiver, ...change.receiver },
    [{ ...memorandum, grants: [{ ...grant, ...change.grant }], ...change.agreement }],
    new Date(change.now ?? NOW),
  );

export const restricted = (type: RestrictionType, value: string): Partial<NewsItem> => ({
  rights: { restrictions: [{ type, value, source: `as said: ${value}` }] },
});

export const use = (terms: Partial<Grant['use']>): Partial<Grant> => ({ use: { ...grant.use, ...terms } });

export const allowListed = (...providers: string[]): Partial<Grant> => ({
  thirdParty: { rule: 'allow-listed', providers },
});
