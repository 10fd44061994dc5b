import { once } from 'node:events';
import http, { type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { type DestinationSettings, destinationSchema } from '#settings/schema/destination-schema.js';
import { Secret } from '#settings/secret.js';
import { sampleConfiguration, WEBHOOK_SECRET } from '#store/testing/sample-configuration.js';
import { aRecord, SmallExchange } from '#store/testing/small-exchange.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { runWorker } from './run-worker.js';
import { openTestExchange, silent } from './testing/open-test-exchange.js';

const ITEMS = 6;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

const clock = (hours: number) =>
  `${String((new Date().getUTCHours() + hours + 24) % 24).padStart(2, '0')}:00`;
const now = { from: clock(-1), until: clock(2), zone: 'Etc/UTC' };

/** One destination for each setting that its file can hold; those without are `plain`. */
const SETTINGS: Record<string, object> = {
  plain: {},
  newsml: { format: 'newsml-g2' },
  nitf: { format: 'nitf' },
  rss: { format: 'rss' },
  atom: { format: 'atom' },
  jsonfeed: { format: 'jsonfeed' },
  email: { format: 'email' },
  older: { formatVersion: '2.2' },
  headers: { headers: { 'x-desk': 'world' }, secretHeaders: { 'x-token': Secret.of('khabar-token') } },
  signed: { secrets: [Secret.of(OTHER_SECRET), Secret.of(WEBHOOK_SECRET)] },
  narrow: { maxInFlight: 2 },
  paced: { ratePerSecond: 2, burst: 1 },
  hanging: { timeoutSeconds: 1, retrySeconds: [600] },
  failing: { retrySeconds: [1] },
  impatient: { retrySeconds: [600, 600], giveUpAfterSeconds: 1 },
  quiet: { quietHours: now },
};

interface Request {
  at: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Of this destination, with this one. */
  inAir: number;
  tookMs?: number;
}

describe('what a destination is configured with', () => {
  const requests = new Map<string, Request[]>();
  const inAir = new Map<string, number>();
  const partner = http.createServer(async (incoming, answer) => {
    const path = (incoming.url ?? '').slice(1);
    const count = (by: number) => inAir.set(path, (inAir.get(path) ?? 0) + by);
    count(1);
    const request: Request = {
      at: performance.now(),
      headers: incoming.headers,
      body: '',
      inAir: inAir.get(path)!,
    };
    requests.set(path, [...to(path), request]);
    answer.on('close', () => {
      count(-1);
      request.tookMs = performance.now() - request.at;
    });
    request.body = String(await buffer(incoming));
    if (path === 'hanging') return;
    await sleep(30);
    answer.writeHead(path === 'failing' || path === 'impatient' ? 503 : 204).end();
  });
  const to = (path: string): Request[] => requests.get(path) ?? [];
  let store: MigratedStore;
  let exchange: Exchange;
  let worker: { close(): Promise<void> };

  beforeAll(async () => {
    partner.listen(0, '127.0.0.1');
    await once(partner, 'listening');
    const { port } = partner.address() as AddressInfo;
    store = await startStore();
    const other = await SmallExchange.open(store.dataSource, store.pool);
    const configuration = sampleConfiguration();
    configuration.destinations = Object.entries(SETTINGS).map(
      ([id, settings]): DestinationSettings =>
        destinationSchema.parse({
          ...{
            id,
            partner: 'khabar',
            transport: 'webhook',
            format: 'ninjs',
            url: `http://127.0.0.1:${port}/${id}`,
          },
          secrets: [Secret.of(WEBHOOK_SECRET)],
          ...settings,
        }),
    );
    await other.configuration.apply(configuration);
    await other.accept(
      ...Array.from({ length: ITEMS }, (_, n) =>
        aRecord(`urn:item:${n}`, { urgency: n === 0 ? 1 : 5, versionCreated: '2026-03-10T10:00:00Z' }),
      ),
    );
    exchange = await openTestExchange({ databaseUrl: store.url });
    worker = await runWorker(exchange, ['deliver', 'housekeeping'], silent);
    const all = () => Object.keys(SETTINGS).every((id) => to(id).length >= (id === 'quiet' ? 1 : ITEMS));
    for (const from = performance.now(); !all() && performance.now() - from < 30_000; ) await sleep(50);
    // Time for the second attempt, and for the breaker's first.
    await sleep(1_500);
  }, 90_000);
  afterAll(async () => {
    await worker?.close();
    await exchange?.close();
    await store?.stop();
    partner.closeAllConnections();
    partner.close();
  });
  const ledger = async (id: string) =>
    (
      await store.pool.query<{ state: string; code: string; attempts: number }>(
        'SELECT state, code, attempts FROM delivery WHERE destination_id = $1 ORDER BY id',
        [id],
      )
    ).rows;

  it.each([
    ['plain', 'application/json', /"version":\s*"3\.1"/],
    ['older', 'application/json', /"version":\s*"2\.2"/],
    ['newsml', 'application/vnd.iptc.g2.newsmessage+xml', /<newsMessage /],
    ['nitf', 'application/nitf+xml', /<nitf /],
    ['rss', 'application/rss+xml', /<rss /],
    ['atom', 'application/atom+xml', /<feed /],
    ['jsonfeed', 'application/feed+json', /jsonfeed\.org\/version\/1\.1/],
    ['email', 'message/rfc822', /^Subject:/m],
  ])('format and formatVersion: %s', (id, type, shape) => {
    const [{ headers, body } = { headers: {} as IncomingHttpHeaders, body: '' }] = to(id);
    expect({ type: headers['content-type'], body }).toEqual({
      type: expect.stringContaining(type),
      body: expect.stringMatching(shape),
    });
  });

  it('headers and secretHeaders arrive', () => {
    expect(to('headers')[0]?.headers).toMatchObject({ 'x-desk': 'world', 'x-token': 'khabar-token' });
  });

  it('secrets: each of them signs', () => {
    const [request] = to('signed');
    for (const secret of [OTHER_SECRET, WEBHOOK_SECRET])
      new Webhook(secret).verify(request!.body, request!.headers as Record<string, string>);
    expect(String(request!.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('maxInFlight: no more at one time', () => {
    expect(Math.max(...to('narrow').map((request) => request.inAir))).toBe(2);
    expect(Math.max(...to('plain').map((request) => request.inAir))).toBeGreaterThan(2);
  });

  it('ratePerSecond and burst: no faster', () => {
    const [first, ...others] = to('paced').map(({ at }) => at);
    expect((others.at(-1)! - first!) / others.length).toBeGreaterThan(450);
  });

  it('timeoutSeconds: cut off then, and tried again by retrySeconds', async () => {
    // Seen from the partner, whom the request reaches a little later.
    for (const { tookMs } of to('hanging')) expect(tookMs).toBeGreaterThan(400);
    for (const { tookMs } of to('hanging')) expect(tookMs).toBeLessThan(3_000);
    expect(new Set((await ledger('hanging')).map(({ state, code }) => `${state} ${code}`))).toEqual(
      new Set(['pending delivery.timeout']),
    );
  });

  it('retrySeconds: as many further attempts', async () => {
    const rows = await ledger('failing');
    // The breaker opens after five failures, and what it holds back was tried once.
    expect(rows.every(({ state, attempts }) => attempts <= 2 && (attempts < 2 || state === 'dead'))).toBe(
      true,
    );
    await store.pool.query(
      `UPDATE lane SET open_until = NULL, consecutive_failures = 0 WHERE destination_id = 'failing'`,
    );
    const dead = async () => (await ledger('failing')).filter(({ state }) => state === 'dead');
    for (let n = 0; n < 100 && (await dead()).length === 0; n++) await sleep(100);
    expect((await dead())[0]).toMatchObject({ attempts: 2, code: 'delivery.http-503' });
  });

  it('giveUpAfterSeconds: no attempt after it, whatever the schedule says', async () => {
    const rows = await ledger('impatient');
    expect(rows.map(({ attempts }) => attempts)).toEqual(Array(ITEMS).fill(1));
    // With a wait of up to ten minutes, one of 600 falls into the second.
    expect(rows.filter(({ state }) => state === 'dead').length).toBeGreaterThanOrEqual(ITEMS - 1);
  });

  it('quietHours: only what is urgent', async () => {
    expect(to('quiet').map(({ headers }) => headers['korpu-item-guid'])).toEqual(['urn:item:0']);
    expect((await ledger('quiet')).map(({ state }) => state)).toEqual([
      'delivered',
      ...Array(ITEMS - 1).fill('pending'),
    ]);
  });
});
