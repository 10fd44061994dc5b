import type { Clock } from '#exchange/clock.js';
import type { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import type {
  AttemptRecord,
  ClaimedDelivery,
  Destination,
  EncodedBody,
  PushOutcome,
  PushTransport,
  Settlement,
} from '#exchange/outbound/outbound-ports.js';
import type { Unsendable } from '#exchange/outbound/prepare-bodies.js';
import { retryAfter } from '#exchange/outbound/retry-schedule.js';
import { SendStop } from '#exchange/outbound/send-stop.js';

/** Longest part of an answer, or of an error's message, that is kept: 4 KiB as characters. */
const LONGEST_ANSWER = 4096;

export interface SendRequest {
  destination: Destination;
  delivery: ClaimedDelivery;
  body: EncodedBody;
  /** Milliseconds after which the send is cut off, whatever the partner does: well before the lease ends. */
  deadlineMs: number;
}

/** Sends one delivery and says how it is to be settled. Never throws. */
export class SendDelivery {
  constructor(
    private readonly transport: PushTransport,
    private readonly sends: InFlightSends,
    /** `random` is uniform in [0, 1): it spreads retries. */
    private readonly time: { clock: Clock; random: () => number },
  ) {}

  async run({ destination, delivery, body, deadlineMs }: SendRequest): Promise<Settlement> {
    const started = this.time.clock.now();
    const outcome = await this.push(destination, delivery, body, deadlineMs);
    const ended = this.time.clock.now();
    // A clock that was set meanwhile says nonsense; a send lasts no longer than it may.
    const milliseconds = Math.min(Math.max(ended.getTime() - started.getTime(), 0), deadlineMs);
    const attempt: AttemptRecord = {
      startedAt: started.toISOString(),
      milliseconds,
      code: outcome.outcome === 'delivered' ? 'delivery.delivered' : outcome.code,
      status: outcome.status,
      requestHeaders: outcome.sentHeaders,
      bodySha256: body.sha256,
      bodyBytes: body.bytes.length,
      answer: outcome.answer.slice(0, LONGEST_ANSWER),
    };
    return {
      deliveryId: delivery.id,
      fence: delivery.fence,
      attempt,
      ...this.verdict(outcome, destination, delivery, milliseconds / 1000),
    };
  }

  /** What cannot be encoded is a dead letter at once: the next attempt would fail the same way. */
  refuse(delivery: ClaimedDelivery, { code, message }: Unsendable): Settlement {
    const attempt: AttemptRecord = {
      startedAt: this.time.clock.now().toISOString(),
      milliseconds: 0,
      code,
      requestHeaders: {},
      bodySha256: '',
      bodyBytes: 0,
      answer: message.slice(0, LONGEST_ANSWER),
    };
    return {
      deliveryId: delivery.id,
      fence: delivery.fence,
      attempt,
      outcome: 'dead',
      code,
      ambiguous: false,
    };
  }

  private async push(
    destination: Destination,
    delivery: ClaimedDelivery,
    body: EncodedBody,
    deadlineMs: number,
  ): Promise<PushOutcome> {
    const stop = new SendStop();
    const abort = () => stop.abort();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      abort();
    }, deadlineMs);
    const end = this.sends.begin(delivery.itemId, delivery.version, abort);
    try {
      const outcome = await this.transport.push({ destination, delivery, body }, stop);
      // To the transport our deadline looks like somebody's wish to stop; to ops it is a time-out.
      if (late && outcome.outcome === 'failed') {
        const wasStopped = outcome.code === 'delivery.aborted';
        const answer = wasStopped ? silence(destination, outcome.ambiguous, deadlineMs) : outcome.answer;
        return { ...outcome, code: 'delivery.timeout', answer };
      }
      return outcome;
    } catch (error) {
      // A door that throws breaks its contract; how far the request got is unknown.
      const answer = error instanceof Error ? error.message : String(error);
      return {
        outcome: 'failed',
        code: 'delivery.failed',
        answer,
        sentHeaders: {},
        retry: 'later',
        ambiguous: true,
      };
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  private verdict(
    outcome: PushOutcome,
    destination: Destination,
    { attempt, kind, triedSeconds }: ClaimedDelivery,
    tookSeconds: number,
  ):
    | { outcome: 'delivered' }
    | { outcome: 'retry'; retryAfterSeconds: number; code: string; ambiguous: boolean }
    | { outcome: 'dead'; code: string; ambiguous: boolean }
    | { outcome: 'gone'; code: string } {
    if (outcome.outcome === 'delivered') return { outcome: 'delivered' };
    const { code, retry, ambiguous } = outcome;
    if (retry === 'gone') return { outcome: 'gone', code };
    // Cut short by ourselves, for a kill or a shutdown: no fault of the partner's, so no wait.
    if (code === 'delivery.aborted') return { outcome: 'retry', retryAfterSeconds: 0, code, ambiguous };
    if (retry === 'never') return { outcome: 'dead', code, ambiguous };
    const asked = typeof retry === 'object' ? retry.afterSeconds : undefined;
    const seconds = retryAfter(destination.retrySeconds, attempt, asked, this.time.random());
    if (seconds === undefined) return { outcome: 'dead', code, ambiguous };
    // A kill is worth every attempt there is.
    const limit = kind === 'kill' ? undefined : destination.giveUpAfterSeconds;
    if (limit !== undefined && triedSeconds + tookSeconds + seconds > limit)
      return { outcome: 'dead', code, ambiguous };
    return { outcome: 'retry', retryAfterSeconds: seconds, code, ambiguous };
  }
}

/** `partner.example did not answer within 3 s.` */
function silence({ id, url = '' }: Destination, sent: boolean, deadlineMs: number): string {
  const host = URL.canParse(url) ? new URL(url).host : id;
  return `${host} ${sent ? 'did not answer' : 'could not be reached'} within ${Math.round(deadlineMs / 100) / 10} s.`;
}
