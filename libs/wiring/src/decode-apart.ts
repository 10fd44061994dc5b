import type { DecodeContext, Decoded } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { DecodePool, type DecodePoolOptions } from './decode-pool.js';

export interface DecodeApartOptions extends Omit<DecodePoolOptions, 'threads'> {
  /** Documents of more bytes are read in the thread. Default 1 MiB, some 0.1 s of the processor. */
  largeBytes?: number;
}

/** Text grows about so much when it is unpacked. */
const USUAL_RATIO = 20;

/**
 * Reads small documents at once and large ones in a thread of their own, one after another: a process that delivers is
 * not to stand still for the second or two that the largest take.
 */
export class DecodeApart {
  private readonly thread: DecodePool;
  private readonly largeBytes: number;

  constructor({ largeBytes = 1024 * 1024, ...options }: DecodeApartOptions = {}) {
    this.largeBytes = largeBytes;
    this.thread = new DecodePool({ ...options, threads: 1 });
  }

  /** As `decodeDocument`; throws for a large document what `DecodePool` throws. */
  decode(bytes: Buffer, context: DecodeContext): Decoded | Promise<Decoded> {
    const expected = isPacked(bytes) ? bytes.length * USUAL_RATIO : bytes.length;
    return expected <= this.largeBytes ? decodeDocument(bytes, context) : this.thread.decode(bytes, context);
  }

  /** What is being read is given up. */
  close(): Promise<void> {
    return this.thread.close();
  }
}

/** A zip archive, gzip or zlib, by its first bytes. */
function isPacked([a, b]: Buffer): boolean {
  return (a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b) || a === 0x78;
}
