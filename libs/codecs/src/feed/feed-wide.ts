import type { FeedReading } from './read-entries.js';

/** Far more than a feed says of all its entries at once; each of them is asked for with every entry. */
const MOST = 50;

/** One more of what a feed says for all of its entries; what is more than fifty is left out, which is told once. */
export function addFeedWide<T>(
  list: T[] | undefined,
  value: T,
  name: string,
  { warnings }: FeedReading,
): T[] {
  if (list === undefined) return [value];
  if (list.length < MOST) list.push(value);
  else if (list.length === MOST && !warnings.some((one) => one.code === 'feed-cut' && one.at === name))
    warnings.push({ code: 'feed-cut', at: name, detail: `more than ${MOST} were left out` });
  return list;
}
