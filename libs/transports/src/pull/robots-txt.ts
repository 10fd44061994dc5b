import { PullFailed, type PullTransport } from '#exchange/inbound/inbound-ports.js';
import type { Robots, RobotsVerdict } from '#exchange/inbound/pages-ports.js';
import { type RobotsRules, robotsRules, ruleFor } from './robots-rules.js';

export interface RobotsTxtOptions {
  transport: PullTransport;
  /** The product token by which robots.txt names the exchange: `Korpu`. */
  productToken: string;
  /** Milliseconds. Default `Date.now`. */
  now?: () => number;
}

type Rules = RobotsRules | { unknown: string };

/** RFC 9309, section 2.4: no longer than a day. */
const KEPT_MS = 86_400_000;
/** One that could not be read is asked for again soon. */
const UNKNOWN_KEPT_MS = 60_000;
/** Section 2.5: at least 500 KiB are read; a longer one is none that anybody wrote. */
const MAX_BYTES = 1024 * 1024;
const TIMEOUT_SECONDS = 20;
/** `Crawl-delay` is in no standard; a longer one would read no news of the day. */
const LONGEST_DELAY_SECONDS = 60;
const MOST_HOSTS = 1000;

/**
 * What robots.txt of a host says (RFC 9309), read through the guarded dialler and kept for a day at most. One that is
 * not there (any 4xx) allows everything; one that cannot be reached, nothing.
 */
export class RobotsTxt implements Robots {
  readonly #options: RobotsTxtOptions;
  readonly #kept = new Map<string, { rules: Promise<Rules>; until: number }>();

  constructor(options: RobotsTxtOptions) {
    this.#options = options;
  }

  async judge(url: string, signal: AbortSignal): Promise<RobotsVerdict> {
    const rules = await this.#rulesOf(new URL(url).origin, signal);
    if ('unknown' in rules) return { verdict: 'unknown', message: rules.unknown };
    const rule = ruleFor(url, rules);
    if (rule !== undefined && !rule.allow)
      return { verdict: 'disallowed', rule: `${rule.written} (line ${rule.line})` };
    const asked = rules.crawlDelay ?? 0;
    if (!(asked > 0)) return { verdict: 'allowed' };
    return { verdict: 'allowed', delaySeconds: Math.min(asked, LONGEST_DELAY_SECONDS) };
  }

  async #rulesOf(origin: string, signal: AbortSignal): Promise<Rules> {
    const now = (this.#options.now ?? Date.now)();
    const kept = this.#kept.get(origin);
    if (kept !== undefined && now < kept.until) return kept.rules;
    const rules = this.#fetch(origin, signal);
    const entry = { rules, until: now + KEPT_MS };
    this.#kept.delete(origin);
    this.#kept.set(origin, entry);
    if (this.#kept.size > MOST_HOSTS) this.#kept.delete(this.#kept.keys().next().value!);
    const read = await rules;
    if ('unknown' in read) entry.until = signal.aborted ? now : now + UNKNOWN_KEPT_MS;
    return read;
  }

  async #fetch(origin: string, signal: AbortSignal): Promise<Rules> {
    const url = `${origin}/robots.txt`;
    const { productToken } = this.#options;
    try {
      const request = { url, headers: {}, maxBytes: MAX_BYTES, timeoutSeconds: TIMEOUT_SECONDS };
      const pulled = await this.#options.transport.pull(request, signal);
      if (pulled.status !== 'fetched') return { rules: [] };
      return robotsRules(pulled.bytes.toString('utf8').replace(/^\uFEFF/, ''), productToken);
    } catch (error) {
      // "Unavailable" is not "unreachable" (sections 2.3.1.3 and 2.3.1.4); 429 is a host that cannot answer now.
      if (error instanceof PullFailed && /^pull\.http-4(?!29)/.test(error.code)) return { rules: [] };
      const why = error instanceof Error ? error.message : String(error);
      return { unknown: `robots.txt could not be read, so that no page may be: ${why}` };
    }
  }
}
