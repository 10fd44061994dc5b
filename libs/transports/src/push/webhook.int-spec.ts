import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Dispatcher } from 'undici';
import { type PartnerManner, pushConformance, pushRequest } from '#exchange/testing/push-conformance.js';
import { asGuid } from '#news/ids.js';
import { createDialler } from '../net/dialler.js';
import { WebhookPush } from './webhook.js';

const SECRET = `whsec_${Buffer.from('hush, hush, hush, hush, hush').toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let dialler: Dispatcher;
beforeAll(() => {
  dialler = createDialler({ allow: ['127.0.0.1'] });
});
afterAll(() => dialler.destroy());
const webhook = () => new WebhookPush({ dialler, userAgent: 'Korpu/0 (+https://korpu.test)' });

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/korpu`, server };
}
const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray());

pushConformance('WebhookPush', {
  transport: webhook,
  startPartner: async () => {
    const has: { id: string; bytes: Buffer }[] = [];
    let manner: PartnerManner = 'accept';
    const { url, server } = await serve(async (request, response) => {
      const bytes = await bodyOf(request);
      const accept = () => has.push({ id: String(request.headers['webhook-id']), bytes });
      const answers: Record<PartnerManner, () => unknown> = {
        accept: () => {
          accept();
          response.writeHead(204).end();
        },
        refuse: () => response.writeHead(422).end('no such section'),
        fail: () => response.writeHead(500).end(),
        busy: () => response.writeHead(503, { 'retry-after': '7' }).end(),
        gone: () => response.writeHead(410).end(),
        hang: () => {},
        'accept-then-hang': accept,
        'break-off': () => response.socket?.destroy(),
      };
      answers[manner]();
    });
    return {
      settings: { transport: 'webhook', url, secrets: [SECRET], headers: { 'X-Api-Key': 'hush' } },
      behave: (next) => {
        manner = next;
      },
      received: () => has,
      stop: () => close(server),
    };
  },
});

