import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { PullFailed, PullRequest } from '#exchange/inbound/inbound-ports.js';
import { pullConformance } from '#exchange/testing/pull-conformance.js';
import { createDialler } from '../net/dialler.js';
import { HttpPull } from './http-pull.js';

let dialler: Dispatcher;
beforeAll(() => {
  dialler = createDialler({ allow: ['127.0.0.1'] });
});
afterAll(() => dialler.destroy());
const http = () => new HttpPull({ dialler, userAgent: 'Korpu/0 (+https://korpu.test)' });

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

pullConformance('HttpPull', {
  transport: http,
  badUrl: 'ftp://127.0.0.1/feed.xml',
  startOrigin: async () => {
    let document: Buffer | undefined;
    let hanging = false;
    const { url, server } = await serve((request, response) => {
      if (hanging) return;
      if (!document) {
        response.writeHead(404).end('nothing here');
        return;
      }
      const etag = `"${createHash('sha256').update(document).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(document);
    });
    return {
      url: `${url}/feed.xml`,
      publish: async (bytes) => {
        document = bytes;
      },
      remove: async () => {
        document = undefined;
      },
      hang: async () => {
        hanging = true;
      },
      stop: () => close(server),
    };
  },
});

describe('HttpPull', () => {
  let server: Server;
  let url: string;
  let requests: IncomingMessage[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    requests = [];
    ({ server, url } = await serve((request, response) => {
      requests.push(request);
      answer(request, response);
    }));
  });
  afterEach(() => close(server));

  const never = new AbortController().signal;
  const pull = (path: string, more: Partial<PullRequest> = {}) =>
    http().pull({ url: url + path, headers: {}, maxBytes: 10_000_000, timeoutSeconds: 60, ...more }, never);
  const failure = (path: string, more: Partial<PullRequest> = {}): Promise<PullFailed> =>
    pull(path, more).then(
      () => {
        throw new Error('the pull must fail');
      },
      (error) => error,
    );

  it('says who asks, what it reads, and what it has', async () => {
    answer = (_request, response) => response.writeHead(200, { 'cache-control': 'max-age=60' }).end('x');
    await pull('/rss?lang=az', {
      etag: '"a"',
      lastModified: 'Tue, 10 Mar 2026 10:00:00 GMT',
      headers: { 'X-Api-Key': 'k' },
    });
    expect(requests[0]?.url).toBe('/rss?lang=az');
    expect(requests[0]?.headers).toMatchObject({
      'user-agent': 'Korpu/0 (+https://korpu.test)',
      'accept-encoding': 'gzip, deflate, br',
      'if-none-match': '"a"',
      'if-modified-since': 'Tue, 10 Mar 2026 10:00:00 GMT',
      'x-api-key': 'k',
    });
  });

  it("lets a feed's headers replace ours, but not what frames the request", async () => {
    answer = (_request, response) => response.end('x');
    await pull('/', {
      headers: { 'User-Agent': 'Mozilla/5.0', Host: 'evil.example', 'Content-Length': '5' },
    });
    expect(requests[0]?.headers['user-agent']).toBe('Mozilla/5.0');
    expect(requests[0]?.headers.host).toBe(new URL(url).host);
    expect(requests[0]?.headers['content-length']).toBeUndefined();
  });

  it('tells what the origin said of its answer, without cookies', async () => {
    answer = (_request, response) =>
      response
        .writeHead(203, {
          'content-type': 'application/rss+xml; charset=windows-1251',
          etag: 'W/"7"',
          'last-modified': 'Tue, 10 Mar 2026 10:00:00 GMT',
          'cache-control': 'max-age=300',
          'set-cookie': 'session=1',
          'x-twice': ['a', 'b'],
        })
        .end('x');
    const pulled = await pull('/');
    expect(pulled).toMatchObject({
      status: 'fetched',
      contentType: 'application/rss+xml; charset=windows-1251',
      etag: 'W/"7"',
      lastModified: 'Tue, 10 Mar 2026 10:00:00 GMT',
      maxAgeSeconds: 300,
      headers: { 'x-twice': 'a, b' },
    });
    expect(pulled).not.toHaveProperty(['headers', 'set-cookie']);
  });

  it('forgets an ETag that could not be sent back', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { etag: Buffer.from('"xəbər"').toString('latin1') }).end('x');
    expect(await pull('/')).toMatchObject({ status: 'fetched', etag: undefined });
  });

  it('passes on how long an unchanged answer holds', async () => {
    answer = (_request, response) =>
      response.writeHead(304, { 'cache-control': 'max-age=30', 'retry-after': '90' }).end();
    expect(await pull('/', { etag: '"a"' })).toEqual({
      status: 'not-modified',
      maxAgeSeconds: 30,
      retryAfterSeconds: 90,
    });
  });

  it('unpacks a compressed answer', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('açıq mətn'));
    expect(await pull('/')).toMatchObject({ bytes: Buffer.from('açıq mətn') });
  });

  it('keeps its connection over unchanged answers', async () => {
    answer = (_request, response) => response.writeHead(304).end();
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 10; i++) {
      await pull('/', { etag: '"a"' });
      ports.add(requests[i]?.socket.remotePort);
    }
    // Two and not one: undici looks over a connection for a moment before it uses it again.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  describe('redirects', () => {
    it.each([301, 302, 303, 307, 308])('follows a %i and says where it ended', async (status) => {
      answer = (request, response) =>
        request.url === '/old'
          ? response.writeHead(status, { location: '/new?x=1' }).end()
          : response.end('here');
      expect(await pull('/old')).toMatchObject({ url: `${url}/new?x=1`, bytes: Buffer.from('here') });
    });
    it('gives up after five', async () => {
      answer = (request, response) => response.writeHead(302, { location: `${request.url}x` }).end();
      expect(await failure('/')).toMatchObject({ code: 'pull.redirects', retry: 'later' });
      expect(requests).toHaveLength(6);
    });
    it.each([undefined, 'ftp://127.0.0.1/', 'http://'])('cannot follow one to %j', async (location) => {
      answer = (_request, response) => response.writeHead(302, location ? { location } : {}).end();
      expect(await failure('/')).toMatchObject({ code: 'pull.redirects' });
    });
    it("takes the feed's keys along within the origin, and to nobody else", async () => {
      const other = await serve((request, response) => {
        requests.push(request);
        response.end('other');
      });
      answer = (request, response) =>
        response.writeHead(302, { location: request.url === '/a' ? '/b' : `${other.url}/c` }).end();
      const secret = new URL(`${url}/a`);
      secret.username = 'user';
      secret.password = 'pass';
      await pull('', { url: secret.href, headers: { 'x-api-key': 'k' }, etag: '"a"' });
      await close(other.server);
      expect(
        requests.map(({ headers }) => [
          headers['x-api-key'],
          headers.authorization,
          headers['if-none-match'],
        ]),
      ).toEqual([
        ['k', 'Basic dXNlcjpwYXNz', '"a"'],
        ['k', 'Basic dXNlcjpwYXNz', '"a"'],
        [undefined, undefined, '"a"'],
      ]);
    });
    it('judges each hop', async () => {
      answer = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.2:9/' }).end();
      const failed = await failure('/');
      expect(failed).toMatchObject({ code: 'pull.address-refused', retry: 'never' });
      expect(failed.message).toContain('127.0.0.2');
    });
  });

  describe('refusals', () => {
    it.each([204, 206, 400, 401, 403, 404, 410, 500, 502])('reports a %i by its number', async (status) => {
      answer = (_request, response) => response.writeHead(status).end();
      expect(await failure('/')).toMatchObject({ code: `pull.http-${status}`, retry: 'later' });
    });
    it.each([
      ['90', 90],
      ['9999999', 86_400],
    ])('waits as long as a 503 asks, Retry-After %s', async (header, seconds) => {
      answer = (_request, response) => response.writeHead(503, { 'retry-after': header }).end();
      expect(await failure('/')).toMatchObject({ code: 'pull.http-503', retry: { afterSeconds: seconds } });
    });
    it('reports headers that cannot be sent', async () => {
      expect(await failure('/', { headers: { 'x-key': 'a\nb' } })).toMatchObject({
        code: 'pull.bad-headers',
        retry: 'never',
      });
    });
    it('reports an answer that breaks off', async () => {
      answer = (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('begin');
        setTimeout(() => response.destroy(), 50);
      };
      expect(await failure('/')).toMatchObject({ code: 'pull.connect', retry: 'later' });
    });
    it('reports a body that is not what its encoding says', async () => {
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('<rss/>');
      expect(await failure('/')).toMatchObject({ code: 'pull.bad-encoding', retry: 'later' });
    });
    it('reports a name that is not in DNS', async () => {
      expect(await failure('', { url: 'http://does-not-exist.invalid/' })).toMatchObject({
        code: 'pull.dns',
        retry: 'later',
      });
    });
    it('reports a server that does not speak TLS', async () => {
      answer = (_request, response) => response.end();
      expect(await failure('', { url: url.replace('http:', 'https:') })).toMatchObject({
        code: 'pull.tls',
        retry: 'later',
      });
    });
    it('reports a server that does not speak HTTP', async () => {
      const tcp = createTcpServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
      await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
      const { port } = tcp.address() as AddressInfo;
      expect(await failure('', { url: `http://127.0.0.1:${port}/` })).toMatchObject({ code: 'pull.connect' });
      tcp.close();
    });
  });

  it('drops a 200 MB body at the limit', async () => {
    let written = 0;
    answer = (_request, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(1_000_000, 'x');
      const more = () => {
        while (written < 200_000_000 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return response.once('drain', more);
        }
        return response.end();
      };
      more();
    };
    const before = process.memoryUsage().rss;
    expect(await failure('/', { maxBytes: 2_000_000 })).toMatchObject({ code: 'pull.too-large' });
    expect(written).toBeLessThan(20_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('refuses an announced 200 MB without reading any', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-length': '200000000' }).flushHeaders();
    expect(await failure('/')).toMatchObject({
      code: 'pull.too-large',
      message: expect.stringContaining('announces 200000000 bytes'),
    });
  });

  it('does not let a body that trickles outlast the deadline', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await failure('/', { timeoutSeconds: 0.4 })).toMatchObject({ code: 'pull.timeout' });
  });

  it('counts the making of the connection against the deadline', async () => {
    const hanging = createDialler({ allow: [], lookup: () => {} });
    const transport = new HttpPull({ dialler: hanging, userAgent: 'Korpu/0' });
    const request = { url: 'http://partner.example/', headers: {}, maxBytes: 1_000, timeoutSeconds: 0.2 };
    await expect(transport.pull(request, never)).rejects.toMatchObject({ code: 'pull.timeout' });
    await hanging.destroy();
  });
});
