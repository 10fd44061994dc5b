import { type DecodeCompound, UndecodableDocument } from '../codec.js';
import { sourceIdOf } from '../guid.js';
import { MAX_DOCUMENT_BYTES, refuseTooMany, tooLarge } from '../limits.js';
import { readMessage } from './read-message.js';

/** A line of an mbox file (RFC 4155) that begins a message: `From `, an address, and a date with a year. */
const ENVELOPE = /^From \S+ +.*\b(?:19|20)\d\d\b.*$/;

const MAX_MESSAGES = 5000;

/**
 * Reads e-mail (RFC 5322, MIME), one message or an mbox of several. A message is an item: its subject is the headline,
 * its text the body, its files are renditions; a file that is itself a news document is decoded and its records stand
 * behind the message's.
 *
 * The text is the bytes of the message, one character a byte: each part has a charset of its own.
 */
export const decodeEmail: DecodeCompound = (text, context, nested) => {
  const messages = messagesOf(text);
  if (messages.length > 1 && text.length > MAX_DOCUMENT_BYTES)
    throw tooLarge(
      `its messages have ${text.length} bytes, more than the ${MAX_DOCUMENT_BYTES} that are read`,
    );
  const found: ReturnType<DecodeCompound> = { records: [], places: [], warnings: [] };
  const reading = { context, nested, sourceId: sourceIdOf(context), found };
  messages.forEach((extent, i) => {
    const at = messages.length === 1 ? 'message' : `message[${i + 1}]`;
    try {
      readMessage(messageIn(text, extent), at, reading);
    } catch (error) {
      if (error instanceof UndecodableDocument && messages.length === 1) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      found.warnings.push({ code: 'entry-undecodable', at, detail: detail.slice(0, 200) });
    }
  });
  return found;
};

type Extent = readonly [start: number, end: number];

/** Where each message of the text stands: a mailbox has an envelope before each, behind an empty line. */
function messagesOf(text: string): Extent[] {
  const start = /^(?:\xef\xbb\xbf)?\s*/.exec(text)![0].length;
  if (!ENVELOPE.test(lineAt(text, start))) return [[start, text.length]];
  const messages: Extent[] = [];
  let from = start;
  const end = (at: number): void => {
    if (text.indexOf('\n', from) >= 0) messages.push([from, at]);
    refuseTooMany(messages.length, MAX_MESSAGES, 'messages');
    from = at;
  };
  for (let at = text.indexOf('\nFrom ', start); at >= 0; at = text.indexOf('\nFrom ', at + 1)) {
    const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    if (before.trim() === '' && ENVELOPE.test(lineAt(text, at + 1))) end(at + 1);
  }
  end(text.length);
  return messages;
}

/** Envelopes are short. */
const LONGEST_ENVELOPE = 500;

function lineAt(text: string, start: number): string {
  const line = text.slice(start, start + LONGEST_ENVELOPE);
  return line.slice(0, /\r?\n|$/.exec(line)!.index);
}

/** The message without its envelope; a line that would look like one is written with a `>` before it. */
function messageIn(text: string, [start, end]: Extent): string {
  const message = text.slice(start, end);
  if (!ENVELOPE.test(lineAt(message, 0))) return message;
  return message.slice(message.indexOf('\n') + 1).replace(/^>(>*From )/gm, '$1');
}
