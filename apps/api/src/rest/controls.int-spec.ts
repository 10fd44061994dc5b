import { onPlayedMorning, type PlayedMorning } from '../../../../test/services/on-played-morning.js';
import { type ApiInTest } from '../testing/api-in-test.js';
import type { Morning } from '../testing/play-a-morning.js';

let api: ApiInTest;
let morning: Morning;
let get: PlayedMorning['get'];
let post: PlayedMorning['post'];
let rows: PlayedMorning['rows'];
onPlayedMorning((played) => {
  ({ api, morning, get, post, rows } = played);
});

describe('controls', () => {
  it('pause and resume a destination, and ring it', async () => {
    const paused = await post('/v1/destinations/report-ninjs/pause', { reason: 'New server' });
    expect(paused.body).toMatchObject({ id: 'report-ninjs', state: 'paused', reason: 'New server' });
    const preview = await post('/v1/destinations/report-ninjs/resume', { dryRun: true, latest: true });
    expect(preview.body).toMatchObject({ state: 'paused', resumption: { dryRun: true, skipped: 0 } });
    const resumed = await post('/v1/destinations/report-ninjs/resume');
    expect(resumed.status).toBe(200);
    expect(resumed.body).toMatchObject({ state: 'open' });
    expect(resumed.body).not.toHaveProperty('reason');
    expect(api.rung.at(-1)).toBe('report-ninjs');
  });

  it('pause, resume and pull a feed', async () => {
    expect((await post('/v1/feeds/report-az/pause', { reason: 'Noise' })).body.paused).toMatchObject({
      reason: 'Noise',
    });
    expect((await post('/v1/feeds/report-az/resume')).body).not.toHaveProperty('paused');
    const pulled = await post('/v1/feeds/report-az/pull');
    expect(pulled.status).toBe(202);
    expect(Date.parse(pulled.body.nextPollAt)).toBeLessThanOrEqual(Date.now());
    expect(api.rung.at(-1)).toBe('report-az');
  });

  it('poll no feed that is paused, and say how to resume it', async () => {
    await post('/v1/feeds/report-az/pause', { reason: 'Noise' });
    const before = { rung: api.rung.length, feed: (await get('/v1/feeds/report-az')).body };
    const { status, body } = await post('/v1/feeds/report-az/pull');
    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: 'urn:korpu:problem:conflict',
      detail: expect.stringMatching(/"report-az" is paused .*POST \/v1\/feeds\/report-az\/resume/),
    });
    expect({ rung: api.rung.length, feed: (await get('/v1/feeds/report-az')).body }).toEqual(before);
    await post('/v1/feeds/report-az/resume');
    expect((await post('/v1/feeds/report-az/pull')).status).toBe(202);
    expect((await post('/v1/feeds/none/pull')).status).toBe(404);
  });

  it.each(['destinations/none/pause', 'feeds/none/pause'])('need something to act on: %s', async (path) => {
    expect((await post(`/v1/${path}`, { reason: 'x' })).status).toBe(404);
  });

  it('need a reason to pause', async () => {
    const { status, body } = await post('/v1/destinations/report-ninjs/pause', { reason: '  ' });
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ at: 'reason' })]]);
  });

  it('do not take a year that no calendar has', async () => {
    const since = '0000-01-01T00:00:00Z';
    expect((await post('/v1/destinations/khabar-ninjs/replay', { since, dryRun: true })).status).toBe(400);
  });

  it('count before they replay', async () => {
    const path = '/v1/destinations/baku-tv-newsml/replay';
    expect((await post(path, { dead: true, dryRun: true })).body).toEqual({
      toSend: 1,
      skipped: {},
      formerAgreements: {},
      dryRun: true,
    });
    expect((await rows('/v1/deliveries?state=dead')).items).toHaveLength(1);
    const { body } = await post(path, { dead: true });
    expect(body).toEqual({
      toSend: 1,
      skipped: {},
      formerAgreements: {},
      dryRun: false,
      replayId: expect.any(Number),
      selecting: false,
    });
    const progress = `/v1/replays/${body.replayId}`;
    expect((await get(progress)).body).toMatchObject({
      destinationId: 'baku-tv-newsml',
      selection: { dead: true },
      state: 'sending',
      toSend: 1,
      waiting: 1,
    });
    expect(api.rung.at(-1)).toBe('baku-tv-newsml');
    expect((await rows('/v1/deliveries?state=dead')).items).toEqual([]);
    await api.deliver('baku-tv-newsml');
    expect((await get(progress)).body).toMatchObject({ state: 'settled', delivered: 1, waiting: 0 });
    expect((await post(path, { dead: true })).body.toSend).toBe(0);
    expect((await rows('/v1/replays?destinationId=baku-tv-newsml')).items).toHaveLength(2);
    expect((await rows('/v1/replays?destinationId=report-ninjs')).items).toEqual([]);
  });

  it('replay since a moment, but nothing that was killed or overtaken', async () => {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const { body } = await post('/v1/destinations/baku-tv-newsml/replay', { since, dryRun: true });
    expect(body.toSend).toBeGreaterThan(0);
    expect(Object.keys(body.skipped)).toEqual(expect.arrayContaining(['killed', 'newer-held']));
  });

  it('say why one delivery cannot be sent again', async () => {
    const [killed] = (await rows(`/v1/deliveries?itemId=${morning.killed}&kind=item&state=delivered`)).items;
    const { status, body } = await post(`/v1/deliveries/${killed?.['id']}/replay`);
    expect([status, body.detail]).toEqual([409, 'It cannot be sent again: the item was killed.']);
  });

  it.each([
    {},
    { dead: false },
    { code: 'delivery.tls' },
    { since: '2025-11-18T09:00:00Z', code: 'delivery.tls' },
    { until: '2025-11-18T09:00:00Z' },
    { since: '2025-11-18T09:00:00Z', until: '2025-11-18T08:00:00Z' },
    { since: 'yesterday' },
  ])('refuse an unclear replay %j', async (body) => {
    expect((await post('/v1/destinations/baku-tv-newsml/replay', body)).status).toBe(400);
  });

  it.each([
    ['deliveries/1', { dry_run: true }],
    ['deliveries/1', { reason: 'sent by\u0000mail' }],
    ['destinations/baku-tv-newsml', { dry_run: true }],
    ['destinations/baku-tv-newsml', { reason: 'sent by\tmail' }],
    ['destinations/baku-tv-newsml', { since: '2025-11-18T09:00:00Z', until: '2025-11-18T08:00:00Z' }],
  ])('refuse an unclear dismissal: %s %j', async (of, body) => {
    const { status } = await post(`/v1/${of}/dismiss`, { reason: 'sent by mail', ...body });
    expect(status).toBe(400);
    expect((await rows('/v1/deliveries?state=superseded')).items).not.toContainEqual(
      expect.objectContaining({ code: 'delivery.dismissed' }),
    );
  });

  it('dismiss dead letters for a reason, in the name of the key, and count them first', async () => {
    await api.deliver('baku-tv-newsml', 'dead');
    const { body: before } = await post('/v1/destinations/baku-tv-newsml/replay', {
      since: new Date(Date.now() - 3_600_000).toISOString(),
    });
    expect(before.toSend).toBeGreaterThan(0);
    await api.deliver('baku-tv-newsml', 'dead');
    const dead = (await rows('/v1/deliveries?state=dead&kind=item&destinationId=baku-tv-newsml')).items;
    const path = '/v1/destinations/baku-tv-newsml/dismiss';
    expect((await post(path, {})).status).toBe(400);
    expect((await post(path, { reason: 'sent by mail', dryRun: true })).body).toEqual({
      dismissed: dead.length,
      // The kill that died, whose removal nobody has confirmed.
      stay: { 'recall-open': 1 },
      dryRun: true,
    });
    const [one] = dead;
    const dismissed = await post(`/v1/deliveries/${one?.['id']}/dismiss`, { reason: ' sent by mail ' });
    expect(dismissed).toMatchObject({ status: 200, body: { dismissed: 1 } });
    expect((await get(`/v1/deliveries/${one?.['id']}`)).body).toMatchObject({
      state: 'superseded',
      dismissed: { reason: 'sent by mail', by: expect.stringMatching(/./) },
    });
    const again = await post(`/v1/deliveries/${one?.['id']}/dismiss`, { reason: 'x' });
    expect([again.status, again.body.detail]).toEqual([409, 'It cannot be dismissed: it is no dead letter.']);
    expect((await post(path, { reason: 'sent by mail' })).body.dismissed).toBe(dead.length - 1);
    expect((await get('/v1/destinations/baku-tv-newsml')).body.dead).toBe(1);
  });
});
