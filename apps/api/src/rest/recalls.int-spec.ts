import { Ajv } from 'ajv';
import { ConfirmationLinks } from '#exchange/recall/confirmation-links.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, keyOf, openApiInTest, PUBLIC_URL } from '../testing/api-in-test.js';
import type { RecallResource } from './recall-resources.js';

const NINJS = 'khabar-ninjs';
const NEWSML = 'khabar-newsml';

let postgres: TestPostgres;
let api: ApiInTest;
let itemId: number;
let recall: RecallResource;

beforeAll(async () => {
  postgres = await startPostgres();
  api = await openApiInTest(postgres.url);
  const story = makeRecord({ guid: 'urn:newsml:report:story', headline: 'A <b>story</b>' });
  itemId = (await api.accept('report-az', story))[0]!;
  await deliverAll();
});
afterAll(async () => {
  await api?.close();
  await postgres?.stop();
});

async function deliverAll(): Promise<void> {
  for (const { id } of await api.ledger.pool.query('SELECT id FROM destination').then(({ rows }) => rows))
    await api.deliver(id);
}

const call = async (method: 'GET' | 'POST', url: string, key: string | undefined, payload?: object) => {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const answer = await api.app.inject({ method, url, headers, ...(payload && { payload }) });
  return {
    status: answer.statusCode,
    body: String(answer.headers['content-type']).includes('json') ? answer.json() : answer.body,
  };
};
const get = (url: string, key = api.adminKey) => call('GET', url, key);
const post = (url: string, payload: object, key = api.adminKey) => call('POST', url, key, payload);
const holder = async (id: string) =>
  ((await get(`/v1/recalls/${recall.id}`)).body as RecallResource).holders.find(
    ({ destinationId }) => destinationId === id,
  )!;
const webhookIdOf = async (destinationId: string): Promise<string> =>
  (await get(`/v1/destinations/${destinationId}/gaps`)).body.items[0].webhookId;
const answers = (schema: string, body: unknown): void => {
  const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
  ajv.addSchema(description, 'api');
  const valid = ajv.validate({ $ref: `api#/components/schemas/${schema}` }, JSON.parse(JSON.stringify(body)));
  expect([schema, ajv.errorsText(), valid]).toEqual([schema, 'No errors', true]);
};
let description: object;
beforeAll(async () => {
  description = (await get('/openapi.json')).body;
});

describe('receipts', () => {
  it('are taken once from the destination that got the delivery', async () => {
    const word = {
      webhookId: await webhookIdOf(NINJS),
      status: 'published',
      url: 'https://khabar.example/1',
    };
    const first = await post('/v1/receipts', word, keyOf(NINJS));
    expect(first).toMatchObject({ status: 201, body: { status: 'published', url: word.url } });
    answers('Receipt', first.body);
    expect(await post('/v1/receipts', word, keyOf(NINJS))).toEqual({ status: 200, body: first.body });
    const { items } = (await get(`/v1/deliveries/${first.body.deliveryId}/receipts`)).body;
    expect(items).toEqual([first.body]);
  });

  it('answer strangers as if there were nothing', async () => {
    const webhookId = await webhookIdOf(NINJS);
    const foreign = await post('/v1/receipts', { webhookId, status: 'received' }, keyOf(NEWSML));
    expect(foreign).toMatchObject({ status: 404, body: { detail: `There is no delivery "${webhookId}".` } });
    const never = await post('/v1/receipts', { webhookId: 'msg_0', status: 'received' }, keyOf(NEWSML));
    expect(never).toMatchObject({ status: 404, body: { detail: 'There is no delivery "msg_0".' } });
    expect((await post('/v1/receipts', { webhookId, status: 'received' })).status).toBe(403);
    expect((await call('POST', '/v1/receipts', undefined, { webhookId, status: 'received' })).status).toBe(
      401,
    );
  });

  it.each([
    [{ status: 'rejected' }, 'reason'],
    [{ status: 'published', url: 'javascript:alert(1)' }, 'url'],
    [{ status: 'lost' }, 'status'],
  ])('refuse %j', async (more, at) => {
    const answer = await post('/v1/receipts', { webhookId: 'msg_0', ...more }, keyOf(NINJS));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ at }] } });
  });
});

