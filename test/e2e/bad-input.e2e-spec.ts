import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { configurationFolder, type Document } from './configuration-folder.js';
import { always, endless, type Origin, startOrigin } from './origin.js';
import { makeFolder, type RunningExchange, startExchange } from './running-exchange.js';
import { until } from './until.js';

interface Feed {
  id: string;
  lastOutcome?: string;
  problem?: { code: string; message: string };
  lastDocument?: { records: number; warnings: { code: string; detail: string }[] };
}

interface Item {
  id: number;
  guid: string;
  version: number;
  headline: string;
}

const MEGABYTE = 1_000_000;
/** The default of a feed's `maxBytes` is 20 MB; buffers and the network hold some more on their way. */
const TAKEN_AT_MOST_BYTES = 40 * MEGABYTE;
const GROWTH_AT_MOST_BYTES = 150 * MEGABYTE;

const story = (name: string, headline: string) => `<item>
  <guid isPermaLink="false">urn:example:${name}</guid><title>${headline}</title>
  <pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><description>What happened, told in one sentence.</description>
</item>`;
const channel = (...stories: string[]) =>
  `<rss version="2.0"><channel><title>Report</title><language>en</language>${stories.join('')}`;
const rss = (...stories: string[]) => always('application/rss+xml', `${channel(...stories)}</channel></rss>`);

const ERROR_PAGE = `<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>
  <body><h1>502 Bad Gateway</h1><hr>nginx</body></html>`;
const TWINS = [story('twin', 'The first of two'), story('twin', 'The second of two')];

