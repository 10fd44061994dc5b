import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { asDestinationId } from '#news/ids.js';
import { destinationSchema } from '#settings/schema/destination-schema.js';
import { Secret } from '#settings/secret.js';
import { sampleConfiguration, WEBHOOK_SECRET } from '#store/testing/sample-configuration.js';
import { aRecord, SmallExchange } from '#store/testing/small-exchange.js';
import type { Exchange } from '#wiring/open-exchange.js';
import { until } from '../../../test/e2e/until.js';
import { type MigratedStore, startStore } from '../../../test/services/migrated-store.js';
import { runWorker } from './run-worker.js';
import { openTestExchange, silent } from './testing/open-test-exchange.js';

const HANGING = Array.from({ length: 16 }, (_, n) => `hanging-${n}`);
const ITEMS = 100;
/** No test waits so long: what ends before was not ended by the deadline of a send. */
const TIMEOUT_SECONDS = 120;

interface Request {
  path: string;
  kind: string;
  guid: string;
  at: number;
  /** Until the connection was closed without an answer. */
  cutAt?: number;
}

/** Partners by path: `/hanging-…` answer kills alone, `/failing` answers 500, everything else takes all. */
class Partners {
  readonly requests: Request[] = [];
  private port = 0;
  private readonly server = http.createServer((incoming, answer) => {
    const path = (incoming.url ?? '').slice(1);
    const kind = String(incoming.headers['korpu-kind']);
    const guid = decodeURIComponent(String(incoming.headers['korpu-item-guid']));
    const request: Request = { path, kind, guid, at: performance.now() };
    this.requests.push(request);
    incoming.resume();
    answer.on('close', () => {
      if (!answer.writableFinished) request.cutAt = performance.now();
    });
    if (path.startsWith('hanging') && kind !== 'kill') return;
    answer.writeHead(path === 'failing' ? 500 : 204).end();
  });

  async start(): Promise<void> {
    this.server.listen(0, '0.0.0.0');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Each partner has a host of its own: connections to one host are limited. */
  url(path: string, host: number): string {
    return `http://127.0.1.${host + 1}:${this.port}/${path}`;
  }

  to(path: string): Request[] {
    return this.requests.filter((request) => request.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('partners that do not answer', () => {
  const partners = new Partners();
  let store: MigratedStore;
  /** Accepts items as another process would: it knows nothing of what the worker sends. */
  let other: SmallExchange;
  let exchange: Exchange;
  let worker: { close(): Promise<void> };
  beforeAll(async () => {
    await partners.start();
    store = await startStore();
    other = await SmallExchange.open(store.dataSource, store.pool);
    const configuration = sampleConfiguration();
    configuration.destinations = [...HANGING, 'failing', 'healthy'].map((id, host) =>
      destinationSchema.parse({
        id,
        partner: 'khabar',
        transport: 'webhook',
        format: 'ninjs',
        url: partners.url(id, host),
        secrets: [Secret.of(WEBHOOK_SECRET)],
        timeoutSeconds: TIMEOUT_SECONDS,
      }),
    );
    await other.configuration.apply(configuration);
    exchange = await openTestExchange({ databaseUrl: store.url });
    worker = await runWorker(exchange, ['deliver', 'housekeeping'], silent);
  });
  afterAll(async () => {
    await worker?.close();
    await exchange?.close();
    await store?.stop();
    await partners.stop();
  });
  const ring = (...ids: string[]) => exchange.bells.lanes.ring(ids.map(asDestinationId));
  /** What happened to the requests that the hanging ones were given. */
  const hanging = () => HANGING.flatMap((id) => partners.to(id));
  const counts = () =>
    Object.fromEntries([...HANGING, 'failing', 'healthy'].map((id) => [id, partners.to(id).length]));

  it('hold up nobody else, although there are as many as drains', async () => {
    await other.accept(...Array.from({ length: ITEMS }, (_, n) => aRecord(`urn:item:${n}`)));
    await ring(...HANGING);
    await until(
      'each of them to hang',
      60_000,
      () => HANGING.every((id) => partners.to(id).length > 0) || undefined,
      counts,
    );
    await ring('failing', 'healthy');
    await until(
      'the healthy one to have all',
      60_000,
      () => partners.to('healthy').length >= ITEMS || undefined,
      counts,
    );
    expect(partners.to('healthy')).toHaveLength(ITEMS);
    // All of them still hang: nothing of what they were sent has ended.
    expect(hanging().filter(({ cutAt }) => cutAt !== undefined)).toEqual([]);
    // Five failures, and the breaker keeps the rest.
    expect(partners.to('failing').length).toBeLessThan(ITEMS);
  });

  it('are cut off by a kill that another process accepted, and get it at once', async () => {
    const [held] = partners.to('hanging-0');
    const guid = held!.guid;
    const connections = hanging().filter((request) => request.guid === guid);
    expect(connections.length).toBeGreaterThan(0);
    await other.kill(guid);
    await ring(...HANGING, 'healthy');
    const killed = (path: string) =>
      partners.to(path).some((one) => one.kind === 'kill' && one.guid === guid);
    const paths = [...new Set(connections.map(({ path }) => path)), 'healthy'];
    const state = () => ({
      uncut: connections.filter(({ cutAt }) => cutAt === undefined).map(({ path }) => path),
      without: paths.filter((path) => !killed(path)),
    });
    await until(
      'each to be cut off and to get the kill',
      60_000,
      () => {
        const { uncut, without } = state();
        return uncut.length + without.length === 0 || undefined;
      },
      state,
    );
    // Not by the deadline of the send.
    const hung = connections.map(({ at, cutAt }) => (cutAt! - at) / 1000);
    expect(Math.max(...hung)).toBeLessThan(TIMEOUT_SECONDS - 1);
  });
});
