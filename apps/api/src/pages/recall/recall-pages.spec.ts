import type { RecallReportResource, RecallResource } from '../../rest/recall-resources.js';
import { Moments } from '../moment.js';
import { Names } from '../names.js';
import { confirmPage } from './confirm-page.js';
import { recallPage } from './recall-page.js';
import type { RecallHolder } from './recall-words.js';
import { reportPage } from './report-page.js';

const OPENED = '2026-11-26T21:05:00Z';
const moments = new Moments('UTC', new Date('2026-11-26T21:30:00Z'));
const names = new Names({
  partners: [
    { id: 'vesti', name: 'Vesti' },
    { id: 'baku-tv', name: 'Baku TV' },
  ],
  destinations: [{ id: 'baku-tv-feed', name: 'Baku TV' }],
});

const holder = (given: Partial<RecallHolder> = {}): RecallHolder => ({
  destinationId: 'baku-tv-feed',
  partnerId: 'baku-tv',
  transport: 'webhook',
  progress: 'held',
  laneState: 'paused',
  deliveryId: 967,
  attempts: 0,
  confirmations: [],
  agreementId: 'vesti-baku-tv',
  confirmBy: '2026-11-26T22:05:00Z',
  escalateTo: [],
  reminders: 0,
  escalatedAt: '2026-11-26T21:05:03Z',
  escalatedFor: 'paused',
  ...given,
});

const recall = (given: Partial<RecallResource> = {}): RecallResource => ({
  id: 3,
  itemId: 7,
  guid: 'urn:newsml:vesti:7',
  version: 2,
  headline: 'Wrong',
  sourcePartnerId: 'vesti',
  openedAt: OPENED,
  openedBy: 'Айнур',
  takenOver: false,
  holders: [holder()],
  ...given,
});

const kill: RecallReportResource['holdings'][number] = {
  destinationId: 'baku-tv-feed',
  deliveryId: 967,
  webhookId: 'msg_00000000967',
  version: 2,
  kind: 'kill',
  state: 'pending',
  tried: false,
  attempts: [],
  receipts: [],
};

/** As a reader sees it: without markup, blanks made one. */
const textOf = (page: string): string =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' :', ':')
    .replaceAll(' ,', ',');
const report = (one: RecallHolder, ...holdings: RecallReportResource['holdings']): string => {
  const of = { at: OPENED, recall: recall({ holders: [one] }), versions: [], holdings };
  return textOf(reportPage({ report: of, names }, moments));
};

describe('an escalation', () => {
  it('is told as what it is, and names only whom the agreement names', () => {
    const page = textOf(recallPage({ recall: recall(), names }, moments));
    expect(page).toContain('escalated at 21:05:03 UTC, on this page and in the log: it is paused ');
    expect(page).not.toContain('to be told');
    expect(page).not.toContain('a person was told');
    const named = recall({ holders: [holder({ escalateTo: ['+994 12 000 00 00'] })] });
    expect(textOf(recallPage({ recall: named, names }, moments))).toContain(
      'it is paused; to be told: +994 12 000 00 00',
    );
    expect(report(holder({ escalateTo: ['desk@baku.example'] }))).toContain(
      'Escalated 2026-11-26T21:05:03Z, on the status page and in the log: it is paused; to be told: desk@baku.example',
    );
  });
});

