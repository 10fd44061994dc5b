import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import {
  type Pulled,
  PullFailed,
  type PullRequest,
  type PullTransport,
} from '#exchange/inbound/inbound-ports.js';
import { Deadline } from '../net/deadline.js';
import { retryAfterSeconds } from '../net/retry-after.js';
import { type Target, targetUrl } from '../net/target-url.js';
import { maxAgeSeconds } from './freshness.js';
import { asPullFailed, statusSentence } from './pull-failure.js';
import { BodyTooLarge, readBody } from './read-body.js';

export interface HttpPullOptions {
  /** From `createDialler`. */
  dialler: Dispatcher;
  /** `Korpu/1.2.0 (+https://exchange.example)`; a feed's own headers may say otherwise. */
  userAgent: string;
  /** Milliseconds. Default `Date.now`. */
  now?: () => number;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
// A day: longer waits are a mistake, or a block that must be seen and talked about.
const RETRY_AFTER_CAP_SECONDS = 86_400;
const ACCEPT =
  'application/vnd.iptc.g2.newsmessage+xml, application/rss+xml, application/atom+xml, application/feed+json, ' +
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, text/html;q=0.5, */*;q=0.1';
// What frames a request is this client's business and no feed's.
const OURS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
]);

/**
 * Pulls a document by HTTP: a conditional GET, redirects followed here so that each hop is judged and keeps the feed's
 * credentials only within the origin they were meant for, and limits on time and size that hold whatever the other
 * side does.
 *
 * @throws PullFailed
 */
export class HttpPull implements PullTransport {
  readonly #dialler: Dispatcher;
  readonly #userAgent: string;
  readonly #now: () => number;

  constructor(options: HttpPullOptions) {
    this.#dialler = options.dialler;
    this.#userAgent = options.userAgent;
    this.#now = options.now ?? Date.now;
  }

  async pull(request: PullRequest, signal: AbortSignal): Promise<Pulled> {
    const first = targetUrl(request.url);
    if (!first)
      throw new PullFailed(
        'pull.bad-url',
        `"${request.url.replace(/\/\/[^/]*@/, '//***@')}" is not an http or https address.`,
        'never',
      );
    const deadline = new Deadline(request.timeoutSeconds * 1000, signal);
    let host = first.host;
    try {
      let target = first;
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        host = target.host;
        const answer = await this.#get(target, this.#headers(request, target, first), deadline);
        if (!REDIRECTS.has(answer.statusCode)) return await this.#read(answer, target, request, deadline);
        void discard(answer);
        target = nextHop(answer, target);
      }
      throw new PullFailed(
        'pull.redirects',
        `${first.host} redirects more than ${MAX_REDIRECTS} times; the last was to ${host}.`,
        'later',
      );
    } catch (error) {
      throw asPullFailed(error, host, deadline, request.timeoutSeconds);
    } finally {
      deadline.clear();
    }
  }

  async #get(target: Target, headers: Record<string, string>, deadline: Deadline) {
    const { signal } = deadline;
    const answer = this.#dialler.request({
      origin: target.origin,
      path: target.path,
      method: 'GET',
      headers,
      signal,
    });
    // While a connection is being made undici does not look at the signal.
    return Promise.race([answer, deadline.passed]);
  }

  #headers(request: PullRequest, target: Target, first: Target): Record<string, string> {
    const headers: Record<string, string> = {
      'user-agent': this.#userAgent,
      accept: ACCEPT,
      'accept-encoding': 'gzip, deflate, br',
    };
    if (request.etag) headers['if-none-match'] = request.etag;
    if (request.lastModified) headers['if-modified-since'] = request.lastModified;
    // A feed's headers may carry its key, so none of them follows a redirect to somebody else.
    if (target.origin === first.origin) {
      if (first.authorization) headers['authorization'] = first.authorization;
      for (const [name, value] of Object.entries(request.headers))
        if (!OURS.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
    }
    if (target.authorization) headers['authorization'] = target.authorization;
    return headers;
  }

  async #read(
    answer: Dispatcher.ResponseData,
    target: Target,
    request: PullRequest,
    deadline: Deadline,
  ): Promise<Pulled> {
    const { statusCode: status, headers, body } = answer;
    const maxAge = maxAgeSeconds(headers, this.#now());
    const wait = retryAfterSeconds(one(headers, 'retry-after'), this.#now(), RETRY_AFTER_CAP_SECONDS);
    if (status === 304) {
      // Waited for, so that the connection is free again for the next page or feed of this origin.
      await discard(answer);
      return { status: 'not-modified', maxAgeSeconds: maxAge, retryAfterSeconds: wait };
    }
    if (status !== 200 && status !== 203) {
      void discard(answer);
      const retry = wait === undefined ? 'later' : { afterSeconds: wait };
      throw new PullFailed(`pull.http-${status}`, statusSentence(status, target.host, wait), retry);
    }
    if (Number(headers['content-length']) > request.maxBytes) {
      void discard(answer);
      throw new BodyTooLarge(
        `it announces ${headers['content-length']} bytes, the feed's limit is ${request.maxBytes}`,
      );
    }
    const reading = readBody(body, one(headers, 'content-encoding') ?? '', request.maxBytes);
    return {
      status: 'fetched',
      bytes: await Promise.race([reading, deadline.passed]),
      url: target.url.href,
      contentType: one(headers, 'content-type'),
      headers: kept(headers),
      etag: validator(one(headers, 'etag')),
      lastModified: validator(one(headers, 'last-modified')),
      maxAgeSeconds: maxAge,
    };
  }
}

function nextHop(answer: Dispatcher.ResponseData, target: Target): Target {
  const location = one(answer.headers, 'location');
  const next = location === undefined ? undefined : targetUrl(location, target.url);
  if (next) return next;
  const where = location === undefined ? 'without saying where to' : `to "${location.slice(0, 200)}"`;
  throw new PullFailed('pull.redirects', `${target.host} redirects ${where}.`, 'later');
}

/** Drops the rest of an answer nobody reads; its connection stays where there was little or nothing left. */
async function discard({ body }: Dispatcher.ResponseData): Promise<void> {
  await body.dump({ limit: 16_384, signal: AbortSignal.timeout(1_000) }).catch(() => {});
}

const one = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** Only what can be sent back as it is; anything else would fail every later poll. */
const validator = (value: string | undefined): string | undefined =>
  value !== undefined && /^[\x20-\x7e]{1,1000}$/.test(value) ? value : undefined;

/** The headers stored with the document. Cookies are somebody's session and stay out. */
function kept(headers: IncomingHttpHeaders): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name of Object.keys(headers)) if (name !== 'set-cookie') all[name] = one(headers, name) ?? '';
  return all;
}
