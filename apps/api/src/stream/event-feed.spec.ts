import { jest } from '@jest/globals';
import { EventFeed, type Events, type ExchangeEvent, type StreamMessage } from './event-feed.js';

/** A ledger of events in memory. */
class MemoryEvents implements Events {
  readonly list: ExchangeEvent[] = [];
  moved = 0;
  asked = 0;

  add(type: string, data: Record<string, unknown> = {}): void {
    this.list.push({ id: (this.list.at(-1)?.id ?? 0) + 1, at: '2025-11-18T09:00:00Z', type, data });
  }
  async lastId() {
    return this.list.at(-1)?.id ?? 0;
  }
  async after(id: number, limit: number) {
    this.asked += 1;
    return this.list.filter((event) => event.id > id).slice(0, limit);
  }
  async activity() {
    return String(this.moved);
  }
}

const settle = (ms = 40) => jest.advanceTimersByTimeAsync(ms);

describe('EventFeed', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const follow = (feed: EventFeed, resumeAfter?: number) => {
    const messages: StreamMessage[] = [];
    const subscription = feed.follow(resumeAfter).subscribe((message) => messages.push(message));
    return { messages, stop: () => subscription.unsubscribe() };
  };
  const typesOf = (messages: StreamMessage[]) => messages.map(({ type, id }) => `${type} ${id}`);

  it('sends what happens from now on, under the noun of its type', async () => {
    const events = new MemoryEvents();
    events.add('destination.paused');
    const reader = follow(new EventFeed(events, 5));
    await settle();
    events.add('kill.acknowledged', { itemId: 7 });
    await settle();
    reader.stop();
    expect(typesOf(reader.messages)).toEqual(['ready 1', 'kill 2']);
    expect(reader.messages[1]?.data).toEqual({
      itemId: 7,
      type: 'kill.acknowledged',
      at: '2025-11-18T09:00:00Z',
    });
  });

  it('resumes after the last event a reader has', async () => {
    const events = new MemoryEvents();
    for (const type of ['a.x', 'b.x', 'c.x']) events.add(type);
    const reader = follow(new EventFeed(events, 5), 1);
    await settle();
    reader.stop();
    expect(typesOf(reader.messages)).toEqual(['b 2', 'c 3']);
  });

  it.each([
    ['events were dropped', 1, () => ({ from: 3 })],
    ['the number is of another database', 99, () => ({ from: 1 })],
  ])('says resync when %s', async (_, resumeAfter, setting) => {
    const events = new MemoryEvents();
    for (let i = 0; i < 4; i += 1) events.add('a.x');
    events.list.splice(0, setting().from - 1);
    const reader = follow(new EventFeed(events, 5), resumeAfter);
    await settle();
    reader.stop();
    expect(typesOf(reader.messages)).toEqual(['resync 4']);
  });

  it('says resync when more was missed than is worth telling', async () => {
    const events = new MemoryEvents();
    for (let i = 0; i < 502; i += 1) events.add('a.x');
    const reader = follow(new EventFeed(events, 5), 1);
    await settle();
    reader.stop();
    expect(typesOf(reader.messages)).toEqual(['resync 502']);
  });

  it('tells that deliveries moved on, without an event for each', async () => {
    const events = new MemoryEvents();
    const reader = follow(new EventFeed(events, 5));
    await settle(60);
    events.moved += 100;
    await settle(60);
    reader.stop();
    expect(typesOf(reader.messages)).toEqual(['ready 0', 'change 0']);
  });

  it('asks once for all readers, and not at all without any', async () => {
    const events = new MemoryEvents();
    const feed = new EventFeed(events);
    const readers = [follow(feed), follow(feed), follow(feed)];
    // Half a second each: what happens is told within one.
    await settle(5_000);
    for (const reader of readers) reader.stop();
    expect(events.asked).toBe(10);
    await settle(5_000);
    expect(events.asked).toBe(10);
  });

  it('goes on when the database was away', async () => {
    const events = new MemoryEvents();
    const feed = new EventFeed(events, 5);
    const reader = follow(feed);
    await settle();
    const after = events.after.bind(events);
    events.after = () => Promise.reject(new Error('connection lost'));
    await settle();
    events.after = after;
    events.add('feed.problem');
    await settle(80);
    reader.stop();
    expect(typesOf(reader.messages)).toEqual(['ready 0', 'feed 1', 'change 1']);
  });
});
