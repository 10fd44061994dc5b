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
import { until } from '../../../test/e2e/until.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { runWorker } from './run-worker.js';
import { openTestExchange, silent } from './testing/open-test-exchange.js';

/** Fewer than the five failures at which a breaker opens: each is tried. */
const ITEMS = 4;
/** So long that no share of it, however small, ends while the test runs. */
const WEEK_SECONDS = 604_800;
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
  shaped: { outputProfile: { body: 'plain', leaveOut: ['slugline'], headlinePrefix: 'Report:' } },
  headers: { headers: { 'x-desk': 'world' }, secretHeaders: { 'x-token': Secret.of('khabar-token') } },
  signed: { secrets: [Secret.of(OTHER_SECRET), Secret.of(WEBHOOK_SECRET)] },
  narrow: { maxInFlight: 2 },
  paced: { ratePerSecond: 2, burst: 1 },
  hanging: { timeoutSeconds: 1, retrySeconds: [WEEK_SECONDS] },
  failing: { retrySeconds: [1] },
  impatient: { retrySeconds: [WEEK_SECONDS, WEEK_SECONDS], giveUpAfterSeconds: 1 },
  quiet: { quietHours: now },
};

/** Destinations whose partner answers nobody before it was asked so many things at one time. */
const TOGETHER: Record<string, number> = { plain: 3, narrow: 2 };
const STATUS: Record<string, number> = { failing: 503, impatient: 503 };

interface Request {
  at: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Of this destination, with this one. */
  inAir: number;
}

interface Row {
  state: string;
  code: string | null;
  attempts: number;
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
    answer.on('close', () => count(-1));
    request.body = String(await buffer(incoming));
    if (path === 'hanging') return;
    while (mostInAir(path) < (TOGETHER[path] ?? 1)) await sleep(5);
    answer.writeHead(STATUS[path] ?? 204).end();
  });
  const to = (path: string): Request[] => requests.get(path) ?? [];
  const mostInAir = (path: string): number => Math.max(...to(path).map((request) => request.inAir));
  let workerStartedAt: number;
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
        aRecord(`urn:item:${n}`, {
          urgency: n === 0 ? 1 : 5,
          versionCreated: '2026-03-10T10:00:00Z',
          slugline: 'korpu',
          body: '<p>Мост <b>открыт</b></p>',
        }),
      ),
    );
    exchange = await openTestExchange({ databaseUrl: store.url });
    workerStartedAt = performance.now();
    worker = await runWorker(exchange, ['deliver', 'housekeeping'], silent);
    await until('everything to be tried', 120_000, async () => (await untried()) === 0 || undefined, untried);
  });
  afterAll(async () => {
    await worker?.close();
    await exchange?.close();
    await store?.stop();
    partner.closeAllConnections();
    partner.close();
  });
  const ledger = async (id: string): Promise<Row[]> => {
    const text = 'SELECT state, code, attempts FROM delivery WHERE destination_id = $1 ORDER BY id';
    return (await store.pool.query<Row>(text, [id])).rows;
  };
  /** How many have not been answered once; in quiet hours only the urgent one leaves. */
  const untried = async (): Promise<number> => {
    const { rows } = await store.pool.query<{ id: string; n: number }>(
      `SELECT destination_id AS id, count(DISTINCT delivery_id)::int AS n FROM attempt GROUP BY destination_id`,
    );
    const tried = new Map(rows.map(({ id, n }) => [id, n]));
    return Object.keys(SETTINGS).reduce(
      (sum, id) => sum + (id === 'quiet' ? 1 : ITEMS) - (tried.get(id) ?? 0),
      0,
    );
  };

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

  it('outputProfile: written as the receiver wants it, and for nobody else', () => {
    const told = (id: string) => {
      const { headlines, slugline, bodies } = JSON.parse(to(id)[0]!.body);
      return { headline: headlines[0].value, slugline, body: bodies[0].value };
    };
    expect(told('shaped').headline).toMatch(/^Report: Новость urn:item:/);
    expect(told('shaped')).toMatchObject({ slugline: undefined, body: 'Мост открыт' });
    expect(told('plain').headline).toMatch(/^Новость urn:item:/);
    expect(told('plain')).toMatchObject({ slugline: 'korpu', body: '<p>Мост <b>открыт</b></p>' });
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
    expect(mostInAir('narrow')).toBe(2);
    expect(mostInAir('plain')).toBeGreaterThan(2);
  });

  it('ratePerSecond and burst: no faster', () => {
    // From when the bucket was full with one token. From arrival to arrival it can be less: the first may be held up.
    const seconds = (to('paced').at(-1)!.at - workerStartedAt) / 1000;
    expect(seconds).toBeGreaterThan(((ITEMS - 1) / 2) * 0.95);
  });

  it('timeoutSeconds: cut off then, and tried again by retrySeconds', async () => {
    expect(await ledger('hanging')).toEqual(
      Array(ITEMS).fill({ state: 'pending', code: 'delivery.timeout', attempts: 1 }),
    );
    const { rows } = await store.pool.query<{ milliseconds: number }>(
      `SELECT milliseconds FROM attempt WHERE destination_id = 'hanging'`,
    );
    const took = rows.map(({ milliseconds }) => milliseconds);
    expect(Math.min(...took)).toBeGreaterThan(900);
    // On a busy machine, too, far below the default.
    expect(Math.max(...took)).toBeLessThan(15_000);
  });

  it('retrySeconds: as many further attempts', async () => {
    let rows: Row[] = [];
    await until(
      'all to be given up',
      120_000,
      async () => {
        // The second attempts make five failures and more, at which the breaker holds back the rest.
        await store.pool.query(
          `UPDATE lane SET open_until = NULL, consecutive_failures = 0 WHERE destination_id = 'failing'`,
        );
        rows = await ledger('failing');
        return rows.every(({ state }) => state === 'dead') || undefined;
      },
      () => rows,
    );
    expect(rows).toEqual(Array(ITEMS).fill({ state: 'dead', code: 'delivery.http-503', attempts: 2 }));
  });

  it('giveUpAfterSeconds: no attempt after it, whatever the schedule says', async () => {
    expect(await ledger('impatient')).toEqual(
      Array(ITEMS).fill({ state: 'dead', code: 'delivery.http-503', attempts: 1 }),
    );
  });

  it('quietHours: only what is urgent', async () => {
    expect(to('quiet').map(({ headers }) => headers['korpu-item-guid'])).toEqual(['urn:item:0']);
    expect((await ledger('quiet')).map(({ state }) => state)).toEqual([
      'delivered',
      ...Array(ITEMS - 1).fill('pending'),
    ]);
  });
});
