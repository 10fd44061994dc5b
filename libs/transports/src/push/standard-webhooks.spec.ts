import { generateKeyPairSync, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { UnusableSecret } from '#exchange/outbound/signing-secret.js';
import { webhookSignature } from './standard-webhooks.js';

const secret = (fill: number) => `whsec_${Buffer.alloc(24, fill).toString('base64')}`;
const body = Buffer.from('{"headline":"Bakıda sammit"}');

describe('webhookSignature', () => {
  it("gives the specification's own example", () => {
    expect(
      webhookSignature(
        ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1614265330,
        Buffer.from('{"test": 2432232314}'),
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is accepted by the public library under each secret of a rotation, and under no other', () => {
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'webhook-id': 'dlv-1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': webhookSignature([secret(1), secret(2)], 'dlv-1', timestamp, body),
    };
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const known of [secret(1), secret(2)])
      expect(new Webhook(known).verify(body, headers)).toEqual(JSON.parse(String(body)));
    expect(() => new Webhook(secret(3)).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret(1)).verify(Buffer.from('{}'), headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret(1)).verify(body, { ...headers, 'webhook-id': 'dlv-2' })).toThrow(
      'No matching signature',
    );
  });

  it('signs with ed25519 beside HMAC, and whoever knows either key accepts', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const jwk = privateKey.export({ format: 'jwk' });
    const seed = Buffer.from(jwk.d!, 'base64url');
    const pair = Buffer.concat([seed, Buffer.from(jwk.x!, 'base64url')]);
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = (...secrets: string[]) => webhookSignature(secrets, 'dlv-1', timestamp, body);
    const whsk = `whsk_${seed.toString('base64')}`;
    const [asymmetric, symmetric] = signature(whsk, secret(1)).split(' ');
    const [scheme, base64] = asymmetric!.split(',');
    expect(scheme).toBe('v1a');
    const signed = Buffer.concat([Buffer.from(`dlv-1.${timestamp}.`), body]);
    expect(verify(null, signed, publicKey, Buffer.from(base64!, 'base64'))).toBe(true);
    // Also where the public key follows the seed, as other implementations write it.
    expect(signature(`whsk_${pair.toString('base64')}`)).toBe(asymmetric);
    const headers = {
      'webhook-id': 'dlv-1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `${asymmetric} ${symmetric}`,
    };
    expect(new Webhook(secret(1)).verify(body, headers)).toEqual(JSON.parse(String(body)));
  });

  it('takes a secret without its prefix', () => {
    expect(webhookSignature([secret(1).slice(6)], 'a', 1, body)).toBe(
      webhookSignature([secret(1)], 'a', 1, body),
    );
  });

  it.each([
    '',
    'whsec_',
    'whsec_!!!!',
    'whsec_c2hvcnQ=',
    `${secret(1)} `,
    'plain words that are no key',
    'whsk_',
    `whsk_${secret(1).slice(6)}`,
    `whsk_${Buffer.alloc(48, 1).toString('base64')}`,
  ])('refuses secret %j without repeating it', (bad) => {
    let thrown: unknown;
    try {
      webhookSignature([secret(1), bad], 'a', 1, body);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UnusableSecret);
    if (bad.length > 6) expect((thrown as Error).message).not.toContain(bad.slice(6));
  });
});
