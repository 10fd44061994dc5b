import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { configurationFolder } from './configuration-folder.js';
import { makeFolder, type RunningExchange, startExchange } from './running-exchange.js';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.js';
import { pause, until } from './until.js';
import { startVerifyingReceiver, type Verify, type VerifyingReceiver } from './verifying-receiver.js';

interface SigningKey {
  id: number;
  algorithm: string;
  publicKey?: string;
  secret?: string;
  expiresAt?: string;
  signs: boolean;
}

const PUSH = 'khabar-ninjs';
const KEYS = `/v1/destinations/${PUSH}/signing-keys`;
const RATE_PER_SECOND = 25;
const CREDENTIAL = `credential-${randomBytes(16).toString('hex')}`;

/** As the specification's own library does it, for a receiver that knows this secret alone. */
const byLibrary =
  (secret: string): Verify =>
  (body, headers) =>
    void new Webhook(secret).verify(body, headers);

/** Standard Webhooks, "Signature scheme", `v1a`: for a receiver that knows this public key alone. */
function byPublicKey(whpk: string): Verify {
  const x = Buffer.from(whpk.replace(/^whpk_/, ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return (body, headers) => {
    const signed = Buffer.concat([
      Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`),
      body,
    ]);
    const fits = headers['webhook-signature']!.split(' ').some((one) => {
      const [scheme, signature = ''] = one.split(',');
      return scheme === 'v1a' && verify(null, signed, key, Buffer.from(signature, 'base64'));
    });
    if (!fits) throw new Error('no v1a signature fits');
  };
}

describe('keys that sign, while deliveries go on', () => {
  const configured = `whsec_${randomBytes(32).toString('base64')}`;
  const secrets: string[] = [configured, CREDENTIAL];
  let sandbox: SandboxProcess;
  let exchange: RunningExchange;
  let receiver: VerifyingReceiver;
  let folder: string;

  const rotate = async (order: object): Promise<SigningKey> => {
    const key = await exchange.post<SigningKey>(KEYS, order);
    if (key.secret) secrets.push(key.secret);
    return key;
  };
  /** So many more have come and were accepted; there is always more on its way. */
  const accepted = (count: number) => {
    const from = receiver.accepted.length;
    return until(
      `${count} more requests`,
      180_000,
      async () => {
        if (receiver.refused.length > 0) throw new Error(receiver.refused.join());
        const { pending } = await exchange.get<{ pending: number }>(`/v1/destinations/${PUSH}`);
        // Everything that arrived is sent again and again.
        if (pending < RATE_PER_SECOND)
          await exchange.post(`/v1/destinations/${PUSH}/replay`, { since: '2026-01-01T00:00:00Z' });
        return receiver.accepted.length >= from + count || undefined;
      },
      () => ({ accepted: receiver.accepted.length - from, refused: receiver.refused }),
    );
  };

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    receiver = await startVerifyingReceiver(byLibrary(configured));
    folder = await makeFolder();
    const configDir = await configurationFolder(folder, (_kind, document) =>
      document['id'] === PUSH
        ? {
            ...document,
            url: receiver.url,
            secrets: [`\${env:ROTATED_SECRET}`],
            secretHeaders: { 'x-credential': `\${env:CREDENTIAL}` },
            ratePerSecond: RATE_PER_SECOND,
          }
        : document,
    );
    exchange = await startExchange({
      ...sandbox.env,
      KORPU_ALLOW_ADDRESSES: `${sandbox.env['KORPU_ALLOW_ADDRESSES']},${new URL(receiver.url).host}`,
      KORPU_CONFIG_DIR: configDir,
      ROTATED_SECRET: configured,
      CREDENTIAL,
      LOG_LEVEL: 'trace',
    });
    await sandbox.newsrooms.generate('report/en.xml', 200);
    await until(
      'the first requests',
      120_000,
      () => receiver.accepted.length > 20 || undefined,
      () => ({ accepted: receiver.accepted.length, refused: receiver.refused }),
    );
  });

  afterAll(async () => {
    await exchange?.dispose();
    await receiver?.close();
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a receiver may change over as soon as it has the new secret: every request is verified', async () => {
    const { secret } = await rotate({ overlapSeconds: 600 });
    receiver.verify = byLibrary(secret!);
    await accepted(50);
    expect(receiver.accepted.at(-1)!.split(' ')).toHaveLength(2);
    expect(receiver.refused).toEqual([]);
  });

  it('or late in the overlap; what is revoked signs no more', async () => {
    const { id, secret } = await rotate({ overlapSeconds: 600 });
    // Its earlier secret is the newest but one, and the configuration's is the oldest: all three sign.
    await accepted(50);
    expect(receiver.accepted.at(-1)!.split(' ')).toHaveLength(3);
    receiver.verify = byLibrary(secret!);
    await accepted(50);
    const { items } = await exchange.get<{ items: SigningKey[] }>(KEYS);
    for (const old of items.filter((key) => key.id !== id))
      await exchange.fetch(`${KEYS}/${old.id}`, { method: 'DELETE' });
    await pause(3_000);
    await accepted(50);
    expect(receiver.accepted.at(-1)!.split(' ')).toHaveLength(1);
    expect(receiver.refused).toEqual([]);
  });

  it('from HMAC to ed25519, with no secret shared any more', async () => {
    const { publicKey, secret } = await rotate({ algorithm: 'ed25519' });
    expect(secret).toBeUndefined();
    receiver.verify = byPublicKey(publicKey!);
    await accepted(50);
    const { items } = await exchange.get<{ items: SigningKey[] }>(KEYS);
    expect(items.find((key) => key.publicKey)?.publicKey).toBe(publicKey);
    for (const old of items.filter((key) => key.algorithm === 'hmac-sha256' && key.signs))
      await exchange.fetch(`${KEYS}/${old.id}`, { method: 'DELETE' });
    await pause(3_000);
    await accepted(50);
    expect(receiver.accepted.at(-1)).toMatch(/^v1a,\S+$/);
    expect(receiver.refused).toEqual([]);
  });

  it('no secret is in the log, in what the exchange prints, nor in what it answers', async () => {
    // Of any state: what was delivered may be on its way once more.
    const [delivery] = (
      await exchange.get<{ items: { id: number }[] }>(`/v1/deliveries?destinationId=${PUSH}`)
    ).items;
    const answers = await Promise.all(
      [
        `/v1/destinations/${PUSH}`,
        '/v1/destinations?limit=200',
        KEYS,
        `/v1/deliveries/${delivery!.id}/attempts`,
        '/v1/replays',
        '/metrics',
        '/',
      ].map(async (path) => (await exchange.fetch(path)).text()),
    );
    const log = await readFile(join(exchange.dataDir, 'korpu.log'), 'utf8');
    expect(log).toContain(PUSH);
    const said = [log, exchange.process.output(), ...answers].join('\n');
    const others = Object.entries(sandbox.env)
      .filter(([name]) => /SECRET|KEY/.test(name))
      .map(([, value]) => value!);
    expect(secrets.length).toBe(4);
    expect(others.length).toBeGreaterThan(4);
    for (const secret of [...secrets, ...others]) {
      const bare = secret.replace(/^(whsec|korpu)_/, '');
      expect(said.includes(bare)).toBe(false);
    }
  });

  it('nothing was refused, and nothing died', async () => {
    expect(receiver.refused).toEqual([]);
    expect(await exchange.get(`/v1/destinations/${PUSH}`)).toMatchObject({ dead: 0, state: 'open' });
  });
});