describe('the report of a recall', () => {
  it.each<[string, Partial<RecallHolder>, string]>([
    [
      'the default, which the agreement may also give itself',
      {},
      '60 minutes after the recall, as agreement vesti-baku-tv says or, where it says nothing, by default',
    ],
    [
      'that of the agreement',
      { confirmBy: '2026-11-26T21:35:00Z' },
      '30 minutes after the recall, as agreement vesti-baku-tv says',
    ],
    [
      'of no agreement',
      { agreementId: undefined },
      '60 minutes after the recall, as nothing else was agreed',
    ],
  ])('says where the time to confirm comes from: %s', (_, given, said) => {
    expect(report(holder(given))).toContain(said);
  });

  it('says of what has no attempts whether it was sent', () => {
    expect(report(holder(), kill)).toContain('not delivered msg_00000000967 not sent yet');
    expect(report(holder(), { ...kill, state: 'superseded' })).toContain('msg_00000000967 never sent');
    const sent = { ...kill, state: 'delivered', tried: true, from: OPENED } as const;
    expect(report(holder(), sent)).toContain(
      `delivered ${OPENED} msg_00000000967 what was sent and answered is no longer kept`,
    );
  });

  it('says what the partner said of a delivery that it refused', () => {
    const refused = { ...kill, kind: 'item', version: 1, state: 'dead', tried: true } as const;
    const word = { status: 'published', at: OPENED, url: 'https://baku.example/7' } as const;
    const said = report(holder(), { ...refused, receipts: [word] });
    expect(said).toContain('version 1 held, as its receipt says msg_00000000967');
    expect(said).toContain(`${OPENED} receipt: published https://baku.example/7`);
    const rejected = { status: 'rejected', at: OPENED, reason: 'not ours' } as const;
    expect(report(holder(), { ...refused, receipts: [rejected] })).toContain('never certainly delivered');
  });

  it('says of a feed that is pulled what lay there, not what was sent', () => {
    const tries = [{ startedAt: OPENED, code: 'delivery.delivered', status: 200, bodyBytes: 512 }];
    const put = report(holder({ transport: 'pull' }), { ...kill, state: 'delivered', attempts: tries });
    expect(put).toContain(`${OPENED} put into its feed`);
    expect(put).not.toContain('HTTP 200');
    expect(report(holder(), { ...kill, state: 'delivered', attempts: tries })).toContain(
      `${OPENED} HTTP 200`,
    );
    const one = holder({ transport: 'pull' });
    const there = { ...kill, state: 'delivered', tried: true, from: OPENED } as const;
    expect(report(one, there)).toContain(
      `in the feed from ${OPENED} msg_00000000967 put into its feed, to be read there`,
    );
    expect(report(one, kill)).toContain('never put into its feed');
    expect(report(one)).toContain('Nothing lay in its feed.');
  });

  it('tells what is in a pull feed from what was read there', () => {
    const one = holder({
      transport: 'pull',
      progress: 'confirmed',
      acknowledgedAt: '2026-11-26T21:05:04Z',
      confirmedAt: '2026-11-26T21:05:03Z',
    });
    const inFeed = { ...kill, state: 'delivered', tried: true, from: '2026-11-26T21:05:02Z' } as const;
    const item = { ...inFeed, kind: 'item', version: 1, from: OPENED, until: inFeed.from } as const;
    const said = report(one, item, { ...inFeed, pickedUpAt: one.acknowledgedAt });
    for (const words of [
      'Kill read from the feed 2026-11-26T21:05:04Z, after the removal was confirmed: they had learned of it otherwise',
      'In the feed from until',
      'kill (version 2) in the feed from 2026-11-26T21:05:02Z',
      'first read from the feed 2026-11-26T21:05:04Z',
    ])
      expect(said).toContain(words);
    expect(said).not.toContain('acknowledged');
  });

  it('names a newsroom once that has one name', () => {
    expect(report(holder())).toContain(' Baku TV baku-tv-feed ');
    expect(report(holder())).not.toContain('Baku TV: Baku TV');
  });
});

describe('the page that a partner confirms on', () => {
  const open = (given: Partial<RecallResource>): string =>
    textOf(
      confirmPage({ recall: recall(given), destination: 'Baku TV', source: 'Vesti', token: 't' }, moments),
    );

  it('names whoever took the item back', () => {
    expect(open({})).toContain('The operator of the exchange took this item back at 21:05:00 UTC');
    expect(open({})).toContain('it is from Vesti.');
    expect(open({ openedBy: undefined })).toContain('Vesti took this item back at 21:05:00 UTC');
  });
});
