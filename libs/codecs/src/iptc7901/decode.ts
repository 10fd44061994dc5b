import type { NewsItem, Rights } from '#news/record.js';
import { type Decode, type DecodeContext, UndecodableDocument } from '../codec.js';
import { dateInMarkup } from '../dates/date-in-markup.js';
import { readDate } from '../dates/read-date.js';
import { embargoIn } from '../embargo-line.js';
import { splitSignal } from '../feed/headline-signal.js';
import { mintGuid, sourceIdOf } from '../guid.js';
import { foldSpace } from '../html/plain-text.js';
import { ItemValues, MAX_DETAIL } from '../item-values.js';
import { countOf, endOfLines, MAX_ITEMS, MAX_TEXT, refuseTooMany } from '../limits.js';
import { linesOf, present } from '../present.js';
import { readRights } from '../rights.js';
import { trimEndOf } from '../trim-end-of.js';
import { isHeaderLine, keywordsIn, readHeader, type WireHeader } from './read-header.js';
import { readMark } from './read-mark.js';
import { readText, type WireText } from './read-text.js';

const SOH = '\u0001';
const STX = '\u0002';
const ETX = '\u0003';

/**
 * Reads IPTC 7901 (iptc.org/std/IPTC7901, the recommended message format), one message or several after each other.
 * Where the control characters were lost, the header is the first line, and the text is what stands between it and the
 * line with the date. What has neither a header line nor a date nor a headline is no message, and costs no other.
 *
 * @throws UndecodableDocument `decode.malformed` where there is no message, `decode.too-large` for too many
 */
export const decodeIptc7901: Decode = (text, context) => {
  const found: ReturnType<Decode> = { records: [], places: [], warnings: [] };
  const sourceId = sourceIdOf(context);
  let number = 0;
  let refused = 0;
  const before = wordsOf(beforeMarks(text));
  if (before !== '')
    found.warnings.push({ code: 'text-left-out', at: 'document', detail: before.slice(0, MAX_DETAIL) });
  for (const message of messagesIn(text)) {
    const values = new ItemValues(context, `message[${++number}]`);
    if (message.isLong) values.warn('text-cut', '', `after ${MOST_LINES} lines or ${MAX_TEXT} characters`);
    try {
      const record = recordOf(message, values, sourceId);
      if (record) {
        found.records.push(record);
        found.places.push(values.at);
      }
    } catch (error) {
      if (error instanceof NoMessage) refused++;
      values.warn('entry-undecodable', '', error instanceof Error ? error.message : String(error));
    }
    found.warnings.push(...values.warnings);
  }
  if (refused === number) {
    const why = number === 0 ? '' : `: ${NO_MESSAGE}`;
    throw new UndecodableDocument(
      'decode.malformed',
      `There is no message of IPTC 7901 in the document${why}`,
    );
  }
  return found;
};

const NO_MESSAGE = 'it has neither a header line nor a date nor a headline';

class NoMessage extends Error {
  override readonly name = 'NoMessage';
}

interface WireMessage {
  header: string;
  text: string;
  /** What stands behind ETX. */
  end: string;
  /** Whether the text had no end. */
  cutOff: boolean;
  /** Whether more was sent than is read. */
  isLong: boolean;
}

/** A day's longest list of results has some thousands. */
const MOST_LINES = 100_000;

/** What stands before the first SOH and is no message that lost its own. */
function beforeMarks(text: string): string {
  const before = text.slice(0, Math.max(0, text.indexOf(SOH)));
  return before.includes(STX) ? '' : before;
}

/** Without what wakes or ends a line, and the number of the message that follows. */
const wordsOf = (text: string): string =>
  foldSpace(text.replace(/\p{Cc}/gu, ' ').replace(/\bZCZC(?: +[\w-]{1,10})? *$|\b(?:ZCZC|NNNN)\b/gi, ''));

/** Each message with its parts; without SOH the document is one message, unless `ZCZC` begins several. */
function* messagesIn(text: string): Generator<WireMessage> {
  const isMarked = text.includes(SOH);
  if (isMarked) refuseTooMany(countOf(text, SOH, MAX_ITEMS), MAX_ITEMS, 'messages');
  const parts = isMarked
    ? text
        .slice(beforeMarks(text).length)
        .split(SOH)
        .filter((part, i) => i > 0 || part !== '')
    : text.split(/^(?=ZCZC\b)/im, MAX_ITEMS + 1);
  refuseTooMany(parts.length, MAX_ITEMS, 'messages');
  for (const part of parts) {
    const message = part.slice(0, Math.min(endOfLines(part, MOST_LINES), MAX_TEXT));
    if (foldSpace(message) !== '') yield { ...partsOf(message), isLong: message.length < part.length };
  }
}

const END_LINE =
  /(?:^|\s)(\d{2})(\d{2})[.:]?(\d{2})[ \t]*([A-Z]{3,5}|[+-]\d{2}:?\d{2})?[ \t,]+(\p{L}{3,10})\.?[ \t.,]*(\d{4}|\d{2})?(?![\d\p{L}])/u;

/** The header where STX is lost: the first line, and where that is `ZCZC` without one the next. */
function headerWithoutMarks(body: string): string {
  const first = /^\s*[^\n]*/.exec(body)![0];
  const called = /^\s*ZCZC\b/i.exec(first);
  if (!called || isHeaderLine(first.slice(called[0].length))) return first;
  return /^\s*[^\n]*\n\s*[^\n]*/.exec(body)?.[0] ?? first;
}

