import type { DecisionRead } from '#store/read/decisions.js';
import type { ItemRead } from '#store/read/items.js';
import type { ExplainedDelivery, ExplainedDestination, Explanation } from './explanation.js';
import { explanationLines } from './explanation-text.js';

const NOW = '2026-11-18T12:00:00Z';
const destination = {
  id: 'khabar-ninjs',
  partnerId: 'khabar',
  transport: 'webhook',
  format: 'ninjs',
  state: 'open',
} as const;
const item = {
  id: 7,
  partnerId: 'report',
  feedId: 'report-ru',
  guid: 'urn:a',
  kind: 'newsItem',
  itemClass: 'text',
  version: 2,
  pubStatus: 'usable',
  language: 'ru',
  headline: 'Новый мост',
  subjects: [],
  wordCount: 120,
  createdAt: '2026-11-18T08:00:00Z',
  updatedAt: '2026-11-18T09:00:00Z',
} satisfies ItemRead;

const decision = (more: Partial<DecisionRead>): DecisionRead => ({
  id: 1,
  itemId: 7,
  version: 2,
  destinationId: 'khabar-ninjs',
  allow: true,
  agreementId: 'memorandum',
  agreementVersion: 3,
  grantId: 'text',
  dueAt: '2026-11-18T09:00:00Z',
  trace: [{ clause: 'exchange/parties', outcome: 'passed', detail: 'both signed memorandum' }],
  decidedAt: '2026-11-18T09:00:00Z',
  ...more,
});

const delivery = (more: Partial<ExplainedDelivery>): ExplainedDelivery => ({
  id: 40,
  destinationId: 'khabar-ninjs',
  itemId: 7,
  version: 2,
  kind: 'item',
  state: 'delivered',
  guid: 'urn:a',
  sourcePartnerId: 'report',
  dueAt: '2026-11-18T09:00:00Z',
  yieldsToQuietHours: true,
  mayAgeOut: true,
  attempts: 1,
  ambiguous: false,
  asNew: true,
  withoutRenditions: [],
  createdAt: '2026-11-18T09:00:00Z',
  obligations: [],
  tries: [],
  ...more,
});

function told(more: Partial<Explanation>, at: Parameters<typeof explanationLines>[1] = destination): string {
  const explanation: Explanation = {
    item,
    sender: 'Report',
    receiver: 'Khabar',
    decisions: [decision({})],
    deliveries: [],
    agreements: new Map([['memorandum', 'Memorandum of cooperation']]),
    ...more,
  };
  return explanationLines(explanation, at, NOW).join('\n');
}

