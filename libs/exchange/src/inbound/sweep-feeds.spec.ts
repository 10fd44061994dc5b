import { MemoryFeeds } from '#exchange/testing/memory-feeds.js';
import { PlayedBell } from '#exchange/testing/played-doors.js';
import { asFeedId, type FeedId } from '#news/ids.js';
import { SweepFeeds } from './sweep-feeds.js';

const IDS = [asFeedId('report-az'), asFeedId('khabar-kk')];

describe('SweepFeeds', () => {
  let feeds: MemoryFeeds;
  let bell: PlayedBell<FeedId>;
  let driven: FeedId[];
  let sweep: SweepFeeds;
  beforeEach(() => {
    feeds = new MemoryFeeds();
    feeds.overdue = IDS;
    bell = new PlayedBell();
    driven = [];
    sweep = new SweepFeeds(feeds, bell, { drive: (ids) => driven.push(...ids) });
  });

  it('has nothing to do when nothing is due', async () => {
    feeds.overdue = [];
    expect(await sweep.run()).toEqual({ due: 0, rung: 0, driven: 0 });
  });

  it('rings for the feeds that are due', async () => {
    expect(await sweep.run()).toEqual({ due: 2, rung: 2, driven: 0 });
    expect(bell.rung).toEqual(IDS);
    expect(driven).toEqual([]);
  });

  it('polls them itself when nobody can be rung', async () => {
    bell.broken = true;
    expect(await sweep.run()).toEqual({ due: 2, rung: 0, driven: 2 });
    expect(driven).toEqual(IDS);
  });
});
