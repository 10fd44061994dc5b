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

const BEGIN = /^begin [0-7]{3,4} (\S.*)$/;
const FIRST = 0x20;
const LAST = 0x60;

/**
 * The files in a text that were written there in letters (uuencode, POSIX.1), and the text without them. What only looks
 * like the beginning of one stays text.
 *
 * @param most files that are kept; more are taken out of the text and counted
 */
export function uuencodedIn(body: string, most: number): Uuencoded {
  if (!/^begin [0-7]{3,4} \S/m.test(body)) return { text: body, files: [], leftOut: 0 };
  const files: UuencodedFile[] = [];
  let leftOut = 0;
  const kept: string[] = [];
  const lines = body.split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length; i++) {
    const name = BEGIN.exec(lines[i]!)?.[1];
    const found = name === undefined ? undefined : fileFrom(lines, i + 1);
    if (found) {
      if (files.length < most) files.push({ name: name!.trim(), content: found.content });
      else leftOut++;
      i = found.end;
    } else kept.push(lines[i]!);
  }
  return { text: files.length + leftOut > 0 ? kept.join('\n') : body, files, leftOut };
}

/** The bytes of the lines up to `end`, and where that stands; undefined where a line is none of uuencode. */
function fileFrom(lines: readonly string[], from: number): { content: string; end: number } | undefined {
  const pieces: Buffer[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]!.trimEnd();
    if (line === 'end') return { content: Buffer.concat(pieces).toString('latin1'), end: i };
    if (line === '' || line === '`') continue;
    const bytes = bytesOfLine(line);
    if (!bytes) return undefined;
    pieces.push(bytes);
  }
  return undefined;
}

function bytesOfLine(line: string): Buffer | undefined {
  const length = (line.charCodeAt(0) - FIRST) & 63;
  const signs = Math.ceil(length / 3) * 4;
  // A sign or two more are a checksum; blanks at the end are lost on the way.
  if (line.length - 1 > signs + 2) return undefined;
  const bytes = Buffer.alloc((signs / 4) * 3);
  for (let i = 0; i < signs; i += 4) {
    let group = 0;
    for (let k = 1; k <= 4; k++) {
      const code = i + k < line.length ? line.charCodeAt(i + k) : FIRST;
      if (code < FIRST || code > LAST) return undefined;
      group = group * 64 + ((code - FIRST) & 63);
    }
    bytes.writeUIntBE(group, (i / 4) * 3, 3);
  }
  return bytes.subarray(0, length);
}
