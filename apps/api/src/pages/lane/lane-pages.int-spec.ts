import { startPostgres, type TestPostgres } from '../../../../../test/services/postgres.js';
import { type ApiInTest, openApiInTest } from '../../testing/api-in-test.js';
import { playAMorning } from '../../testing/play-a-morning.js';

const LANE = '/acts/destinations/baku-tv-newsml';
const WEBHOOK = '/acts/destinations/khabar-ninjs';

describe('the pages of a lane', () => {
  let postgres: TestPostgres;
  let api: ApiInTest;
  let session: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    api = await openApiInTest(postgres.url);
    await playAMorning(api);
    const code = await api.ledger.signIns.createLink();
    const answer = await api.app.inject({ method: 'POST', url: '/sign-in', payload: { code } });
    session = `${answer.cookies[0]?.name}=${answer.cookies[0]?.value}`;
  });
  afterAll(async () => {
    await api?.close();
    await postgres?.stop();
  });
  const open = async (url: string) =>
    (await api.app.inject({ url, headers: { cookie: session, accept: 'text/html' } })).body;
  const send = (url: string, form: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url,
      headers: { cookie: session, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
  const deadOf = async (id: string) =>
    (
      await api.ledger.pool.query(
        `SELECT id, code FROM delivery WHERE destination_id = $1 AND state = 'dead' ORDER BY id`,
        [id],
      )
    ).rows;
  const hidden = (body: string): Record<string, string> =>
    Object.fromEntries(
      [...body.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value!,
      ]),
    );

  describe('replay', () => {
    it('offers what there is to send again, by reason, and counts it', async () => {
      const [dead] = await deadOf('baku-tv-newsml');
      const body = await open(`${LANE}/replay`);
      expect(body).toContain('<option value="dead">All dead letters (1)</option>');
      expect(body).toContain(
        `<option value="dead:${dead.code}">Dead: the partner answers HTTP 422 – ${dead.code} (1)</option>`,
      );
      expect(body).toContain('1 delivery to send.');
      // Which they are, and what each died of, before anything is done about them.
      const list = body.slice(body.indexOf('<h2>The dead letters</h2>'));
      expect(list).toContain(`href="/deliveries/${dead.id}"`);
      expect(list).toContain(`the partner answers HTTP 422 (<code>${dead.code}</code>), after 1 attempt`);
      expect(await open(`${LANE}/dismiss`)).toContain(list.slice(0, list.indexOf('</ol>')));
      expect(await open(`${LANE}/replay?what=dead:delivery.dns`)).toContain('0 deliveries to send.');
      expect(await open(`${LANE}/replay?what=dead&until=2d`)).toContain('0 deliveries to send.');
      expect(await open(`${LANE}/replay?what=settled&since=6h&latest=on`)).toMatch(
        /[2-9] deliveries to send\./,
      );
    });

    it.each([
      ['what=settled', 'Say since when'],
      ['since=noon', '“noon” is neither how long ago'],
      ['since=1h&until=2h', 'The end of the time is before its beginning.'],
      ['what=everything', '“everything” is nothing that could be sent again.'],
      ['what=dead:', '“dead:” is nothing that could be sent again.'],
      ['since=%3Cb%3E', '“&lt;b&gt;” is neither'],
    ])('shows the form again with what is wrong: %s', async (query, words) => {
      const body = await open(`${LANE}/replay?${query}`);
      expect(body).toContain(words);
      expect(body).not.toContain('class="deed"');
      expect((await send(`${LANE}/replay`, Object.fromEntries(new URLSearchParams(query)))).statusCode).toBe(
        400,
      );
    });

    it('sends what was counted, and shows how far it is', async () => {
      const body = await open(`${LANE}/replay?what=dead&since=6h`);
      const form = hidden(body);
      expect(form).toEqual({ what: 'dead', since: expect.stringMatching(/^\d{4}-.*Z$/) });
      const sent = await send(`${LANE}/replay`, form);
      expect([sent.statusCode, sent.headers.location]).toEqual([303, `${LANE}/replay`]);
      expect(await deadOf('baku-tv-newsml')).toEqual([]);
      expect(await open(`${LANE}/replay`)).toMatch(
        /dead letters, since \d{4}-[^<]*begun .*Being sent.*data-label="To send">1</s,
      );
      await api.deliver('baku-tv-newsml');
    });
  });

  describe('dismissal', () => {
    it('counts, asks why, and settles what was counted', async () => {
      const path = `${LANE}/dismiss`;
      await api.ledger.pool.query(
        `UPDATE delivery SET state = 'dead', settled_at = now(), code = 'delivery.dns'
          WHERE id = (SELECT max(id) FROM delivery WHERE destination_id = 'baku-tv-newsml' AND kind = 'item')`,
      );
      expect(await open('/')).toContain(`href="${path}">Dismiss…</a>`);
      expect(await open(`${path}?since=noon`)).toContain('“noon” is neither');
      expect(await open(`${path}?what=dead:delivery.tls`)).toContain('0 dead letters to dismiss.');
      const body = await open(`${path}?what=dead:delivery.dns&since=6h`);
      expect(body).toContain('1 dead letter to dismiss.');
      const form = hidden(body);
      const moment = expect.stringMatching(/^\d{4}-.*Z$/);
      expect(form).toEqual({ what: 'dead:delivery.dns', since: moment, until: moment });
      // Nobody has seen what dies after the count.
      await api.ledger.pool.query(
        `UPDATE delivery SET state = 'dead', settled_at = now(), code = 'delivery.dns'
          WHERE id = (SELECT min(id) FROM delivery WHERE destination_id = 'baku-tv-newsml' AND kind = 'item')`,
      );
      for (const what of ['settled', 'dead.delivery.dns', 'dead:']) {
        expect(await open(`${path}?what=${what}`)).toContain('are no dead letters');
        expect((await send(path, { what, reason: 'Over' })).statusCode).toBe(400);
      }
      expect((await send(path, form)).statusCode).toBe(400);
      expect((await send(path, { ...form, reason: ' ' })).statusCode).toBe(400);
      const foreign = await api.app.inject({
        method: 'POST',
        url: path,
        headers: {
          cookie: session,
          origin: 'https://elsewhere.example',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ ...form, reason: 'Over' }).toString(),
      });
      expect(foreign.statusCode).toBe(403);
      expect(await deadOf('baku-tv-newsml')).toHaveLength(2);
      const done = await send(path, { ...form, reason: 'Over' });
      expect([done.statusCode, done.headers.location]).toEqual([303, '/']);
      expect(await deadOf('baku-tv-newsml')).toHaveLength(1);
      const { rows } = await api.ledger.pool.query('SELECT said_by, reason FROM dismissal');
      expect(rows).toEqual([{ said_by: 'console', reason: 'Over' }]);
      expect((await send(path, { what: 'dead', reason: 'Over' })).statusCode).toBe(303);
      expect(await open('/')).not.toContain(`href="${path}"`);
    });
  });

  describe('resume', () => {
    it('counts what would leave, and lets go of what was counted', async () => {
      await send(`${LANE}/pause`, { reason: 'Move' });
      await api.ledger.pool.query(
        `UPDATE delivery SET state = 'pending', settled_at = NULL, created_at = now() - interval '2 days'
          WHERE destination_id = 'baku-tv-newsml' AND kind = 'item'`,
      );
      const all = await open(`${LANE}/resume`);
      expect(all).toContain('Held: Move');
      const [, waiting] = /(\d+) deliver(?:y|ies) would leave/.exec(all) ?? [];
      expect(Number(waiting)).toBeGreaterThan(0);
      expect(await open(`${LANE}/resume?since=noon`)).toContain('“noon” is neither');
      const some = await open(`${LANE}/resume?since=6h&latest=on`);
      const form = hidden(some);
      expect(form).toEqual({ since: expect.any(String), latest: 'on' });
      expect((await send(`${LANE}/resume`, form)).headers.location).toBe('/');
      expect(await open(`${LANE}/resume`)).toContain('It is open: nothing is held.');
    });
  });

  describe('signing keys', () => {
    it('are shown without secrets, and there is no act on the last one', async () => {
      const body = await open(`${WEBHOOK}/signing-keys`);
      expect(body).toContain('of the configuration');
      expect(body).not.toContain('Revoke');
      expect(body).not.toMatch(/whsec_[A-Za-z0-9+/]{20}/);
    });

    it('are made, the secret shown once, and revoked', async () => {
      const made = await send(`${WEBHOOK}/signing-keys`, { algorithm: 'hmac-sha256', overlap: '90m' });
      expect([made.statusCode, made.headers['cache-control']]).toEqual([200, 'no-store']);
      const [secret] = /whsec_[A-Za-z0-9+/]{43}=/.exec(made.body) ?? [];
      expect(secret).toBeDefined();
      expect(made.body).toContain('Those before it sign beside it for 90m.');
      const listed = await open(`${WEBHOOK}/signing-keys`);
      expect(listed).not.toContain(secret);
      const revoke = /action="([^"]+\/revoke)"/.exec(listed)?.[1];
      const revoked = await send(revoke!);
      expect([revoked.statusCode, revoked.headers.location]).toEqual([303, `${WEBHOOK}/signing-keys`]);
      const after = await open(`${WEBHOOK}/signing-keys`);
      expect(after).toContain('Signs no longer');
    });

    it('are of webhooks alone, and an overlap is a time', async () => {
      expect((await send(`${WEBHOOK}/signing-keys`, { overlap: 'long' })).body).toContain(
        '“long” is not a time',
      );
      expect(await open('/acts/destinations/baku-tv-rss/signing-keys')).toContain('webhook');
    });
  });

  it('are for administrators with a session', async () => {
    for (const path of ['replay', 'dismiss', 'resume', 'signing-keys']) {
      const { statusCode, headers } = await api.app.inject({
        url: `${WEBHOOK}/${path}`,
        headers: { accept: 'text/html' },
      });
      expect([path, statusCode, headers.location ?? '']).toEqual([
        path,
        303,
        expect.stringContaining('/sign-in'),
      ]);
    }
  });
});
