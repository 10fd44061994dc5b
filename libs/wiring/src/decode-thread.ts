import { parentPort } from 'node:worker_threads';
import { type DecodeContext, type Decoded, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';

/** What the thread is asked: to read a document, and then for the rest of its records, until it has given all. */
export type DecodeQuestion = { bytes: Uint8Array; context: DecodeContext } | 'more';

export type DecodeAnswer =
  | { decoded: Omit<Decoded, 'records'>; recordsToCome: number }
  | { records: Decoded['records'] }
  | { undecodable: Pick<UndecodableDocument, 'code' | 'message'> }
  | { failed: string };

/** Records in one message: the other side unpacks it in one piece, some milliseconds. */
const RECORDS = 100;

let records: Decoded['records'] = [];

function answer(question: DecodeQuestion): DecodeAnswer {
  if (question === 'more') return { records: records.splice(0, RECORDS) };
  try {
    const { bytes, context } = question;
    const decoded = decodeDocument(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), context);
    const { records: read, ...rest } = decoded;
    records = read;
    return { decoded: rest, recordsToCome: read.length };
  } catch (error) {
    if (error instanceof UndecodableDocument)
      return { undecodable: { code: error.code, message: error.message } };
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

// This module is run as a thread, never imported by one.
const port = parentPort!;
port.on('message', (question: DecodeQuestion) => port.postMessage(answer(question)));
