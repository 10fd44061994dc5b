import type { Agreement, Receiver } from '#agreements/agreement.js';
import type { AgreementBoard } from '#exchange/inbound/inbound-ports.js';
import { asAgreementId, asDestinationId, asPartnerId } from '#news/ids.js';

export const REPORT = asPartnerId('report');
export const KHABAR = asDestinationId('khabar-desk');
export const BAKU_TV = asDestinationId('baku-tv-desk');
export const UZ_24 = asDestinationId('uzbekistan-24-desk');
/** Report's own: nothing that Report sent may ever go there. */
export const REPORT_DESK = asDestinationId('report-desk');

const receiver = (
  destination: Receiver['destinationId'],
  partner: string,
  country: string,
  zone: string,
): Receiver => ({
  destinationId: destination,
  partnerId: asPartnerId(partner),
  providerNames: [],
  country,
  zone,
  platforms: ['tv', 'web'],
});

/** Report gives text to Khabar and Baku TV, in any language and with no pictures; Uzbekistan 24 signed nothing with it. */
const MEMORANDUM: Agreement = {
  id: asAgreementId('baku-tv-report-khabar-2025'),
  version: 1,
  title: 'Memorandum of cooperation',
  signedOn: '2025-11-18',
  validFrom: '2025-11-18',
  parties: [asPartnerId('baku-tv'), REPORT, asPartnerId('khabar')],
  recall: { confirmWithinMinutes: 60, escalateTo: [] },
  grants: [
    {
      id: 'report-text',
      from: [REPORT],
      to: [asPartnerId('khabar'), asPartnerId('baku-tv')],
      items: { classes: ['text'], languages: ['*'] },
      thirdParty: { rule: 'refuse' },
      use: { platforms: ['tv', 'web'], territories: ['KZ', 'AZ'], sublicence: false },
      credit: { line: 'Report', required: true },
      embargo: 'hold',
    },
  ],
};

export function makeBoard(changed: Partial<Agreement> = {}): AgreementBoard {
  return {
    agreements: [{ ...MEMORANDUM, ...changed }],
    receivers: [
      receiver(KHABAR, 'khabar', 'KZ', 'Asia/Almaty'),
      receiver(BAKU_TV, 'baku-tv', 'AZ', 'Asia/Baku'),
      receiver(UZ_24, 'uzbekistan-24', 'UZ', 'Asia/Tashkent'),
      receiver(REPORT_DESK, 'report', 'AZ', 'Asia/Baku'),
    ],
    hosts: new Map(),
    senders: new Map([[REPORT, { partnerId: REPORT, providerNames: ['Report'], zone: 'Asia/Baku' }]]),
  };
}