describe('what partners get wrong', () => {
  let exchange: RunningExchange;
  let origin: Origin;
  let inside: Origin;
  let folder: string;
  const sent = { bytes: 0 };
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/error-page': always('text/html; charset=utf-8', ERROR_PAGE),
    '/huge': rss(story('small', 'Still small')),
    '/truncated': always(
      'application/rss+xml',
      channel(
        story('whole-1', 'The first, whole'),
        story('whole-2', 'The second, whole'),
        story('cut', 'Cut').slice(0, 90),
      ),
    ),
    '/twins': rss(...TWINS),
    '/well': rss(story('well', 'All is well')),
  };

  const feedOf = (name: string) => exchange.get<Feed>(`/v1/feeds/${name}`);
  const itemsOf = async (feed: string) =>
    (await exchange.get<{ items: Item[] }>(`/v1/items?feedId=${feed}`)).items;
  const polled = (name: string, isIt: (feed: Feed) => boolean) =>
    until(
      `the feed ${name} to say what it met`,
      60_000,
      async () => {
        const feed = await feedOf(name);
        return feed.lastOutcome !== undefined && isIt(feed) ? feed : undefined;
      },
      () => feedOf(name),
    );
  const memoryBytes = async () => {
    const metrics = await (await exchange.fetch('/metrics')).text();
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]);
  };

  beforeAll(async () => {
    origin = await startOrigin(answers);
    // On an address that the exchange was not given leave to dial.
    inside = await startOrigin({
      '/': always('text/plain', 'secret'),
      '/feed': rss(story('inside', 'Secret')),
    });
    folder = await makeFolder();
    const feed = (name: string, url = `${origin.url}/${name}`): [string, Document] => [
      `feeds/${name}.yaml`,
      {
        id: name,
        partner: 'report',
        url,
        languages: ['en'],
        pollEverySeconds: 1,
        minPollSeconds: 1,
        maxPollSeconds: 2,
      },
    ];
    const into = {
      id: 'khabar-inside',
      partner: 'khabar',
      transport: 'webhook',
      format: 'ninjs',
      url: `${inside.url}/`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own way to name a secret
      secrets: ['${env:SANDBOX_SECRET_KHABAR_INSIDE}'],
    };
    const configDir = await configurationFolder(
      folder,
      (kind, document) => (kind === 'feeds' ? undefined : document),
      Object.fromEntries([
        ...['error-page', 'huge', 'truncated', 'twins', 'well'].map((name) => feed(name)),
        feed('inside', `${inside.url}/feed`),
        ['destinations/khabar-inside.yaml', into],
      ]),
    );
    exchange = await startExchange({ KORPU_CONFIG_DIR: configDir, KORPU_ALLOW_ADDRESSES: origin.host });
  });

  afterAll(async () => {
    await exchange?.dispose();
    await Promise.all([origin?.stop(), inside?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('an error page where a feed was is said to be one, with its title', async () => {
    const { lastOutcome, problem } = await polled('error-page', (feed) => feed.problem !== undefined);
    expect(lastOutcome).toBe('undecodable');
    expect(problem?.code).toBe('decode.html-instead-of-feed');
    expect(problem?.message).toContain('502 Bad Gateway');
    expect(await itemsOf('error-page')).toEqual([]);
  });

  it('a document that ends in the middle gives its whole entries, and says that one was cut off', async () => {
    const { problem, lastDocument } = await polled('truncated', (feed) => feed.lastDocument !== undefined);
    expect(problem).toBeUndefined();
    expect(lastDocument?.records).toBe(2);
    expect(lastDocument?.warnings.map(({ code }) => code)).toContain('entry-cut-off');
    const page = async () => (await exchange.fetch('/')).text();
    await until(
      'the status page to say so',
      60_000,
      async () => /in its last document: .*<code>entry-cut-off<\/code>/.test(await page()) || undefined,
      () => feedOf('truncated'),
    );
    expect((await itemsOf('truncated')).map(({ headline }) => headline).sort()).toEqual([
      'The first, whole',
      'The second, whole',
    ]);
  });

  it('two items of one guid are one item, which does not change at every poll', async () => {
    const { lastDocument } = await polled('twins', (feed) => feed.lastDocument !== undefined);
    expect(lastDocument?.warnings.map(({ code }) => code)).toContain('guid-repeated');
    const before = await itemsOf('twins');
    expect(before).toMatchObject([{ guid: 'urn:example:twin', version: 2 }]);

    answers['/twins'] = rss(...TWINS, story('third', 'A third'));
    const third = await until(
      'the third to arrive',
      60_000,
      async () => (await itemsOf('twins')).find(({ guid }) => guid === 'urn:example:third'),
      () => feedOf('twins'),
    );
    expect(third.headline).toBe('A third');
    const twin = (await itemsOf('twins')).find(({ guid }) => guid === 'urn:example:twin');
    expect(twin).toEqual(before[0]);
  });

  it('a body of 200 MB is refused while it is read, and memory does not grow with it', async () => {
    await until(
      'its small document',
      60_000,
      async () => (await itemsOf('huge'))[0],
      () => feedOf('huge'),
    );
    const before = await memoryBytes();
    let peak = before;
    answers['/huge'] = endless(channel(), story('more', 'y'.repeat(10_000)), 200 * MEGABYTE, sent);
    const asked = origin.requests.get('/huge')!;
    await until(
      'three tries',
      120_000,
      async () => {
        peak = Math.max(peak, await memoryBytes());
        return origin.requests.get('/huge')! >= asked + 4 || undefined;
      },
      () => feedOf('huge'),
    );
    const tries = origin.requests.get('/huge')! - asked;
    const { lastOutcome, problem } = await feedOf('huge');
    expect({ lastOutcome, code: problem?.code }).toEqual({ lastOutcome: 'failed', code: 'pull.too-large' });
    expect(problem?.message).toContain("larger than the feed's limit");
    expect(sent.bytes / tries).toBeLessThan(TAKEN_AT_MOST_BYTES);
    expect(peak - before).toBeLessThan(GROWTH_AT_MOST_BYTES);
    expect((await itemsOf('huge')).map(({ headline }) => headline)).toEqual(['Still small']);
  });

  it('a private address is not dialled, neither to push nor to pull, and says what to do', async () => {
    const { problem } = await polled('inside', (feed) => feed.problem !== undefined);
    expect(problem?.code).toBe('pull.address-refused');
    const inLane = async (more: string) =>
      (
        await exchange.get<{ items: { id: number; code: string; attempts: number }[] }>(
          `/v1/deliveries?destinationId=khabar-inside${more}`,
        )
      ).items;
    const dead = await until(
      'a dead letter',
      60_000,
      async () => (await inLane('&state=dead'))[0],
      () => inLane(''),
    );
    expect(dead).toMatchObject({ code: 'delivery.address-refused', attempts: 1 });
    const { items } = await exchange.get<{ items: { answer: string }[] }>(
      `/v1/deliveries/${dead.id}/attempts`,
    );
    expect(items[0]?.answer).toContain(`add "${inside.host}" to KORPU_ALLOW_ADDRESSES`);
    expect(inside.requests.size).toBe(0);
  });

  it('and their neighbours go on all the while', async () => {
    answers['/well'] = rss(story('well', 'All is well'), story('later', 'And stays so'));
    const wanted = ['well', 'later', 'whole-1', 'whole-2', 'twin', 'third'].map(
      (name) => `urn:example:${name}`,
    );
    const received = async () => (await exchange.newsrooms.ledger('khabar-ninjs')).map(({ guid }) => guid);
    await until(
      'all that is whole to arrive',
      60_000,
      async () => {
        const guids = await received();
        return wanted.every((guid) => guids.includes(guid)) || undefined;
      },
      received,
    );
    const ready = await fetch(`${exchange.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(exchange.process.isRunning()).toBe(true);
  });
});
