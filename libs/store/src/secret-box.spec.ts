import { Secret } from '#settings/secret.js';
import { SecretBox, SecretUnreadable } from './secret-box.js';

describe('SecretBox', () => {
  const key = (byte: number) => Buffer.alloc(32, byte);
  const box = new SecretBox([key(1)]);

  it('opens what it sealed, and seals the same text differently each time', () => {
    const sealed = box.seal('açar 🔑', 'feed/a');
    expect(box.open(sealed, 'feed/a')).toBe('açar 🔑');
    expect(box.seal('açar 🔑', 'feed/a')).not.toBe(sealed);
    expect(box.open(box.seal('', 'feed/a'), 'feed/a')).toBe('');
  });

  it('does not open what was sealed for another place', () => {
    const sealed = box.seal('secret', 'feed/a');
    expect(() => box.open(sealed, 'feed/b')).toThrow(SecretUnreadable);
  });

  it.each([
    ['changed', (s: string) => `${s.slice(0, -2)}${s.endsWith('AA') ? 'BB' : 'AA'}`],
    ['cut', (s: string) => s.slice(0, 20)],
    ['empty', () => ''],
    ['without its key', (s: string) => s.slice(s.indexOf('.'))],
  ])('does not open what was %s', (_, damage) => {
    expect(() => box.open(damage(box.seal('a secret text', 'p')), 'p')).toThrow(SecretUnreadable);
  });

  it('never says the secret in an error', () => {
    const sealed = new SecretBox([key(2)]).seal('very-secret', 'feed/a');
    expect(() => box.open(sealed, 'feed/a')).toThrow('a secret of feed/a was sealed with another key');
  });

  it('opens with an older key after a rotation, and seals with the newer', () => {
    const old = box.seal('secret', 'p');
    const rotated = new SecretBox([key(2), key(1)]);
    expect(rotated.open(old, 'p')).toBe('secret');
    expect(() => box.open(rotated.seal('secret', 'p'), 'p')).toThrow(SecretUnreadable);
  });

  it.each([0, 16, 31, 33])('refuses a key of %d bytes', (length) => {
    expect(() => new SecretBox([Buffer.alloc(length)])).toThrow(RangeError);
  });

  it('digests a text the same way under the same key only', () => {
    expect(box.digests('k')).toEqual(box.digests('k'));
    expect(box.digests('k')[0]).not.toEqual(new SecretBox([key(2)]).digests('k')[0]);
    expect(new SecretBox([key(2), key(1)]).digests('k')[1]).toEqual(box.digests('k')[0]);
  });

  it('seals the secrets of settings and nothing else', () => {
    const settings = {
      url: 'https://x',
      list: [Secret.of('first-secret', 'ref')],
      deep: { token: Secret.of('second-secret') },
      none: null,
    };
    const stored = JSON.parse(JSON.stringify(box.sealSettings(settings, 'p')));
    expect(JSON.stringify(stored)).not.toMatch(/first-secret|second-secret/);
    expect(stored.url).toBe('https://x');
    const opened = box.openSettings<typeof settings>(stored, 'p');
    expect(opened.list[0]?.reveal()).toBe('first-secret');
    expect(opened.list[0]?.reference).toBe('ref');
    expect(opened.deep.token.reveal()).toBe('second-secret');
    expect(opened.none).toBeNull();
  });
});
