import {
  type Pulled,
  PullFailed,
  type PullRequest,
  type PullTransport,
} from '#exchange/inbound/inbound-ports.js';
import type {
  BodyArchive,
  PushOutcome,
  PushRequest,
  PushTransport,
  StopSignal,
} from '#exchange/outbound/outbound-ports.js';
import type { DestinationId } from '#news/ids.js';

export const DELIVERED: PushOutcome = { outcome: 'delivered', status: 200, answer: 'ok', sentHeaders: {} };
export const failedWith = (
  code: string,
  retry: Extract<PushOutcome, { outcome: 'failed' }>['retry'],
  ambiguous = false,
): PushOutcome => ({
  outcome: 'failed',
  code,
  answer: `${code} happened`,
  sentHeaders: {},
  retry,
  ambiguous,
});

type Answer = PushOutcome | Promise<PushOutcome>;

/** Partners who receive: all of them take everything, unless a test says how one of them behaves. */
export class PlayedPartners implements PushTransport {
  /** What was sent, in order, answered or not. */
  readonly requests: PushRequest[] = [];
  private readonly behaviours = new Map<
    DestinationId,
    (request: PushRequest, signal: StopSignal) => Answer
  >();

  behave(id: DestinationId, behaviour: (request: PushRequest, signal: StopSignal) => Answer): void {
    this.behaviours.set(id, behaviour);
  }

  /** From now on this partner takes requests and does not answer them. */
  hang(id: DestinationId): void {
    this.behave(id, (_request, signal) => untilAborted(signal));
  }

  async push(request: PushRequest, signal: StopSignal): Promise<PushOutcome> {
    this.requests.push(request);
    return this.behaviours.get(request.destination.id)?.(request, signal) ?? DELIVERED;
  }

  /** `guid v1`, or `guid KILL v2`, of what one partner was sent. */
  sentTo(id: DestinationId): string[] {
    return this.requests
      .filter(({ destination }) => destination.id === id)
      .map(({ delivery: { guid, kind, version } }) => `${guid} ${kind === 'kill' ? 'KILL ' : ''}v${version}`);
  }
}

/** What a transport answers when it is told to stop in the middle of a request. */
export const untilAborted = (signal: StopSignal): Promise<PushOutcome> =>
  new Promise((resolve) => {
    const stop = () => resolve(failedWith('delivery.aborted', 'later', true));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });

type Page = Pulled | PullFailed | ((request: PullRequest, signal: AbortSignal) => Pulled | Promise<Pulled>);

/** An origin that serves what a test puts there; every other address answers 404. */
export class PlayedOrigin implements PullTransport {
  readonly requests: PullRequest[] = [];
  private readonly pages = new Map<string, Page>();

  serve(url: string, page: Page): void {
    this.pages.set(url, page);
  }

  async pull(request: PullRequest, signal: AbortSignal): Promise<Pulled> {
    this.requests.push(request);
    const page = this.pages.get(request.url);
    if (page === undefined) throw new PullFailed('pull.http-404', 'Not there.', 'later');
    if (page instanceof PullFailed) throw page;
    return typeof page === 'function' ? page(request, signal) : page;
  }
}

export const fetched = (
  text: string,
  more: Partial<Extract<Pulled, { status: 'fetched' }>> = {},
): Pulled => ({
  status: 'fetched',
  bytes: Buffer.from(text),
  url: 'https://report.example/rss',
  headers: {},
  ...more,
});

/** A bell that is heard by the test alone, or by nobody while `broken`. */
export class PlayedBell<Id extends string = DestinationId> {
  readonly rung: Id[] = [];
  broken = false;

  async ring(ids: readonly Id[]): Promise<void> {
    if (this.broken) throw new Error('the queue is out of reach');
    this.rung.push(...ids);
  }
}

/** Bodies put by, or refused while `broken`. */
export class MemoryBodies implements BodyArchive {
  readonly kept: Parameters<BodyArchive['keep']>[0] = [];
  broken = false;

  async keep(bodies: Parameters<BodyArchive['keep']>[0]): Promise<void> {
    if (this.broken) throw new Error('the archive is out of reach');
    this.kept.push(...bodies);
  }
}
