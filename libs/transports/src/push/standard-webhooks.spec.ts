import { Webhook } from 'standardwebhooks';
import { UnusableSecret, webhookSignature } from './standard-webhooks.js';

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

  it('takes a secret without its prefix', () => {
    expect(webhookSignature([secret(1).slice(6)], 'a', 1, body)).toBe(
      webhookSignature([secret(1)], 'a', 1, body),
    );
  });

  it.each(['', 'whsec_', 'whsec_!!!!', 'whsec_c2hvcnQ=', `${secret(1)} `, 'plain words that are no key'])(
    'refuses secret %j without repeating it',
    (bad) => {
      let thrown: unknown;
      try {
        webhookSignature([secret(1), bad], 'a', 1, body);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(UnusableSecret);
      if (bad.length > 6) expect((thrown as Error).message).not.toContain(bad.slice(6));
    },
  );
});
