import { setTimeout } from 'node:timers/promises';
import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import { PlayedBell } from '#exchange/testing/played-doors.js';
import { asFeedId, type FeedId } from '#news/ids.js';
import { SweepFeeds } from './sweep-feeds.js';

const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await setTimeout(1);
};

const IDS = [asFeedId('report-az'), asFeedId('khabar-kk')];

describe('SweepFeeds', () => {
  let feeds: MemoryFeeds;
  let bell: PlayedBell<FeedId>;
  let driven: FeedId[];
  /** How many more this process has room for. */
  let room: number;
  let sweep: SweepFeeds;
  beforeEach(() => {
    feeds = new MemoryFeeds();
    feeds.overdue = IDS;
    bell = new PlayedBell();
    driven = [];
    room = 0;
    const take = (ids: readonly FeedId[]): FeedId[] => {
      driven.push(...ids.slice(0, room));
      const left = ids.slice(room);
      room -= ids.length - left.length;
      return left;
    };
    sweep = new SweepFeeds(feeds, bell, { take, drive: (ids) => driven.push(...ids) });
  });

  it('has nothing to do when nothing is due', async () => {
    feeds.overdue = [];
    expect(await sweep.run(1000)).toEqual({ due: 0, rung: 0, driven: 0, soon: 0 });
  });

  it('rings for the feeds that are due', async () => {
    expect(await sweep.run(1000)).toEqual({ due: 2, rung: 2, driven: 0, soon: 0 });
    expect(bell.rung).toEqual(IDS);
    expect(driven).toEqual([]);
  });

  it('polls as many as there is room for in this process, and rings for the others', async () => {
    room = 1;
    expect(await sweep.run(1000)).toEqual({ due: 2, rung: 1, driven: 1, soon: 0 });
    expect(driven).toEqual([IDS[0]]);
    expect(bell.rung).toEqual([IDS[1]]);
  });

  it('goes on ringing for what it rang for as long as it stays due: another process may be at it', async () => {
    await sweep.run(1000);
    room = 2;
    expect(await sweep.run(1000)).toEqual({ due: 2, rung: 2, driven: 0, soon: 0 });
    expect(driven).toEqual([]);
    feeds.overdue = [];
    await sweep.run(1000);
    feeds.overdue = IDS;
    expect(await sweep.run(1000)).toEqual({ due: 2, rung: 0, driven: 2, soon: 0 });
  });

  it('polls them itself when nobody can be rung', async () => {
    bell.broken = true;
    expect(await sweep.run(1000)).toEqual({ due: 2, rung: 0, driven: 2, soon: 0 });
    expect(driven).toEqual(IDS);
  });

  it('rings for each feed that is due before the next sweep when its time comes', async () => {
    feeds.overdue = [];
    feeds.upcoming = [
      { id: IDS[0]!, inMilliseconds: 1.5 },
      { id: IDS[1]!, inMilliseconds: 30 },
      { id: asFeedId('later'), inMilliseconds: 1001 },
    ];
    expect(await sweep.run(1000)).toEqual({ due: 0, rung: 0, driven: 0, soon: 2 });
    expect(bell.rung).toEqual([]);
    await until(() => bell.rung.length === 2);
    expect(bell.rung).toEqual(IDS);
  });

  it('leaves what is still to come to the next sweep, and to nobody once it is stopped', async () => {
    feeds.overdue = [];
    feeds.upcoming = [{ id: IDS[0]!, inMilliseconds: 20 }];
    await sweep.run(1000);
    feeds.upcoming = [{ id: IDS[1]!, inMilliseconds: 20 }];
    await sweep.run(1000);
    await until(() => bell.rung.length > 0);
    await sweep.run(1000);
    sweep.stop();
    await setTimeout(60);
    expect(bell.rung).toEqual([IDS[1]]);
  });
});
