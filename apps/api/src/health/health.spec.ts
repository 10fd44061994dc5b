import type { ApiServices } from '../api-services.js';
import { createApi } from '../create-api.js';

describe('/health/ready', () => {
  it.each([
    ['ready', true, true, 200],
    // Deliveries go on without the queue: traffic must not be taken away from a process that can answer.
    ['degraded', true, false, 200],
    ['not-ready', false, true, 503],
    ['not-ready', false, false, 503],
  ] as const)('is %s with the database %s and the queue %s', async (status, database, queue, code) => {
    const check = (ok: boolean) => ({
      check: async () => ({ ok, detail: ok ? 'It answers' : 'It is silent' }),
    });
    const services = { database: check(database), doorbell: check(queue) } as ApiServices;
    const app = await createApi({ services, publicUrl: 'http://exchange.test', logger: false });
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(code);
    expect(answer.json()).toEqual({
      status,
      checks: {
        database: { ok: database, detail: database ? 'It answers' : 'It is silent' },
        queue: { ok: queue, detail: queue ? 'It answers' : 'It is silent' },
      },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    await app.close();
  });
});
