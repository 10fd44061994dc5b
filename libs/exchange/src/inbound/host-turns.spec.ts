import { FakeClock } from '#exchange/testing/fake-clock.js';
import { HostTurns } from './host-turns.js';

describe('turns of a host', () => {
  it('come one after the other with a pause between, and each host has its own', async () => {
    const clock = new FakeClock('2025-11-18T09:00:00Z');
    const turns = new HostTurns(clock, async (ms) => clock.advance(ms / 1000));
    const seen: string[] = [];
    const never = new AbortController().signal;
    const take = (url: string, fails = false) =>
      turns
        .take(url, 2, never, async () => {
          seen.push(`${url.slice(8)} ${clock.now().toISOString().slice(17, 19)}`);
          if (fails) throw new Error('broken');
        })
        .catch(() => {});
    await Promise.all([take('https://a.example/1', true), take('https://a.example/2')]);
    await take('https://b.example/1');
    await take('https://a.example/3');
    expect(seen).toEqual(['a.example/1 00', 'a.example/2 02', 'b.example/1 02', 'a.example/3 04']);
  });
});