describe('WebhookPush', () => {
  let server: Server;
  let url: string;
  let requests: { request: IncomingMessage; body: Buffer }[];
  let answer: (response: ServerResponse) => void;
  beforeEach(async () => {
    requests = [];
    answer = (response) => response.writeHead(204).end();
    ({ server, url } = await serve(async (request, response) => {
      requests.push({ request, body: await bodyOf(request) });
      answer(response);
    }));
  });
  afterEach(() => close(server));

  const never = new AbortController().signal;
  type More = { [K in keyof ReturnType<typeof pushRequest>]?: Partial<ReturnType<typeof pushRequest>[K]> };
  const push = ({ destination, delivery }: More = {}) =>
    webhook().push(
      pushRequest(
        { transport: 'webhook', timeoutSeconds: 60, url, secrets: [SECRET], ...destination },
        delivery,
      ),
      never,
    );

  it('is accepted by the public Standard Webhooks library, before, during and after a rotation', async () => {
    for (const secrets of [[OLD_SECRET], [SECRET, OLD_SECRET], [SECRET]]) {
      expect(await push({ destination: { secrets } })).toMatchObject({ outcome: 'delivered', status: 204 });
      const { request, body } = requests.at(-1)!;
      const headers = request.headers as Record<string, string>;
      for (const secret of secrets) {
        expect(new Webhook(secret).verify(body, headers)).toMatchObject({ headline: 'Bakıda sammit – 2026' });
      }
    }
  });

  it('posts the body with its type and what there is to know of the item', async () => {
    await push({
      delivery: {
        guid: asGuid('https://report.az/xəbər/1'),
        version: 4,
        kind: 'kill',
        obligations: [{ type: 'credit', line: 'Report', required: true }],
      },
    });
    const { request } = requests[0]!;
    expect(request.method).toBe('POST');
    expect(request.url).toBe('/korpu');
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Korpu/0 (+https://korpu.test)',
      'webhook-id': 'dlv-1',
      'korpu-item-guid': 'https://report.az/x%C9%99b%C9%99r/1',
      'korpu-item-version': '4',
      'korpu-kind': 'kill',
      'korpu-source': 'report',
      'korpu-credit-line': 'Report',
    });
  });

  it('records what was sent, as it was sent, but for what the settings brought', async () => {
    const secretUrl = url.replace('://', '://korpu:pa55@');
    const { sentHeaders } = await push({ destination: { url: secretUrl, headers: { 'X-Api-Key': 'k' } } });
    const sent = { ...requests[0]!.request.headers };
    expect(sent).toMatchObject({ 'x-api-key': 'k', authorization: `Basic ${btoa('korpu:pa55')}` });
    delete sent.connection;
    expect(sentHeaders).toEqual({ ...sent, 'x-api-key': '***', authorization: '***' });
  });

  it('does not let a destination forge what the exchange says', async () => {
    await push({
      destination: {
        headers: {
          'Webhook-Id': 'x',
          'KORPU-KIND': 'kill',
          Host: 'x',
          'Content-Length': '1',
          'User-Agent': 'Own/1',
          'Content-Type': 'text/x',
        },
      },
    });
    expect(requests[0]!.request.headers).toMatchObject({
      'webhook-id': 'dlv-1',
      'korpu-kind': 'item',
      host: new URL(url).host,
      'user-agent': 'Own/1',
      'content-type': 'text/x',
    });
  });

  it('sends without a signature where the destination has no secret', async () => {
    expect((await push({ destination: { secrets: [] } })).outcome).toBe('delivered');
    expect(requests[0]!.request.headers['webhook-signature']).toBeUndefined();
  });

  it.each([
    ['delivery.bad-url', { url: undefined }],
    ['delivery.bad-url', { url: 'sftp://partner.example/in' }],
    ['delivery.bad-secret', { secrets: ['whsec_x'] }],
    ['delivery.bad-headers', { headers: { 'x-a': 'b\r\nc: d' } }],
  ])('sends nothing on %s', async (code, destination) => {
    expect(await push({ destination })).toMatchObject({
      outcome: 'failed',
      code,
      retry: 'never',
      ambiguous: false,
    });
    expect(requests).toHaveLength(0);
  });

  it('refuses a private address and says what to do', async () => {
    expect(await push({ destination: { url: 'http://169.254.169.254/latest' } })).toMatchObject({
      code: 'delivery.address-refused',
      answer: expect.stringContaining('KORPU_ALLOW_ADDRESSES'),
      retry: 'never',
      ambiguous: false,
    });
  });

  it('follows no redirect', async () => {
    answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await push()).toMatchObject({ code: 'delivery.redirected', status: 307, retry: 'later' });
    expect(requests).toHaveLength(1);
  });

  it('keeps the first 4 KiB of an answer and does not wait for one without end', async () => {
    answer = (response) => {
      response.writeHead(400);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    };
    expect(await push()).toMatchObject({ code: 'delivery.rejected-by-partner', answer: 'x'.repeat(4_096) });
  });

  it.each([
    [200, 'delivered'],
    [500, 'failed'],
  ])('takes the word of a %i whose body never ends', async (status, outcome) => {
    answer = (response) => response.writeHead(status).write('beginning');
    expect(await push({ destination: { timeoutSeconds: 1 } })).toMatchObject({
      outcome,
      status,
      answer: 'beginning',
    });
  });

  it('does not let an answer that trickles outlast the deadline', async () => {
    // A status line without end: bytes keep coming, an answer never does.
    const tcp = createTcpServer((socket) => {
      socket.write('HTTP/1.1 200 O');
      const timer = setInterval(() => socket.write('K'), 20);
      socket.on('close', () => clearInterval(timer)).on('error', () => {});
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const { port } = tcp.address() as AddressInfo;
    const outcome = await push({ destination: { url: `http://127.0.0.1:${port}/`, timeoutSeconds: 1 } });
    expect(outcome).toMatchObject({ code: 'delivery.timeout', ambiguous: true });
    tcp.close();
  });

  it('is not fooled by an informational answer', async () => {
    answer = (response) => {
      response.writeProcessing();
      response.writeHead(422).end();
    };
    expect(await push()).toMatchObject({ code: 'delivery.rejected-by-partner', status: 422 });
  });

  it('knows that a push which waited for a connection in vain was not sent', async () => {
    const single = createDialler({ allow: ['127.0.0.1'], connectionsPerOrigin: 1 });
    const door = new WebhookPush({ dialler: single, userAgent: 'Korpu/0' });
    const held: ServerResponse[] = [];
    answer = (response) => held.push(response);
    const request = (timeoutSeconds: number) => pushRequest({ transport: 'webhook', timeoutSeconds, url });
    const first = door.push(request(60), never);
    const waiting = await door.push(request(0.2), never);
    expect(waiting).toMatchObject({ code: 'delivery.timeout', ambiguous: false });
    held[0]?.writeHead(204).end();
    expect((await first).outcome).toBe('delivered');
    // The one that gave up is not sent after all when the connection becomes free, and costs nobody the connection.
    answer = (response) => response.writeHead(204).end();
    expect((await door.push(request(60), never)).outcome).toBe('delivered');
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ request: { socket } }) => socket)).size).toBe(1);
    await single.destroy();
  });

  it('reports a name that is not in DNS, and a look-up that hangs', async () => {
    expect(await push({ destination: { url: 'https://does-not-exist.invalid/' } })).toMatchObject({
      code: 'delivery.dns',
      retry: 'later',
      ambiguous: false,
    });
    const hanging = createDialler({ allow: [], lookup: () => {} });
    const door = new WebhookPush({ dialler: hanging, userAgent: 'Korpu/0' });
    const request = pushRequest({
      transport: 'webhook',
      timeoutSeconds: 0.2,
      url: 'http://partner.example/',
    });
    expect(await door.push(request, never)).toMatchObject({ code: 'delivery.timeout', ambiguous: false });
    await hanging.destroy();
  });

  it('reports a partner that does not speak TLS', async () => {
    expect(await push({ destination: { url: url.replace('http:', 'https:') } })).toMatchObject({
      code: 'delivery.tls',
      ambiguous: false,
    });
  });

  it('ends what is on its way when the dialler is closed', async () => {
    const closing = createDialler({ allow: ['127.0.0.1'] });
    const door = new WebhookPush({ dialler: closing, userAgent: 'Korpu/0' });
    answer = () => void closing.destroy();
    const request = pushRequest({ transport: 'webhook', timeoutSeconds: 60, url });
    expect(await door.push(request, never)).toMatchObject({ code: 'delivery.aborted', ambiguous: true });
    expect(await door.push(request, never)).toMatchObject({ code: 'delivery.aborted', ambiguous: false });
  });
});
