import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runKorpu } from '../../apps/cli/src/testing/run-korpu.js';
import { configurationFolder } from './configuration-folder.js';
import { makeFolder, type RunningExchange, startExchange } from './running-exchange.js';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.js';
import { pause, until } from './until.js';

interface Lane {
  state: string;
  reason?: string;
  pending: number;
  dead: number;
  restsUntil?: string;
}

interface Recall {
  id: number;
  holders: { destinationId: string; progress: string; laneState: string }[];
}

interface Delivery {
  id: number;
  itemId: number;
  guid: string;
  state: string;
  code?: string;
  attempts: number;
  pickedUpAt?: string;
}

const PULL = 'uzbekistan-24-jsonfeed';
const PUSH = 'khabar-ninjs';
/** Its secret at the exchange is not the one that the newsroom has. */
const MISTRUSTED = 'report-ninjs';
const WRONG_SECRET = 'SECRET_OF_LONG_AGO';
const SECRETS = { [WRONG_SECRET]: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
const PAGE_SIZE = 5;

describe('the doors of the exchange, and who may use them', () => {
  let sandbox: SandboxProcess;
  let exchange: RunningExchange;
  let folder: string;
  let configDir: string;
  let ownKey: string;
  let othersKey: string;

  const feedUrl = (id = PULL) => `${exchange.url}/v1/destinations/${id}/feed`;
  const withKey = (key: string, headers: Record<string, string> = {}) => ({
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  const lane = (id: string) => exchange.get<Lane>(`/v1/destinations/${id}`);
  const deliveries = async (id: string, more = '') =>
    (await exchange.get<{ items: Delivery[] }>(`/v1/deliveries?destinationId=${id}&limit=200${more}`)).items;
  const receiptsOf = async (id: string, guid: string) =>
    (await sandbox.newsrooms.ledger(id)).filter((receipt) => receipt.guid === guid);
  const arrived = (id: string, guid: string) =>
    until(
      `${guid} at ${id}`,
      60_000,
      async () => (await receiptsOf(id, guid))[0],
      () => lane(id),
    );
  const killed = (id: string, guid: string) =>
    until(
      `the kill of ${guid} at ${id}`,
      60_000,
      async () => (await receiptsOf(id, guid)).find(({ kind }) => kind === 'kill'),
      () => lane(id),
    );
  const publish = async (headline: string) =>
    (await sandbox.newsrooms.publish('report/en.xml', { headline })).guid;
  /** The newest delivery of that item in that lane, once it is in that state. */
  const settled = (id: string, guid: string, state: string) =>
    until(
      `${guid} to be ${state} for ${id}`,
      60_000,
      async () => (await deliveries(id)).find((one) => one.guid === guid && one.state === state),
      () => lane(id),
    );

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    folder = await makeFolder();
    configDir = await configurationFolder(folder, (kind, document) => {
      if (document['id'] === PULL) return { ...document, pageSize: PAGE_SIZE };
      if (document['id'] === MISTRUSTED) return { ...document, secrets: [`\${env:${WRONG_SECRET}}`] };
      return kind === 'destinations' && document['transport'] === 'webhook'
        ? { ...document, timeoutSeconds: 4, retrySeconds: [1] }
        : document;
    });
    exchange = await startExchange({ ...sandbox.env, ...SECRETS, KORPU_CONFIG_DIR: configDir });
    ownKey = sandbox.env['SANDBOX_KEY_UZBEKISTAN_24_JSONFEED']!;
    othersKey = sandbox.env['SANDBOX_KEY_REPORT_ATOM']!;
    await until(
      'everything of the first second to be in the feed',
      120_000,
      async () => {
        const all = await deliveries(PULL);
        return (all.length > PAGE_SIZE && all.every(({ state }) => state === 'delivered')) || undefined;
      },
      () => lane(PULL),
    );
  });

  afterAll(async () => {
    await exchange?.dispose();
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe('a pull feed', () => {
    it.each([
      ['without a key', undefined, 401],
      ['with a key that nobody has', 'Bearer korpu_nobodys', 401],
      ['with what is no key at all', 'Digest username="x"', 401],
    ])('is closed %s', async (_how, authorization, status) => {
      const answer = await fetch(feedUrl(), { headers: authorization ? { authorization } : {} });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toMatch(/Bearer.*Basic/);
    });

    it("is closed with another destination's key, as is everything else to its own", async () => {
      expect((await fetch(feedUrl(), withKey(othersKey))).status).toBe(403);
      expect((await fetch(feedUrl('report-atom'), withKey(ownKey))).status).toBe(403);
      for (const path of ['/v1/partners', '/v1/exchange/summary', `/v1/destinations/${PULL}`, '/metrics'])
        expect({ path, status: (await fetch(`${exchange.url}${path}`, withKey(ownKey))).status }).toEqual({
          path,
          status: 403,
        });
      const pause = await fetch(`${exchange.url}/v1/destinations/${PULL}/pause`, {
        method: 'POST',
        ...withKey(ownKey, { 'content-type': 'application/json' }),
        body: '{"reason":"mine"}',
      });
      expect(pause.status).toBe(403);
      expect((await lane(PULL)).state).toBe('open');
    });

    it('opens to its key, as bearer and by Basic, and notes what was picked up', async () => {
      const basic = (user: string) => `Basic ${Buffer.from(`${user}:${ownKey}`).toString('base64')}`;
      for (const authorization of [`Bearer ${ownKey}`, basic(PULL)])
        expect((await fetch(feedUrl(), { headers: { authorization } })).status).toBe(200);
      expect((await fetch(feedUrl(), { headers: { authorization: basic('report-atom') } })).status).toBe(401);
      // It is noted when the answer has left.
      const noted = async () => (await deliveries(PULL)).filter(({ pickedUpAt }) => pickedUpAt).length;
      await until('it to be noted', 60_000, async () => (await noted()) >= PAGE_SIZE || undefined, noted);
    });

    it('comes in pages that together are everything, each item once', async () => {
      const seen: string[] = [];
      let pages = 0;
      for (let url: string | undefined = feedUrl(); url !== undefined; pages++) {
        const answer: Response = await fetch(url, withKey(ownKey));
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toContain('application/feed+json');
        const page = (await answer.json()) as { items: { id: string }[]; next_url?: string };
        expect(page.items.length).toBeLessThanOrEqual(PAGE_SIZE);
        seen.push(...page.items.map(({ id }) => id));
        url = page.next_url;
      }
      const held = (await deliveries(PULL, '&state=delivered')).map(({ guid }) => guid);
      expect(pages).toBe(Math.ceil(held.length / PAGE_SIZE));
      expect([...seen].sort()).toEqual([...new Set(held)].sort());
      const foreign = await fetch(`${feedUrl()}?cursor=guessed`, withKey(ownKey));
      expect(foreign.status).toBe(400);
    });

    it('is not sent again to whoever has it, until something changes', async () => {
      const news = await sandbox.newsrooms.publish('baku-tv/en.json', {
        headline: 'Something to begin with',
      });
      await settled(PULL, news.guid, 'delivered');
      // Last-Modified counts in seconds; what changed in this one cannot be told apart yet.
      await pause(1_100);
      const first = await fetch(feedUrl(), withKey(ownKey));
      const etag = first.headers.get('etag')!;
      expect(etag).toMatch(/^"[^"]+"$/);
      const again = await fetch(feedUrl(), withKey(ownKey, { 'if-none-match': etag }));
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      // A date has no fractions, and what commits late has an earlier one: so soon it is no proof that nothing is new.
      const lastModified = first.headers.get('last-modified')!;
      expect(Date.parse(lastModified)).toBeLessThan(Date.now());
      const byDate = await fetch(feedUrl(), withKey(ownKey, { 'if-modified-since': lastModified }));
      expect(byDate.status).toBe(200);
      const { guid } = await sandbox.newsrooms.publish('baku-tv/en.json', {
        headline: 'A new reason to read',
      });
      await settled(PULL, guid, 'delivered');
      const changed = await fetch(feedUrl(), withKey(ownKey, { 'if-none-match': etag }));
      expect(changed.status).toBe(200);
      expect(await changed.text()).toContain('A new reason to read');
    });
  });

  it('a pause holds everything, a kill too, and a resume delivers it in order', async () => {
    const before = await publish('Published before the pause');
    await arrived(PUSH, before);
    await exchange.post(`/v1/destinations/${PUSH}/pause`, { reason: 'moving house' });
    expect(await lane(PUSH)).toMatchObject({ state: 'paused', reason: 'moving house' });
    const during = await publish('Published during the pause');
    await sandbox.newsrooms.withdraw(before);
    // The newsroom's other door shows that both have passed the exchange.
    await arrived('khabar-newsml', during);
    await killed('khabar-newsml', before);
    expect(await receiptsOf(PUSH, during)).toEqual([]);
    expect((await receiptsOf(PUSH, before)).map(({ kind }) => kind)).toEqual(['item']);
    expect((await lane(PUSH)).pending).toBeGreaterThanOrEqual(2);

    await exchange.post(`/v1/destinations/${PUSH}/resume`);
    await arrived(PUSH, during);
    await killed(PUSH, before);
    expect(await lane(PUSH)).toMatchObject({ state: 'open', pending: expect.any(Number), dead: 0 });
  });

  it('a recall waits for a destination whose file is away, and reaches it when the file is back', async () => {
    const file = join(configDir, 'destinations', `${PUSH}.yaml`);
    const apply = async () => {
      const env = {
        ...sandbox.env,
        ...SECRETS,
        KORPU_DATA_DIR: exchange.dataDir,
        KORPU_CONFIG_DIR: configDir,
      };
      const { status, stderr } = await runKorpu(['apply', '--yes'], { env: env as Record<string, string> });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    };
    const guid = await publish('Recalled while one door was away');
    await arrived(PUSH, guid);
    const { itemId } = await settled(PUSH, guid, 'delivered');
    await rename(file, join(folder, 'away.yaml'));
    await apply();
    const { id } = await exchange.post<Recall>(`/v1/items/${itemId}/recall`, {
      reason: 'A court forbids it',
    });
    const holder = async () =>
      (await exchange.get<Recall>(`/v1/recalls/${id}`)).holders.find((one) => one.destinationId === PUSH);
    expect(await holder()).toMatchObject({ laneState: 'removed', progress: 'cannot-be-sent' });
    await killed('khabar-newsml', guid);
    expect((await receiptsOf(PUSH, guid)).map(({ kind }) => kind)).toEqual(['item']);

    await rename(join(folder, 'away.yaml'), file);
    await apply();
    await killed(PUSH, guid);
    await until(
      'its acknowledgement',
      60_000,
      async () => (await holder())?.progress === 'acknowledged' || undefined,
      holder,
    );
  });

  it('a dead letter is sent again under the webhook-id it had', async () => {
    // Entered and not answered, twice: the exchange cannot know that it arrived, and gives up.
    await sandbox.newsrooms.fault(PUSH, { mode: 'accept-then-time-out' });
    const guid = await publish('Heard and not answered');
    const dead = await settled(PUSH, guid, 'dead');
    expect(dead).toMatchObject({ attempts: 2 });
    await sandbox.newsrooms.fault(PUSH, { mode: 'ok' });
    const preview = await exchange.post<{ toSend: number }>(`/v1/deliveries/${dead.id}/replay`, {
      dryRun: true,
    });
    expect(preview).toMatchObject({ toSend: 1, dryRun: true });
    expect((await settled(PUSH, guid, 'dead')).id).toBe(dead.id);

    await exchange.post(`/v1/deliveries/${dead.id}/replay`);
    await settled(PUSH, guid, 'delivered');
    const receipts = await receiptsOf(PUSH, guid);
    expect(receipts.map(({ version, duplicate }) => ({ version, duplicate }))).toEqual([
      { version: 1, duplicate: false },
      { version: 1, duplicate: true },
      { version: 1, duplicate: true },
    ]);
    expect(new Set(receipts.map(({ webhookId }) => webhookId)).size).toBe(1);
  });

  it('410 disables the destination and holds what comes, until somebody opens it', async () => {
    await sandbox.newsrooms.fault(PUSH, { mode: '410' });
    const refused = await publish('Nobody lives here');
    await until(
      `${PUSH} to be disabled`,
      60_000,
      async () => (await lane(PUSH)).state === 'disabled' || undefined,
      () => lane(PUSH),
    );
    const later = await publish('Nor does anybody now');
    await arrived('khabar-newsml', later);
    await sandbox.newsrooms.fault(PUSH, { mode: 'ok' });
    const held = (await deliveries(PUSH)).filter(({ guid }) => guid === refused || guid === later);
    expect(held.map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect(await receiptsOf(PUSH, later)).toEqual([]);

    await exchange.post(`/v1/destinations/${PUSH}/resume`);
    await arrived(PUSH, refused);
    await arrived(PUSH, later);
    expect(await lane(PUSH)).toMatchObject({ state: 'open', dead: 0 });
  });

  it('what a partner refuses is a dead letter at once, with its answer, and the breaker spares the rest', async () => {
    const [dead] = await deliveries(MISTRUSTED, '&state=dead');
    expect(dead).toMatchObject({ attempts: 1, status: 401 });
    const { items } = await exchange.get<{ items: { status: number; answer: string }[] }>(
      `/v1/deliveries/${dead?.id}/attempts`,
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.answer).toContain('no signature fits');
    // While its breaker tries one of them it does not rest.
    const { pending } = await until(
      'it to rest',
      60_000,
      async () => {
        const state = await lane(MISTRUSTED);
        return state.restsUntil === undefined ? undefined : state;
      },
      () => lane(MISTRUSTED),
    );
    expect(pending).toBeGreaterThan(0);
    const receiver = (await sandbox.newsrooms.receivers()).find(({ id }) => id === MISTRUSTED);
    expect(receiver).toMatchObject({ receipts: 0 });
    expect(receiver?.refused).toBeGreaterThanOrEqual(1);
  });
});
