import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import { Trickle } from '#apps/sandbox/src/newsroom/trickle.js';
import { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { BEAT_SECONDS, RHYTHM } from '#apps/sandbox/src/stock/opening-script.js';
import { STOCK_FEEDS } from '#apps/sandbox/src/stock/stock-feeds.js';
import { feedKey } from '#apps/sandbox/src/stock/story.js';

const START = new Date('2026-03-10T10:00:00Z');
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

function play({ speed = 1, seed = 1 } = {}) {
  const wire = new Wire(STOCK_FEEDS, START);
  const trickle = new Trickle(wire, STOCK_FEEDS, { startedAt: START, speed, seed });
  trickle.advance(START);
  return { wire, trickle };
}

const itemOf = (wire: Wire, feed: string, story: string, itemClass?: string): PublishedItem => {
  const found = wire
    .feed(feed)
    ?.items.find((item) => item.origin?.story.slug === story && (!itemClass || item.itemClass === itemClass));
  if (found === undefined) throw new Error(`${feed} shows no ${story}`);
  return found;
};

describe('the opening', () => {
  it('puts a handful into every feed at once, dated over the hours before', () => {
    const { wire } = play();
    for (const { feed, items } of wire.feeds) {
      expect([feedKey(feed), items.length >= 4]).toEqual([feedKey(feed), true]);
      const dates = items
        .filter(({ embargoed }) => !embargoed)
        .map(({ firstCreated }) => firstCreated.getTime());
      expect(new Set(dates).size).toBeGreaterThan(3);
      expect(Math.max(...dates)).toBeLessThan(START.getTime());
    }
  });

  it('embargoes one item until 30 s in, and lets that time pass without a new version', () => {
    const { wire, trickle } = play();
    const before = itemOf(wire, 'report/en.xml', 'tourism-figures');
    expect(before).toMatchObject({ version: 1, embargoed: later(30), pubStatus: 'usable' });
    trickle.advance(later(38));
    expect(itemOf(wire, 'report/en.xml', 'tourism-figures')).toEqual(before);
  });

  it('moves the embargo of another, as a new version', () => {
    const { wire, trickle } = play();
    expect(itemOf(wire, 'khabar/en.json', 'satellite')).toMatchObject({ version: 1, embargoed: later(75) });
    trickle.advance(later(20));
    expect(itemOf(wire, 'khabar/en.json', 'satellite')).toMatchObject({
      version: 2,
      embargoed: later(45),
      signal: 'update',
      versionCreated: later(20),
    });
  });

  it('kills at 40 s an item that has been out since the start', () => {
    const { wire, trickle } = play();
    trickle.advance(later(39.9));
    expect(itemOf(wire, 'report/en.xml', 'port-cargo')).toMatchObject({ version: 1, pubStatus: 'usable' });
    trickle.advance(later(40));
    expect(itemOf(wire, 'report/en.xml', 'port-cargo')).toMatchObject({
      version: 2,
      pubStatus: 'canceled',
      signal: 'kill',
      versionCreated: later(40),
    });
  });

  it('corrects a figure and says which', () => {
    const { wire, trickle } = play();
    const { guid, headline } = itemOf(wire, 'report/az.xml', 'sahmat');
    trickle.advance(later(10));
    const corrected = itemOf(wire, 'report/az.xml', 'sahmat');
    expect(corrected).toMatchObject({ guid, version: 2, signal: 'correction' });
    expect(corrected.headline).not.toBe(headline);
    const [was, now] = [headline, corrected.headline].map((line) => /\d+/.exec(line)?.[0]);
    expect(corrected.edNote).toContain(`əvvəl ${was} `);
    expect(corrected.edNote).toContain(`doğrusu ${now}.`);
  });

  it('brings the video after the text', () => {
    const { wire, trickle } = play();
    expect(itemOf(wire, 'baku-tv/az.xml', 'regata')).toMatchObject({ itemClass: 'text', version: 1 });
    trickle.advance(later(8));
    expect(itemOf(wire, 'baku-tv/az.xml', 'regata')).toMatchObject({
      itemClass: 'video',
      version: 2,
      media: { video: { name: 'regatta' } },
    });
  });

  it('packs up what the G2 feed shows, without embargoed and withdrawn items', () => {
    const { wire, trickle } = play();
    trickle.advance(later(3));
    const [first] = wire.feed('report/en.xml')?.items ?? [];
    expect(first).toMatchObject({ itemClass: 'composite', version: 1 });
    expect(first?.members).toHaveLength(4);
    expect(first?.members).not.toContain(itemOf(wire, 'report/en.xml', 'tourism-figures').guid);
    // One package beat of the rhythm comes after the kill.
    trickle.advance(later(BEAT_SECONDS * (RHYTHM.indexOf('package') + 1)));
    const second = wire.feed('report/en.xml')?.items.find(({ members }) => members !== undefined);
    expect(second).toMatchObject({ guid: first?.guid, version: 2 });
    expect(second?.members).not.toContain(itemOf(wire, 'report/en.xml', 'port-cargo').guid);
  });
});

describe('the trickle', () => {
  it('goes on without end, to every feed, with everything a newsroom does', () => {
    const { wire, trickle } = play();
    for (let second = 0; second <= 3 * 3600; second += 10) trickle.advance(later(second));
    const afterAnHour = wire.events.filter(({ at }) => at > later(3600));
    expect(new Set(afterAnHour.map(({ action }) => action))).toEqual(
      new Set(['published', 'revised', 'corrected', 'killed']),
    );
    expect(new Set(afterAnHour.map(({ feed }) => feed)).size).toBe(STOCK_FEEDS.length);
    const perHour = afterAnHour.length / 2;
    expect(perHour).toBeGreaterThan(3600 / BEAT_SECONDS - 100);
    for (const { items } of wire.feeds)
      expect(items.filter(({ pinned }) => !pinned).length).toBeLessThanOrEqual(60);
  });

  it('never goes back: each version of an item is one more than the one before', () => {
    const { wire, trickle } = play({ seed: 7 });
    for (let second = 0; second <= 3600; second += 10) trickle.advance(later(second));
    const versions = new Map<string, number>();
    for (const { guid, version, at } of wire.events) {
      expect([guid, version]).toEqual([guid, (versions.get(guid) ?? 0) + 1]);
      expect(at.getTime()).toBeLessThanOrEqual(later(3600).getTime());
      versions.set(guid, version);
    }
    expect(versions.size).toBeGreaterThan(500);
  });

  it('is the same for the same seed however often it is asked, and another for another', () => {
    const run = (seed: number, everySeconds: number) => {
      const { wire, trickle } = play({ seed });
      for (let second = 0; second <= 600; second += everySeconds) trickle.advance(later(second));
      return wire.feeds.map(({ items }) => items);
    };
    expect(run(1, 1)).toEqual(run(1, 60));
    expect(run(1, 60)).not.toEqual(run(2, 60));
  });

  it('plays faster at a higher speed, embargoes included', () => {
    const { wire, trickle } = play({ speed: 10 });
    expect(itemOf(wire, 'report/en.xml', 'tourism-figures').embargoed).toEqual(later(3));
    trickle.advance(later(4));
    expect(itemOf(wire, 'report/en.xml', 'port-cargo')).toMatchObject({
      pubStatus: 'canceled',
      versionCreated: later(4),
    });
  });

  it('lets go of what a jump of the clock left out', () => {
    const { wire, trickle } = play();
    trickle.advance(later(100));
    const before = wire.events.length;
    trickle.advance(later(100 + 7 * 24 * 3600));
    expect(wire.events.length - before).toBeLessThanOrEqual(51);
  });

  it('does not revive an item that someone withdrew before its turn', () => {
    const { wire, trickle } = play();
    wire.kill(itemOf(wire, 'report/az.xml', 'sahmat').guid, later(1));
    trickle.advance(later(12));
    expect(itemOf(wire, 'report/az.xml', 'sahmat')).toMatchObject({ version: 2, pubStatus: 'canceled' });
  });
});
