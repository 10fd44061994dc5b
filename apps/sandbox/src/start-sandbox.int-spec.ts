import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { type Sandbox, startSandbox } from '#apps/sandbox/src/start-sandbox.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const DOOR = 'khabar-ninjs';
const MODIFIED = new Date('2026-03-10T10:00:00Z');

let sandbox: Sandbox;
let feedsDir: string;

beforeAll(async () => {
  feedsDir = mkdtempSync(join(tmpdir(), 'sandbox-feeds-'));
  const document = join(feedsDir, 'köhnə.xml');
  writeFileSync(document, Buffer.from([0x3c, 0x61, 0x2f, 0x3e, 0xff]));
  utimesSync(document, MODIFIED, MODIFIED);
  sandbox = await startSandbox({ feedsDir, secrets: { [DOOR]: SECRET } });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(feedsDir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(sandbox.url + path, { headers });
const send = (method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(sandbox.url + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
const json = async <T>(response: Promise<Response>): Promise<T> => (await response).json() as Promise<T>;

function deliver(
  id: string,
  version: number,
  { kind = 'item', secret = SECRET, signal = AbortSignal.timeout(5000) } = {},
) {
  const body = JSON.stringify({ uri: 'urn:newsml:report.example:əsas', version });
  const at = new Date();
  return fetch(`${sandbox.url}/receivers/${DOOR}`, {
    method: 'POST',
    body,
    signal,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
      'korpu-item-guid': 'urn:newsml:report.example:%C9%99sas',
      'korpu-item-version': String(version),
      'korpu-kind': kind,
    },
  });
}

interface Summary {
  id: string;
  receipts: number;
  refused: number;
  orderViolations: number;
  duplicates: number;
  kills: number;
  problem?: string;
}
const summary = async (id = DOOR): Promise<Summary> => {
  const { receivers } = await json<{ receivers: Summary[] }>(get('/receivers'));
  const found = receivers.find((receiver) => receiver.id === id);
  if (found === undefined) throw new Error(`no receiver ${id}`);
  return found;
};

describe('origins over HTTP', () => {
  it('answers again with 304, and anew after a change', async () => {
    const first = await get('/origins/report/az.xml');
    const etag = first.headers.get('etag') ?? '';
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('public, max-age=2');
    expect((await get('/origins/report/az.xml', { 'if-none-match': `"other", W/${etag}` })).status).toBe(304);
    const { guid } = await json<{ guid: string }>(
      send('POST', '/sandbox/publish', {
        feed: 'report/az.xml',
        item: { headline: 'Yeni xəbər', topic: 'weather' },
      }),
    );
    const second = await get('/origins/report/az.xml', { 'if-none-match': etag });
    expect(second.status).toBe(200);
    expect(await second.text()).toContain(guid);
  });

  it('serves the media that a feed names, and nothing else', async () => {
    const feed = await (await get('/origins/baku-tv/az.xml')).text();
    const [, picture = ''] = /url="([^"]+\.png)"/.exec(feed) ?? [];
    const response = await fetch(picture);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await get('/media/passwd')).status).toBe(404);
    expect((await get('/media/x-9000x9000.png')).status).toBe(404);
  });

  it('serves documents of the folder unchanged', async () => {
    const response = await get(`/origins/archive/${encodeURIComponent('köhnə.xml')}`);
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(Buffer.from(await response.arrayBuffer()).toString('hex')).toBe('3c612f3eff');
    expect((await get('/origins/archive/..%2Fpackage.json')).status).toBe(404);
  });

  it('honours If-Modified-Since, but not beside If-None-Match', async () => {
    const path = `/origins/archive/${encodeURIComponent('köhnə.xml')}`;
    const since = (at: string, more = {}) => get(path, { 'if-modified-since': at, ...more });
    const at = MODIFIED.toUTCString();
    expect((await get(path)).headers.get('last-modified')).toBe(at);
    expect((await since(at)).status).toBe(304);
    expect((await since('Tue, 10 Mar 2026 09:59:59 GMT')).status).toBe(200);
    expect((await since('nonsense')).status).toBe(200);
    expect((await since(at, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('shows the page of an item, but not of an embargoed one', async () => {
    const feed = await (await get('/origins/khabar/kk.xml')).text();
    const [, page = ''] = /rel="alternate" href="([^"]+)"/.exec(feed) ?? [];
    expect(await (await fetch(page)).text()).toContain('<html lang="kk">');
    const embargoed = new Date(Date.now() + 60_000).toISOString();
    await send('POST', '/sandbox/publish', {
      feed: 'report/en.xml',
      item: { headline: 'Later', slug: 'later', embargoed },
    });
    const { feeds } = await json<{ feeds: { items: { guid: string }[] }[] }>(get('/sandbox/state'));
    const guid = feeds.flatMap(({ items }) => items).find((item) => item.guid.endsWith('-later'))?.guid ?? '';
    const day = embargoed.slice(0, 10).replaceAll('-', '');
    expect((await get(`/stories/report/${day}/${guid.split(':').at(-1)}`)).status).toBe(404);
  });
});

describe('controls', () => {
  it('publishes, revises and kills one item', async () => {
    const publish = (item: object) =>
      json<{ guid: string; version: number }>(
        send('POST', '/sandbox/publish', { partner: 'khabar', feed: 'en.json', item }),
      );
    const { guid } = await publish({ headline: 'One' });
    expect(await publish({ guid, headline: 'Two', signal: 'correction' })).toMatchObject({
      guid,
      version: 2,
    });
    expect(await json(send('POST', '/sandbox/kill', { guid }))).toMatchObject({
      version: 3,
      pubStatus: 'canceled',
    });
    const objects = await json<Record<string, unknown>[]>(get('/origins/khabar/en.json'));
    expect(objects.find(({ uri }) => uri === guid)).toMatchObject({ version: '3' });
  });

  it('generates in numbers, reachable page by page', async () => {
    const { guids } = await json<{ guids: string[] }>(
      send('POST', '/sandbox/generate', { feed: 'baku-tv/en.json', count: 250, bodyBytes: 500 }),
    );
    const seen = new Set<string>();
    let pages = 0;
    for (let url: string | undefined = `${sandbox.url}/origins/baku-tv/en.json`; url !== undefined; pages++) {
      const feed: { items: { id: string }[]; next_url?: string } = await json(fetch(url));
      for (const { id } of feed.items) seen.add(id);
      url = feed.next_url;
    }
    expect(guids.filter((guid) => !seen.has(guid))).toEqual([]);
    expect(pages).toBe(3);
  });

  it.each([
    [400, 'POST', '/sandbox/publish', { feed: 'report/az.xml', item: {} }],
    [404, 'POST', '/sandbox/publish', { feed: 'report/xx.xml', item: { headline: 'x' } }],
    [400, 'POST', '/sandbox/publish', { feed: 'report/ru.xml', item: { headline: 'Үй' } }],
    [404, 'POST', '/sandbox/kill', { guid: 'urn:x' }],
    [400, 'POST', '/sandbox/generate', { feed: 'report/az.xml', count: 0 }],
    [400, 'PUT', `/receivers/${DOOR}/fault`, { mode: 'sulk' }],
    [404, 'PUT', '/receivers/nobody/fault', { mode: 'ok' }],
  ])('answers %d to a request it cannot do: %s %s %j', async (status, method, path, body) => {
    const response = await send(method, path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: expect.any(String) });
  });
});

describe('receivers over HTTP', () => {
  const fault = (body: object) => send('PUT', `/receivers/${DOOR}/fault`, body);
  beforeEach(async () => {
    await fault({ mode: 'ok' });
    await send('DELETE', `/receivers/${DOOR}/ledger`);
  });

  it('enters what is signed, and gives the exact bytes back', async () => {
    expect((await deliver('msg_1', 1)).status).toBe(200);
    expect((await deliver('msg_2', 2, { kind: 'kill' })).status).toBe(200);
    const { entries } = await json<{ entries: object[] }>(get(`/receivers/${DOOR}/ledger`));
    expect(entries).toMatchObject([
      {
        webhookId: 'msg_1',
        guid: 'urn:newsml:report.example:əsas',
        version: 1,
        kind: 'item',
        verified: true,
      },
      { webhookId: 'msg_2', version: 2, kind: 'kill' },
    ]);
    expect(await (await get(`/receivers/${DOOR}/bodies/msg_2`)).text()).toBe(
      '{"uri":"urn:newsml:report.example:əsas","version":2}',
    );
  });

  it('refuses what is not signed, and what another secret signed', async () => {
    expect((await send('POST', `/receivers/${DOOR}`, {})).status).toBe(401);
    expect((await fetch(`${sandbox.url}/receivers/${DOOR}`, { method: 'POST' })).status).toBe(401);
    expect((await deliver('msg_1', 1, { secret: `whsec_${'A'.repeat(43)}=` })).status).toBe(401);
    expect((await send('POST', '/receivers/report-ninjs', {})).status).toBe(401);
    expect(await summary()).toMatchObject({ receipts: 0, refused: 3 });
  });

  it('counts repeats and versions that go back', async () => {
    for (const [id, version] of [
      ['a', 2],
      ['a', 2],
      ['b', 1],
    ] as const)
      await deliver(id, version);
    expect(await summary()).toMatchObject({ receipts: 3, duplicates: 1, orderViolations: 1 });
  });

  it.each(['500', '429', '410'])('answers %s as often as told, and enters nothing then', async (mode) => {
    await fault({ mode, count: 2, retryAfterSeconds: 7 });
    const answers = [await deliver('a', 1), await deliver('a', 1), await deliver('a', 1)];
    expect(answers.map(({ status }) => status)).toEqual([Number(mode), Number(mode), 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
    expect(await summary()).toMatchObject({ receipts: 1 });
  });

  it.each([
    ['hang', 0],
    ['accept-then-time-out', 1],
  ])('%s never answers, and enters %d', async (mode, receipts) => {
    await fault({ mode, count: 1 });
    await expect(deliver('a', 1, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    expect(await summary()).toMatchObject({ receipts });
  });

  it('answers slowly, a byte a second', async () => {
    await fault({ mode: 'slow', count: 1 });
    const response = await deliver('a', 1);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).length).toBeLessThan(3);
    await reader?.cancel();
    expect(await summary()).toMatchObject({ receipts: 1 });
  });
});

describe('a newsroom that pulls', () => {
  const KEY = 'korpu_a-key-of-the-feed';
  const FEED = '/v1/feeds/uzbekistan-24-jsonfeed';
  let exchange: Server;
  let url: string;
  let items: { id: string; date_modified: string }[] = [];
  const asked: { authorization?: string; etag?: string }[] = [];

  beforeAll(async () => {
    exchange = createServer((request, response) => {
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
    });
    await new Promise<void>((resolve) => exchange.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(exchange.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    exchange.closeAllConnections();
    exchange.close();
  });

  const until = async (met: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 100; tries++) {
      if (await met()) return;
      await pause(50);
    }
    throw new Error('it did not come to that within 5 s');
  };

  it('waits for the exchange, follows pages, asks conditionally, and notices what is taken down', async () => {
    const pulling = await startSandbox({
      keys: { 'uzbekistan-24-jsonfeed': KEY },
      exchangeUrl: 'http://127.0.0.1:1',
      pullEverySeconds: 0.05,
    });
    try {
      const state = async () => {
        const response = await fetch(`${pulling.url}/receivers`);
        const { receivers } = (await response.json()) as { receivers: Summary[] };
        return receivers.find(({ id }) => id === 'uzbekistan-24-jsonfeed') as Summary;
      };
      await until(async () => (await state()).problem !== undefined);
      expect((await state()).receipts).toBe(0);

      items = ['c', 'b', 'a'].map((id) => ({ id, date_modified: '2026-03-10T10:00:00Z' }));
      pulling.pullFrom(url);
      await until(async () => (await state()).receipts === 3);
      expect((await state()).problem).toBeUndefined();
      expect(asked.every(({ authorization }) => authorization === `Bearer ${KEY}`)).toBe(true);
      await until(async () => asked.some(({ etag }) => etag !== undefined));

      items = items.filter(({ id }) => id !== 'b');
      await until(async () => (await state()).kills === 1);
      expect(await state()).toMatchObject({ receipts: 4, orderViolations: 0 });
    } finally {
      await pulling.close();
    }
  });
});

describe('close', () => {
  it('ends at once, whoever still waits for an answer', async () => {
    const other = await startSandbox();
    await fetch(`${other.url}/receivers/${DOOR}/fault`, {
      method: 'PUT',
      body: JSON.stringify({ mode: 'hang' }),
    });
    const hanging = fetch(`${other.url}/receivers/${DOOR}`, { method: 'POST', body: '{}' }).catch(
      () => 'broken off',
    );
    await pause(100);
    const began = Date.now();
    await other.close();
    expect(Date.now() - began).toBeLessThan(1000);
    expect(await hanging).toBe('broken off');
    await expect(fetch(other.url)).rejects.toThrow();
  });

  it('leaves the port free, and a taken port is an error', async () => {
    const first = await startSandbox();
    await expect(startSandbox({ port: first.port })).rejects.toThrow(/EADDRINUSE/);
    await first.close();
    const second = await startSandbox({ port: first.port });
    await second.close();
  });
});
