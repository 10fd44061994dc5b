import { createHash } from 'node:crypto';
import { asFeedId } from '#news/ids.js';
import { onPlayedMorning, type PlayedMorning } from '../../../../test/services/on-played-morning.js';
import { type ApiInTest, keyOf } from '../testing/api-in-test.js';

let api: ApiInTest;
let get: PlayedMorning['get'];
let rows: PlayedMorning['rows'];
onPlayedMorning((played) => {
  ({ api, get, rows } = played);
});

describe('documents', () => {
  const TEXT = '<html><script>alert(1)</script>';
  const ids: number[] = [];
  beforeAll(async () => {
    const { documents } = api.ledger;
    for (const text of [TEXT, 'b', 'c', 'd', TEXT]) {
      const bytes = Buffer.from(text);
      const id = await documents.keep({
        feedId: asFeedId('report-az'),
        url: 'https://report.example/rss',
        at: new Date().toISOString(),
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        contentType: 'text/html',
        headers: {},
      });
      await documents.settle(id, { decoded: false, code: 'decode.html-instead-of-feed', message: 'a page' });
      ids.push(id);
    }
  });

  it('that could not be read are listed page by page, the same bytes once', async () => {
    const url = '/v1/documents?state=undecodable&feedId=report-az';
    const whole = await rows(url);
    expect(whole.items.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2], ids[1]]);
    expect(whole.items[0]).toMatchObject({
      state: 'undecodable',
      timesFetched: 2,
      reason: { code: 'decode.html-instead-of-feed', message: 'a page' },
    });
    const first = await rows(`${url}&limit=3`);
    const rest = await rows(`${url}&limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(whole.items);
    expect((await rows('/v1/documents?state=undecodable&feedId=khabar-kk')).items).toEqual([]);
    expect((await get('/v1/documents?state=lost')).status).toBe(400);
    expect((await get('/v1/feeds/report-az')).body.quarantined).toBe(4);
  });

  it('are shown one by one, and all that were fetched too', async () => {
    expect((await get(`/v1/documents/${ids[0]}`)).body).toMatchObject({ id: ids[0], state: 'undecodable' });
    expect((await rows('/v1/documents?feedId=report-az&limit=5')).items.map(({ id }) => id)).toEqual(
      [...ids].reverse(),
    );
    expect((await get('/v1/documents/999999')).status).toBe(404);
  });

  it('are given out as files to save, never as pages, to administrators alone', async () => {
    const url = `/v1/documents/${ids[0]}/bytes`;
    const answer = await api.app.inject({ url, headers: { authorization: `Bearer ${api.adminKey}` } });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(TEXT);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="document-${ids[0]}.bin"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect((await get('/v1/documents/999999/bytes')).status).toBe(404);
    expect((await api.app.inject({ url })).statusCode).toBe(401);
    const headers = { authorization: `Bearer ${keyOf('baku-tv-rss')}` };
    expect((await api.app.inject({ url, headers })).statusCode).toBe(403);
  });
});
