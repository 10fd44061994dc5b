import { BAKU_TV, KHABAR, makeBoard, REPORT, REPORT_DESK, UZ_24 } from '#exchange/testing/make-board.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { asDestinationId, asGuid, asPartnerId, type DestinationId } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import {
  type AcceptedItem,
  type AgreementBoard,
  type Change,
  type Holder,
  PRIORITY,
} from './inbound-ports.js';
import { planDeliveries } from './plan-deliveries.js';

const NOW = new Date('2025-11-18T09:00:00Z');
const ENDED = makeBoard({ validUntil: '2025-11-18', validFrom: '2025-11-18' });
const AFTER_THE_END = new Date('2025-11-25T09:00:00Z');

const item = (change: Change, record: Partial<NewsItem> = {}, holders: Holder[] = []): AcceptedItem => {
  const pubStatus = change === 'kill' ? 'canceled' : change === 'withhold' ? 'withheld' : 'usable';
  return {
    itemId: 1,
    record: makeRecord({ pubStatus, ...record }),
    change,
    version: 2,
    holders,
    namesakes: [],
  };
};
const plan = (accepted: AcceptedItem, board: AgreementBoard = makeBoard(), now = NOW, sender = REPORT) => {
  const [planned] = planDeliveries([accepted], board, sender, now);
  if (planned === undefined) throw new Error('no plan');
  const decisionFor = (id: DestinationId) =>
    planned.decisions.find(({ destinationId }) => destinationId === id)?.decision;
  const deliveryTo = (id: DestinationId) =>
    planned.deliveries.find(({ destinationId }) => destinationId === id);
  return {
    ...planned,
    decisionFor,
    deliveryTo,
    to: planned.deliveries.map(({ destinationId }) => destinationId),
  };
};
const holds: Holder[] = [{ destinationId: KHABAR, version: 1 }];

