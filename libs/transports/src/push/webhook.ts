import type { Dispatcher } from 'undici';
import type {
  DeliveryId,
  PushOutcome,
  PushRequest,
  PushTransport,
  StopSignal,
} from '#exchange/outbound/outbound-ports.js';
import { UnusableSecret } from '#exchange/outbound/signing-secret.js';
import { type Target, targetUrl } from '../net/target-url.js';
import { deliveryHeaders } from './delivery-headers.js';
import { masked } from './masked.js';
import { webhookSignature } from './standard-webhooks.js';
import { DeadlinePassed, type Exchanged, Stopped, WebhookExchange } from './webhook-exchange.js';
import { webhookOutcome } from './webhook-outcome.js';

export interface WebhookPushOptions {
  /** From `createDialler`. */
  dialler: Dispatcher;
  /** `Korpu/1.2.0 (+https://exchange.example)`; a destination's own headers may say otherwise. */
  userAgent: string;
  /** Where whoever gets a kill can confirm the removal; absent = kills name no such place. */
  confirmUrl?: (deliveryId: DeliveryId, now: Date) => string;
  /** Milliseconds. Default `Date.now`. */
  now?: () => number;
}

// A destination's own headers may not change what the exchange says of the delivery, nor how the request is framed.
const OURS = /^(webhook-|korpu-|(host|connection|content-length|transfer-encoding|upgrade|expect|te)$)/;

// Taking an address apart for every delivery costs as much as signing it; those of former settings are forgotten here.
const MAX_TARGETS = 10_000;

/** Whoever has it can confirm for the partner: recorded as a secret. */
const CONFIRM_URL = 'korpu-confirm-url';

/**
 * Pushes by HTTP POST as Standard Webhooks 1.0 describes: the body as encoded, a constant id, a timestamp, a signature
 * for each secret. One attempt, one absolute deadline; every end of it is an outcome, none is thrown.
 */
export class WebhookPush implements PushTransport {
  readonly #dialler: Dispatcher;
  readonly #userAgent: string;
  readonly #confirmUrl: WebhookPushOptions['confirmUrl'];
  readonly #now: () => number;
  readonly #targets = new Map<string, Target>();

  constructor(options: WebhookPushOptions) {
    this.#dialler = options.dialler;
    this.#userAgent = options.userAgent;
    this.#confirmUrl = options.confirmUrl;
    this.#now = options.now ?? Date.now;
  }

  async push(request: PushRequest, signal: StopSignal): Promise<PushOutcome> {
    const { destination, body } = request;
    const target = this.#target(destination.url ?? '');
    if (!target) return misconfigured('delivery.bad-url', 'The destination has no http or https address.');
    let headers: string[];
    try {
      headers = this.#headers(request, target);
    } catch (error) {
      if (!(error instanceof UnusableSecret)) throw error;
      return misconfigured('delivery.bad-secret', `Nothing was sent: ${error.message}.`);
    }
    const sentHeaders = recorded(headers, target, body.bytes.length, destination.headers);
    const exchanged = await this.#exchange(target, headers, request, signal);
    if ((exchanged.failure as { code?: string } | undefined)?.code === 'UND_ERR_INVALID_ARG')
      return misconfigured(
        'delivery.bad-headers',
        `Nothing was sent: ${(exchanged.failure as Error).message}.`,
      );
    const { timeoutSeconds } = destination;
    const outcome = webhookOutcome(exchanged, target.host, timeoutSeconds, sentHeaders, this.#now());
    if (outcome.answer === '') return outcome;
    const secrets = headers.filter((_, i) => i % 2 === 1 && sentHeaders[headers[i - 1]!] === '***');
    return { ...outcome, answer: masked(outcome.answer, secrets) };
  }

  #target(url: string): Target | undefined {
    const known = this.#targets.get(url);
    if (known) return known;
    const target = targetUrl(url);
    if (this.#targets.size >= MAX_TARGETS) this.#targets.clear();
    if (target) this.#targets.set(url, target);
    return target;
  }

  #headers({ destination, delivery, body }: PushRequest, target: Target): string[] {
    const timestamp = Math.floor(this.#now() / 1000);
    const headers = [
      'webhook-id',
      delivery.webhookId,
      'webhook-timestamp',
      String(timestamp),
      ...deliveryHeaders(delivery),
    ];
    if (delivery.kind === 'kill' && this.#confirmUrl)
      headers.push(CONFIRM_URL, this.#confirmUrl(delivery.id, new Date(timestamp * 1000)));
    // An endpoint may prefer a credential of its own, sent in a header, to signatures: then it has no secrets.
    if (destination.secrets.length > 0)
      headers.push(
        'webhook-signature',
        webhookSignature(destination.secrets, delivery.webhookId, timestamp, body.bytes),
      );
    const own = new Map<string, string>([
      ['content-type', body.contentType],
      ['user-agent', this.#userAgent],
    ]);
    if (target.authorization) own.set('authorization', target.authorization);
    for (const [name, value] of Object.entries(destination.headers)) {
      const key = name.toLowerCase();
      if (!OURS.test(key)) own.set(key, value);
    }
    for (const [name, value] of own) headers.push(name, value);
    return headers;
  }

  #exchange(target: Target, headers: string[], { destination, body }: PushRequest, signal: StopSignal) {
    return new Promise<Exchanged>((resolve) => {
      const exchange = new WebhookExchange((result) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        resolve(result);
      });
      const stop = () => exchange.stop(new Stopped());
      const timer = setTimeout(() => exchange.stop(new DeadlinePassed()), destination.timeoutSeconds * 1000);
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop);
      const { origin, path } = target;
      this.#dialler.dispatch({ origin, path, method: 'POST', headers, body: body.bytes }, exchange);
    });
  }
}

const misconfigured = (code: string, answer: string): PushOutcome => ({
  outcome: 'failed',
  code,
  answer,
  sentHeaders: {},
  retry: 'never',
  ambiguous: false,
});

/** The headers as sent, but for values the destination's settings brought: any of them may be a secret. */
function recorded(
  headers: string[],
  target: Target,
  bytes: number,
  own: Record<string, string>,
): Record<string, string> {
  const all: Record<string, string> = { host: target.host, 'content-length': String(bytes) };
  for (let i = 0; i < headers.length; i += 2) all[headers[i]!] = headers[i + 1]!;
  if (target.authorization) all['authorization'] = '***';
  if (CONFIRM_URL in all) all[CONFIRM_URL] = '***';
  for (const name of Object.keys(own)) {
    const key = name.toLowerCase();
    if (!OURS.test(key)) all[key] = '***';
  }
  return all;
}
