import type { Concept, Coverage, NewsItem, NewsRecord, PlanningItem } from '#news/record.js';
import { isUri } from '../guid.js';
import { present } from '../present.js';
import type { Associated } from './decode-associations.js';
import type { JsonFields } from './json-fields.js';

/** The event that a plan is for is the first that it names. */
export function eventsOf(
  fields: JsonFields,
  type: string | undefined,
): { planned?: JsonFields; events: JsonFields[] } {
  const events = fields.list('events', 'event');
  if (type !== 'planning') return { events };
  const [planned, ...further] = events;
  return { planned, events: further };
}

/** An object of type event is the event itself; a plan names the one it is for. */
export function eventItself(own: string | undefined, headline: string | undefined): Concept {
  const key = own ?? headline;
  return present({ name: headline, uri: key !== undefined && isUri(key) ? key : undefined });
}

export const asPlan = (item: NewsItem, event: Concept | undefined, coverages: Coverage[]): PlanningItem => ({
  ...item,
  kind: 'planningItem',
  itemClass: 'composite',
  ...(event ? { event } : {}),
  coverages,
});

/** A package without groups is a text about what it holds. */
export function asPackage(item: NewsItem, { groups, rootGroup }: Associated): NewsRecord {
  const [first] = groups;
  if (!first) return item;
  return { ...item, kind: 'packageItem', groups, rootGroup: rootGroup ?? first.id };
}