function partsOf(message: string): Omit<WireMessage, 'isLong'> {
  const body = message.replace(/\n?NNNN\s*$/i, '\n');
  const start = body.indexOf(STX);
  const marked = start >= 0;
  const header = marked ? body.slice(0, start) : headerWithoutMarks(body);
  const rest = body.slice(header.length + (marked ? 1 : 0));
  const stop = rest.lastIndexOf(ETX);
  if (stop >= 0) return { header, text: rest.slice(0, stop), end: rest.slice(stop + 1), cutOff: false };
  // The line with the date is the last that has words in it.
  const tail = trimEndOf(rest, ' \t\r\n\x04\0');
  const lastLine = tail.slice(Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('\r')) + 1);
  const dated = END_LINE.test(lastLine);
  return {
    header,
    text: dated ? tail.slice(0, tail.length - lastLine.length) : rest,
    end: dated ? lastLine : '',
    cutOff: marked && !dated,
  };
}

function recordOf(message: WireMessage, values: ItemValues, sourceId: string): NewsItem | undefined {
  const { context } = values;
  const header = readHeader(message.header, values);
  const text = readText(message.text);
  if (message.cutOff) values.warn('entry-cut-off', '', 'the text has no end');
  const others = headerLines(header, text);
  const { headline, signals, pubStatus } = splitSignal(text.headline, context);
  if (headline === undefined && text.body === '') {
    values.warn('entry-empty', '', foldSpace(message.header));
    return undefined;
  }
  const line = dateLine(message.end, values);
  if (header.isUnread && line === undefined && headline === undefined) throw new NoMessage(NO_MESSAGE);
  const sent = values.date(line, 'end');
  const notes = linesOf([...others, ...text.notes]);
  const slugline = header.slugline ?? text.slugline;
  return {
    kind: 'newsItem',
    guid: guidOf(header, line, message, sourceId),
    version: 1,
    itemClass: 'text',
    provider: providerOf(header, text, context),
    pubStatus: text.pubStatus ?? pubStatus ?? 'usable',
    fingerprint: '',
    ...present({
      versionCreated: sent,
      firstCreated: sent,
      embargoed: embargoIn(
        [...header.lines, [...text.notes, text.headline ?? ''].join('\n')],
        values,
        'text',
        sent,
      ),
      signals: [...new Set([...text.signals, ...signals])],
      urgency: header.urgency,
      headline,
      subheadline: text.subheadline,
      slugline,
      byline: text.byline,
      dateline: text.dateline,
      body: text.body,
      subjects: header.category === undefined ? [] : [{ name: header.category }],
      keywords: [...new Set([...header.keywords, ...keywordsIn(slugline ?? '')])],
      links: text.links,
      edNote: notes,
      rights: rightsOf(notes),
    }),
  };
}

const rightsOf = (edNote: string | undefined): Rights | undefined =>
  edNote === undefined ? undefined : readRights({ edNote });

/** The header's further lines: the keyword line, and what kind of message it is. What else they say is for editors. */
function headerLines(header: WireHeader, text: WireText): string[] {
  const notes: string[] = [];
  for (const line of header.lines) {
    if (readMark(line, text)) continue;
    if (header.slugline === undefined) header.slugline = trimEndOf(line, '/');
    else notes.push(line);
  }
  return notes;
}

/** `212322 GMT Nov 18`: day, hour and minute, zone, month, year, as a date. What else stands behind the text is told. */
function dateLine(end: string, values: ItemValues): string | undefined {
  // EOT and fillers stand in this line.
  const line = wordsOf(end);
  if (line === '') {
    values.warn('date-missing', 'end', 'no line with a date');
    return undefined;
  }
  const found = END_LINE.exec(line);
  if (!found) return line;
  const rest = foldSpace(`${line.slice(0, found.index)} ${line.slice(found.index + found[0].length)}`);
  if (/[\p{L}\p{N}]/u.test(rest)) values.warn('text-left-out', 'end', rest);
  const [, day, hour, minute, zone = '', month, year] = found;
  const written =
    year === undefined
      ? found[0]
      : `${day} ${month} ${year.length === 2 ? `20${year}` : year} ${hour}:${minute} ${zone}`;
  return written.trim();
}

/** Who the header or the dateline names, else who the feed is of; the source's letters are its id. */
function providerOf(header: WireHeader, text: WireText, context: DecodeContext): NewsItem['provider'] {
  const name = context.providerName ?? header.agency ?? text.agency;
  return present({ id: header.source, name });
}

/**
 * Numbers begin anew each day, so the day belongs to what names a message; without either its text does. The day is as it
 * is written: the zone of a feed, which may change or be told wrong, makes no other message of it.
 */
function guidOf(
  header: WireHeader,
  line: string | undefined,
  message: WireMessage,
  sourceId: string,
): NewsItem['guid'] {
  const day = line === undefined ? undefined : readDate(dateInMarkup(line)).instant;
  const own = header.number !== undefined && day !== undefined;
  return mintGuid(
    sourceId,
    own ? `${header.source ?? ''}${header.number} ${day}` : message.header + message.text,
  );
}
