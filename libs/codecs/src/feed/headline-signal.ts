import type { PubStatus } from '#news/record.js';
import type { DecodeContext } from '../codec.js';

export interface SplitHeadline {
  headline?: string;
  signals: string[];
  /** `canceled` for a kill or recall: what a provider takes back may not stay usable. */
  pubStatus?: PubStatus;
}

/**
 * Reads a signal that stands before a headline, such as `DÜZƏLİŞ: Bakıda …`, by the feed's own prefixes, and takes it
 * off; a headline that is nothing but the prefix keeps it.
 */
export function splitSignal(headline: string | undefined, context: DecodeContext): SplitHeadline {
  if (headline === undefined || context.headlineSignals === undefined) return { headline, signals: [] };
  for (const [prefix, signal] of Object.entries(context.headlineSignals)) {
    const start = headline.slice(0, prefix.length);
    if (!sameLetters(start, prefix)) continue;
    const rest = headline.slice(prefix.length);
    if (rest !== '' && !/^[\s:.,!)\]–—-]/.test(rest)) continue;
    const title = rest.replace(/^[\s:.,!)\]–—-]+/, '');
    const taken = signal === 'kill' || signal === 'recall';
    return { headline: title || headline, signals: [signal], ...(taken && { pubStatus: 'canceled' }) };
  }
  return { headline, signals: [] };
}

/** Equal but for case, by either rule for i: `Düzəliş` is DÜZƏLİŞ, and `Kill` is KILL. */
const sameLetters = (a: string, b: string): boolean =>
  a === b || a.toUpperCase() === b.toUpperCase() || a.toLocaleUpperCase('az') === b.toLocaleUpperCase('az');
