import { Ajv } from 'ajv';
import {
  onPlayedMorning,
  type PlayedMorning,
  type Rows,
} from '../../../../test/services/on-played-morning.js';
import { type ApiInTest } from '../testing/api-in-test.js';
import type { Morning } from '../testing/play-a-morning.js';
import type { DestinationResource } from './catalogue-resources.js';
import type { ExchangeSummaryResource } from './ledger-resources.js';

let api: ApiInTest;
let morning: Morning;
let get: PlayedMorning['get'];
let post: PlayedMorning['post'];
let rows: PlayedMorning['rows'];
onPlayedMorning((played) => {
  ({ api, morning, get, post, rows } = played);
});

describe('lists', () => {
  it.each(['/v1/partners', '/v1/feeds', '/v1/destinations', '/v1/items', '/v1/deliveries', '/v1/decisions'])(
    '%s can be read page by page, each row once',
    async (list) => {
      const whole = await rows(`${list}?limit=200`);
      expect(whole.nextCursor).toBeUndefined();
      const paged: Rows['items'] = [];
      let cursor: string | undefined;
      do {
        const page: Rows = await rows(`${list}?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
        expect(page.items.length).toBeLessThanOrEqual(3);
        paged.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      expect(paged.length).toBeGreaterThan(3);
      expect(paged).toEqual(whole.items);
    },
  );

  it('show one row as the list does', async () => {
    for (const list of [
      'partners',
      'feeds',
      'destinations',
      'agreements',
      'items',
      'deliveries',
      'decisions',
    ]) {
      const { items } = await rows(`/v1/${list}?limit=1`);
      const one = await get(`/v1/${list}/${items[0]?.['id']}`);
      expect([list, one.status, one.body]).toEqual([list, 200, items[0]]);
    }
  });

  it('answer what the description says, and nothing else', async () => {
    const description = (await get('/openapi.json')).body;
    // An absent `additionalProperties: false` would let anything pass.
    const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
    ajv.addSchema(description, 'api');
    for (const path of [
      '/v1/partners',
      '/v1/feeds',
      '/v1/destinations',
      '/v1/agreements',
      '/v1/items',
      '/v1/deliveries',
      '/v1/decisions',
      '/v1/kills',
      '/v1/replays',
      '/v1/exchange/summary',
    ]) {
      const pointer = `api#/paths/${path.replaceAll('/', '~1')}/get/responses/200/content/application~1json/schema`;
      const validate = ajv.getSchema(pointer);
      const { body } = await get(path);
      expect([path, validate?.(body), validate?.errors]).toEqual([path, true, null]);
    }
  });

  it('filter items', async () => {
    const ids = async (query: string) => (await rows(`/v1/items?${query}`)).items.map(({ id }) => id);
    expect(await ids('partnerId=khabar')).toEqual([morning.summit]);
    expect(await ids('language=uz')).toEqual([morning.harvest]);
    expect(await ids('guid=urn:newsml:report:bridge')).toEqual([morning.bridge]);
    expect(await ids('pubStatus=canceled')).toEqual([morning.stillKilled, morning.killed]);
    expect(await ids('partnerId=khabar&language=uz')).toEqual([]);
  });

  it('filter deliveries and decisions', async () => {
    const dead = await rows('/v1/deliveries?state=dead');
    expect(dead.items).toEqual([
      expect.objectContaining({
        destinationId: 'baku-tv-newsml',
        itemId: morning.bridge,
        version: 2,
        state: 'dead',
        code: 'delivery.http-422',
        status: 422,
        agreementId: 'baku-tv-report-khabar-2025',
        grantId: 'report-to-baku-tv',
      }),
    ]);
    const refused = await rows(
      `/v1/decisions?itemId=${morning.bridge}&allow=false&destinationId=uzbekistan-24-ninjs`,
    );
    expect(refused.items[0]).toMatchObject({ allow: false, reason: 'no-agreement', version: 2 });
    expect(refused.items[0]?.['trace']).not.toEqual([]);
  });

  it('show what was sent and answered', async () => {
    const [dead] = (await rows('/v1/deliveries?state=dead')).items;
    const { items } = await rows(`/v1/deliveries/${dead?.['id']}/attempts`);
    expect(items).toEqual([
      expect.objectContaining({
        code: 'delivery.http-422',
        status: 422,
        settled: true,
        repeat: false,
        answer: 'not now',
        milliseconds: 12,
      }),
    ]);
  });

  it('show of a dead letter what it was answered, and of no other', async () => {
    const [dead] = (await rows('/v1/deliveries?state=dead')).items;
    expect((await get(`/v1/deliveries/${dead?.['id']}`)).body).toEqual({ ...dead, answer: 'not now' });
    const [delivered] = (await rows('/v1/deliveries?state=delivered')).items;
    expect((await get(`/v1/deliveries/${delivered?.['id']}`)).body).toEqual(delivered);
  });

  it('show all versions of an item with their records', async () => {
    const { items } = await rows(`/v1/items/${morning.bridge}/versions`);
    expect(items.map(({ version, change }) => `${version} ${change}`)).toEqual(['2 update', '1 new']);
    expect(items[1]?.['record']).toMatchObject({
      guid: 'urn:newsml:report:bridge',
      headline: 'Bakıda yeni körpü açılıb',
    });
  });

  it('keep secrets to themselves', async () => {
    const texts = await Promise.all(
      ['/v1/destinations?limit=200', '/v1/feeds?limit=200', '/v1/deliveries?limit=200'].map(async (url) =>
        JSON.stringify((await get(url)).body),
      ),
    );
    expect(texts.join()).not.toMatch(/whsec_|sealed|apiKeys|secretHeaders|korpu_/);
  });
});

describe('problems', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['state=lost', 'state'],
    ['itemId=-1', 'itemId'],
    ['cursor=%20', 'cursor'],
  ])('name the fault in ?%s', async (query, at) => {
    const { status, type, body } = await get(`/v1/deliveries?${query}`);
    expect(status).toBe(400);
    expect(type).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({
      type: 'urn:korpu:problem:invalid-request',
      status: 400,
      instance: '/v1/deliveries',
      errors: [{ at }],
    });
    expect(body.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  it('name all faults at once', async () => {
    const { body } = await get('/v1/deliveries?limit=0&state=lost&kind=all');
    expect(body.errors.map(({ at }: { at: string }) => at)).toEqual(['limit', 'state', 'kind']);
    expect(body.detail).toMatch(
      /^3 values are not valid\. limit: .+; state: .+"delivered".+; kind: .+"kill"/,
    );
  });

  it.each([
    ['/v1/feeds/nothing', 'There is no feed "nothing".'],
    ['/v1/items/999999/versions', 'There is no item "999999".'],
    ['/v1/deliveries/999999/attempts', 'There is no delivery "999999".'],
    ['/v1/destinations/khabar-ninjs/feed', 'There is no pull feed "khabar-ninjs".'],
    ['/v1/nothing', 'Cannot GET /v1/nothing'],
  ])('answer 404 for %s', async (url, detail) => {
    const { status, body } = await get(url);
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: 'urn:korpu:problem:not-found', detail });
  });

  it.each(['/v1/items?guid=%00', '/v1/items?headline=%00', '/v1/deliveries?destinationId=%00'])(
    'answer 400 for a value that the database cannot hold: %s',
    async (url) => {
      expect(await get(url)).toMatchObject({
        status: 400,
        body: { type: 'urn:korpu:problem:invalid-request' },
      });
    },
  );

  it('speak of an address that cannot be read', async () => {
    expect(await get('/%zz')).toMatchObject({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
      body: { type: 'urn:korpu:problem:invalid-request' },
    });
  });

  it('refuse a foreign cursor', async () => {
    expect((await get('/v1/items?cursor=abc')).body).toMatchObject({
      status: 400,
      errors: [{ at: 'cursor' }],
    });
  });

  it('show a page to a browser', async () => {
    const answer = await api.app.inject({ url: '/nowhere', headers: { accept: 'text/html,*/*' } });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(answer.headers['x-request-id'] as string);
  });

  it('take no part of a body that is too large', async () => {
    const { status, body } = await post('/v1/destinations/khabar-ninjs/pause', {
      reason: 'x'.repeat(300_000),
    });
    expect([status, body.type]).toEqual([413, 'urn:korpu:problem:too-large']);
  });
});

