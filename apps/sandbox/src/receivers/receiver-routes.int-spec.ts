import { Webhook } from 'standardwebhooks';
import type { LedgerSummary } from '#apps/sandbox/src/receivers/receipt-ledger.js';
import { type Sandbox, startSandbox } from '#apps/sandbox/src/start-sandbox.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const DOOR = 'khabar-ninjs';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ secrets: { [DOOR]: SECRET } });
});
afterAll(() => sandbox.close());

const get = (path: string): Promise<Response> => fetch(sandbox.url + path);
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

const summary = async (): Promise<LedgerSummary | undefined> => {
  const { receivers } = await json<{ receivers: ({ id: string } & LedgerSummary)[] }>(get('/receivers'));
  return receivers.find(({ id }) => id === DOOR);
};

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
