import type { DestinationResource, FeedResource } from '../../rest/catalogue-resources.js';
import type { RecallResource } from '../../rest/recall-resources.js';
import { Moments } from '../moment.js';
import { healthOf } from './health-of.js';
import type { Overview } from './overview.js';

const now = '2025-11-23T10:00:00Z';
const moments = new Moments('UTC', new Date(now));

const destination = (given: Partial<DestinationResource> = {}): DestinationResource => ({
  id: 'khabar-ninjs',
  partnerId: 'khabar',
  name: 'Khabar',
  transport: 'webhook',
  format: 'ninjs',
  state: 'open',
  changedAt: now,
  consecutiveFailures: 0,
  pending: 0,
  inFlight: 0,
  dead: 0,
  delivered: 1,
  deliveredLastHour: 1,
  killed: 0,
  lastDeliveredAt: now,
  ...given,
});

const feed = (given: Partial<FeedResource> = {}): FeedResource => ({
  id: 'report-az',
  partnerId: 'report',
  name: 'Report',
  url: 'http://report.test/rss',
  languages: ['az'],
  pollEverySeconds: 60,
  nextPollAt: '2025-11-23T10:00:30Z',
  quarantined: 0,
  ...given,
});

const recall = (holder: Partial<RecallResource['holders'][number]>): RecallResource => ({
  id: 3,
  itemId: 7,
  guid: 'urn:newsml:report:7',
  version: 2,
  headline: 'Wrong',
  sourcePartnerId: 'report',
  openedAt: now,
  takenOver: false,
  holders: [
    {
      destinationId: 'khabar-ninjs',
      partnerId: 'khabar',
      transport: 'webhook',
      progress: 'waiting',
      laneState: 'open',
      attempts: 0,
      confirmations: [],
      confirmBy: now,
      escalateTo: [],
      reminders: 0,
      ...holder,
    },
  ],
});

const health = (given: Partial<Overview>) =>
  healthOf(
    {
      summary: { at: now, partners: [], pairs: [] },
      feeds: [feed()],
      destinations: [destination()],
      latest: [],
      recalls: [],
      ...given,
    },
    moments,
  );

describe('healthOf', () => {
  it('is normal in one sentence', () => {
    const destinations = [destination(), destination({ id: 'other', lastDeliveredAt: undefined })];
    expect(health({ destinations })).toEqual({
      tone: 'green',
      sentence: 'All normal: 2 destinations, 1 feed.',
      problems: [],
    });
  });

  it('calls nothing normal where there is nothing', () => {
    expect(health({ destinations: [] })).toMatchObject({ tone: 'quiet' });
    expect(health({ destinations: [destination({ lastDeliveredAt: undefined })] })).toEqual({
      tone: 'quiet',
      sentence: 'Nothing was delivered yet: 1 destination, 1 feed.',
      problems: [],
    });
  });

  it.each<[string, Partial<DestinationResource>, string, 'amber' | 'red']>([
    [
      'a pause',
      { state: 'paused', reason: 'Move', pending: 3 },
      'Khabar is paused: Move; 3 deliveries held.',
      'amber',
    ],
    [
      'one that is gone',
      { state: 'disabled', changedAt: now, reason: 'the destination answered that it is gone', pending: 2 },
      'Khabar is disabled since 10:00:00 UTC: it answered HTTP 410, gone; 2 deliveries held. Ask the partner; when it takes deliveries again, Resume.',
      'red',
    ],
    [
      'an open breaker',
      { consecutiveFailures: 5, restsUntil: '2025-11-23T10:00:20Z' },
      'Khabar fails: 5 failures in a row, next try in 20 s.',
      'amber',
    ],
    [
      'lag',
      { oldestDueAt: '2025-11-23T09:55:00Z' },
      'Khabar is late: the oldest delivery has been due for 5 min.',
      'amber',
    ],
    ['dead letters', { dead: 1 }, 'Khabar has 1 dead letter.', 'red'],
  ])('names %s', (_, given, problem, tone) => {
    const {
      problems,
      sentence,
      tone: shown,
    } = health({ destinations: [destination(given), destination({ id: 'other' })] });
    expect([problems, sentence, shown]).toEqual([[problem], '1 of 2 destinations not normal.', tone]);
  });

  it.each<[string, Partial<DestinationResource>]>([
    ['a breaker whose wait is over', { consecutiveFailures: 5, restsUntil: '2025-11-23T09:59:00Z' }],
    ['a few seconds of lag', { oldestDueAt: '2025-11-23T09:59:50Z' }],
    ['held for an embargo', { pending: 4 }],
  ])('does not complain of %s', (_, given) => {
    expect(health({ destinations: [destination(given)] }).tone).toBe('green');
  });

  it.each<[string, Partial<FeedResource>, string]>([
    [
      'a problem',
      { problem: { code: 'pull.dns', message: 'report.test has no address.' } },
      'Feed Report: report.test has no address.',
    ],
    ['a pause', { paused: { at: now, reason: 'Noise' } }, 'Feed Report is paused: Noise.'],
    [
      'polls that do not happen',
      { nextPollAt: '2025-11-23T09:50:00Z' },
      'Feed Report should have been polled 10 min ago.',
    ],
  ])('names %s of a feed', (_, given, problem) => {
    expect(health({ feeds: [feed(given)] })).toMatchObject({
      tone: 'amber',
      sentence: '1 of 1 feed with a problem.',
      problems: [problem],
    });
  });

  it('puts a kill before everything else', () => {
    const { sentence, problems, tone } = health({
      recalls: [recall({ progress: 'waiting' })],
      destinations: [destination({ dead: 2 })],
    });
    expect([sentence, tone]).toEqual(['1 kill not confirmed; 1 of 1 destination not normal.', 'red']);
    expect(problems[0]).toBe('Kill of "Wrong" has not reached Khabar.');
  });

  it('says who has not confirmed a removal in time', () => {
    const late = recall({ progress: 'acknowledged', escalatedFor: 'not-confirmed', escalatedAt: now });
    expect(health({ recalls: [late] })).toMatchObject({
      tone: 'red',
      problems: ['Removal of "Wrong" is not confirmed by Khabar.'],
    });
  });

  it.each(['acknowledged', 'in-feed', 'confirmed'] as const)(
    'calls it normal when a kill is %s',
    (progress) => {
      expect(health({ recalls: [recall({ progress })] }).tone).toBe('green');
    },
  );

  it('waits for nobody once a recall is closed', () => {
    expect(health({ recalls: [{ ...recall({ progress: 'held' }), closedAt: now }] }).tone).toBe('green');
  });

  it('says that the queue is down', () => {
    expect(health({ doorbell: { ok: false, detail: 'The queue on redis does not answer' } })).toMatchObject({
      tone: 'amber',
      sentence: 'The queue is down.',
      problems: ['The queue on redis does not answer.'],
    });
  });
});
