import type { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';
import { feedKey, type StockFeed } from '#apps/sandbox/src/stock/story.js';

const MEMBERS = 4;

/** A feed's one package: its newest usable items. It becomes a new version when they are others than before. */
export function publishTopPackage(wire: Wire, feed: StockFeed, at: Date): void {
  const key = feedKey(feed);
  const items = wire.feed(key)?.items ?? [];
  const members = items
    .filter(
      ({ members, pubStatus, embargoed, pinned }) =>
        members === undefined && pubStatus === 'usable' && embargoed === undefined && !pinned,
    )
    .slice(0, MEMBERS)
    .map(({ guid }) => guid);
  if (members.length === 0) return;
  const current = items.find((item) => item.members !== undefined && item.pubStatus === 'usable');
  if (current === undefined) {
    const headline = PHRASES[feed.language].topPackage;
    const said = { slug: 'top-stories', headline, description: feed.title, paragraphs: [] };
    wire.publish(key, { ...said, itemClass: 'composite', members, pinned: true }, at);
  } else if (current.members?.join() !== members.join()) {
    wire.revise(current.guid, { members }, at);
  }
}
