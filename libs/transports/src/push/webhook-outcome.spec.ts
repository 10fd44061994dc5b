import { DeadlinePassed, type Exchanged, Stopped } from './webhook-exchange.js';
import { webhookOutcome } from './webhook-outcome.js';

const now = Date.parse('2026-03-10T10:00:00Z');
const outcomeOf = (more: Partial<Exchanged>) =>
  webhookOutcome({ sent: true, answer: Buffer.alloc(0), ...more }, 'khabar.kz', 30, { a: 'b' }, now);
const broken = (code: string) => Object.assign(new Error('low-level words'), { code });

describe('webhookOutcome', () => {
  it.each([200, 201, 202, 204, 299])('takes %i for delivered', (status) => {
    expect(outcomeOf({ status, answer: Buffer.from('ok') })).toEqual({
      outcome: 'delivered',
      status,
      answer: 'ok',
      sentHeaders: { a: 'b' },
    });
  });

  it.each([
    // status, code, retry, ambiguous
    [300, 'delivery.redirected', 'later', false],
    [301, 'delivery.redirected', 'later', false],
    [304, 'delivery.redirected', 'later', false],
    [308, 'delivery.redirected', 'later', false],
    [400, 'delivery.rejected-by-partner', 'never', false],
    [401, 'delivery.rejected-by-partner', 'never', false],
    [404, 'delivery.rejected-by-partner', 'never', false],
    [409, 'delivery.rejected-by-partner', 'never', true],
    [413, 'delivery.rejected-by-partner', 'never', false],
    [408, 'delivery.http-408', 'later', false],
    [425, 'delivery.http-425', 'later', false],
    [429, 'delivery.http-429', 'later', false],
    [410, 'delivery.gone', 'gone', false],
    [500, 'delivery.http-500', 'later', true],
    [501, 'delivery.http-501', 'later', false],
    [503, 'delivery.http-503', 'later', false],
    [502, 'delivery.http-502', 'later', true],
    [504, 'delivery.http-504', 'later', true],
    [507, 'delivery.http-507', 'later', false],
    [521, 'delivery.http-521', 'later', false],
    [522, 'delivery.http-522', 'later', true],
    [524, 'delivery.http-524', 'later', true],
    [599, 'delivery.http-599', 'later', true],
  ])('reads a %i as %s', (status, code, retry, ambiguous) => {
    expect(outcomeOf({ status })).toMatchObject({ outcome: 'failed', status, code, retry, ambiguous });
  });

  it.each([
    [429, '20', { afterSeconds: 20 }],
    [503, 'Tue, 10 Mar 2026 10:01:00 GMT', { afterSeconds: 60 }],
    [503, '86400', { afterSeconds: 3600 }],
    [503, 'soon', 'later'],
    [400, '20', 'never'],
  ])('honours the Retry-After of a %i: %s', (status, retryAfter, retry) => {
    expect(outcomeOf({ status, retryAfter })).toMatchObject({ retry });
  });

  it.each([
    // failure, sent, code, retry, ambiguous
    ['the deadline while connecting', new DeadlinePassed(), false, 'delivery.timeout', 'later'],
    ['the deadline after sending', new DeadlinePassed(), true, 'delivery.timeout', 'later'],
    ['a stop before sending', new Stopped(), false, 'delivery.aborted', 'later'],
    ['a stop after sending', new Stopped(), true, 'delivery.aborted', 'later'],
    ['a dialler that was closed', broken('UND_ERR_DESTROYED'), false, 'delivery.aborted', 'later'],
    ['no such name', broken('ENOTFOUND'), false, 'delivery.dns', 'later'],
    ['nobody listening', broken('ECONNREFUSED'), false, 'delivery.connect', 'later'],
    ['a connection that broke after sending', broken('ECONNRESET'), true, 'delivery.connect', 'later'],
    ['a bad certificate', broken('CERT_HAS_EXPIRED'), false, 'delivery.tls', 'later'],
    ['a private address', broken('KORPU_ADDRESS_REFUSED'), false, 'delivery.address-refused', 'never'],
  ])('names %s', (_what, failure, sent, code, retry) => {
    // Without an answer nobody but the partner knows, as soon as anything was sent.
    expect(outcomeOf({ failure, sent })).toMatchObject({ outcome: 'failed', code, retry, ambiguous: sent });
  });

  it.each([
    [200, 'delivered'],
    [500, 'failed'],
  ])('lets a %i stand although the rest of the answer never came', (status, outcome) => {
    const failure = new DeadlinePassed();
    expect(outcomeOf({ status, failure, answer: Buffer.from('beg') })).toMatchObject({
      outcome,
      status,
      answer: 'beg',
    });
  });

  it('keeps an answer as text that can be stored', () => {
    const bytes = Buffer.concat([
      Buffer.from('bir\0iki\u001b[31m\tüç\n'),
      Buffer.from([0xff]),
      Buffer.from('ə').subarray(0, 1),
    ]);
    expect(outcomeOf({ status: 500, answer: bytes })).toMatchObject({
      answer: 'bir\ufffdiki\ufffd[31m\tüç\n\ufffd',
    });
  });
});
