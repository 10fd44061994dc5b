import { availableParallelism } from 'node:os';
import type { DecodeContext, Decoded } from '#codecs/codec.js';
import {
  type DecodingLimits,
  DecodingThread,
  type DocumentToRead,
  ThreadLost,
  type WasRead,
} from './decoding-thread.js';

export interface DecodePoolOptions extends DecodingLimits {
  /** How many threads at most. Default one for each processor, 8 at most. */
  threads?: number;
  /** All threads end when there was nothing to do for so long. Default 60 s. */
  idleMilliseconds?: number;
}

/** More gain little: the calling thread unpacks what all of them read. */
export const MOST_THREADS = 8;
export const threadsByDefault = (): number => Math.min(MOST_THREADS, availableParallelism());

/** Documents in one message, and bytes after which no more are added to it: a message costs as much as a small document. */
const BATCH_DOCUMENTS = 32;
const BATCH_BYTES = 256 * 1024;

interface Waiting extends DocumentToRead {
  settle: (read: WasRead) => void;
  /** A thread was lost with it: it is read by itself now. */
  isSuspect?: boolean;
}

/**
 * Reads documents in threads, several a message. They begin when there is something for them to do. A document that takes
 * too long or too much memory costs itself alone: its thread is ended, and what else was given to that is read again.
 */
export class DecodePool {
  private readonly threads = new Set<DecodingThread>();
  private free: DecodingThread[] = [];
  private waiting: Waiting[] = [];
  private giving: NodeJS.Immediate | undefined;
  private idle: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly options: DecodePoolOptions = {}) {}

  /**
   * As `decodeDocument`.
   *
   * @throws UndecodableDocument; or Error that says that it took too long or too much memory
   */
  async decode(bytes: Buffer, context: DecodeContext): Promise<Decoded> {
    return (await this.read({ bytes, context })) as Decoded;
  }

  /** What `decodedLines` makes of it. @throws as `decode` does */
  async lines(file: string, bytes: Buffer, context: DecodeContext): Promise<string> {
    return (await this.read({ bytes, context, linesOf: file })) as string;
  }

  /** What is being read is given up. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { settle } of this.waiting.splice(0)) settle(new Error('Reading it was given up.'));
    await this.endThreads();
  }

  private read(document: DocumentToRead): Promise<WasRead> {
    return new Promise((resolve, reject) => {
      const settle = (read: WasRead) => (read instanceof Error ? reject(read) : resolve(read));
      if (this.isClosed) return settle(new Error('Reading it was given up.'));
      this.waiting.push({ ...document, settle });
      // After what else is asked for in this turn, so that it goes in one message.
      this.giving ??= setImmediate(() => this.give());
    });
  }

  private give(): void {
    this.giving = undefined;
    clearTimeout(this.idle);
    while (this.waiting.length > 0) {
      const thread = this.free.pop() ?? this.another();
      if (thread === undefined) return;
      void this.readIn(thread, this.batch());
    }
    if (this.free.length === this.threads.size)
      this.idle = setTimeout(() => void this.endThreads(), this.options.idleMilliseconds ?? 60_000).unref();
  }

  private another(): DecodingThread | undefined {
    if (this.threads.size >= (this.options.threads ?? threadsByDefault())) return undefined;
    const thread = new DecodingThread(this.options);
    this.threads.add(thread);
    return thread;
  }

  private batch(): Waiting[] {
    let bytes = 0;
    const end = this.waiting.findIndex((document, i) => {
      if (i > 0 && (document.isSuspect || this.waiting[0]!.isSuspect)) return true;
      if (i === BATCH_DOCUMENTS || bytes >= BATCH_BYTES) return true;
      bytes += document.bytes.length;
      return false;
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async readIn(thread: DecodingThread, documents: Waiting[]): Promise<void> {
    try {
      const read = await thread.read(documents);
      for (const [i, { settle }] of documents.entries()) settle(read[i]!);
      this.free.push(thread);
    } catch (error) {
      this.threads.delete(thread);
      this.lose(documents, error as ThreadLost);
    }
    if (!this.isClosed) this.give();
  }

  /** Those around the one that is to blame are read again, each by itself: of one alone it is known what it does. */
  private lose(documents: Waiting[], lost: ThreadLost): void {
    const blamed = documents.length === 1 ? 0 : lost.at;
    const again: Waiting[] = [];
    for (const [i, document] of documents.entries()) {
      if (this.isClosed || i === blamed) document.settle(new Error(lost.message));
      else again.push({ ...document, isSuspect: true });
    }
    this.waiting.unshift(...again);
  }

  private async endThreads(): Promise<void> {
    clearTimeout(this.idle);
    const ending = [...this.threads];
    // Before they have ended, so that no document is given to them any more.
    this.threads.clear();
    this.free = [];
    await Promise.all(ending.map((thread) => thread.end()));
  }
}