describe('explanationLines', () => {
  it('tells the verdict, what it was sent with, what became of it, and every clause', () => {
    const deliveries = [
      delivery({
        settledAt: '2026-11-18T09:00:01Z',
        deliveredAt: '2026-11-18T09:00:01Z',
        status: 202,
        obligations: [{ type: 'credit', line: 'Report', required: true }],
        withoutRenditions: ['https://report.example/a.jpg'],
      }),
    ];
    expect(told({ deliveries })).toBe(`“Новый мост”
  urn:a
  text, ru, version 2, usable; from Report by the feed report-ru
  to khabar-ninjs of Khabar (ninjs by webhook)

Version 2, decided 2026-11-18T09:00:00Z
  Allowed: The item goes from Report to Khabar (“Memorandum of cooperation”, version 3, text).
  Due 2026-11-18T09:00:00Z.
  Must be credited: Report.
  Goes without https://report.example/a.jpg: the agreement does not cover it.
  Delivery 40: delivered 2026-11-18T09:00:01Z after 1 attempt, answered 202.
  Clause by clause:
    ✓ exchange/parties: both signed memorandum`);
  });

  it('names the clause that refused', () => {
    const refused = decision({
      allow: false,
      reason: 'language-not-granted',
      clause: 'memorandum/text/languages',
      detail: 'en is not among ru',
      trace: [{ clause: 'memorandum/text/languages', outcome: 'failed', detail: 'en is not among ru' }],
    });
    const lines = told({ decisions: [refused] });
    expect(lines).toContain('  Refused: its language is not granted: en is not among ru (“Memorandum');
    expect(lines).toContain('  The clause that decided: memorandum/text/languages.\n');
    expect(lines).toContain(
      '  This version is not decided again. Where the agreement should cover it, correct it,',
    );
    expect(lines).toContain('    ✗ memorandum/text/languages: en is not among ru');
  });

  it('gives older versions their verdict without the clauses', () => {
    const decisions = [decision({}), decision({ version: 1, decidedAt: '2026-11-18T08:00:00Z' })];
    const [, newest, older] = told({ decisions }).split('\n\n');
    expect(newest).toContain('✓ exchange/parties');
    expect(older).toContain('Version 1, decided 2026-11-18T08:00:00Z');
    expect(older).not.toContain('✓');
  });

  it.each<[string, Partial<ExplainedDelivery>]>([
    ['waits until 2026-11-18T13:00:00Z.', { state: 'pending', dueAt: '2026-11-18T13:00:00Z', attempts: 0 }],
    [
      'waits until 2026-11-18T13:00:00Z after 2 attempts, answered 500.',
      { state: 'pending', dueAt: '2026-11-18T13:00:00Z', attempts: 2, status: 500 },
    ],
    ['due since 2026-11-18T09:00:00Z, and not sent yet.', { state: 'pending', attempts: 0 }],
    ['on its way now.', { state: 'in_flight' }],
    ['not sent, for a newer version took its place or may not go there.', { state: 'superseded' }],
    [
      'delivered 2026-11-18T09:00:00Z; not sent again, for a newer version took its place or may not go there.',
      { state: 'superseded', settledAt: '2026-11-18T10:00:00Z', deliveredAt: '2026-11-18T09:00:00Z' },
    ],
    [
      'delivered 2026-11-18T09:00:00Z and again 2026-11-18T10:00:00Z after 1 attempt.',
      { settledAt: '2026-11-18T10:00:00Z', deliveredAt: '2026-11-18T09:00:00Z' },
    ],
    [
      'delivered 2026-11-18T09:00:00Z; sent again, on its way now.',
      { state: 'in_flight', deliveredAt: '2026-11-18T09:00:00Z' },
    ],
    [
      'dead since 2026-11-18T10:00:00Z after 3 attempts, delivery.http-404, answered 404; npm run -s korpu -- replay --delivery 40 sends it again.',
      {
        state: 'dead',
        settledAt: '2026-11-18T10:00:00Z',
        attempts: 3,
        code: 'delivery.http-404',
        status: 404,
      },
    ],
  ])('%s', (sentence, more) => {
    expect(told({ deliveries: [delivery(more)] })).toContain(`  Delivery 40: ${sentence}\n`);
  });

  it('says of what is not granted any more that its agreement comes first, then the replay', () => {
    const deliveries = [
      delivery({
        state: 'dead',
        code: 'delivery.no-longer-granted',
        settledAt: '2026-11-18T11:00:00Z',
        attempts: 0,
      }),
    ];
    const ended = decision({ id: 2, allow: false, reason: 'no-agreement', clause: 'exchange/parties' });
    const refused = told({ decisions: [ended, decision({})], deliveries });
    expect(refused).toContain(
      'dead since 2026-11-18T11:00:00Z, delivery.no-longer-granted; it is not sent again before an agreement grants it.\n',
    );
    expect(refused).toContain(`
  It was granted, and is not any more. Where the agreement should cover it, restore or extend it, and npm run -s korpu -- apply:
  within ten seconds this version is judged again. It does not leave by itself: npm run -s korpu -- replay --delivery 40 sends it then.
`);
    expect(refused).not.toContain('not decided again');
    expect(refused).not.toContain('sends it again');
    const restored = told({ decisions: [decision({ id: 3 }), ended, decision({})], deliveries });
    expect(restored).toContain(
      'no-longer-granted; npm run -s korpu -- replay --delivery 40 sends it again.\n',
    );
    expect(restored).not.toContain('before an agreement grants it');
  });

  it('says what a dead one was answered, on one line', () => {
    const one = { startedAt: '2026-11-18T10:00:00Z', milliseconds: 9, code: 'delivery.rejected-by-partner' };
    const tries = [
      {
        ...one,
        status: 422,
        settled: true,
        repeat: false,
        requestHeaders: {},
        bodyBytes: 1,
        answer: 'no\u001b[2J\n title',
      },
    ];
    expect(told({ deliveries: [delivery({ state: 'dead', tries })] })).toContain(
      '\n  The last answer: no [2J title\n',
    );
    expect(told({ deliveries: [delivery({ state: 'delivered', tries })] })).not.toContain('The last answer');
  });

  it.each<[string, Partial<ExplainedDelivery>, boolean, boolean]>([
    ['an item that is due', {}, true, true],
    ['an urgent item', { yieldsToQuietHours: false }, true, false],
    ['a kill', { kind: 'kill', yieldsToQuietHours: false }, false, false],
    ['what is due later', { dueAt: '2026-11-18T13:00:00Z' }, false, true],
    ['what arrived', { state: 'delivered' }, false, false],
  ])('says what holds %s: a rest, quiet hours', (_what, more, rests, isQuiet) => {
    const held = {
      ...destination,
      restsUntil: '2026-11-18T12:05:00Z',
      consecutiveFailures: 6,
      quietUntil: '2026-11-19T07:00:00Z',
    };
    const lines = told({ deliveries: [delivery({ state: 'pending', ...more })] }, held);
    expect(lines.includes('  The lane rests until 2026-11-18T12:05:00Z, after 6 failures.\n')).toBe(rests);
    expect(lines.includes('  Held by quiet hours until 2026-11-19T07:00:00Z.\n')).toBe(isQuiet);
  });

  it.each<[string, Partial<ExplainedDelivery>, number, boolean]>([
    ['is older already', {}, 3600, true],
    ['is older when quiet hours end', {}, 36_000, true],
    ['is not too old by then', {}, 360_000, false],
    ['is urgent, and leaves now', { yieldsToQuietHours: false }, 36_000, false],
    ['is a replay', { mayAgeOut: false }, 3600, false],
  ])('says that an item which waits is too old: %s', (_what, more, maxAgeSeconds, isTold) => {
    const quiet = {
      ...destination,
      quietUntil: '2026-11-19T07:00:00Z',
      rules: { maxAgeSeconds } as ExplainedDestination['rules'],
    };
    const waits = delivery({ state: 'pending', createdAt: '2026-11-18T08:00:00Z', ...more });
    expect(told({ deliveries: [waits] }, quiet).includes('delivery.too-old')).toBe(isTold);
  });

  it('lists the attempts of what did not arrive at once', () => {
    const one = {
      startedAt: '2026-11-18T09:00:00Z',
      milliseconds: 31,
      code: 'delivery.http-500',
      status: 500,
      settled: true,
      repeat: false,
      requestHeaders: {},
      bodyBytes: 1,
      answer: '',
    };
    const lines = told({
      deliveries: [delivery({ attempts: 2, tries: [one, { ...one, code: 'delivered', status: 200 }] })],
    });
    expect(lines).toContain('    2026-11-18T09:00:00Z delivery.http-500, 500, 31 ms\n');
    expect(lines).toContain('    2026-11-18T09:00:00Z delivered, 200, 31 ms\n');
    const replayed = delivery({ attempts: 4, tries: [one, one, one, { ...one, code: 'delivered' }] });
    expect(told({ deliveries: [replayed] })).toContain(' after 4 attempts');
    const waits = { ...replayed, state: 'pending' as const, attempts: 0 };
    expect(told({ deliveries: [waits] })).toContain('and not sent yet.\n');
  });

  it('says that a destination is paused, or gone', () => {
    expect(told({}, { ...destination, state: 'paused', reason: 'Move' })).toContain(
      '(ninjs by webhook); it is paused: Move',
    );
    expect(told({}, { id: 'khabar-ninjs' })).toContain('to khabar-ninjs, which is no longer configured');
  });

  it('says why nothing was decided', () => {
    expect(told({ decisions: [] }, { ...destination, partnerId: 'report' })).toContain(
      'Nothing to decide: khabar-ninjs belongs to Report, and nobody is sent its own items.',
    );
    expect(told({ decisions: [] })).toContain(
      'Nothing was decided: khabar-ninjs was not configured when the item came in (the last version 2026-11-18T09:00:00Z).',
    );
  });
});
