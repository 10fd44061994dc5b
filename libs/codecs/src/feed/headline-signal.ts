import type { PubStatus } from '#news/record.js';
import type { DecodeContext } from '../codec.js';
import type { ProfileSignal } from '../profile/feed-profile.js';

export interface SplitHeadline {
  headline?: string;
  signals: string[];
  /** `canceled` for a kill or recall: what a provider takes back may not stay usable. */
  pubStatus?: PubStatus;
}

/** `CORRECTED-UPDATE 2-…` is two; more is no headline any more. */
const MOST_PREFIXES = 3;

/**
 * Reads signals that stand before a headline, such as `DÜZƏLİŞ: Bakıda …` or `UPDATE 2-Oil …`, by the feed's own prefixes,
 * and takes them off unless the feed's profile keeps them; a headline that is nothing but a prefix keeps it.
 *
 * A word is a prefix where a sign parts it from the headline. Where a space or hyphen alone does, it must stand out by its
 * capitals: “Kill Bill returns” takes nothing back.
 */
export function splitSignal(headline: string | undefined, context: DecodeContext): SplitHeadline {
  if (headline === undefined || context.headlineSignals === undefined) return { headline, signals: [] };
  const signals: string[] = [];
  let rest = headline;
  while (signals.length < MOST_PREFIXES) {
    const found = prefixOf(rest, longestFirst(context.headlineSignals));
    if (!found) break;
    signals.push(found.signal);
    rest = found.title;
  }
  if (signals.length === 0) return { headline, signals };
  const isKept = context.profile?.headlinePrefix === 'keep' || rest === '';
  const isTaken = signals.some((signal) => signal === 'kill' || signal === 'recall');
  return { headline: isKept ? headline : rest, signals, ...(isTaken && { pubStatus: 'canceled' }) };
}

/** What may stand before a prefix, and between it and the headline, with the number of the update. */
const OPENING = /^[\s([«"*=]+/;
const SIGN = /^\s*(?:\d{1,2}\s*)?(?:[:.,!)\]»"*=–—]|\s-|-\s)/;
const GAP = /^[\s:.,!)\]»"*=–—-]+(?:\d{1,2}\s*[-–—:.]\s*)?/;

function prefixOf(
  text: string,
  prefixes: readonly [string, ProfileSignal][],
): { signal: ProfileSignal; title: string } | undefined {
  const opened = text.replace(OPENING, '');
  for (const [prefix, signal] of prefixes) {
    const start = opened.slice(0, prefix.length);
    if (!sameLetters(start, prefix)) continue;
    const rest = opened.slice(prefix.length);
    if (rest.trim() === '') return { signal, title: '' };
    const standsOut = /^[\s-]/.test(rest) && isCapitals(start) && !isCapitals(rest);
    if (SIGN.test(rest) || standsOut) return { signal, title: rest.replace(GAP, '') };
  }
  return undefined;
}

const sorted = new WeakMap<object, [string, ProfileSignal][]>();

/** Of two prefixes that both fit the longer one is meant. */
function longestFirst(signals: NonNullable<DecodeContext['headlineSignals']>): [string, ProfileSignal][] {
  let list = sorted.get(signals);
  if (!list) {
    list = Object.entries(signals).sort(([a], [b]) => b.length - a.length);
    sorted.set(signals, list);
  }
  return list;
}

const isCapitals = (text: string): boolean => text === text.toUpperCase();

/** Equal but for case, by either rule for i: `Düzəliş` is DÜZƏLİŞ, and `Kill` is KILL. */
const sameLetters = (a: string, b: string): boolean =>
  a === b || a.toUpperCase() === b.toUpperCase() || a.toLocaleUpperCase('az') === b.toLocaleUpperCase('az');
