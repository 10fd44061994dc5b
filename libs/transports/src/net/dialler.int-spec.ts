import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDialler, type DiallerOptions, type Lookup } from './dialler.js';

describe('createDialler', () => {
  let server: Server;
  let port: number;
  let connections = 0;
  beforeAll(async () => {
    server = createServer((_request, response) => response.end('reached'));
    server.on('connection', () => connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    connections = 0;
  });

  const get = async (url: string, options: DiallerOptions): Promise<string> => {
    const dialler = createDialler(options);
    try {
      const { body } = await dialler.request({ origin: new URL(url).origin, path: '/', method: 'GET' });
      return await body.text();
    } finally {
      await dialler.destroy();
    }
  };
  const answers = (...addresses: string[]): Lookup => {
    return (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  };

  it.each(['127.0.0.1', '0x7f.1', '2130706433', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    'refuses http://%s without a connection',
    async (host) => {
      await expect(get(`http://${host}:${port}`, { allow: [] })).rejects.toMatchObject({
        code: 'KORPU_ADDRESS_REFUSED',
        message: expect.stringContaining('KORPU_ALLOW_ADDRESSES'),
      });
      expect(connections).toBe(0);
    },
  );

  it('refuses a name that resolves to a private address, naming both', async () => {
    await expect(get('http://partner.example', { allow: [], lookup: answers('10.1.2.3') })).rejects.toThrow(
      'partner.example resolves to 10.1.2.3, which is a private address, where the exchange does not connect to. ' +
        'If this is meant, add "partner.example:80" to KORPU_ALLOW_ADDRESSES and restart.',
    );
  });

  it('dials no private address beside a public one', async () => {
    const dialled: string[] = [];
    const lookup: Lookup = (_hostname, options, callback) => {
      answers('127.0.0.1', '198.18.0.1')('', options, (error, addresses) => {
        dialled.push(...addresses.map(({ address }) => address));
        callback(error, addresses);
      });
    };
    // The block is listed so that it stands for the public Internet; it has no host, so that dialling it fails.
    const options = { allow: ['198.18.0.0/15'], lookup, connectTimeoutMs: 300 };
    await expect(get(`http://partner.example:${port}`, options)).rejects.not.toMatchObject({
      code: 'KORPU_ADDRESS_REFUSED',
    });
    expect(dialled).toEqual(['127.0.0.1', '198.18.0.1']);
    expect(connections).toBe(0);
  });

  it('judges each look-up anew, so that a name cannot rebind', async () => {
    let lookups = 0;
    const lookup: Lookup = (hostname, options, callback) =>
      answers(lookups++ === 0 ? '127.0.0.1' : '127.0.0.2')(hostname, options, callback);
    const dialler = createDialler({ allow: ['127.0.0.1/32'], lookup });
    const request = {
      origin: `http://partner.example:${port}`,
      path: '/',
      method: 'GET',
      reset: true,
    } as const;
    expect(await (await dialler.request(request)).body.text()).toBe('reached');
    await expect(dialler.request(request)).rejects.toMatchObject({ code: 'KORPU_ADDRESS_REFUSED' });
    await dialler.destroy();
  });

  it.each([
    ['the block', '127.0.0.0/8'],
    ['the address', '127.0.0.1'],
    ['host and port', 'HOST:PORT'],
  ])('connects where %s is listed', async (_what, entry) => {
    const allow = [entry.replace('HOST', '127.0.0.1').replace('PORT', String(port))];
    expect(await get(`http://127.0.0.1:${port}`, { allow })).toBe('reached');
  });

  it('connects to a listed name, whatever it resolves to', async () => {
    const options = { allow: [`receiver.internal:${port}`], lookup: answers('127.0.0.1') };
    expect(await get(`http://receiver.internal:${port}`, options)).toBe('reached');
    await expect(
      get(`http://receiver.internal:${port === 1024 ? 1025 : port - 1}`, options),
    ).rejects.toMatchObject({
      code: 'KORPU_ADDRESS_REFUSED',
    });
  });

  it('keeps connections and opens no more than its limit', async () => {
    const dialler = createDialler({ allow: ['127.0.0.1'], connectionsPerOrigin: 2 });
    const one = async () => {
      const { body } = await dialler.request({
        origin: `http://127.0.0.1:${port}`,
        path: '/',
        method: 'GET',
      });
      return body.text();
    };
    await Promise.all(Array.from({ length: 20 }, one));
    await one();
    expect(connections).toBe(2);
    await dialler.close();
  });

  it('says which entry of the list it cannot read', () => {
    expect(() => createDialler({ allow: ['localhost'] })).toThrow('"localhost" is neither host:port');
  });
});
