import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, keyOf, openApiInTest } from '../testing/api-in-test.js';

const PUSH = 'khabar-ninjs';
const KEYS = `/v1/destinations/${PUSH}/signing-keys`;

let postgres: TestPostgres;
let api: ApiInTest;

beforeAll(async () => {
  postgres = await startPostgres();
  api = await openApiInTest(postgres.url);
});
afterAll(async () => {
  await api?.close();
  await postgres?.stop();
});

const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, key = api.adminKey) => {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await api.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
};

describe('signing keys', () => {
  it('are made, shown once, listed and revoked', async () => {
    const before = (await call('GET', KEYS)).body.items;
    expect(before).toEqual([expect.objectContaining({ source: 'configuration', signs: true })]);

    const made = await call('POST', KEYS);
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(made.body).toMatchObject({ algorithm: 'hmac-sha256', source: 'api', signs: true });
    expect(made.body.secret).toMatch(/^whsec_/);

    const { items } = (await call('GET', KEYS)).body;
    expect(items.map(({ id }: { id: number }) => id)).toEqual([made.body.id, before[0].id]);
    const overlap = Date.parse(items[1].expiresAt) - Date.now();
    expect([overlap > 86_000_000, overlap <= 86_400_000]).toEqual([true, true]);
    expect(JSON.stringify(items)).not.toContain(made.body.secret.slice(6));

    const revoked = await call('DELETE', `${KEYS}/${before[0].id}`);
    expect([revoked.status, revoked.body.signs]).toEqual([200, false]);
    const last = await call('DELETE', `${KEYS}/${made.body.id}`);
    expect([last.status, last.body.detail]).toEqual([
      409,
      expect.stringContaining('the only key that signs'),
    ]);
  });

  it('tell a receiver its public key with its own key, and nobody else', async () => {
    const made = await call('POST', KEYS, { algorithm: 'ed25519', overlapSeconds: 0 });
    expect(made.body).not.toHaveProperty('secret');
    const own = '/v1/destinations/uzbekistan-24-jsonfeed/signing-keys';
    const asPartner = await call('GET', own, undefined, keyOf('uzbekistan-24-jsonfeed'));
    // It is a pull feed: what its key may look at has no keys.
    expect(asPartner.status).toBe(404);
    expect((await call('GET', KEYS, undefined, keyOf('uzbekistan-24-jsonfeed'))).status).toBe(403);
    expect((await call('POST', own, {}, keyOf('uzbekistan-24-jsonfeed'))).status).toBe(403);
    const [newest] = (await call('GET', KEYS)).body.items;
    expect(newest).toMatchObject({ algorithm: 'ed25519', publicKey: made.body.publicKey, signs: true });
  });

  it.each([
    { algorithm: 'rsa' },
    { overlapSeconds: -1 },
    { overlapSeconds: 2_592_001 },
    { secret: 'whsec_x' },
  ])('refuse %j', async (body) => {
    expect((await call('POST', KEYS, body)).status).toBe(400);
  });

  it.each(['/v1/destinations/nobody/signing-keys', '/v1/destinations/report-atom/signing-keys'])(
    'are not at %s',
    async (url) => {
      expect([(await call('GET', url)).status, (await call('POST', url)).status]).toEqual([404, 404]);
      expect((await call('DELETE', `${KEYS}/999999`)).status).toBe(404);
    },
  );
});
