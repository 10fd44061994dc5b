import { type DecodeCompound, UndecodableDocument } from '../codec.js';
import { sourceIdOf } from '../guid.js';
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
  if (messages.length > MAX_MESSAGES) {
    throw new UndecodableDocument(
      'decode.too-large',
      `The mailbox holds ${messages.length} messages, more than ${MAX_MESSAGES}`,
    );
  }
  const found: ReturnType<DecodeCompound> = { records: [], places: [], warnings: [] };
  const reading = { context, nested, sourceId: sourceIdOf(context), found };
  messages.forEach((message, i) => {
    const at = messages.length === 1 ? 'message' : `message[${i + 1}]`;
    try {
      readMessage(message, at, reading);
    } catch (error) {
      if (error instanceof UndecodableDocument && messages.length === 1) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      found.warnings.push({ code: 'entry-undecodable', at, detail: detail.slice(0, 200) });
    }
  });
  return found;
};

function messagesOf(text: string): string[] {
  const whole = text.replace(/^(?:\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, '');
  if (!ENVELOPE.test(whole.slice(0, 1000).split(/\r?\n/, 1)[0]!)) return [whole];
  const messages: string[][] = [];
  let previous = '';
  for (const line of whole.split('\n')) {
    if (ENVELOPE.test(line) && (messages.length === 0 || previous.trim() === '')) messages.push([]);
    // A line of a text that would look like an envelope is written with a `>` before it.
    else messages.at(-1)!.push(line.replace(/^>(>*From )/, '$1'));
    previous = line;
  }
  return messages.map((lines) => lines.join('\n')).filter((message) => message.trim() !== '');
}
