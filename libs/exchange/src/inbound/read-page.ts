import { createHash } from 'node:crypto';
import { type DecodeContext, type Decoded, UndecodableDocument } from '#codecs/codec.js';
import type { Clock } from '#exchange/clock.js';
import {
  type DocumentArchive,
  type Feed,
  type FetchId,
  type Pulled,
  PullFailed,
  type PullTransport,
} from '#exchange/inbound/inbound-ports.js';
import { parsedUrl } from '#news/parsed-url.js';

/** `decodeDocument`, or the same in another thread. Throws `UndecodableDocument`. */
export type Decoder = (bytes: Buffer, context: DecodeContext) => Decoded | Promise<Decoded>;

type Fetched = Extract<Pulled, { status: 'fetched' }>;

export interface PageRequest {
  feed: Feed;
  url: string;
  /** Ask only whether it changed since this was known of it. */
  known?: { etag?: string; lastModified?: string; sha256?: string };
  /** Over what the feed's settings say of its documents. */
  context?: DecodeContext;
}

export interface PageProblem {
  code: string;
  message: string;
}

export type Page =
  | { outcome: 'not-modified'; retryAfterSeconds?: number; maxAgeSeconds?: number }
  /** The bytes are those of the last decoded document. */
  | { outcome: 'same-bytes'; fetched: Fetched; sha256: string }
  | { outcome: 'decoded'; fetched: Fetched; sha256: string; fetchId: FetchId; decoded: Decoded }
  | { outcome: 'undecodable'; fetched: Fetched; problem: PageProblem }
  | { outcome: 'failed'; problem: PageProblem; retry: PullFailed['retry'] }
  | { outcome: 'aborted' };

/** One page of a feed: pulled, kept byte for byte, and only then read. */
export class ReadPage {
  constructor(
    private readonly transport: PullTransport,
    private readonly archive: DocumentArchive,
    private readonly decode: Decoder,
    private readonly clock: Clock,
  ) {}

  /** Throws only when the archive is out of reach. */
  async run({ feed, url, known, context }: PageRequest, signal: AbortSignal): Promise<Page> {
    let pulled: Pulled;
    try {
      pulled = await this.transport.pull(
        {
          url,
          // A page on another host gets none of the credentials that were entered for this one.
          headers: sameOrigin(url, feed.url) ? feed.headers : {},
          etag: known?.etag,
          lastModified: known?.lastModified,
          maxBytes: feed.maxBytes,
          timeoutSeconds: feed.timeoutSeconds,
        },
        signal,
      );
    } catch (error) {
      if (signal.aborted) return { outcome: 'aborted' };
      return failureOf(error);
    }
    if (pulled.status === 'not-modified') {
      const { retryAfterSeconds, maxAgeSeconds } = pulled;
      return { outcome: 'not-modified', retryAfterSeconds, maxAgeSeconds };
    }
    const sha256 = createHash('sha256').update(pulled.bytes).digest('hex');
    if (sha256 === known?.sha256) {
      return { outcome: 'same-bytes', fetched: pulled, sha256 };
    }
    const { bytes, contentType, headers } = pulled;
    const at = this.clock.now().toISOString();
    const fetchId = await this.archive.keep({
      feedId: feed.id,
      url: pulled.url,
      at,
      bytes,
      sha256,
      contentType,
      headers,
    });
    try {
      const decoded = await this.decode(bytes, { ...decodeContextOf(feed, pulled), ...context });
      return { outcome: 'decoded', fetched: pulled, sha256, fetchId, decoded };
    } catch (error) {
      const problem = problemOfDecoding(error);
      await this.archive.settle(fetchId, { decoded: false, ...problem });
      return { outcome: 'undecodable', fetched: pulled, problem };
    }
  }
}

/** All that is known of a document beside its bytes: where it came from, and what its feed's settings say today. */
export function decodeContextOf(
  feed: Feed,
  { url, contentType }: { url: string; contentType?: string },
): DecodeContext {
  return {
    format: feed.format,
    contentType,
    baseUrl: url,
    // The partner's id, so that an item without a guid of its own is the same item in each of the partner's feeds.
    sourceId: feed.partnerId,
    zone: feed.zone,
    languages: feed.languages,
    charset: feed.charset,
    providerName: feed.profile?.provider?.name ?? feed.partnerName,
    headlineSignals: feed.headlineSignals,
    profile: feed.profile,
  };
}

function failureOf(error: unknown): Page {
  if (error instanceof PullFailed) {
    const { code, message, retry } = error;
    return { outcome: 'failed', problem: { code, message }, retry };
  }
  // A transport that throws anything else is at fault itself; the feed says so and goes on.
  return { outcome: 'failed', problem: { code: 'pull.failed', message: messageOf(error) }, retry: 'later' };
}

/** A decoder's own fault on one document must not stop the feed either: the bytes are kept, to be read again once it is mended. */
export function problemOfDecoding(error: unknown): PageProblem {
  if (error instanceof UndecodableDocument) return { code: error.code, message: error.message };
  return { code: 'decode.failed', message: messageOf(error) };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function sameOrigin(a: string, b: string): boolean {
  const origin = parsedUrl(a)?.origin;
  return origin !== undefined && origin === parsedUrl(b)?.origin;
}