describe('the exchange as a whole', () => {
  it('counts in one unit: what was offered was granted or refused, and adds up over the destinations', async () => {
    const begunAt = Date.now();
    let { body } = await get('/v1/exchange/summary');
    // Figures that are kept say so by their age.
    while (Date.parse(body.at) < begunAt) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ body } = await get('/v1/exchange/summary'));
    }
    const pairs = body.pairs as ExchangeSummaryResource['pairs'];
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    for (const { from, to, offered, granted, refused, delivered, formats } of pairs) {
      expect({ from, to, offered }).toEqual({ from, to, offered: granted + sum(Object.values(refused)) });
      expect({ from, to, delivered }).toEqual({ from, to, delivered: sum(Object.values(formats)) });
    }
    const destinations = (await rows('/v1/destinations')).items as unknown as DestinationResource[];
    for (const partner of new Set(pairs.map(({ to }) => to))) {
      const here = destinations.filter(({ partnerId }) => partnerId === partner);
      const received = pairs.filter(({ to }) => to === partner);
      expect(sum(received.map((pair) => pair.delivered))).toBe(sum(here.map((d) => d.delivered)));
      expect(sum(received.map((pair) => pair.killed))).toBe(sum(here.map((d) => d.killed)));
      // Everything was delivered this morning, in the test's first minutes.
      expect(sum(here.map((d) => d.deliveredLastHour))).toBe(sum(here.map((d) => d.delivered)));
    }
    expect(sum(pairs.map((pair) => pair.killed))).toBeGreaterThan(0);
  });

  it('counts a period, and refuses one that ends before it begins', async () => {
    const path = '/v1/exchange/summary';
    const { body } = await get(`${path}?since=2001-01-01T00:00:00Z&until=2001-12-31T00:00:00Z`);
    expect(body.pairs).toHaveLength(12);
    expect(body.pairs.every(({ offered }: { offered: number }) => offered === 0)).toBe(true);
    const wrong = await get(`${path}?since=2001-12-31T00:00:00Z&until=2001-01-01T00:00:00Z`);
    expect([wrong.status, wrong.body.errors]).toEqual([
      400,
      [expect.objectContaining({ detail: 'must not be before since' })],
    ]);
  });

  it('has every ordered pair of partners, forbidden ones with zero', async () => {
    const { body } = await get('/v1/exchange/summary');
    expect(body.pairs).toHaveLength(12);
    const pair = (from: string, to: string) =>
      body.pairs.find((p: { from: string; to: string }) => p.from === from && p.to === to);
    for (const [a, b] of [
      ['khabar', 'uzbekistan-24'],
      ['report', 'uzbekistan-24'],
    ] as const)
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const)
        expect(pair(from, to)).toMatchObject({ permitted: false, delivered: 0, formats: {} });
    expect(pair('report', 'khabar')).toMatchObject({
      permitted: true,
      delivered: 4,
      formats: { ninjs: 2, 'newsml-g2': 2 },
    });
    expect(pair('report', 'uzbekistan-24').refused['no-agreement']).toBeGreaterThan(0);
  });

  it('tells who has confirmed a kill', async () => {
    const open = await rows('/v1/kills?open=true');
    expect(open.items).toHaveLength(1);
    expect(open.items[0]).toMatchObject({ itemId: morning.stillKilled, sourcePartnerId: 'baku-tv' });
    const holders = open.items[0]?.['holders'] as {
      destinationId: string;
      state: string;
      laneState: string;
    }[];
    expect(holders.filter(({ state }) => state !== 'delivered')).toEqual([
      expect.objectContaining({ destinationId: 'khabar-newsml', state: 'pending', laneState: 'paused' }),
    ]);
    expect((await rows('/v1/kills')).items).toHaveLength(2);
  });
});
