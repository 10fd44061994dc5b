import type { FeedDriver } from '#exchange/inbound/sweep-feeds.js';
import type { FeedId } from '#news/ids.js';

/**
 * The polls that run in this process, whoever asked for them: none twice at a time. Where this process has the role to
 * pull, the sweep begins polls here at once and spares the queue, which would have carried the ring to this process or to
 * another; what finds no room goes to the queue. With the queue out of reach a sweep begins them here whatever the roles.
 */
export class NearFeeds implements FeedDriver {
  private readonly running = new Map<FeedId, Promise<void>>();
  private readonly stop = new AbortController();
  private listening = false;

  constructor(
    private readonly poll: (id: FeedId, signal: AbortSignal) => Promise<unknown>,
    /**
     * Most that are begun here at once; what is beyond it goes to the queue, or is due at the next sweep. Default 32: a
     * poll mostly waits for its origin.
     */
    private readonly most = 32,
    /** Told what a poll threw; the next sweep tries again. */
    private readonly failed: (id: FeedId, error: unknown) => void = () => {},
  ) {}

  /** From now on this process hears its own rings: it has the role to pull. */
  listen(): void {
    this.listening = true;
  }

  take(ids: readonly FeedId[]): FeedId[] {
    return this.listening ? ids.filter((id) => !this.running.has(id) && !this.begin(id)) : [...ids];
  }

  drive(ids: readonly FeedId[]): number {
    return ids.filter((id) => !this.running.has(id) && this.begin(id)).length;
  }

  /** For the queue's jobs: polls the feed, however many others are polled. One that is polled already is left alone. */
  async run(id: FeedId, signal: AbortSignal): Promise<void> {
    if (!this.running.has(id)) await this.note(id, signal);
  }

  /** For a process that is stopping: begins nothing more, and waits for what runs. */
  async finish(): Promise<void> {
    this.listening = false;
    this.stop.abort();
    await Promise.allSettled(this.running.values());
  }

  /** False when there is no room. */
  private begin(id: FeedId): boolean {
    const { signal } = this.stop;
    if (signal.aborted || this.running.size >= this.most) return false;
    this.note(id, signal).catch((error: unknown) => this.failed(id, error));
    return true;
  }

  private note(id: FeedId, signal: AbortSignal): Promise<void> {
    const polled = this.pollOnce(id, signal);
    this.running.set(id, polled);
    return polled;
  }

  private async pollOnce(id: FeedId, signal: AbortSignal): Promise<void> {
    try {
      await this.poll(id, signal);
    } finally {
      this.running.delete(id);
    }
  }
}
