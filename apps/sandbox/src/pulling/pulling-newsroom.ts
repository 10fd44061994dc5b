import { setTimeout as pause } from 'node:timers/promises';
import { FeedBook } from '#apps/sandbox/src/pulling/feed-book.js';
import { readEntries, type SeenEntry, type SeenPage } from '#apps/sandbox/src/pulling/read-entries.js';
import { confirmOwnRecalls } from '#apps/sandbox/src/receivers/confirm-removal.js';
import type { Receiver } from '#apps/sandbox/src/receivers/receiver.js';

const REQUEST_TIMEOUT_MS = 10_000;
/** Pages read in one round, at most: a feed whose `next` never ends must not hold the reader for ever. */
const MAX_PAGES = 100;

export interface PullingOptions {
  /** Base address of the exchange's API, without a slash at the end. */
  exchangeUrl: string;
  apiKey: string;
  /** Seconds from the end of one round to the next. */
  everySeconds: number;
  now: () => Date;
  signal: AbortSignal;
}

interface KeptPage extends SeenPage {
  etag?: string;
  lastModified?: string;
}

/**
 * A newsroom that fetches: reads all pages of its feed at the exchange, round after round, until the signal is
 * aborted. Each page is asked for conditionally, since a kill may change the last page and not the first. An exchange
 * that does not answer is waited for; the receiver's `problem` says so meanwhile.
 */
export async function pullRoundAfterRound(receiver: Receiver, options: PullingOptions): Promise<void> {
  const { format } = receiver.door;
  if (format !== 'atom' && format !== 'rss' && format !== 'jsonfeed') return;
  const book = new FeedBook(receiver.ledger, format);
  const destinationUrl = `${options.exchangeUrl}/v1/destinations/${receiver.door.id}`;
  let kept = new Map<string, KeptPage>();
  while (!options.signal.aborted) {
    try {
      const round = new Map<string, KeptPage>();
      const entries: SeenEntry[] = [];
      let url: string | undefined = `${destinationUrl}/feed`;
      while (url !== undefined && !round.has(url) && round.size < MAX_PAGES) {
        const page = await readPage(url, format, kept.get(url), options);
        round.set(url, page);
        entries.push(...page.entries);
        url = page.next && new URL(page.next, url).href;
      }
      kept = round;
      book.read(entries, round.size, options.now());
      receiver.problem = undefined;
      const shown = new Set(entries.filter(({ deleted }) => !deleted).map(({ guid }) => guid));
      await confirmOwnRecalls(destinationUrl, shown, options);
    } catch (error) {
      receiver.problem = sentenceOf(error);
    }
    await pause(options.everySeconds * 1000, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function readPage(
  url: string,
  format: 'atom' | 'rss' | 'jsonfeed',
  kept: KeptPage | undefined,
  options: PullingOptions,
): Promise<KeptPage> {
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${options.apiKey}`,
      ...(kept?.etag && { 'if-none-match': kept.etag }),
      ...(kept?.lastModified && { 'if-modified-since': kept.lastModified }),
    },
    redirect: 'error',
    signal: AbortSignal.any([options.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
  });
  const text = await response.text();
  if (response.status === 304 && kept !== undefined) return kept;
  if (!response.ok) throw new Error(`the exchange answered ${response.status}`);
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  return { ...readEntries(text, format), ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
