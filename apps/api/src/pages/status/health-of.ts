import type { DestinationResource, FeedResource } from '../../rest/catalogue-resources.js';
import type { RecallResource } from '../../rest/recall-resources.js';
import { count, duration, type Moments } from '../moment.js';
import type { Names } from '../names.js';
import { isUnreached, isUrgent } from '../recall/recall-words.js';
import { namesOf, type Overview } from './overview.js';

/** A delivery that should have left this long ago is late, in seconds. */
export const LATE_SECONDS = 30;
/** A feed that was not polled for this many seconds after its time is overdue: nobody pulls. */
const OVERDUE_POLL_SECONDS = 60;

/** As the ledger has it of a lane that it disabled by itself. */
const GONE = 'the destination answered that it is gone';

export interface Health {
  tone: 'green' | 'amber' | 'red' | 'quiet';
  /** One sentence that a person on duty reads first. */
  sentence: string;
  /** What is wrong, the worst first; a sentence each. */
  problems: string[];
}

/** Whether everything flows, in words. Without destinations or data nothing is called normal. */
export function healthOf(overview: Overview, moments: Moments): Health {
  const { destinations, feeds } = overview;
  if (destinations.length === 0)
    return { tone: 'quiet', sentence: 'Nothing is configured yet: there is no destination.', problems: [] };

  const names = namesOf(overview);
  const recallFaults = overview.recalls.filter(isUrgent).map((recall) => recallFault(recall, names));
  const destinationFaults = destinations.map((d) => destinationFault(d, moments)).filter(isFault);
  const feedFaults = feeds.map((f) => feedFault(f, moments)).filter(isFault);
  const bell = overview.doorbell && !overview.doorbell.ok ? [`${overview.doorbell.detail}.`] : [];
  const problems = [...recallFaults, ...destinationFaults, ...feedFaults, ...bell];

  if (problems.length === 0) return normal(destinations, feeds);
  const wrong = [
    recallFaults.length > 0 && `${count(recallFaults.length, 'kill')} not confirmed`,
    destinationFaults.length > 0 &&
      `${destinationFaults.length} of ${count(destinations.length, 'destination')} not normal`,
    feedFaults.length > 0 && `${feedFaults.length} of ${count(feeds.length, 'feed')} with a problem`,
    bell.length > 0 && 'the queue is down',
  ].filter((part): part is string => part !== false);
  const red = recallFaults.length > 0 || destinations.some((d) => d.dead > 0 || d.state === 'disabled');
  return { tone: red ? 'red' : 'amber', sentence: `${capital(wrong.join('; '))}.`, problems };
}

/** No data is not green: where nothing was delivered yet, nothing is proved. */
function normal(destinations: DestinationResource[], feeds: FeedResource[]): Health {
  if (destinations.every((destination) => destination.lastDeliveredAt === undefined)) {
    const sentence = `Nothing was delivered yet: ${count(destinations.length, 'destination')}, ${count(feeds.length, 'feed')}.`;
    return { tone: 'quiet', sentence, problems: [] };
  }
  const sentence = `All normal: ${count(destinations.length, 'destination')}, ${count(feeds.length, 'feed')}.`;
  return { tone: 'green', sentence, problems: [] };
}

function recallFault(recall: RecallResource, names: Names): string {
  const what = `"${recall.headline ?? `item ${recall.itemId}`}"`;
  const named = (holders: RecallResource['holders']) =>
    holders.map((holder) => names.destination(holder.destinationId)).join('; ');
  const unreached = recall.holders.filter(isUnreached);
  if (unreached.length > 0) return `Kill of ${what} has not reached ${named(unreached)}.`;
  return `Removal of ${what} is not confirmed by ${named(recall.holders.filter(({ confirmedAt }) => !confirmedAt))}.`;
}

function destinationFault(d: DestinationResource, moments: Moments): string | undefined {
  const waiting = d.pending > 0 ? `; ${count(d.pending, 'delivery', 'deliveries')} held` : '';
  if (d.state === 'disabled') {
    const why = !d.reason || d.reason === GONE ? 'it answered HTTP 410, gone' : d.reason;
    return `${d.name} is disabled since ${moments.at(d.changedAt)}: ${why}${waiting}. Ask the partner; when it takes deliveries again, Resume.`;
  }
  if (d.state === 'paused') return `${d.name} is paused: ${d.reason ?? 'no reason given'}${waiting}.`;
  if (d.restsUntil && moments.secondsSince(d.restsUntil) < 0)
    return `${d.name} fails: ${count(d.consecutiveFailures, 'failure')} in a row, next try ${moments.relative(d.restsUntil)}${waiting}.`;
  const late = d.oldestDueAt ? moments.secondsSince(d.oldestDueAt) : 0;
  if (late > LATE_SECONDS)
    return `${d.name} is late: the oldest delivery has been due for ${duration(late)}.`;
  if (d.dead > 0) return `${d.name} has ${count(d.dead, 'dead letter')}.`;
  return undefined;
}

function feedFault(feed: FeedResource, moments: Moments): string | undefined {
  if (feed.paused) return `Feed ${feed.name} is paused: ${feed.paused.reason ?? 'no reason given'}.`;
  if (feed.problem) return `Feed ${feed.name}: ${feed.problem.message}`;
  const overdue = moments.secondsSince(feed.nextPollAt);
  if (overdue > OVERDUE_POLL_SECONDS)
    return `Feed ${feed.name} should have been polled ${duration(overdue)} ago.`;
  return undefined;
}

const isFault = (fault: string | undefined): fault is string => fault !== undefined;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
