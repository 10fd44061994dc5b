export interface UuencodedFile {
  name: string;
  /** One character a byte. */
  content: string;
}

export interface Uuencoded {
  text: string;
  files: UuencodedFile[];
  leftOut: number;
}

const BEGIN = /^begin [0-7]{3,4} (\S.*)$/gm;
const LINE = /([^\r\n]*)(?:\r\n|\n|\r)/y;
const END = /^end[ \t]*$/gm;
const FIRST = 0x20;
const LAST = 0x60;

/**
 * The files in a text that were written there in letters (uuencode, POSIX.1), and the text without them. What only looks
 * like the beginning of one stays text.
 *
 * @param most files that are kept; more are taken out of the text and counted
 */
export function uuencodedIn(body: string, most: number): Uuencoded {
  const files: UuencodedFile[] = [];
  let leftOut = 0;
  let text = '';
  let from = 0;
  let end = 0;
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(body); begin && end >= 0; begin = BEGIN.exec(body)) {
    const lines = begin.index + begin[0].length;
    if (end < lines) end = endBehind(body, lines);
    // The line that begins a file is too long for its first sign to be one of a file: only the last before an end has one.
    const next = BEGIN.exec(body)?.index ?? body.length;
    BEGIN.lastIndex = next;
    const content = end < 0 || next < end ? undefined : contentOf(body, lines, end);
    if (content === undefined) continue;
    if (files.length < most) files.push({ name: begin[1]!.trim(), content });
    else leftOut++;
    text += body.slice(from, begin.index);
    from = lineBehind(body, end);
    BEGIN.lastIndex = from;
  }
  return { text: from === 0 ? body : text + body.slice(from), files, leftOut };
}

/** Where the next line begins that ends a file; -1 where none does. */
function endBehind(body: string, at: number): number {
  END.lastIndex = at;
  return END.exec(body)?.index ?? -1;
}

function lineBehind(body: string, at: number): number {
  LINE.lastIndex = at;
  return LINE.test(body) ? LINE.lastIndex : body.length;
}

/** A line is longer than its bytes; where its blanks were lost on the way it may be shorter, which few are. */
const MOST_GROWTH = 2;

/** The bytes of the lines between two places, one character a byte; undefined where a line is none of uuencode. */
function contentOf(body: string, from: number, end: number): string | undefined {
  const bytes = Buffer.allocUnsafe((end - from) * MOST_GROWTH);
  let length = 0;
  for (let at = lineBehind(body, from); at < end; at = LINE.lastIndex) {
    LINE.lastIndex = at;
    const line = LINE.exec(body)![1]!.trimEnd();
    if (line === '' || line === '`') continue;
    const read = readLine(line, bytes, length);
    if (read === undefined) return undefined;
    length += read;
  }
  return bytes.toString('latin1', 0, length);
}

/** Puts the bytes of a line behind those before it, and gives their number. */
function readLine(line: string, bytes: Buffer, at: number): number | undefined {
  const length = (line.charCodeAt(0) - FIRST) & 63;
  const signs = Math.ceil(length / 3) * 4;
  // A sign or two more are a checksum; blanks at the end are lost on the way.
  if (line.length - 1 > signs + 2) return undefined;
  for (let i = 0; i < signs; i += 4) {
    let group = 0;
    for (let k = 1; k <= 4; k++) {
      const code = i + k < line.length ? line.charCodeAt(i + k) : FIRST;
      if (code < FIRST || code > LAST) return undefined;
      group = group * 64 + ((code - FIRST) & 63);
    }
    const to = at + (i / 4) * 3;
    if (to + 3 > bytes.length) return undefined;
    bytes.writeUIntBE(group, to, 3);
  }
  return length;
}
