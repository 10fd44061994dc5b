/**
 * Does in this process what a queue cannot be asked to do: with the queue's backend out of reach, lanes are drained and
 * feeds polled all the same. Each id runs at most once at a time, and only so many at once.
 */
export class DriveInProcess<Id extends string> {
  private readonly running = new Map<Id, Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    private readonly run: (id: Id, signal: AbortSignal) => Promise<unknown>,
    /** Most that run at once; what is beyond it is due at the next sweep. Default 8. */
    private readonly most = 8,
    /** Told what a run threw; the next sweep tries again. */
    private readonly failed: (id: Id, error: unknown) => void = () => {},
  ) {}

  /** Starts as many as may run and answers how many that were; it does not wait for them. */
  drive(ids: readonly Id[]): number {
    let started = 0;
    for (const id of ids) {
      if (this.stop.signal.aborted || this.running.size >= this.most) break;
      if (this.running.has(id)) continue;
      this.running.set(id, this.runOnce(id));
      started += 1;
    }
    return started;
  }

  /** For a process that is stopping: starts nothing more, and waits for what runs. */
  async finish(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.running.values());
  }

  private async runOnce(id: Id): Promise<void> {
    try {
      await this.run(id, this.stop.signal);
    } catch (error) {
      this.failed(id, error);
    } finally {
      this.running.delete(id);
    }
  }
}
