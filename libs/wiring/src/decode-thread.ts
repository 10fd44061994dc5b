import { parentPort, workerData } from 'node:worker_threads';
import { type DecodeContext, type Decoded, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { decodedLines } from './decoded-lines.js';

/**
 * What the thread is asked: to read documents, whose bytes lie one behind the other, and then for the rest of their
 * records, until it has given all.
 */
export type DecodeQuestion =
  | {
      bytes: Uint8Array<ArrayBuffer>;
      documents: {
        size: number;
        context: DecodeContext;
        /** The document is wanted as the lines that `decodedLines` makes of it. */
        linesOf?: string;
      }[];
    }
  | 'more';

/** JSON goes through a message in two thirds of the time that the objects themselves would take. */
export type DecodeAnswer =
  | { outcomes: DecodeOutcome[] }
  /** Of the first document that has not had all of its records. */
  | { records: string };

export type DecodeOutcome =
  | { decoded: string; recordsToCome: number }
  | { lines: string }
  | { undecodable: Pick<UndecodableDocument, 'code' | 'message'> }
  | { failed: string };

/** Which document of a message the thread reads, and since when by the processor's clock, where the other side can look. */
export type DecodePlace = BigInt64Array<SharedArrayBuffer>;

/** Records in one message: the other side unpacks it in one piece, some milliseconds. */
const RECORDS = 100;

const place = workerData as DecodePlace;
let left: Decoded['records'][] = [];

function answer(question: DecodeQuestion): DecodeAnswer {
  if (question === 'more') {
    const records = left[0]!.splice(0, RECORDS);
    if (left[0]!.length === 0) left.shift();
    return { records: JSON.stringify(records) };
  }
  left = [];
  let end = 0;
  const outcomes = question.documents.map(({ size, context, linesOf }, i) => {
    Atomics.store(place, 1, process.hrtime.bigint());
    Atomics.store(place, 0, BigInt(i));
    end += size;
    return outcomeOf(Buffer.from(question.bytes.buffer, end - size, size), context, linesOf);
  });
  return { outcomes };
}

function outcomeOf(bytes: Buffer, context: DecodeContext, linesOf: string | undefined): DecodeOutcome {
  try {
    const decoded = decodeDocument(bytes, context);
    if (linesOf !== undefined) return { lines: decodedLines(linesOf, decoded) };
    const rest = decoded.records.splice(RECORDS);
    if (rest.length > 0) left.push(rest);
    return { decoded: JSON.stringify(decoded), recordsToCome: rest.length };
  } catch (error) {
    if (error instanceof UndecodableDocument)
      return { undecodable: { code: error.code, message: error.message } };
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

// This module is run as a thread, never imported by one.
const port = parentPort!;
port.on('message', (question: DecodeQuestion) => port.postMessage(answer(question)));
