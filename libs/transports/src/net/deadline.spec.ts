import { Deadline } from './deadline.js';

describe('Deadline', () => {
  it('ends when its time is over', async () => {
    const deadline = new Deadline(20, new AbortController().signal);
    expect(deadline.ended).toBeUndefined();
    await expect(deadline.passed).rejects.toThrow();
    expect(deadline.ended).toBe('timeout');
    expect(deadline.signal.aborted).toBe(true);
  });

  it('ends when the caller stops, and then no more by time', async () => {
    const caller = new AbortController();
    const deadline = new Deadline(20, caller.signal);
    caller.abort();
    expect(deadline.ended).toBe('aborted');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(deadline.ended).toBe('aborted');
  });

  it('has ended at once where the caller had stopped before', () => {
    expect(new Deadline(1_000, AbortSignal.abort()).ended).toBe('aborted');
  });

  it('ends no more once cleared', async () => {
    const caller = new AbortController();
    const deadline = new Deadline(10, caller.signal);
    deadline.clear();
    caller.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(deadline.ended).toBeUndefined();
  });
});
