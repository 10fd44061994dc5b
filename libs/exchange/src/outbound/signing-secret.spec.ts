import { generateKeyPairSync } from 'node:crypto';
import { algorithmOf, publicKeyOf, signingKeyOf, UnusableSecret } from './signing-secret.js';

describe('signing secrets', () => {
  it('that are ed25519 have the public key that was made with them', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url');
    const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
    for (const secret of [seed, Buffer.concat([seed, bytes])].map(
      (key) => `whsk_${key.toString('base64')}`,
    )) {
      expect(algorithmOf(secret)).toBe('ed25519');
      expect(publicKeyOf(secret)).toBe(`whpk_${bytes.toString('base64')}`);
      expect(signingKeyOf(secret).equals(privateKey)).toBe(true);
    }
  });

  it('that are symmetric have none', () => {
    const secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;
    expect(algorithmOf(secret)).toBe('hmac-sha256');
    expect(publicKeyOf(secret)).toBeUndefined();
    expect(signingKeyOf(secret).export()).toEqual(Buffer.alloc(24, 5));
  });

  it('that are cut are refused', () => {
    expect(() => signingKeyOf('whsk_AAAA')).toThrow(UnusableSecret);
    expect(() => publicKeyOf('whsk_AAAA')).toThrow(UnusableSecret);
    expect(() => signingKeyOf('whsec_AAAA')).toThrow(UnusableSecret);
  });
});