describe('sequence numbers', () => {
  it('prove to a receiver that it has everything', async () => {
    const { status, body } = await get(`/v1/destinations/${NINJS}/gaps`, keyOf(NINJS));
    expect(status).toBe(200);
    answers('Gaps', body);
    expect(body).toMatchObject({ destinationId: NINJS, last: 1, from: 1, to: 1 });
    expect(body.items).toMatchObject([{ sequence: 1, state: 'delivered', guid: 'urn:newsml:report:story' }]);
    expect((await get(`/v1/destinations/${NINJS}/gaps?from=5&to=9`, keyOf(NINJS))).body.items).toEqual([]);
  });

  it('are shown to nobody else', async () => {
    expect((await get(`/v1/destinations/${NINJS}/gaps`, keyOf(NEWSML))).status).toBe(403);
    expect(
      (await post(`/v1/destinations/${NINJS}/gaps/resend`, { sequences: [1] }, keyOf(NEWSML))).status,
    ).toBe(403);
    expect((await get('/v1/destinations/nobody/gaps')).status).toBe(404);
  });

  it('refuse more than can be told at once', async () => {
    expect((await get(`/v1/destinations/${NINJS}/gaps?from=1&to=1001`)).status).toBe(400);
    expect((await get(`/v1/destinations/${NINJS}/gaps?from=9&to=8`)).status).toBe(400);
  });

  it('bring what is missing once more, under its old number', async () => {
    const before = await webhookIdOf(NINJS);
    const asked = await post(`/v1/destinations/${NINJS}/gaps/resend`, { sequences: [1, 7, 7] }, keyOf(NINJS));
    expect(asked).toEqual({
      status: 201,
      body: { toSend: 1, skipped: {}, formerAgreements: {}, unknown: [7] },
    });
    expect(api.rung.at(-1)).toBe(NINJS);
    expect((await get(`/v1/destinations/${NINJS}/gaps`)).body.items).toMatchObject([{ state: 'pending' }]);
    await api.deliver(NINJS);
    expect((await get(`/v1/destinations/${NINJS}/gaps`)).body).toMatchObject({
      last: 1,
      items: [{ state: 'delivered', webhookId: before }],
    });
  });
});

