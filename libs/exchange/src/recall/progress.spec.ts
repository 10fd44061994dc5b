import { followUpOf, progressOf } from '#exchange/recall/progress.js';
import type { Outstanding } from '#exchange/recall/recall-ports.js';
import { asDestinationId, asGuid, asPartnerId } from '#news/ids.js';

const OPENED = Date.parse('2025-11-18T10:00:00Z');
const atMinute = (minutes: number): string => new Date(OPENED + minutes * 60_000).toISOString();

const holder = (more: Partial<Outstanding> = {}): Outstanding => ({
  recallId: 1,
  destinationId: asDestinationId('khabar-ninjs'),
  partnerId: asPartnerId('khabar'),
  guid: asGuid('urn:a'),
  openedAt: atMinute(0),
  lane: 'open',
  transport: 'webhook',
  state: 'pending',
  confirmWithinMinutes: 60,
  escalateTo: ['role:duty-editor'],
  ...more,
});
const acknowledged = { state: 'delivered', deliveredAt: atMinute(1) } as const;

describe('how far a recall has come with a holder', () => {
  it.each<[string, string, Partial<Outstanding>]>([
    ['waiting', 'its kill is due', {}],
    ['on-the-way', 'its kill is being sent', { state: 'in_flight' }],
    ['acknowledged', 'it answered 2xx', acknowledged],
    ['in-feed', 'the kill is in its feed, unread', { ...acknowledged, transport: 'pull' }],
    ['acknowledged', 'it read its feed', { ...acknowledged, transport: 'pull', pickedUpAt: atMinute(2) }],
    ['acknowledged', 'it answered, and was paused later', { ...acknowledged, lane: 'paused' }],
    ['held', 'it is paused', { lane: 'paused' }],
    ['held', 'it is disabled', { lane: 'disabled' }],
    ['not-delivered', 'its kill was given up', { state: 'dead' }],
    ['cannot-be-sent', 'it is no longer configured', { lane: 'removed' }],
    ['cannot-be-sent', 'there is no delivery for it', { state: undefined }],
    ['confirmed', 'somebody called it although it is paused', { lane: 'paused', confirmedAt: atMinute(5) }],
  ])('%s: %s', (expected, _why, more) => expect(progressOf(holder(more))).toBe(expected));
});

describe('what is to be done about a holder', () => {
  const remind = { deed: 'remind' };
  const escalate = (why: string) => ({ deed: 'escalate', why });
  it.each<[number, string, Partial<Outstanding>, object | undefined]>([
    [0, 'nothing at once', {}, undefined],
    [29, 'nothing before half of the time', acknowledged, undefined],
    [30, 'remind after half of it', acknowledged, remind],
    [45, 'not twice', { ...acknowledged, remindedAt: atMinute(30) }, undefined],
    [
      60,
      'escalate when it is over',
      { ...acknowledged, remindedAt: atMinute(30) },
      escalate('not-confirmed'),
    ],
    [60, 'say so where not even the kill arrived', {}, escalate('not-acknowledged')],
    [
      10,
      'another agreement, another time',
      { ...acknowledged, confirmWithinMinutes: 10 },
      escalate('not-confirmed'),
    ],
    [
      61,
      'escalate once',
      { ...acknowledged, escalatedAt: atMinute(60), escalatedFor: 'not-confirmed' },
      undefined,
    ],
    [
      120,
      'remind again in the next period',
      { ...acknowledged, escalatedAt: atMinute(60), escalatedFor: 'not-confirmed' },
      remind,
    ],
    [
      75,
      'every hour at most, however short the time',
      { ...acknowledged, confirmWithinMinutes: 5, escalatedAt: atMinute(60), escalatedFor: 'not-confirmed' },
      undefined,
    ],
    [0, 'escalate a paused one at once', { lane: 'paused' }, escalate('paused')],
    [0, 'a disabled one too', { lane: 'disabled' }, escalate('disabled')],
    [0, 'one that is gone too', { lane: 'removed' }, escalate('removed')],
    [0, 'and one whose kill was given up', { state: 'dead' }, escalate('dead')],
    [
      1,
      'not again for the same reason',
      { lane: 'paused', escalatedAt: atMinute(0), escalatedFor: 'paused' },
      undefined,
    ],
    [
      1,
      'again for another',
      { lane: 'disabled', escalatedAt: atMinute(0), escalatedFor: 'paused' },
      escalate('disabled'),
    ],
    [
      60,
      'and when one that was paused is overdue',
      { ...acknowledged, escalatedAt: atMinute(0), escalatedFor: 'paused' },
      escalate('not-confirmed'),
    ],
    [
      60,
      'remind a person of one that stays paused',
      { lane: 'paused', escalatedAt: atMinute(0), escalatedFor: 'paused' },
      remind,
    ],
    [
      62,
      'not escalate once more because it was acknowledged meanwhile',
      { ...acknowledged, escalatedAt: atMinute(60), escalatedFor: 'not-acknowledged' },
      undefined,
    ],
    [600, 'nothing once it has confirmed', { confirmedAt: atMinute(3) }, undefined],
  ])('after %i minutes: %s', (minutes, _what, more, expected) =>
    expect(followUpOf(holder(more), new Date(atMinute(minutes)))).toEqual(expected),
  );
});
