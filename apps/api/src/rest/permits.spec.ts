import type { Agreement } from '#agreements/agreement.js';
import { asAgreementId, asPartnerId } from '#news/ids.js';
import { permits } from './permits.js';

const memorandum: Agreement = {
  id: asAgreementId('baku-tv-report-khabar-2025'),
  version: 1,
  title: 'Memorandum',
  signedOn: '2025-11-18',
  validFrom: '2025-11-18',
  validUntil: '2026-11-17',
  parties: ['baku-tv', 'report', 'khabar'].map(asPartnerId),
  recall: { confirmWithinMinutes: 60, escalateTo: [] },
  grants: [
    {
      id: 'report-text-to-khabar',
      from: [asPartnerId('report')],
      to: [asPartnerId('khabar')],
      items: { classes: ['text'], languages: ['*'] },
      thirdParty: { rule: 'refuse' },
      use: { platforms: ['web'], territories: ['KZ'], sublicence: false },
      embargo: 'hold',
    },
  ],
};

describe('permits', () => {
  const khabar = { id: 'khabar', zone: 'Asia/Almaty' };

  it.each([
    ['a grant in force', 'report', khabar, '2025-11-20T12:00:00Z', true],
    ['the other direction', 'khabar', { id: 'report', zone: 'Asia/Baku' }, '2025-11-20T12:00:00Z', false],
    ['a partner that signed but is granted nothing', 'baku-tv', khabar, '2025-11-20T12:00:00Z', false],
    ['a partner that signed nothing', 'uzbekistan-24', khabar, '2025-11-20T12:00:00Z', false],
    [
      'the evening before, in UTC, when it is the day in Almaty',
      'report',
      khabar,
      '2025-11-17T19:30:00Z',
      true,
    ],
    ['before the day in Almaty', 'report', khabar, '2025-11-17T18:59:00Z', false],
    ['the last hour of the last day in Almaty', 'report', khabar, '2026-11-17T18:59:00Z', true],
    ['after the last day in Almaty', 'report', khabar, '2026-11-17T19:00:00Z', false],
    [
      'a zone that does not exist',
      'report',
      { id: 'khabar', zone: 'Asia/Nowhere' },
      '2025-11-20T12:00:00Z',
      false,
    ],
  ] as const)('%s', (_, from, to, at, expected) => {
    expect(permits([memorandum], from, to, Date.parse(at))).toBe(expected);
  });
});
