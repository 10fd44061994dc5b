import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '#apps/sandbox/src/start-sandbox.js';

const DOOR = 'khabar-ninjs';
const MODIFIED = new Date('2026-03-10T10:00:00Z');

let sandbox: Sandbox;
let feedsDir: string;

beforeAll(async () => {
  feedsDir = mkdtempSync(join(tmpdir(), 'sandbox-feeds-'));
  const document = join(feedsDir, 'köhnə.xml');
  writeFileSync(document, Buffer.from([0x3c, 0x61, 0x2f, 0x3e, 0xff]));
  utimesSync(document, MODIFIED, MODIFIED);
  sandbox = await startSandbox({ feedsDir });
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
    const [, day, time, name] = /:(\d+)T(\d+)Z:(.+)$/.exec(guid) ?? [];
    expect((await get(`/stories/report/${day}/${time}/${name}`)).status).toBe(404);
  });
});

describe('a newsroom that is read page by page', () => {
  it('has the pages of its stories after it has started again, as they stood last', async () => {
    const storiesFile = join(feedsDir, 'stories.json');
    const start = (time: string) => startSandbox({ storiesFile, now: () => new Date(`2026-03-10T${time}Z`) });
    const at = (one: Sandbox, path: string) => fetch(one.url + path);
    const ask = (one: Sandbox, path: string, body: object) =>
      fetch(one.url + path, { method: 'POST', body: JSON.stringify(body) });
    const first = await start('09:00:00');
    const list = await (await at(first, '/origins/khabar/ru-sitemap.xml')).text();
    const [page, other] = [...list.matchAll(/<loc>[^<]*?(\/stories\/[^<]+)<\/loc>/g)].map(
      ([, path]) => path!,
    );
    const { feeds } = (await (await at(first, '/sandbox/state')).json()) as {
      feeds: { items: { guid: string }[] }[];
    };
    const guid = feeds
      .flatMap(({ items }) => items)
      .find((item) => other!.endsWith(item.guid.split(':').at(-1)!))!.guid;
    await ask(first, '/sandbox/kill', { guid });
    const pages = async (one: Sandbox) => [
      await (await at(one, page!)).text(),
      await (await at(one, other!)).text(),
    ];
    const before = (await pages(first)).map((text) => text.replaceAll(first.url, ''));
    expect(before[0]).toContain('<html lang="ru">');
    await first.close();
    const second = await start('09:01:00');
    const after = (await pages(second)).map((text) => text.replaceAll(second.url, ''));
    await second.close();
    expect(after).toEqual(before);
  });

  it.each(['[{"pagePath":', 'null', '{}'])('begins anew where what was kept is %s', async (text) => {
    const storiesFile = join(feedsDir, 'broken.json');
    writeFileSync(storiesFile, text);
    const one = await startSandbox({ storiesFile });
    expect((await fetch(`${one.url}/stories/khabar/20260310/ru-1-none`)).status).toBe(404);
    await one.close();
  });

  it('goes on, and closes, where nothing can be kept', async () => {
    const one = await startSandbox({ storiesFile: join(feedsDir, 'no-such-folder', 'stories.json') });
    expect((await fetch(`${one.url}/sandbox/state`)).status).toBe(200);
    await one.close();
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

describe('close', () => {
  it('ends although somebody still waits for an answer that never comes', async () => {
    const other = await startSandbox();
    await fetch(`${other.url}/receivers/${DOOR}/fault`, {
      method: 'PUT',
      body: JSON.stringify({ mode: 'hang' }),
    });
    const hanging = fetch(`${other.url}/receivers/${DOOR}`, { method: 'POST', body: '{}' }).catch(
      () => 'broken off',
    );
    await pause(100);
    await other.close();
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
