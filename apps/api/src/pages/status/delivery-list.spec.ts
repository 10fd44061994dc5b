import { Moments } from '../moment.js';
import type { Lane } from '../names.js';
import { decisionSentence, deliveryState } from './delivery-list.js';

const moments = new Moments('UTC', new Date('2026-11-26T21:30:00Z'));
const waits: Parameters<typeof deliveryState>[0] = {
  kind: 'item',
  state: 'pending',
  attempts: 1,
  code: 'delivery.timeout',
  dueAt: '2026-11-26T21:29:57Z',
  yieldsToQuietHours: true,
};
const said = (
  given: Partial<Parameters<typeof deliveryState>[0]>,
  restsUntil?: string,
  lane: Lane | undefined = { state: 'open', restsUntil },
): string =>
  String(deliveryState({ ...waits, ...given }, moments, lane))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('a delivery that waits', () => {
  it('is held by the rest of its lane, which is said with its end', () => {
    const until = '2026-11-26T21:30:20Z';
    expect(said({}, until)).toBe(
      'Held no answer in time ( delivery.timeout ); the destination failed and rests until 21:30:20 UTC',
    );
    expect(said({ attempts: 0 }, until)).toBe('Held the destination failed and rests until 21:30:20 UTC');
  });

  it.each<[string, Parameters<typeof said>[0], string | undefined, string]>([
    [
      'a kill does not wait for that',
      { kind: 'kill' },
      '2026-11-26T21:30:20Z',
      'Retrying no answer in time ( delivery.timeout ), due',
    ],
    [
      'a rest that is over',
      {},
      '2026-11-26T21:29:59Z',
      'Retrying no answer in time ( delivery.timeout ), due',
    ],
    [
      'a retry after the rest',
      { dueAt: '2026-11-26T21:32:00Z' },
      '2026-11-26T21:30:20Z',
      'Retrying no answer in time ( delivery.timeout ), next in 2 min',
    ],
    ['no rest', {}, undefined, 'Retrying no answer in time ( delivery.timeout ), due'],
  ])('%s', (_, given, restsUntil, words) => {
    expect(said(given, restsUntil)).toBe(words);
  });
});

describe('a delivery that its destination holds', () => {
  const quietUntil = '2026-11-27T02:00:00Z';
  it.each<[string, Parameters<typeof said>[0], Lane, string]>([
    ['paused', { attempts: 0 }, { state: 'paused' }, 'Held the destination is paused'],
    ['paused, a kill', { attempts: 0, kind: 'kill' }, { state: 'paused' }, 'Held the destination is paused'],
    ['disabled', { attempts: 0 }, { state: 'disabled' }, 'Held the destination is disabled'],
    ['quiet', { attempts: 0 }, { state: 'open', quietUntil }, 'Held quiet hours end 27 Nov 02:00:00 UTC'],
    [
      'quiet, but urgent',
      { attempts: 0, yieldsToQuietHours: false },
      { state: 'open', quietUntil },
      'Waiting',
    ],
  ])('%s', (_, given, lane, words) => {
    expect(said(given, undefined, lane)).toBe(words);
  });

  it('no longer, for it is no longer configured', () => {
    const words = String(deliveryState(waits, moments, undefined)).replace(/<[^>]+>/g, '');
    expect(words).toContain('Cannot be sent the destination is no longer configured');
  });
});

describe('a dead letter', () => {
  it.each([
    ['delivery.rejected-by-partner', 1, 'the partner rejects it', 'after 1 attempt'],
    ['delivery.skipped-on-resume', 0, 'left out when the destination was resumed', 'never sent'],
    ['delivery.http-503', 12, 'the partner answers HTTP 503', 'after 12 attempts'],
    ['delivery.of-a-later-day', 2, 'of a later day', 'after 2 attempts'],
  ])('of %s is told in words, with the code beside', (code, attempts, words, times) => {
    expect(said({ state: 'dead', code, attempts })).toBe(`Dead ${words} ( ${code} ), ${times}`);
  });
});

describe('why a destination gets it', () => {
  const granted = { kind: 'item', agreementId: 'memorandum', grantId: 'text' } as const;
  it.each([
    ['by a grant', granted, 'Allowed by memorandum, grant text.'],
    [
      'by none any more',
      { ...granted, code: 'delivery.no-longer-granted' },
      'It was granted, and is not any more.',
    ],
    ['by what it holds', { kind: 'kill' as const }, 'It holds an earlier version.'],
  ])('%s', (_how, delivery, words) => {
    expect(decisionSentence(delivery)).toBe(words);
  });
});
