import { Worker } from 'node:worker_threads';
import { type DecodeContext, type Decoded, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import type { DecodeAnswer, DecodeQuestion } from './decode-thread.js';

export interface DecodeApartOptions {
  /** Documents of more bytes are read in the thread. Default 1 MiB, some 0.1 s of the processor. */
  largeBytes?: number;
  /** Longest time for one document, after which it is given up. Default 30 s. */
  limitMilliseconds?: number;
  /** Most memory for the thread's objects, in MB. Default 512. */
  heapMb?: number;
  /** The thread ends when there was nothing to do for so long. Default 60 s. */
  idleMilliseconds?: number;
  /** The module that is run as the thread. */
  thread?: URL;
}

const THREAD = new URL('./decode-thread.js', import.meta.url);
/** Text grows about so much when it is unpacked. */
const USUAL_RATIO = 20;

/**
 * Reads small documents at once and large ones in a thread of their own, one after another: a process that delivers is
 * not to stand still for the second or two that the largest take. A document that takes too long or too much memory
 * costs itself alone; the thread is ended, and the next document gets a new one.
 */
export class DecodeApart {
  private thread: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: DecodeApartOptions = {}) {}

  /**
   * As `decodeDocument`.
   *
   * @throws UndecodableDocument; or Error, from a large document alone, that says that it took too long or too much memory
   */
  decode(bytes: Buffer, context: DecodeContext): Decoded | Promise<Decoded> {
    const { largeBytes = 1024 * 1024 } = this.options;
    const expected = isPacked(bytes) ? bytes.length * USUAL_RATIO : bytes.length;
    if (expected <= largeBytes) return decodeDocument(bytes, context);
    const mine = this.turn.then(() => this.apart(bytes, context));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** What is being read is given up. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    await this.thread?.terminate();
  }

  private async apart(bytes: Buffer, context: DecodeContext): Promise<Decoded> {
    const { limitMilliseconds = 30_000, idleMilliseconds = 60_000 } = this.options;
    clearTimeout(this.idle);
    this.thread ??= this.start();
    const { thread } = this;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      void thread.terminate();
    }, limitMilliseconds);
    try {
      const first = await ask(thread, { bytes, context });
      if ('undecodable' in first)
        throw new UndecodableDocument(first.undecodable.code, first.undecodable.message);
      if (!('decoded' in first)) throw new Error('failed' in first ? first.failed : 'an answer out of turn');
      const records: Decoded['records'] = [];
      while (records.length < first.recordsToCome) {
        const next = await ask(thread, 'more');
        if (!('records' in next)) throw new Error('an answer out of turn');
        records.push(...next.records);
      }
      return { ...first.decoded, records };
    } catch (error) {
      if (isLate)
        throw new Error(`Reading it took more than ${limitMilliseconds / 1000} s, and was given up.`);
      throw error;
    } finally {
      clearTimeout(timer);
      this.idle = setTimeout(() => this.end(thread), idleMilliseconds).unref();
    }
  }

  private start(): Worker {
    const { heapMb = 512, thread: module = THREAD } = this.options;
    const thread = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    thread.unref();
    thread.once('exit', () => this.forget(thread));
    return thread;
  }

  private end(thread: Worker): void {
    // Before it has ended, so that no document is given to it any more.
    this.forget(thread);
    void thread.terminate();
  }

  private forget(thread: Worker): void {
    if (this.thread === thread) this.thread = undefined;
  }
}

/** Rejects when the thread ends without an answer. */
function ask(thread: Worker, question: DecodeQuestion): Promise<DecodeAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      thread.off('message', answered).off('error', failed).off('exit', ended);
      then();
    };
    const answered = (answer: DecodeAnswer) => settle(() => resolve(answer));
    const failed = (error: NodeJS.ErrnoException) =>
      settle(() =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new Error('Reading it took more memory than it may.', { cause: error })
            : error,
        ),
      );
    const ended = () => settle(() => reject(new Error('Reading it was given up.')));
    thread.on('message', answered).on('error', failed).on('exit', ended);
    thread.postMessage(question);
  });
}

/** A zip archive, gzip or zlib, by its first bytes. */
function isPacked([a, b]: Buffer): boolean {
  return (a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b) || a === 0x78;
}
