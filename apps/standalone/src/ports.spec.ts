import { createServer } from 'node:net';
import { freePort } from './ports.js';

describe('freePort', () => {
  it('is any, and another each time, where none is named', async () => {
    expect(await freePort('the API', '127.0.0.1', 0, 'KORPU_PORT')).toBeGreaterThan(1023);
  });

  it('says which port is taken and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await expect(freePort('the API', '127.0.0.1', port, 'KORPU_PORT')).rejects.toMatchObject({
      message: `Port ${port} for the API is taken by another program.`,
      remedy: expect.stringContaining('KORPU_PORT='),
    });
    await new Promise((resolve) => server.close(resolve));
    await expect(freePort('the API', '127.0.0.1', port, 'KORPU_PORT')).resolves.toBe(port);
  });

  it('says when the address is not one of this machine', async () => {
    await expect(freePort('the API', '192.0.2.1', 3000, 'KORPU_PORT')).rejects.toMatchObject({
      remedy: expect.stringContaining('KORPU_HOST'),
    });
  });
});
