import { Worker } from 'node:worker_threads';
import { type DecodeContext, type Decoded, UndecodableDocument } from '#codecs/codec.js';
import type { DecodeAnswer, DecodeOutcome, DecodePlace, DecodeQuestion } from './decode-thread.js';

export interface DecodingLimits {
  /** Longest time for one document, after which it is given up. Default 30 s. */
  limitMilliseconds?: number;
  /** Most memory for a thread's objects, in MB. Default 512. */
  heapMb?: number;
  /** The module that is run as the thread. */
  thread?: URL;
}

export interface DocumentToRead {
  bytes: Buffer;
  context: DecodeContext;
  /** The name of the file whose lines are wanted (`decodedLines`), not its records. */
  linesOf?: string;
}

/** What was read of a document, or why it was not: UndecodableDocument, or what went wrong. */
export type WasRead = Decoded | string | Error;

/** The thread ended while it read: because of the document of that number, where it is known which it read. */
export class ThreadLost extends Error {
  constructor(
    message: string,
    readonly at: number | undefined,
  ) {
    super(message);
  }
}

/** A thread's own is smaller than a process's, and collected so often that a document takes a quarter longer. */
const YOUNG_MB = 48;

const THREAD = new URL('./decode-thread.js', import.meta.url);

/** One thread that reads documents, several a message. It keeps the process alive only while it reads. */
export class DecodingThread {
  /** Before the first document of a message the number is -1. */
  private readonly place: DecodePlace = new BigInt64Array(new SharedArrayBuffer(16));
  private readonly worker: Worker;
  private readonly limitMilliseconds: number;

  constructor({ limitMilliseconds = 30_000, heapMb = 512, thread = THREAD }: DecodingLimits) {
    this.limitMilliseconds = limitMilliseconds;
    this.worker = new Worker(thread, {
      workerData: this.place,
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.worker.unref();
  }

  /** @throws ThreadLost: the thread has ended, nothing of these was read, and it reads no more */
  async read(documents: readonly DocumentToRead[]): Promise<WasRead[]> {
    const asked = process.hrtime.bigint();
    Atomics.store(this.place, 0, -1n);
    let isLate = false;
    const watch = (milliseconds: number): NodeJS.Timeout =>
      setTimeout(() => {
        const left = this.millisecondsLeft(asked);
        if (left > 0) timer = watch(left);
        else {
          isLate = true;
          this.end();
        }
      }, milliseconds);
    let timer = watch(this.limitMilliseconds);
    try {
      return await this.ask(documents);
    } catch (error) {
      const why = isLate
        ? `Reading it took more than ${this.limitMilliseconds / 1000} s, and was given up.`
        : reasonOf(error as NodeJS.ErrnoException);
      const at = Number(Atomics.load(this.place, 0));
      throw new ThreadLost(why, at >= 0 ? at : undefined);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What is being read is given up. */
  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async ask(documents: readonly DocumentToRead[]): Promise<WasRead[]> {
    const answer = await this.answerTo(questionOf(documents));
    if (!('outcomes' in answer)) throw new Error('an answer out of turn');
    const read: WasRead[] = [];
    for (const outcome of answer.outcomes) read.push(await this.whole(outcome));
    return read;
  }

  private async whole(outcome: DecodeOutcome): Promise<WasRead> {
    if ('lines' in outcome) return outcome.lines;
    if ('failed' in outcome) return new Error(outcome.failed);
    if ('undecodable' in outcome)
      return new UndecodableDocument(outcome.undecodable.code, outcome.undecodable.message);
    const decoded = JSON.parse(outcome.decoded) as Decoded;
    for (let left = outcome.recordsToCome; left > 0; ) {
      const answer = await this.answerTo('more');
      if (!('records' in answer)) throw new Error('an answer out of turn');
      const records = JSON.parse(answer.records) as Decoded['records'];
      decoded.records.push(...records);
      left -= records.length;
    }
    return decoded;
  }

  /** Rejects when the thread ends without an answer. */
  private answerTo(question: DecodeQuestion): Promise<DecodeAnswer> {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        worker.off('message', answered).off('error', failed).off('exit', ended);
        then();
      };
      const answered = (answer: DecodeAnswer) => settle(() => resolve(answer));
      const failed = (error: Error) => settle(() => reject(error));
      const ended = () => settle(() => reject(new Error('Reading it was given up.')));
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(question, question === 'more' ? [] : [question.bytes.buffer]);
    });
  }

  /** Of the document that is read now. */
  private millisecondsLeft(asked: bigint): number {
    const begun = Atomics.load(this.place, 0) < 0n ? asked : Atomics.load(this.place, 1);
    return this.limitMilliseconds - Number((process.hrtime.bigint() - begun) / 1_000_000n);
  }
}

/** All bytes in one piece that goes over: a small buffer may be a part of a large one, which would be copied whole. */
function questionOf(documents: readonly DocumentToRead[]): Exclude<DecodeQuestion, 'more'> {
  const bytes = new Uint8Array(documents.reduce((sum, document) => sum + document.bytes.length, 0));
  let end = 0;
  for (const document of documents) {
    bytes.set(document.bytes, end);
    end += document.bytes.length;
  }
  return {
    bytes,
    documents: documents.map(({ bytes: { length }, context, linesOf }) => ({
      size: length,
      context,
      linesOf,
    })),
  };
}

const reasonOf = ({ code, message }: NodeJS.ErrnoException): string =>
  code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Reading it took more memory than it may.' : message;
