import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../e2e/until.js';
import { answersArrive, type Fate, FaultProxy, NETWORK_FAULTS } from './fault-proxy.js';

/** Between the waits of `slow` and of `late`, far from either: a timer of a busy machine may be late. */
const PATIENCE_MS = 1_300;

describe('FaultProxy', () => {
  let next: Fate = 'none';
  let arrived: { body: string; fate: Fate | undefined }[] = [];
  let port = 0;
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk));
    request.on('error', () => {});
    request.on('end', () => {
      arrived.push({ body, fate: proxy.passageAt(request.socket.remotePort)?.fate });
      response.end('taken');
    });
  });
  let proxy: FaultProxy;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // In the middle of what it may draw.
    proxy = new FaultProxy(
      (server.address() as AddressInfo).port,
      () => next,
      () => 0.1,
    );
    port = await proxy.listen();
  });
  beforeEach(() => {
    arrived = [];
  });
  afterAll(async () => {
    agent.destroy();
    server.closeAllConnections();
    await proxy.close();
    server.close();
  });

  /** What the sender of a request hears within its patience. */
  function send(fate: Fate): Promise<string> {
    next = fate;
    return new Promise((resolve) => {
      const request = http.request({ port, host: '127.0.0.1', method: 'POST', agent }, (response) => {
        response.on('error', () => {});
        response.on('data', (chunk: Buffer) => resolve(String(chunk)));
      });
      request.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
      setTimeout(() => {
        resolve('nothing');
        request.destroy();
      }, PATIENCE_MS);
      request.end('x'.repeat(2_000));
    });
  }

  it('lets pass what nothing befalls, several requests on one connection', async () => {
    expect(await send('none')).toBe('taken');
    expect(await send('none')).toBe('taken');
    expect(arrived).toMatchObject([{ fate: 'none' }, { fate: 'none' }]);
  });

  it.each<[Fate, heard: string, arrives: number]>([
    ['slow', 'taken', 1],
    ['reset-request', 'ECONNRESET', 0],
    ['reset-answer', 'ECONNRESET', 1],
    ['hang', 'nothing', 0],
    ['withhold', 'nothing', 1],
    ['trickle', 'nothing', 1],
  ])('%s: the sender hears %s', async (fate, heard, arrives) => {
    expect(await send(fate)).toBe(heard);
    expect(arrived).toHaveLength(arrives);
    expect(answersArrive(fate)).toBe(heard === 'taken');
    expect(proxy.drawn.get(fate as (typeof NETWORK_FAULTS)[number])).toBe(1);
  });

  it('late: the request arrives whole after its sender has gone', async () => {
    expect(await send('late')).toBe('nothing');
    expect(arrived).toEqual([]);
    await until('the request', 60_000, () => arrived.length > 0 || undefined);
    expect(arrived).toEqual([{ body: 'x'.repeat(2_000), fate: 'late' }]);
  });
});
