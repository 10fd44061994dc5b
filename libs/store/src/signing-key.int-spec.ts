import { asDestinationId } from '#news/ids.js';
import { Secret } from '#settings/secret.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { onSmallExchange } from '../../../test/services/on-small-exchange.js';
import { DestinationBook } from './destination-book.js';
import { SecretBox } from './secret-box.js';
import { MOST_SIGNING, SigningKeys } from './signing-key.store.js';
import { sampleConfiguration, WEBHOOK_SECRET } from './testing/sample-configuration.js';
import { aRecord, BAKU_TV, KHABAR, SmallExchange } from './testing/small-exchange.js';

describe('SigningKeys', () => {
  let store: MigratedStore;
  let exchange: SmallExchange;
  let keys: SigningKeys;
  onSmallExchange((opened) => {
    ({ store, exchange } = opened);
    keys = new SigningKeys(store.pool, exchange.box, 0);
  });

  /** As another process would read them. */
  const signing = async () =>
    (await new DestinationBook(store.dataSource, exchange.box).find(KHABAR))?.secrets;
  const rotate = async (more: Partial<Parameters<SigningKeys['rotate']>[1]> = {}) => {
    const rotated = await keys.rotate(KHABAR, { algorithm: 'hmac-sha256', overlapSeconds: 3600, ...more });
    if (rotated.outcome !== 'rotated') throw new Error(rotated.outcome);
    return rotated;
  };
  const listed = async () => (await keys.list(KHABAR))!;
  const applyWith = (...secrets: string[]) => {
    const configuration = sampleConfiguration();
    const [, webhook] = configuration.destinations;
    if (webhook?.transport !== 'webhook') throw new Error('the webhook is gone');
    webhook.secrets = secrets.map((secret) => Secret.of(secret));
    return exchange.configuration.apply(configuration);
  };

  it('lists those of the configuration, and never a secret', async () => {
    expect(await listed()).toEqual([
      {
        id: expect.any(Number),
        algorithm: 'hmac-sha256',
        source: 'configuration',
        prefix: WEBHOOK_SECRET.slice(0, 10),
        createdAt: expect.any(String),
        signs: true,
      },
    ]);
    const { secret } = await rotate();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { rows } = await store.pool.query('SELECT string_agg(k::text, chr(10)) AS kept FROM signing_key k');
    for (const known of [secret!, WEBHOOK_SECRET]) {
      expect(JSON.stringify(await listed())).not.toContain(known.slice(6));
      expect(rows[0].kept).not.toContain(known.slice(6));
    }
  });

  it('makes a new key sign, with the old one beside it for the overlap', async () => {
    const { secret, key } = await rotate();
    expect(key).toMatchObject({ source: 'api', signs: true, prefix: secret!.slice(0, 10) });
    expect(key).not.toHaveProperty('expiresAt', expect.anything());
    expect(await signing()).toEqual([secret, WEBHOOK_SECRET]);
    const [, old] = await listed();
    const left = Date.parse(old!.expiresAt!) - Date.now();
    expect([old!.signs, left > 3_590_000, left <= 3_600_000]).toEqual([true, true, true]);
    await store.pool.query(`UPDATE signing_key SET expires_at = now() WHERE expires_at IS NOT NULL`);
    expect(await signing()).toEqual([secret]);
    expect((await listed()).map(({ signs }) => signs)).toEqual([true, false]);
  });

  it('lets it sign as long as the destination’s settings say where the rotation says nothing', async () => {
    const overlapOf = async () => {
      const rotated = await keys.rotate(KHABAR, { algorithm: 'hmac-sha256' });
      const [, old] = await listed();
      const seconds = (Date.parse(old!.expiresAt!) - Date.now()) / 1000;
      await store.pool.query('DELETE FROM signing_key');
      return { rotated, seconds };
    };
    for (const [settings, expected] of [
      [`'{"keyOverlapSeconds": 600}'`, 600],
      [`'{"keyOverlapSeconds": null}'`, 86_400],
    ] as const) {
      await store.pool.query(
        `UPDATE destination SET settings = jsonb_strip_nulls(settings || ${settings}) WHERE id = $1`,
        [KHABAR],
      );
      const { rotated, seconds } = await overlapOf();
      expect(rotated).toMatchObject({ outcome: 'rotated', overlapSeconds: expected });
      expect(seconds).toBeGreaterThan(expected - 30);
      expect(seconds).toBeLessThanOrEqual(expected);
    }
  });

  it('can stop the old one at once', async () => {
    const first = await rotate({ overlapSeconds: 0 });
    expect(await signing()).toEqual([first.secret]);
    const second = await rotate({ overlapSeconds: 0 });
    expect(await signing()).toEqual([second.secret]);
    const { rows } = await store.pool.query('SELECT count(sealed)::int AS kept FROM signing_key');
    expect(rows[0].kept).toBe(1);
  });

  it('shortens an overlap, and never lengthens it', async () => {
    await rotate({ overlapSeconds: 100 });
    const [, before] = await listed();
    await rotate({ overlapSeconds: 5000 });
    expect((await listed()).at(-1)?.expiresAt).toBe(before!.expiresAt);
  });

  it('lets ed25519 and HMAC sign side by side, and tells the public key alone', async () => {
    const { secret, key } = await rotate({ algorithm: 'ed25519', overlapSeconds: 0 });
    expect(secret).toBeUndefined();
    expect(key).toMatchObject({ algorithm: 'ed25519', prefix: key.publicKey!.slice(0, 9) });
    expect(key.publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(await signing()).toEqual([expect.stringMatching(/^whsk_/), WEBHOOK_SECRET]);
  });

  it('revokes any key but the last that signs', async () => {
    const { secret, key } = await rotate();
    const [, old] = await listed();
    expect(await keys.revoke(KHABAR, old!.id)).toMatchObject({ outcome: 'revoked', key: { signs: false } });
    expect(await signing()).toEqual([secret]);
    expect(await keys.revoke(KHABAR, old!.id)).toMatchObject({ outcome: 'revoked' });
    expect(await keys.revoke(KHABAR, key.id)).toEqual({ outcome: 'last' });
    expect(await keys.revoke(KHABAR, 999_999)).toEqual({ outcome: 'unknown' });
  });

  it('goes on with what a rotation decided when the configuration is applied again', async () => {
    const { secret } = await rotate({ overlapSeconds: 0 });
    await applyWith(WEBHOOK_SECRET);
    expect(await signing()).toEqual([secret]);
    // Another secret in the file signs; what the file lost is forgotten.
    const next = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    await applyWith(next, next);
    expect(await signing()).toEqual([secret, next]);
    expect(await listed()).toHaveLength(2);
  });

  it('is taken over by a file that names its secret', async () => {
    const { secret } = await rotate({ overlapSeconds: 0 });
    await applyWith(secret!);
    expect(await signing()).toEqual([secret]);
    expect((await listed()).map(({ source, signs }) => [source, signs])).toEqual([['configuration', true]]);
  });

  it('knows the secrets of a file again after KORPU_SECRET_KEY changed', async () => {
    await rotate({ overlapSeconds: 0 });
    const box = new SecretBox([Buffer.alloc(32, 4), Buffer.alloc(32, 1)]);
    const [sent] = (await new DestinationBook(store.dataSource, box).find(KHABAR))!.secrets;
    expect([sent]).toEqual(await signing());
    expect((await new SigningKeys(store.pool, box, 0).list(KHABAR))?.length).toBe(2);
  });

  it('answers when nothing that the new key did not sign is on its way', async () => {
    await exchange.accept(aRecord('urn:a'));
    const [claim] = await exchange.claim(KHABAR);
    let answered = false;
    const rotating = rotate().then(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(answered).toBe(false);
    await exchange.deliveries.release([{ id: claim!.id, fence: claim!.fence }]);
    await rotating;
    expect(answered).toBe(true);
  });

  it('has an end of signatures in one header', async () => {
    for (let signs = 1; signs < MOST_SIGNING; signs++) await rotate();
    expect(await keys.rotate(KHABAR, { algorithm: 'ed25519', overlapSeconds: 60 })).toEqual({
      outcome: 'too-many',
    });
    expect(await signing()).toHaveLength(MOST_SIGNING);
  });

  it('knows what has no keys', async () => {
    for (const id of [BAKU_TV, asDestinationId('nobody')]) {
      expect(await keys.list(id)).toBeUndefined();
      const order = { algorithm: 'ed25519', overlapSeconds: 0 } as const;
      expect(await keys.rotate(id, order)).toEqual({ outcome: 'unknown' });
    }
  });

  it('lets rotations of one destination take turns', async () => {
    const made = await Promise.all([1, 2, 3].map(() => rotate({ overlapSeconds: 0 })));
    const [signs, ...others] = (await signing())!;
    expect(others).toEqual([]);
    expect(made.map(({ secret }) => secret)).toContain(signs);
  });
});
