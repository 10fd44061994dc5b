import { credentialsOf } from './credentials.js';

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('credentialsOf', () => {
  it.each([
    ['nothing', undefined, undefined, { kind: 'none' }],
    ['an empty cookie', undefined, '', { kind: 'none' }],
    ['a session', undefined, 't1', { kind: 'session', token: 't1' }],
    ['a bearer key', 'Bearer korpu_k1', undefined, { kind: 'key', key: 'korpu_k1' }],
    ['a scheme in capitals', 'BEARER korpu_k1', undefined, { kind: 'key', key: 'korpu_k1' }],
    ['a header and a cookie', 'Bearer k', 't1', { kind: 'key', key: 'k' }],
    ['basic', basic('khabar-pull:k1'), undefined, { kind: 'key', user: 'khabar-pull', key: 'k1' }],
    [
      'a key with a colon',
      basic('khabar-pull:a:b'),
      undefined,
      { kind: 'key', user: 'khabar-pull', key: 'a:b' },
    ],
    ['basic without a colon', basic('khabar-pull'), undefined, { kind: 'unreadable' }],
    ['another scheme', 'Digest abc', undefined, { kind: 'unreadable' }],
    ['a bearer without a key', 'Bearer', undefined, { kind: 'unreadable' }],
    ['an unreadable header beside a cookie', 'Bearer a b', 't1', { kind: 'unreadable' }],
  ] as const)('reads %s', (_, authorization, cookie, expected) => {
    expect(credentialsOf(authorization, cookie)).toEqual(expected);
  });
});
