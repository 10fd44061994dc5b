import { aDelivery, sampleRecord } from '#exchange/testing/ledger-under-test.js';
import { asDestinationId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { dueOfOlder } from './due-of-older.js';
import type { PlannedDelivery } from './inbound-ports.js';

const NOW = new Date('2025-11-18T09:00:00Z');
const HOLDER = { destinationId: asDestinationId('khabar-webhook'), version: 1 };
const due = (delivery: PlannedDelivery | undefined, holder = false, more: Partial<NewsRecord> = {}) =>
  dueOfOlder({ record: sampleRecord('urn:a', more) }, delivery, holder ? HOLDER : undefined, NOW);
const planned = (more = {}) => aDelivery(asDestinationId('khabar-webhook'), NOW, more);

describe('dueOfOlder', () => {
  it('is never, where the version is refused or takes the older ones back', () => {
    expect(due(undefined)).toBe('never');
    expect(due(planned({ withdrawsOlder: true }), true)).toBe('never');
  });

  it('spares what a holder is owed where the version is refused, but not under an embargo or a hold', () => {
    expect(due(undefined, true)).toBe('owed-alone');
    expect(due(undefined, true, { embargoed: '2025-11-18T08:00:00Z' })).toBe('owed-alone');
    expect(due(undefined, true, { embargoed: '2025-11-18T15:00:00Z' })).toBe('never');
    expect(due(undefined, true, { embargoed: 'indefinite' })).toBe('never');
    expect(due(undefined, true, { pubStatus: 'withheld' })).toBe('never');
  });

  it('is the time of the version', () => {
    const at = '2025-11-18T15:00:00.000Z';
    expect(due(planned({ dueAt: at }))).toEqual({ marked: at, others: at });
  });

  it('is the end of the embargo for those that do not say that they are under one, where the version leaves in advance', () => {
    const obligations = [
      { type: 'usage-terms', text: 'TV only' },
      { type: 'embargo', until: '2025-11-18T15:00:00+04:00' },
    ];
    expect(due(planned({ obligations }))).toEqual({
      marked: '2025-11-18T09:00:00.000Z',
      others: '2025-11-18T11:00:00.000Z',
    });
  });
});
