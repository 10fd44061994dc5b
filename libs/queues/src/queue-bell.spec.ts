import { EventEmitter } from 'node:events';
import type { Queue } from 'bullmq';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import { BellOutOfReach, QueueBell } from './queue-bell.js';
import { DELIVER } from './queues.js';

/** Stands in for a queue whose answers the test decides on. */
class PlayedQueue extends EventEmitter {
  added: string[][] = [];
  answer: () => Promise<unknown> = async () => [];
  async addBulk(jobs: { data: { destinationId: string } }[]): Promise<unknown> {
    this.added.push(jobs.map(({ data }) => data.destinationId));
    return this.answer();
  }
}

const ids = (...names: string[]): DestinationId[] => names.map(asDestinationId);
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('QueueBell', () => {
  let queue: PlayedQueue;
  let lines: string[];
  let now: number;
  let bell: QueueBell<DestinationId>;
  beforeEach(() => {
    queue = new PlayedQueue();
    lines = [];
    now = 1_000_000;
    const write = (_fields: object, message: string) => void lines.push(message);
    const log = { info: write, warn: write, error: write };
    bell = new QueueBell(queue as unknown as Queue, DELIVER, log, {
      timeoutMs: 30,
      restMs: 500,
      now: () => now,
    });
  });

  it('puts together what is rung while a ring is under way', async () => {
    let release = () => {};
    queue.answer = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const first = bell.ring(ids('a'));
    const later = [bell.ring(ids('b', 'a')), bell.ring(ids('c')), bell.ring(ids('b'))];
    expect(queue.added).toEqual([['a']]);
    queue.answer = async () => [];
    release();
    await Promise.all([first, ...later]);
    expect(queue.added).toEqual([['a'], ['b', 'a', 'c']]);
  });

  it('adds thousands in pieces', async () => {
    await bell.ring(Array.from({ length: 1_200 }, (_, i) => asDestinationId(`lane-${i}`)));
    expect(queue.added.map(({ length }) => length)).toEqual([500, 500, 200]);
  });

  it('fails a ring that is not answered in time', async () => {
    queue.answer = () => new Promise(() => {});
    await expect(bell.ring(ids('a', 'b'))).rejects.toBeInstanceOf(BellOutOfReach);
    expect(bell.lost).toBe(2);
  });

  it('fails at once for a while after a failure, then tries again', async () => {
    queue.answer = async () => {
      throw new Error('connection is closed');
    };
    await expect(bell.ring(ids('a'))).rejects.toMatchObject({ cause: { message: 'connection is closed' } });
    await expect(bell.ring(ids('b'))).rejects.toBeInstanceOf(BellOutOfReach);
    expect(queue.added).toEqual([['a']]);
    now += 500;
    queue.answer = async () => [];
    await bell.ring(ids('c'));
    expect(queue.added).toEqual([['a'], ['c']]);
  });

  it('tries less and less often while the queue is away, and as often as ever afterwards', async () => {
    const triedAfter = async () => {
      const [from, before] = [now, queue.added.length];
      for (; queue.added.length === before; now += 100) await bell.ring(ids('a')).catch(() => {});
      return now - 100 - from;
    };
    queue.answer = async () => {
      throw new Error('connection is closed');
    };
    const waits = [];
    for (let i = 0; i < 6; i++) waits.push(await triedAfter());
    expect(waits).toEqual([0, 400, 900, 1_900, 3_900, 3_900]);
    queue.answer = async () => [];
    await triedAfter();
    queue.answer = async () => {
      throw new Error('connection is closed');
    };
    expect([await triedAfter(), await triedAfter()]).toEqual([0, 400]);
  });

  it('says once that the queue is away and once that it is back', async () => {
    queue.answer = async () => {
      throw new Error('connection is closed');
    };
    for (let i = 0; i < 5; i++) {
      await bell.ring(ids('a')).catch(() => {});
      queue.emit('error', new Error('ECONNREFUSED'));
      now += 4_000;
    }
    queue.answer = async () => [];
    await bell.ring(ids('a'));
    await bell.ring(ids('a'));
    expect(lines).toEqual([
      'The queue "deliver" is out of reach.',
      'The queue "deliver" is back after 20 s.',
    ]);
  });

  it('leaves no rejection unhandled when a late answer fails, too', async () => {
    queue.answer = () => pause(60).then(() => Promise.reject(new Error('too late')));
    await expect(bell.ring(ids('a'))).rejects.toBeInstanceOf(BellOutOfReach);
    // An unhandled rejection would end the test run.
    await pause(60);
  });
});
