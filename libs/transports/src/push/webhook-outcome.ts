import { StringDecoder } from 'node:string_decoder';
import type { PushOutcome } from '#exchange/outbound/outbound-ports.js';
import { networkFailure } from '../net/network-failure.js';
import { retryAfterSeconds } from '../net/retry-after.js';
import { DeadlinePassed, type Exchanged, Stopped } from './webhook-exchange.js';

/** The most a partner's Retry-After is honoured: an hour, so that a slip there cannot hold back a kill for days. */
export const RETRY_AFTER_CAP_SECONDS = 3_600;

// "Ask again": time-out, too early, too many. Every other 4xx will say the same tomorrow.
const ASK_AGAIN = new Set([408, 425, 429]);

/**
 * "Conflict" is what a receiver that takes nothing twice may answer to what it has. It may mean anything else too: the item is
 * refused, but its kill goes there, for one too many harms nobody.
 */
const HAS_IT_ALREADY = 409;

/**
 * Server errors that say the item was not taken: RFC 9110 and 4918 (501, 503, 505 to 508, 510, 511), and Cloudflare's for an
 * application that it could not reach (521, 523, 525, 526, 530). Every other 5xx leaves it open. An application that fails
 * with 500 may do so after it stored the item, and a gateway (502, 504, 520, 522, 524) has lost touch with one that may
 * still be at work.
 */
const NOT_TAKEN = new Set([501, 503, 505, 506, 507, 508, 510, 511, 521, 523, 525, 526, 530]);

/**
 * Reads the outcome of a push. A status, once it has come, decides: an answer that breaks off after it changes
 * nothing about what the partner said.
 *
 * @param now milliseconds
 */
export function webhookOutcome(
  exchanged: Exchanged,
  host: string,
  timeoutSeconds: number,
  sentHeaders: Record<string, string>,
  now: number,
): PushOutcome {
  const { status } = exchanged;
  if (status === undefined) return unanswered(exchanged, host, timeoutSeconds, sentHeaders);
  const answer = safeText(exchanged.answer);
  if (status < 300) return { outcome: 'delivered', status, answer, sentHeaders };
  const failed = {
    outcome: 'failed' as const,
    status,
    answer,
    sentHeaders,
    ambiguous: status === HAS_IT_ALREADY || (status >= 500 && !NOT_TAKEN.has(status)),
  };
  if (status === 410) return { ...failed, code: 'delivery.gone', retry: 'gone' };
  if (status >= 400 && status < 500 && !ASK_AGAIN.has(status))
    return { ...failed, code: 'delivery.rejected-by-partner', retry: 'never' };
  const wait = retryAfterSeconds(exchanged.retryAfter, now, RETRY_AFTER_CAP_SECONDS);
  // A redirect is not followed: it would carry the item to an address nobody agreed on. It is tried again because
  // load balancers redirect to a notice while the partner is under maintenance.
  const code = status < 400 ? 'delivery.redirected' : `delivery.http-${status}`;
  return { ...failed, code, retry: wait === undefined ? 'later' : { afterSeconds: wait } };
}

// The dialler was closed under the request: the process is going down.
const CLOSED = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

function unanswered(
  { sent, failure }: Exchanged,
  host: string,
  timeoutSeconds: number,
  sentHeaders: Record<string, string>,
): PushOutcome {
  const failed = { outcome: 'failed' as const, sentHeaders, ambiguous: sent };
  if (failure instanceof DeadlinePassed) {
    const what = sent ? 'did not answer' : 'could not be reached';
    return {
      ...failed,
      code: 'delivery.timeout',
      answer: `${host} ${what} within ${timeoutSeconds} s.`,
      retry: 'later',
    };
  }
  if (failure instanceof Stopped || CLOSED.has((failure as { code?: string }).code ?? ''))
    return {
      ...failed,
      code: 'delivery.aborted',
      answer: `The push to ${host} was stopped here.`,
      retry: 'later',
    };
  const { kind, message } = networkFailure(failure, host);
  const retry = kind === 'address-refused' ? 'never' : 'later';
  return { ...failed, code: `delivery.${kind}`, answer: message, retry };
}

/** What can be stored and shown: UTF-8 up to the last whole character, control characters replaced (PostgreSQL takes no NUL). */
function safeText(bytes: Buffer): string {
  if (bytes.length === 0) return '';
  return new StringDecoder('utf8').write(bytes).replace(/[^\P{Cc}\t\n\r]/gu, '\ufffd');
}
