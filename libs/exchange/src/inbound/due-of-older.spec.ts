import { aDelivery } from '#exchange/testing/ledger-under-test.js';
import { asDestinationId } from '#news/ids.js';
import { dueOfOlder } from './due-of-older.js';

const NOW = new Date('2025-11-18T09:00:00Z');
const planned = (more = {}) => aDelivery(asDestinationId('khabar-webhook'), NOW, more);

describe('dueOfOlder', () => {
  it('is never, where the version is refused or takes the older ones back', () => {
    expect(dueOfOlder(undefined)).toBeUndefined();
    expect(dueOfOlder(planned({ withdrawsOlder: true }))).toBeUndefined();
  });

  it('is the time of the version', () => {
    const at = '2025-11-18T15:00:00.000Z';
    expect(dueOfOlder(planned({ dueAt: at }))).toEqual({ marked: at, others: at });
  });

  it('is the end of the embargo for those that do not say that they are under one, where the version leaves in advance', () => {
    const obligations = [
      { type: 'usage-terms', text: 'TV only' },
      { type: 'embargo', until: '2025-11-18T15:00:00+04:00' },
    ];
    expect(dueOfOlder(planned({ obligations }))).toEqual({
      marked: '2025-11-18T09:00:00.000Z',
      others: '2025-11-18T11:00:00.000Z',
    });
  });
});