describe('planDeliveries', () => {
  describe('of a new item', () => {
    it('decides for every receiver but the sender’s own, and delivers where it is granted', () => {
      const planned = plan(item('new'));
      expect(planned.to).toEqual([KHABAR, BAKU_TV]);
      expect(planned.decisions.map(({ destinationId }) => destinationId)).toEqual([KHABAR, BAKU_TV, UZ_24]);
      expect(planned.decisionFor(UZ_24)).toMatchObject({ allow: false, reason: 'no-agreement' });
      expect(planned.decisionFor(REPORT_DESK)).toBeUndefined();
    });

    it('takes along due time, priority and obligations', () => {
      expect(plan(item('new')).deliveryTo(KHABAR)).toMatchObject({
        kind: 'item',
        priority: PRIORITY.normal,
        dueAt: '2025-11-18T09:00:00Z',
        obligations: expect.arrayContaining([{ type: 'credit', line: 'Report', required: true }]),
        withoutRenditions: [],
        asNew: true,
      });
    });

    it('goes without the files that are not granted', () => {
      const renditions = [{ href: 'https://cdn.example/a.jpg', contentType: 'image/jpeg' }];
      expect(plan(item('new', { renditions })).deliveryTo(KHABAR)?.withoutRenditions).toEqual([
        'https://cdn.example/a.jpg',
      ]);
    });

    it.each([
      ['urgency 1', { urgency: 1 }, PRIORITY.urgent],
      ['urgency 2', { urgency: 2 }, PRIORITY.urgent],
      ['urgency 3', { urgency: 3 }, PRIORITY.normal],
      ['an alert', { signals: ['alert'] }, PRIORITY.urgent],
    ])('gives %s its priority', (_, record, priority) => {
      expect(plan(item('new', record)).deliveryTo(KHABAR)?.priority).toBe(priority);
    });

    it('holds an embargoed item until its time', () => {
      const planned = plan(item('new', { embargoed: '2025-11-18T15:00:00Z' }));
      expect(planned.deliveryTo(KHABAR)?.dueAt).toBe('2025-11-18T15:00:00Z');
    });

    it('refuses one under an embargo without an end', () => {
      const planned = plan(item('new', { embargoed: 'indefinite' }));
      expect(planned.to).toEqual([]);
      expect(planned.decisionFor(KHABAR)).toMatchObject({ reason: 'embargo-indefinite' });
    });

    it('knows a sender that is on no board by its id alone', () => {
      const board = { ...makeBoard(), senders: new Map() };
      const named = plan(item('new', { provider: { name: 'Report Information Agency' } }), board);
      expect(named.decisionFor(KHABAR)).toMatchObject({ allow: false, reason: 'third-party' });
      expect(plan(item('new'), board, NOW, asPartnerId('khabar')).to).toEqual([]);
    });
  });

  describe('of an update', () => {
    it('follows the agreements for holders too', () => {
      expect(plan(item('update', {}, holds)).deliveryTo(KHABAR)).toMatchObject({ asNew: false });
      expect(plan(item('update', {}, holds)).deliveryTo(BAKU_TV)).toMatchObject({ asNew: true });
      const planned = plan(item('update', {}, holds), ENDED, AFTER_THE_END);
      expect(planned.to).toEqual([]);
      expect(planned.decisionFor(KHABAR)).toMatchObject({ allow: false, reason: 'expired' });
    });
  });

  describe('of a correction', () => {
    it('follows the grant where there is one, before the rest of the wire', () => {
      const planned = plan(item('correction', {}, holds));
      expect(planned.deliveryTo(KHABAR)).toMatchObject({ priority: PRIORITY.correction, asNew: false });
      expect(planned.deliveryTo(KHABAR)?.obligations).not.toEqual([]);
      expect(planned.deliveryTo(BAKU_TV)).toMatchObject({ priority: PRIORITY.normal, asNew: true });
    });

    it('reaches holders after the agreement has ended, without files, and says why', () => {
      const renditions = [{ href: 'https://cdn.example/a.jpg' }];
      const planned = plan(item('correction', { renditions }, holds), ENDED, AFTER_THE_END);
      expect(planned.to).toEqual([KHABAR]);
      expect(planned.deliveryTo(KHABAR)?.withoutRenditions).toEqual(['https://cdn.example/a.jpg']);
      const decision = planned.decisionFor(KHABAR);
      expect(decision).toMatchObject({ allow: true, agreementId: 'baku-tv-report-khabar-2025' });
      expect(decision?.trace.at(-1)).toEqual({
        clause: 'ledger/holder',
        outcome: 'passed',
        detail: 'holds version 1: the correction goes there in spite of expired',
      });
      expect(planned.decisionFor(BAKU_TV)).toMatchObject({ allow: false, reason: 'expired' });
    });

    it('takes back what still waits of the item where only the ledger sends it there', () => {
      expect(plan(item('correction', {}, holds)).deliveryTo(KHABAR)).not.toHaveProperty('withdrawsOlder');
      const planned = plan(item('correction', {}, holds), ENDED, AFTER_THE_END);
      expect(planned.deliveryTo(KHABAR)?.withdrawsOlder).toBe(true);
    });

    it.each(['kill', 'withhold'] as const)('and a %s leaves out no files, having none', (change) => {
      const renditions = [{ href: 'https://cdn.example/a.jpg' }];
      const planned = plan(item(change, { renditions }, holds), ENDED, AFTER_THE_END);
      expect(planned.deliveryTo(KHABAR)?.withoutRenditions).toEqual([]);
      expect(planned.decisionFor(KHABAR)).not.toHaveProperty('withoutRenditions', expect.anything());
    });

    it('waits for the end of an embargo even then', () => {
      const record = { embargoed: '2025-11-26T00:00:00Z' };
      const planned = plan(item('correction', record, holds), ENDED, AFTER_THE_END);
      expect(planned.deliveryTo(KHABAR)?.dueAt).toBe('2025-11-26T00:00:00Z');
      const endless = plan(item('correction', { embargoed: 'indefinite' }, holds));
      expect(endless.decisionFor(KHABAR)).toMatchObject({ allow: false, reason: 'embargo-indefinite' });
    });
  });

  describe('of a hold', () => {
    it('reaches every holder at once, and nobody else', () => {
      const planned = plan(item('withhold', { embargoed: 'indefinite' }, holds));
      expect(planned.to).toEqual([KHABAR]);
      expect(planned.deliveryTo(KHABAR)).toMatchObject({
        kind: 'item',
        priority: PRIORITY.correction,
        dueAt: NOW.toISOString(),
      });
      expect(planned.decisionFor(BAKU_TV)).toMatchObject({ allow: false, reason: 'withheld' });
      expect(planned.deliveryTo(KHABAR)?.withdrawsOlder).toBe(true);
    });
  });

  describe('of a kill', () => {
    const everyone: Holder[] = [{ destinationId: KHABAR, version: 1 }, { destinationId: UZ_24 }];

    it('reaches every holder whatever is agreed, and nobody else', () => {
      const planned = plan(item('kill', { embargoed: '2025-12-01T00:00:00Z' }, everyone));
      expect(planned.to).toEqual([KHABAR, UZ_24]);
      for (const delivery of planned.deliveries) {
        expect(delivery).toMatchObject({
          kind: 'kill',
          priority: PRIORITY.kill,
          dueAt: NOW.toISOString(),
          asNew: false,
        });
      }
      expect(planned.decisionFor(UZ_24)?.trace.at(-1)?.detail).toBe(
        'may hold an earlier version: the kill goes there in spite of no-agreement',
      );
      expect(planned.decisionFor(BAKU_TV)).toMatchObject({
        allow: false,
        reason: 'canceled-before-delivery',
      });
    });

    it('refuses everybody when nobody holds the item', () => {
      const planned = plan(item('kill'));
      expect(planned.to).toEqual([]);
      expect(planned.decisionFor(KHABAR)).toMatchObject({ reason: 'canceled-before-delivery' });
    });

    it('reaches a holder that is no receiver any more', () => {
      const left = asDestinationId('khabar-old-desk');
      const planned = plan(item('kill', {}, [{ destinationId: left, version: 1 }]));
      expect(planned.to).toEqual([left]);
      expect(planned.decisionFor(left)).toMatchObject({ allow: true });
      expect(plan(item('update', {}, [{ destinationId: left, version: 1 }])).to).toEqual([KHABAR, BAKU_TV]);
    });
  });

  describe('of an item under a guid that is not its sender’s', () => {
    const khabar = asPartnerId('khabar');
    const board = {
      ...makeBoard(),
      hosts: new Map([
        [REPORT, ['report.example']],
        [khabar, ['rss.khabar.example']],
      ]),
    };
    const under = (guid: string, more: Partial<AcceptedItem> = {}) => ({
      ...item('new', { guid: asGuid(guid) }),
      ...more,
    });

    it('never goes back to the partner that the guid names, whoever it says issued it', () => {
      const planned = plan(under('https://khabar.example/news/1'), board);
      expect(planned.decisionFor(KHABAR)).toMatchObject({ allow: false, reason: 'echo' });
      expect(planned.decisionFor(KHABAR)?.trace[0]).toMatchObject({ detail: 'the guid is one of khabar’s' });
    });

    it('is a third party’s to everyone else', () => {
      const planned = plan(under('tag:khabar.example,2025:1'), board);
      expect(planned.decisionFor(BAKU_TV)).toMatchObject({ allow: false, reason: 'third-party' });
      expect(planned.to).toEqual([]);
    });

    it('is as good as any under one that names the sender, or none of the partners', () => {
      for (const guid of [
        'https://www.report.example/1',
        'urn:newsml:report:1',
        'urn:uuid:1',
        'https://a.example/1',
      ])
        expect(plan(under(guid), board).to).toEqual([KHABAR, BAKU_TV]);
    });

    it('does not take the place of another partner’s item', () => {
      const namesakes = [{ partnerId: asPartnerId('uzbekistan-24'), destinationIds: [BAKU_TV] }];
      const planned = plan(under('urn:uuid:1', { namesakes }), board);
      expect(planned.to).toEqual([KHABAR]);
      expect(planned.decisionFor(BAKU_TV)).toMatchObject({
        allow: false,
        reason: 'quarantined',
        clause: 'exchange/guid',
      });
    });

    it('does not go to a partner that brought one itself', () => {
      const planned = plan(
        under('urn:uuid:1', { namesakes: [{ partnerId: khabar, destinationIds: [] }] }),
        board,
      );
      expect(planned.to).toEqual([BAKU_TV]);
      expect(planned.decisionFor(KHABAR)).toMatchObject({ allow: false, reason: 'echo' });
    });

    it('goes although another brought one before, where the guid names the sender', () => {
      const namesakes = [{ partnerId: khabar, destinationIds: [BAKU_TV] }];
      expect(plan(under('https://report.example/1', { namesakes }), board).to).toEqual([KHABAR, BAKU_TV]);
    });
  });

  it('plans each of many items by itself', () => {
    const planned = planDeliveries([item('new'), { ...item('kill'), itemId: 2 }], makeBoard(), REPORT, NOW);
    expect(planned.map(({ itemId, deliveries }) => [itemId, deliveries.length])).toEqual([
      [1, 2],
      [2, 0],
    ]);
  });
});
