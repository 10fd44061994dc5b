import { queueCheck } from './queue-check.js';

describe('queueCheck', () => {
  it('says that the queue answers', async () => {
    expect(await queueCheck(async () => 'anything', 'redis').check()).toEqual({
      ok: true,
      detail: 'The queue on redis answers',
    });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('ECONNREFUSED'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('says so when it %s', async (_, ask) => {
    expect(await queueCheck(ask, 'redis', 2000, 20).check()).toMatchObject({ ok: false });
  });

  it('asks once for all who want to know at a time', async () => {
    let asked = 0;
    const check = queueCheck(async () => (asked += 1), 'postgres', 30);
    await Promise.all([check.check(), check.check(), check.check()]);
    expect(asked).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    await check.check();
    expect(asked).toBe(2);
  });
});
