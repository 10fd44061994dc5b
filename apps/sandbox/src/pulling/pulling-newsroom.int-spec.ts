import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LedgerSummary } from '#apps/sandbox/src/receivers/receipt-ledger.js';
import { startSandbox } from '#apps/sandbox/src/start-sandbox.js';
import { until } from '../../../../test/e2e/until.js';

const DOOR = 'uzbekistan-24-jsonfeed';

type Summary = LedgerSummary & { id: string; problem?: string };

describe('a newsroom that pulls', () => {
  const KEY = 'korpu_a-key-of-the-feed';
  const FEED = `/v1/destinations/${DOOR}/feed`;
  let exchange: Server;
  let url: string;
  let items: { id: string; date_modified: string }[] = [];
  /** Taken down when a reading has seen its last page: pages must not shift between two requests. */
  let takenDown: string | undefined;
  /** The exchange keeps recalls of these guids, until they are confirmed. */
  let recalled: Map<number, string> | undefined;
  const asked: { authorization?: string; etag?: string }[] = [];

  beforeAll(async () => {
    exchange = createServer((request, response) => {
      if (request.url?.endsWith('/recalls?open=true')) {
        const open = recalled && [...recalled].map(([id, guid]) => ({ id, guid, holders: [{}] }));
        response.writeHead(open ? 200 : 404).end(JSON.stringify({ items: open }));
        return;
      }
      const confirmed = /^\/v1\/recalls\/(\d+)\/confirmations$/.exec(request.url ?? '');
      if (confirmed) {
        recalled?.delete(Number(confirmed[1]));
        response.writeHead(201).end('{}');
        return;
      }
      asked.push({
        authorization: request.headers.authorization,
        etag: request.headers['if-none-match'],
      });
      const page = request.url?.endsWith('page=2') ? 1 : 0;
      const body = JSON.stringify({
        items: items.slice(page * 2, page * 2 + 2),
        ...(page === 0 && items.length > 2 && { next_url: `${FEED}?page=2` }),
      });
      const etag = `"${body.length}-${items.map(({ id }) => id).join()}"`;
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(body);
      if (page === 1) items = items.filter(({ id }) => id !== takenDown);
    });
    await new Promise<void>((resolve) => exchange.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(exchange.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    exchange.closeAllConnections();
    exchange.close();
  });

  it('waits for the exchange, follows pages, asks conditionally, notices what is taken down and confirms it', async () => {
    const pulling = await startSandbox({
      keys: { [DOOR]: KEY },
      exchangeUrl: 'http://127.0.0.1:1',
      pullEverySeconds: 0.05,
    });
    try {
      const state = async () => {
        const response = await fetch(`${pulling.url}/receivers`);
        const { receivers } = (await response.json()) as { receivers: Summary[] };
        return receivers.find(({ id }) => id === DOOR);
      };
      const seen = async () => ({
        state: await state(),
        asked: asked.length,
        recalled: recalled && [...recalled],
      });
      await until('a problem', 60_000, async () => (await state())?.problem, seen);
      expect((await state())?.receipts).toBe(0);

      items = ['c', 'b', 'a'].map((id) => ({ id, date_modified: '2026-03-10T10:00:00Z' }));
      pulling.pullFrom(url);
      await until('three receipts', 60_000, async () => (await state())?.receipts === 3 || undefined, seen);
      // It is forgotten at the end of a reading.
      await until(
        'no problem',
        60_000,
        async () => (await state())?.problem === undefined || undefined,
        seen,
      );
      expect(asked.every(({ authorization }) => authorization === `Bearer ${KEY}`)).toBe(true);
      await until('a conditional request', 60_000, () => asked.find(({ etag }) => etag !== undefined), seen);

      takenDown = 'b';
      await until('a kill', 60_000, async () => (await state())?.kills === 1 || undefined, seen);
      expect(await state())?.toMatchObject({ receipts: 4, orderViolations: 0 });

      // One is gone, one came and went between two readings, one is still shown.
      recalled = new Map([
        [1, 'b'],
        [2, 'never-read'],
        [3, 'a'],
      ]);
      await until('both to be confirmed', 60_000, () => recalled?.size === 1 || undefined, seen);
      expect([...recalled.values()]).toEqual(['a']);
      expect((await state())?.problem).toBeUndefined();
    } finally {
      await pulling.close();
    }
  });
});
