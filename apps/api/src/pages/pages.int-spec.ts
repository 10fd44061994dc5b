import { createHash } from 'node:crypto';
import { makeRecord } from '#exchange/testing/make-record.js';
import { asFeedId } from '#news/ids.js';
import { postgresBackend } from '#queues/backend.js';
import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, openApiInTest } from '../testing/api-in-test.js';
import { type Morning, playAMorning } from '../testing/play-a-morning.js';

let postgres: TestPostgres;
let api: ApiInTest;
let morning: Morning;
let session: string;

beforeAll(async () => {
  postgres = await startPostgres();
  api = await openApiInTest(postgres.url, { zone: 'Asia/Baku' });
  const code = await api.ledger.signIns.createLink();
  const answer = await api.app.inject({ method: 'POST', url: '/sign-in', payload: { code } });
  session = `${answer.cookies[0]?.name}=${answer.cookies[0]?.value}`;
});
afterAll(async () => {
  await api?.close();
  await postgres?.stop();
});

const open = (url: string) => api.app.inject({ url, headers: { cookie: session, accept: 'text/html' } });
const send = (url: string, form: Record<string, string> = {}) =>
  api.app.inject({
    method: 'POST',
    url,
    headers: { cookie: session, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
const fragments = async (): Promise<Record<string, string>> => (await open('/fragments')).json().fragments;

describe('the status page', () => {
  it('says what is not there yet before anything happened', async () => {
    const { body } = await open('/');
    expect(body).toContain('Nothing was delivered yet: 8 destinations, 10 feeds.');
    expect(body).toContain('No open kills.');
    expect(body).toContain('Nothing was delivered yet.');
    expect(body).toContain('Nothing delivered yet');
    expect(body).toContain('Not polled yet');
  });

  it('shows a morning', async () => {
    morning = await playAMorning(api);
    // The figures of the summary are kept for a second, and for longer where counting took long.
    const key = { authorization: `Bearer ${api.adminKey}` };
    const begunAt = Date.now();
    const countedAt = async () =>
      Date.parse((await api.app.inject({ url: '/v1/exchange/summary', headers: key })).json().at);
    while ((await countedAt()) < begunAt) await new Promise((resolve) => setTimeout(resolve, 100));
    const { body, headers } = await open('/');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatch(
      /<h1 class="sentence">.*1 kill not confirmed; 2 of 8 destinations not normal; 2 of 10 feeds with a problem\.<\/h1>/s,
    );
    expect(body).toContain('<title>(1) KILL – Korpu</title>');
    expect(body).toMatch(
      /<li>Khabar Agency, NewsML-G2 by webhook: <span class="state red">.*Held: call<\/span>/,
    );
    expect(body).toMatch(
      /<li>Khabar Agency, ninjs by webhook: .*Acknowledged, removal not confirmed<\/span>/,
    );
    expect(body).toContain('<code>/v1/destinations/report-atom/feed</code>');
    expect(body).toContain('Ingest server moves to the new hall');
    expect(body).toContain('The origin answered 503 three times');
    expect(body).toContain('Allowed by baku-tv-report-khabar-2025, grant report-to-khabar.');
    expect(body).toMatch(/<time datetime="[^"]+Z">\d\d:\d\d:\d\d Baku<\/time>/);
  });

  it('shows forbidden pairs as such and permitted ones by their count', async () => {
    const { exchange } = await fragments();
    expect(exchange?.match(/class="forbidden"/g)).toHaveLength(4);
    expect(exchange?.match(/no agreement/g)).toHaveLength(4);
    expect(exchange).toContain('<td>4</td>');
  });

  it('lets no text of a partner become markup', async () => {
    const { body } = await open('/');
    expect(body).toContain('A story that must not be used &lt;b&gt;any more&lt;/b&gt;');
    expect(body).not.toContain('<b>any more');
    expect(body).toContain('lang="uz-Latn">Farg‘onada bu yil anor');
  });

  it('loads nothing from elsewhere and runs nothing inline', async () => {
    const { body, headers } = await open('/');
    expect(headers['content-security-policy']).toContain(
      "default-src 'none';script-src 'self';style-src 'self'",
    );
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(body).not.toMatch(
      /<script(?![^>]* src="\/assets\/)|<style| style="| on\w+="|src="http|href="http/,
    );
    for (const [, url] of body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      const asset = await api.app.inject({ url: url! });
      expect(asset.statusCode).toBe(200);
      expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
  });

  it('pauses, resumes and pulls from its forms', async () => {
    const paused = await send('/acts/destinations/report-ninjs/pause', { reason: 'Disk <full>' });
    expect([paused.statusCode, paused.headers.location]).toEqual([303, '/']);
    expect((await fragments())['destinations']).toContain('Disk &lt;full&gt;');
    await send('/acts/destinations/report-ninjs/resume');
    expect((await fragments())['destinations']).not.toContain('Disk');
    expect((await send('/acts/feeds/report-az/pull')).statusCode).toBe(303);
    expect(api.rung.at(-1)).toBe('report-az');
    await send('/acts/feeds/report-az/pause', { reason: 'Noise' });
    expect((await fragments())['feeds']).toContain('Noise');
    await send('/acts/feeds/report-az/resume');
  });

  it('counts before it replays', async () => {
    const preview = await open('/acts/destinations/baku-tv-newsml/replay');
    expect(preview.body).toContain('1 delivery to send.');
    expect(preview.body).toContain('<button class="deed">Replay 1</button>');
    await send('/acts/destinations/baku-tv-newsml/replay');
    expect((await fragments())['destinations']).not.toContain('Replay 1 dead');
    await api.deliver('baku-tv-newsml');
  });
});

describe('the page of a delivery', () => {
  const deliveryOf = async (query: string): Promise<{ id: number; itemId: number }> => {
    const headers = { authorization: `Bearer ${api.adminKey}` };
    return (await api.app.inject({ url: `/v1/deliveries?${query}`, headers })).json().items[0];
  };

  it('shows every attempt with the answer, and goes back to the item', async () => {
    const retried = await deliveryOf('destinationId=khabar-ninjs&state=pending');
    const { statusCode, body } = await open(`/deliveries/${retried.id}`);
    expect(statusCode).toBe(200);
    expect(body).toContain(`<a href="/items/${retried.itemId}"`);
    expect(body).toContain('to Khabar Agency, ninjs by webhook');
    expect(body).toContain(
      'The partner answers HTTP 503</span> <span class="quiet"><code>delivery.http-503</code>',
    );
    expect(body).toContain('not now');
    expect(body).toContain('content-type: application/json');
    expect(body).toContain('ab'.repeat(32));
    expect(body).not.toContain('/v1/');
  });

  it('says that nothing was tried, or that what was is no longer kept', async () => {
    const waiting = await deliveryOf('destinationId=khabar-newsml&state=pending');
    expect((await open(`/deliveries/${waiting.id}`)).body).toContain('None yet.');
    const retried = await deliveryOf('destinationId=khabar-ninjs&state=pending');
    await api.ledger.pool.query('DELETE FROM attempt WHERE delivery_id = $1', [retried.id]);
    expect((await open(`/deliveries/${retried.id}`)).body).toContain('1 attempt made; what was sent');
    expect((await open('/deliveries/999999')).statusCode).toBe(404);
  });
});

describe('the page of an item', () => {
  it('shows who gets it, and why somebody does not', async () => {
    const { body } = await open(`/items/${morning.bridge}`);
    expect(body).toContain('<h1 lang="az-Latn">Bakıda yeni körpü açılıb: ilk gün on min maşın keçib</h1>');
    expect(body).toContain('Version 2: update');
    expect(body).toMatch(
      /no agreement covers Report Information Agency → Uzbekistan 24 \(<code>no-agreement<\/code>\)/,
    );
    expect(body).toContain('Why, clause by clause');
    expect(body).toMatch(/<a href="\/deliveries\/\d+">1 attempt<\/a>/);
    expect(body).not.toContain('/v1/');
  });

  it('counts the attempts before a replay too, as the page of the delivery lists them', async () => {
    const { body } = await open(`/items/${morning.bridge}`);
    const [, id] = [...body.matchAll(/<a href="\/deliveries\/(\d+)">1 attempt<\/a>/g)].at(-1) ?? [];
    const attempts = (n: number) =>
      api.ledger.pool.query('UPDATE delivery SET attempts = $2 WHERE id = $1', [id, n]);
    await attempts(0);
    expect((await open(`/items/${morning.bridge}`)).body).toContain(
      `<a href="/deliveries/${id}">1 attempt</a>`,
    );
    expect((await open(`/deliveries/${id}`)).body).not.toContain('None yet.');
    await attempts(1);
  });

  it('says where the lane of a destination that failed rests', async () => {
    const rest = (until: string) =>
      api.ledger.pool.query(`UPDATE lane SET open_until = ${until} WHERE destination_id = 'khabar-ninjs'`);
    await rest(`now() + interval '2 minutes'`);
    const { body } = await open(`/items/${morning.bridge}`);
    await rest('NULL');
    // Beside the verdict, and in the list of deliveries.
    expect(body.match(/the destination failed and rests until <time/g)).toHaveLength(2);
  });

  it('warns before anything else', async () => {
    expect((await open(`/items/${morning.killed}`)).body).toContain('KILLED – remove now.');
    expect((await open(`/items/${morning.embargoed}`)).body).toMatch(/Embargo until <time/);
  });

  it.each([
    ['/items/999999', 404],
    ['/items/abc', 400],
  ])('%s is no page but a clear answer', async (url, status) => {
    const answer = await open(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });
});

describe('the page of a recall', () => {
  const recallOf = async (itemId: number): Promise<{ id: number; holders: { destinationId: string }[] }> => {
    const headers = { authorization: `Bearer ${api.adminKey}` };
    return (await api.app.inject({ url: `/v1/recalls?itemId=${itemId}`, headers })).json().items[0];
  };

  it('shows how far each holder is, and takes down what a person confirms for one', async () => {
    const { id, holders } = await recallOf(morning.killed);
    const { statusCode, body } = await open(`/recalls/${id}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('Everyone has the kill.');
    expect(body).toContain('Confirm removal at Khabar Agency, ninjs by webhook');
    for (const { destinationId } of holders) {
      const sent = await send(`/recalls/${id}/confirmations`, {
        destinationId,
        url: '',
        note: 'Said <Aigerim> by telephone',
      });
      expect([sent.statusCode, sent.headers.location]).toEqual([303, `/recalls/${id}`]);
    }
    const closed = (await open(`/recalls/${id}`)).body;
    expect(closed).toContain('Gone everywhere.');
    expect(closed).toContain('Said &lt;Aigerim&gt; by telephone');
    expect((await open(`/recalls/${id}/report`)).body).toContain('Said &lt;Aigerim&gt; by telephone');
    expect((await open(`/items/${morning.killed}`)).body).toContain(
      `<a href="/recalls/${id}">Recall ${id}</a>`,
    );
    expect((await open('/recalls/99999')).statusCode).toBe(404);
  });

  it('is where the recall of an item leads', async () => {
    expect((await open(`/items/${morning.harvest}`)).body).toContain('Kill it everywhere');
    const sent = await send(`/acts/items/${morning.harvest}/recall`, { reason: 'Wrong numbers' });
    const { id } = await recallOf(morning.harvest);
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/recalls/${id}`]);
    const { body } = await open(`/recalls/${id}`);
    expect(body).toContain('Wrong numbers');
    expect(body).toContain('KILLED – remove now.');
  });
});

describe('the stream', () => {
  it('tells of a kill, and resumes', async () => {
    await api.app.listen(0, '127.0.0.1');
    const url = `${await api.app.getUrl()}/v1/stream`;
    const follow = async (lastEventId?: string) => {
      const stop = new AbortController();
      const headers = { cookie: session, ...(lastEventId && { 'last-event-id': lastEventId }) };
      const answer = await fetch(url, { headers, signal: stop.signal });
      let text = '';
      const reading = (async () => {
        for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
          text += Buffer.from(chunk);
      })().catch(() => {});
      return {
        type: answer.headers.get('content-type'),
        until: async (pattern: RegExp) => {
          const startedAt = Date.now();
          while (!pattern.test(text)) {
            if (Date.now() - startedAt > 60_000) throw new Error(`waited in vain for ${pattern} in: ${text}`);
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        },
        text: () => text,
        stop: async () => {
          stop.abort();
          await reading;
        },
      };
    };
    const first = await follow();
    expect(first.type).toBe('text/event-stream');
    await first.until(/event: ready/);
    const before = /id: (\d+)/.exec(first.text())?.[1];
    const harvest = {
      guid: 'urn:newsml:uzbekistan-24:harvest',
      provider: { name: 'Uzbekistan 24' },
      language: 'uz-Latn',
    };
    await api.accept('uzbekistan-24-uz', makeRecord({ ...harvest, version: 2, pubStatus: 'canceled' }));
    await first.until(/event: kill\nid: \d+\ndata: .*kill\.opened/);
    await first.stop();

    const second = await follow(before);
    await second.until(/event: kill/);
    expect(second.text()).not.toMatch(/event: (ready|resync)/);
    await second.stop();
  });
});

describe('the queue board', () => {
  it('is for administrators, and only to be looked at', async () => {
    const backend = postgresBackend(postgres.url);
    await backend.prepare();
    const queue = backend.openQueue('deliver');
    queue.on('error', () => {});
    await queue.add('drain', { id: 'khabar-ninjs' });
    const board = await openApiInTest(postgres.url, { queues: [queue] });
    const ask = (method: 'GET' | 'PUT', url: string, headers: Record<string, string> = { cookie: session }) =>
      board.app.inject({ method, url, headers });

    expect((await ask('GET', '/ops/queues/', {})).headers.location).toBe('/sign-in');
    expect((await ask('GET', '/ops/queues/api/queues', {})).headers.location).toBe('/sign-in');
    const shown = (await ask('GET', '/ops/queues/')).body;
    expect(shown).toContain('Korpu worker signal');
    expect(shown).toContain('>Back to the status page</a>');
    expect(shown).not.toMatch(/(?:href|src)="https?:/);
    const { queues } = (await ask('GET', '/ops/queues/api/queues')).json();
    expect(queues).toEqual([
      expect.objectContaining({ name: 'deliver', readOnlyMode: true, allowRetries: false }),
    ]);
    expect((await ask('PUT', '/ops/queues/api/queues/deliver/pause')).statusCode).toBe(405);
    expect((await ask('PUT', '/ops/queues/api/queues/deliver/clean/waiting')).statusCode).toBe(405);
    expect(await queue.getWaitingCount()).toBe(1);
    await board.close();
    await queue.close();
  });
});

describe('the quarantine', () => {
  it('is counted on the status page and listed on its own, with the bytes to save', async () => {
    expect((await open('/documents')).body).toContain('None waits.');
    const bytes = Buffer.from('<html>not a feed');
    const fetch = {
      feedId: asFeedId('report-az'),
      url: 'https://report.example/<b>rss',
      at: new Date().toISOString(),
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      contentType: 'text/html',
      headers: {},
    };
    const ids = [await api.ledger.documents.keep(fetch), await api.ledger.documents.keep(fetch)];
    const problem = {
      decoded: false as const,
      code: 'decode.html-instead-of-feed',
      message: 'A <i>page</i>',
    };
    for (const id of ids) await api.ledger.documents.settle(id, problem);

    const { feeds } = await fragments();
    expect(feeds).toContain('<a href="/documents?feedId=report-az">1 document in quarantine</a>');
    const { body } = await open('/documents?feedId=report-az');
    expect(body).toContain('A &lt;i&gt;page&lt;/i&gt;');
    expect(body).toContain('https://report.example/&lt;b&gt;rss');
    expect(body).toContain('2 times since <time');
    expect(body).toContain(`<a href="/v1/documents/${ids[1]}/bytes" download>`);
    expect(body).toContain('redecode --feed report-az --since');
    expect((await open(`/v1/documents/${ids[1]}/bytes`)).body).toBe('<html>not a feed');
    expect((await open('/documents?feedId=khabar-kk')).body).toContain('None waits.');
    const unsigned = await api.app.inject({ url: '/documents', headers: { accept: 'text/html' } });
    expect(unsigned.statusCode).toBe(303);
  });
});
