import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, keyOf, openApiInTest, PUBLIC_URL } from '../testing/api-in-test.js';

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

const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '10.0.0.1') =>
  api.app.inject({ url, headers, remoteAddress });
const guess = async (address: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await get('/v1/partners', bearer(`guess-${i}`), address);
};
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const basic = (user: string, key: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`,
});

describe('API keys', () => {
  it('let an administrator do everything', async () => {
    expect((await get('/v1/partners', bearer(api.adminKey))).statusCode).toBe(200);
    expect((await get('/v1/destinations/baku-tv-rss/feed', bearer(api.adminKey))).statusCode).toBe(200);
  });

  it('let a destination read its own feed, by Bearer or by Basic', async () => {
    const key = keyOf('baku-tv-rss');
    expect((await get('/v1/destinations/baku-tv-rss/feed', bearer(key))).statusCode).toBe(200);
    expect((await get('/v1/destinations/baku-tv-rss/feed', basic('baku-tv-rss', key))).statusCode).toBe(200);
  });

  it.each([
    ['a list', '/v1/partners'],
    ["another destination's feed", '/v1/destinations/report-atom/feed'],
    ['its own settings', '/v1/destinations/baku-tv-rss'],
    ['the stream', '/v1/stream'],
    ['metrics', '/metrics'],
  ])('do not let a destination read %s', async (_, url) => {
    const answer = await get(url, bearer(keyOf('baku-tv-rss')));
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ type: 'urn:korpu:problem:not-permitted', instance: url });
  });

  it("refuse a key under another destination's name", async () => {
    const answer = await get('/v1/destinations/report-atom/feed', basic('report-atom', keyOf('baku-tv-rss')));
    expect(answer.statusCode).toBe(401);
  });

  it('ask for a key, and where readers need it for a name and a password', async () => {
    const list = await get('/v1/partners');
    expect(list.statusCode).toBe(401);
    expect(list.headers['www-authenticate']).toBe('Bearer realm="korpu"');
    const feed = await get('/v1/destinations/baku-tv-rss/feed');
    expect(feed.statusCode).toBe(401);
    expect(feed.headers['www-authenticate']).toContain('Basic realm="korpu"');
  });

  it('stop working when they are revoked', async () => {
    const key = await api.ledger.keys.createAdministrator('leaver');
    expect((await get('/v1/partners', bearer(key))).statusCode).toBe(200);
    await api.ledger.keys.revokeAdministrator('leaver');
    expect((await get('/v1/partners', bearer(key))).statusCode).toBe(401);
  });

  it('slow down an address that guesses, and nobody who has a key, there or elsewhere', async () => {
    await guess('10.6.6.6', 30);
    const refused = await get('/v1/partners', bearer('guess-31'), '10.6.6.6');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get('/v1/partners', bearer('guess-31'), '10.0.0.2')).statusCode).toBe(401);

    expect((await get('/v1/partners', bearer(api.adminKey), '10.6.6.6')).statusCode).toBe(200);
    const feed = '/v1/destinations/baku-tv-rss/feed';
    const key = keyOf('baku-tv-rss');
    expect((await get(feed, basic('baku-tv-rss', key), '10.6.6.6')).statusCode).toBe(200);
    expect((await get(feed, basic('report-atom', key), '10.6.6.6')).statusCode).toBe(429);
    const recall = await api.app.inject({
      method: 'POST',
      url: '/v1/items/99/recall',
      headers: bearer(api.adminKey),
      payload: { reason: 'A court forbids it' },
      remoteAddress: '10.6.6.6',
    });
    expect(recall.statusCode).toBe(404);
    const signIn = (code: string) =>
      api.app.inject({ method: 'POST', url: '/sign-in', payload: { code }, remoteAddress: '10.6.6.6' });
    expect((await signIn('guess-32')).statusCode).toBe(429);
    expect((await signIn(await api.ledger.signIns.createLink())).statusCode).toBe(303);
  });

  it('believe X-Forwarded-For of nobody who is not a proxy of the exchange', async () => {
    const from = (address: string) => ({ ...bearer('guess'), 'x-forwarded-for': address });
    for (let i = 0; i < 31; i += 1) await get('/v1/partners', from(`10.9.9.${i}`), '10.6.6.7');
    expect((await get('/v1/partners', from('10.9.9.99'), '10.6.6.7')).statusCode).toBe(429);

    const behind = await openApiInTest(postgres.url, { trustedProxies: ['10.1.0.0/16'] });
    try {
      const ask = async (forwarded: string, remoteAddress: string) =>
        (await behind.app.inject({ url: '/v1/partners', headers: from(forwarded), remoteAddress }))
          .statusCode;
      for (let i = 0; i < 30; i += 1) await ask('10.9.9.1', '10.1.0.1');
      expect(await ask('10.9.9.1', '10.1.0.1')).toBe(429);
      expect(await ask('10.9.9.2', '10.1.0.1')).toBe(401);
      // The proxy appends: what the client wrote before it counts for nothing.
      expect(await ask('10.9.9.3, 10.9.9.1', '10.1.0.1')).toBe(429);
      expect(await ask('10.9.9.1', '10.6.6.8')).toBe(401);
    } finally {
      await behind.close();
    }
  });
});

describe('sign-in', () => {
  const signIn = (code: string, headers: Record<string, string> = {}) =>
    api.app.inject({ method: 'POST', url: '/sign-in', headers, payload: { code } });
  const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) => {
    const [cookie] = answer.cookies;
    return { cookie: `${cookie?.name}=${cookie?.value}` };
  };

  it('opens a session with a one-time code', async () => {
    const answer = await signIn(await api.ledger.signIns.createLink());
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.cookies).toEqual([
      expect.objectContaining({
        name: 'korpu',
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: 604_800,
      }),
    ]);
    expect((await get('/', cookieOf(answer))).statusCode).toBe(200);
    expect((await get('/v1/partners', cookieOf(answer))).statusCode).toBe(200);
  });

  it('takes the whole link as well as the code', async () => {
    const code = await api.ledger.signIns.createLink();
    expect((await signIn(`${PUBLIC_URL}/sign-in#${code}`)).statusCode).toBe(303);
  });

  it('spends a code, and says how to get another', async () => {
    const code = await api.ledger.signIns.createLink();
    await signIn(code);
    const again = await signIn(code);
    expect(again.statusCode).toBe(401);
    expect(again.cookies).toEqual([]);
    expect(again.body).toContain('expired or was used already');
    expect(again.body).toContain('npm run -s korpu -- sign-in-link');
  });

  it('refuses a code that expired', async () => {
    expect((await signIn(await api.ledger.signIns.createLink(0))).statusCode).toBe(401);
  });

  it('ends with signing out', async () => {
    const session = cookieOf(await signIn(await api.ledger.signIns.createLink()));
    const out = await api.app.inject({ method: 'POST', url: '/sign-out', headers: session });
    expect(out.headers.location).toBe('/sign-in');
    const after = await get('/', session);
    expect(after.statusCode).toBe(303);
    expect(after.headers.location).toBe('/sign-in');
  });

  it.each(['/', '/items/1', '/acts/destinations/khabar-ninjs/replay'])(
    'is where %s sends a browser',
    async (url) => {
      const answer = await get(url, { accept: 'text/html' });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in']);
    },
  );

  it.each([
    ['another site by its origin', { origin: 'https://evil.example' }],
    ['another site by fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    [
      'a neighbour on the same domain',
      { 'sec-fetch-site': 'same-site', origin: 'http://other.exchange.test' },
    ],
  ])('refuses a form of %s', async (_, headers) => {
    const session = cookieOf(await signIn(await api.ledger.signIns.createLink()));
    const answer = await api.app.inject({
      method: 'POST',
      url: '/acts/destinations/khabar-ninjs/pause',
      headers: { ...session, ...headers },
      payload: { reason: 'forged' },
    });
    expect(answer.statusCode).toBe(403);
    const lane = await get('/v1/destinations/khabar-ninjs', bearer(api.adminKey));
    expect(lane.json()).toMatchObject({ state: 'open' });
  });

  it('never puts a code or a token into the database as it is', async () => {
    const code = await api.ledger.signIns.createLink();
    const answer = await signIn(code);
    await api.ledger.signIns.createLink();
    const { rows } = await api.ledger.pool.query('SELECT hash, kind FROM sign_in');
    expect(rows.length).toBeGreaterThan(1);
    const token = answer.cookies[0]?.value ?? '';
    for (const { hash } of rows) expect([code, token]).not.toContain((hash as Buffer).toString());
  });
});

describe('behind https', () => {
  it('sets a Secure cookie of this host alone', async () => {
    const secured = await openApiInTest(postgres.url, { publicUrl: 'https://exchange.test' });
    const code = await secured.ledger.signIns.createLink();
    const answer = await secured.app.inject({ method: 'POST', url: '/sign-in', payload: { code } });
    expect(answer.cookies).toEqual([
      expect.objectContaining({ name: '__Host-korpu', secure: true, httpOnly: true, path: '/' }),
    ]);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await secured.close();
  });
});
