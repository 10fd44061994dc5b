import { Webhook } from 'standardwebhooks';
import { verifySignature } from '#apps/sandbox/src/receivers/verify-signature.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret of 32 bytes, also').toString('base64')}`;
const NOW = new Date('2026-03-10T10:00:00Z');
const BODY = Buffer.from('{"headline":"Bakıda külək güclənəcək"}');

/** Signed by the public library, which this code must agree with. */
const signed = (secret = SECRET, at = NOW) => ({
  id: 'msg_1',
  timestamp: String(at.getTime() / 1000),
  signature: new Webhook(secret).sign('msg_1', at, BODY.toString()),
  body: BODY,
});

const minutesFromNow = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('verifySignature', () => {
  it('accepts what the public library signed', () => {
    expect(verifySignature(signed(), SECRET, NOW)).toEqual({ verified: true });
  });

  it('accepts any one of several signatures, and passes over schemes it does not know', () => {
    const signature = `v1a,bm90IG91cnM= ${signed(OTHER).signature} ${signed().signature}`;
    expect(verifySignature({ ...signed(), signature }, SECRET, NOW)).toEqual({ verified: true });
  });

  it.each([
    ['another secret', signed(OTHER), 'no signature fits'],
    ['one byte more', { ...signed(), body: Buffer.concat([BODY, Buffer.from(' ')]) }, 'no signature fits'],
    ['another id', { ...signed(), id: 'msg_2' }, 'no signature fits'],
    [
      'a signature cut short',
      { ...signed(), signature: signed().signature.slice(0, 20) },
      'no signature fits',
    ],
    ['no signature', { ...signed(), signature: undefined }, 'the request is not signed'],
    ['an empty id', { ...signed(), id: '' }, 'the request is not signed'],
    ['no time', { ...signed(), timestamp: undefined }, 'the request is not signed'],
    [
      'a date for a time',
      { ...signed(), timestamp: NOW.toISOString() },
      'webhook-timestamp is not a number of seconds',
    ],
  ])('refuses %s', (_case, request, why) => {
    expect(verifySignature(request, SECRET, NOW)).toEqual({ verified: false, why });
  });

  it.each([
    [-5, { verified: true }],
    [5, { verified: true }],
    [-5.1, { verified: false, why: 'webhook-timestamp is too old' }],
    [5.1, { verified: false, why: 'webhook-timestamp is in the future' }],
  ])('of a clock %d minutes off says %o', (minutes, verdict) => {
    expect(verifySignature(signed(SECRET, minutesFromNow(minutes)), SECRET, NOW)).toEqual(verdict);
  });
});
