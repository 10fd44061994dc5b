import { createServer } from 'node:net';
import { mustBeFree } from './ports.js';

describe('mustBeFree', () => {
  it('says which port is taken and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await expect(mustBeFree('the API', '127.0.0.1', port, 'KORPU_PORT')).rejects.toMatchObject({
      message: `Port ${port} for the API is taken by another program.`,
      remedy: expect.stringContaining('KORPU_PORT='),
    });
    await new Promise((resolve) => server.close(resolve));
    await expect(mustBeFree('the API', '127.0.0.1', port, 'KORPU_PORT')).resolves.toBeUndefined();
  });

  it('says when the address is not one of this machine', async () => {
    await expect(mustBeFree('the API', '192.0.2.1', 3000, 'KORPU_PORT')).rejects.toMatchObject({
      remedy: expect.stringContaining('KORPU_HOST'),
    });
  });
});
