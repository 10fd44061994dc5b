import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** How one request and its answer ended. */
export interface Exchanged {
  /** Bytes of the request may have left. */
  sent: boolean;
  /** The answer's status; absent when none came. */
  status?: number;
  retryAfter?: string;
  /** The first bytes of the answer. */
  answer: Buffer;
  /** Why there is no answer, or not all of it. */
  failure?: unknown;
}

export class DeadlinePassed extends Error {}
export class Stopped extends Error {}

const KEPT_BYTES = 4_096;
// A longer answer is not waited for: its beginning is all that is kept, and the status has been read.
const MAX_ANSWER_BYTES = 65_536;
const NOTHING = Buffer.alloc(0);
const OVER = new Error('nobody waits for this request any longer');

/**
 * One request on its way. Made directly on undici's dispatch because only there can be seen whether the request has
 * begun to be written: that is the whole difference between "was not sent" and "may have arrived".
 */
export class WebhookExchange implements Dispatcher.DispatchHandler {
  #sent = false;
  #status: number | undefined;
  #retryAfter: string | undefined;
  #answer: Buffer = NOTHING;
  #received = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #done: ((result: Exchanged) => void) | undefined;

  constructor(done: (result: Exchanged) => void) {
    this.#done = done;
  }

  /** Ends the exchange now, whatever it waits for. */
  stop(why: DeadlinePassed | Stopped): void {
    this.#finish(why);
    this.#controller?.abort(why);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It waited for a connection for too long. Throwing drops the request alone; aborting would cost the connection.
    if (!this.#done) throw OVER;
    this.#controller = controller;
    this.#sent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // 1xx is not the answer yet.
    if (status < 200) return;
    this.#status = status;
    this.#retryAfter = headers['retry-after'];
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#received < KEPT_BYTES) {
      const piece = chunk.subarray(0, KEPT_BYTES - this.#received);
      // Copied: the chunk is a window on a buffer that is used again.
      this.#answer = this.#received === 0 ? Buffer.from(piece) : Buffer.concat([this.#answer, piece]);
    }
    this.#received += chunk.length;
    if (this.#received > MAX_ANSWER_BYTES) {
      this.#finish();
      controller.abort(OVER);
    }
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(error);
  }

  #finish(failure?: unknown): void {
    this.#done?.({
      sent: this.#sent,
      status: this.#status,
      retryAfter: this.#retryAfter,
      answer: this.#answer,
      failure,
    });
    this.#done = undefined;
  }
}