describe('a recall', () => {
  it('is for administrators to order, of what there is', async () => {
    expect((await post(`/v1/items/${itemId}/recall`, { reason: 'x' }, keyOf(NINJS))).status).toBe(403);
    expect((await post('/v1/items/99999/recall', { reason: 'x' })).status).toBe(404);
    expect((await post(`/v1/items/${itemId}/recall`, { reason: ' ' })).status).toBe(400);
  });

  it('kills the item for everyone who holds it', async () => {
    const answer = await post(`/v1/items/${itemId}/recall`, { reason: 'A court forbids it' });
    expect(answer.status).toBe(201);
    recall = answer.body;
    answers('Recall', recall);
    expect(recall).toMatchObject({ itemId, version: 2, openedBy: 'test', reason: 'A court forbids it' });
    expect(recall.holders.map(({ progress }) => progress)).toEqual(recall.holders.map(() => 'waiting'));
    expect(api.rung).toEqual(
      expect.arrayContaining(recall.holders.map(({ destinationId }) => destinationId)),
    );
    expect((await get(`/v1/items/${itemId}`)).body).toMatchObject({ pubStatus: 'canceled', version: 2 });
    await deliverAll();
    expect((await holder(NINJS)).progress).toBe('acknowledged');
    expect(await post(`/v1/items/${itemId}/recall`, { reason: 'again' })).toMatchObject({
      status: 409,
      body: { detail: 'The item was killed before, in version 2.' },
    });
  });

  it('shows a destination itself alone', async () => {
    const { items } = (await get(`/v1/destinations/${NINJS}/recalls?open=true`, keyOf(NINJS))).body;
    expect(items).toMatchObject([{ id: recall.id, holders: [{ destinationId: NINJS }] }]);
    expect(items[0].holders).toHaveLength(1);
    expect((await get(`/v1/destinations/${NINJS}/recalls`, keyOf(NEWSML))).status).toBe(403);
    expect((await get(`/v1/recalls/${recall.id}`, keyOf(NINJS))).status).toBe(403);
    expect((await get('/v1/recalls', keyOf(NINJS))).status).toBe(403);
  });

  it('is confirmed by a destination for itself, however often', async () => {
    const url = `/v1/recalls/${recall.id}/confirmations`;
    const word = { url: 'https://khabar.example/1', note: 'answers 410' };
    const first = await post(url, word, keyOf(NINJS));
    expect(first).toMatchObject({
      status: 201,
      body: { recallId: recall.id, destinationId: NINJS, closed: false },
    });
    answers('RemovalConfirmed', first.body);
    expect(await post(url, word, keyOf(NINJS))).toEqual(first);
    expect((await post(url, { destinationId: NEWSML }, keyOf(NINJS))).status).toBe(403);
    expect((await post(url, {}, keyOf('uzbekistan-24-ninjs'))).status).toBe(404);
    expect((await post('/v1/recalls/9999/confirmations', {}, keyOf(NINJS))).status).toBe(404);
    expect((await post(url, {})).body.errors).toMatchObject([{ at: 'destinationId' }]);
    expect(await holder(NINJS)).toMatchObject({
      progress: 'confirmed',
      confirmations: [{ way: 'api', by: NINJS, ...word }],
    });
  });

  it('is confirmed by a link, which changes nothing until it is answered', async () => {
    const { deliveryId } = await holder(NEWSML);
    const links = new ConfirmationLinks((text) => api.ledger.box.digests(text), PUBLIC_URL);
    const path = new URL(links.linkFor(deliveryId!, new Date())).pathname;
    const asked = await call('GET', path, undefined);
    expect(asked.status).toBe(200);
    expect(asked.body).toContain('A &lt;b&gt;story&lt;/b&gt;');
    expect(asked.body).toContain('A court forbids it');
    expect(asked.body).toContain('The operator of the exchange took this item back');
    expect((await holder(NEWSML)).progress).toBe('acknowledged');
    const said = await api.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'by=Aigerim&url=&note=',
    });
    expect([said.statusCode, said.body]).toEqual([201, expect.stringContaining('Thank you.')]);
    expect(await holder(NEWSML)).toMatchObject({
      progress: 'confirmed',
      confirmations: [{ way: 'link', by: 'Aigerim' }],
    });
    const byProgram = await api.app.inject({
      method: 'POST',
      url: path,
      headers: { accept: 'application/json' },
      payload: { note: 'by a program' },
    });
    expect([byProgram.statusCode, byProgram.json()]).toEqual([
      201,
      { recallId: recall.id, destinationId: NEWSML, at: expect.any(String), closed: expect.any(Boolean) },
    ]);
    expect((await call('GET', `${path.slice(0, -1)}_`, undefined)).status).toBe(404);
    // A link of an ordinary delivery would confirm nothing.
    const strange = new URL(links.linkFor(1, new Date())).pathname;
    expect((await call('GET', strange, undefined)).status).toBe(404);
  });

  it('closes when an administrator confirms for the last one', async () => {
    const { body } = await get(`/v1/recalls/${recall.id}`);
    const open = (body as RecallResource).holders.filter(({ progress }) => progress !== 'confirmed');
    expect(open.length).toBeGreaterThan(0);
    for (const { destinationId } of open)
      await post(`/v1/recalls/${recall.id}/confirmations`, { destinationId, note: 'by telephone' });
    const closed = (await get(`/v1/recalls/${recall.id}`)).body as RecallResource;
    expect(closed.closedAt).toBeDefined();
    expect((await get('/v1/recalls?open=true')).body.items).toEqual([]);
    expect((await get(`/v1/recalls?itemId=${itemId}`)).body.items).toEqual([closed]);
  });

  it('rings the lane of a partner that says after the kill that it has what it refused', async () => {
    const story = makeRecord({ guid: 'urn:newsml:report:refused', headline: 'Refused' });
    const [refused] = await api.accept('report-az', story);
    await api.deliver(NINJS, 'dead');
    await deliverAll();
    await post(`/v1/items/${refused}/recall`, { reason: 'A court forbids it' });
    await deliverAll();
    const { items } = (await get(`/v1/destinations/${NINJS}/gaps`)).body;
    const word = { webhookId: items.at(-1).webhookId, status: 'received' };
    const rung = api.rung.length;
    expect(await post('/v1/receipts', word, keyOf(NINJS))).toMatchObject({ status: 201 });
    expect(api.rung.slice(rung)).toEqual([NINJS]);
    expect(await post('/v1/receipts', word, keyOf(NINJS))).toMatchObject({ status: 200 });
    expect(api.rung.slice(rung)).toEqual([NINJS]);
    expect(await api.deliver(NINJS)).toBe(1);
  });

  it('has a report, as JSON and as a page', async () => {
    const { body } = await get(`/v1/recalls/${recall.id}/report`);
    answers('RecallReport', body);
    expect(body.versions.map(({ change }: { change: string }) => change)).toEqual(['new', 'kill']);
    const [held, kill] = body.holdings.filter(
      ({ destinationId }: { destinationId: string }) => destinationId === NINJS,
    );
    expect(held).toMatchObject({ version: 1, kind: 'item', state: 'delivered', until: kill.from });
    expect(kill.attempts).toMatchObject([{ status: 200, bodySha256: 'ab'.repeat(32) }]);
    const page = await get(`/v1/recalls/${recall.id}/report?format=html`);
    expect(page.status).toBe(200);
    for (const said of [
      kill.webhookId,
      'ab'.repeat(32),
      'A court forbids it',
      'by link, Aigerim',
      'HTTP 200',
    ])
      expect(page.body).toContain(said);
    expect((await get('/v1/recalls/9999/report')).status).toBe(404);
  });
});
