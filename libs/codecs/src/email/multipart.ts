import { isUtf8 } from 'node:buffer';
import { foldSpace } from '../html/plain-text.js';
import { bytesOf } from './mime-header.js';

type Warn = (code: string, detail: string) => void;

/** What is put before the parts for mail programs that know none. */
const PREAMBLE = /\bMIME\b|multi-?part/i;

/** A line that may part a body, with what the header of a part, or none, looks like behind it. */
const DELIMITER = /^--(\S[^\r\n]{0,69}?)[ \t]{0,9}\r?\n(?:content-[a-z-]+[ \t]*:|\r?\n)/im;

/**
 * The boundary that a body is parted by, where that which is said never comes: of the first line that looks like one and
 * comes again.
 */
export function boundaryIn(body: string): string | undefined {
  const found = DELIMITER.exec(body);
  if (!found) return undefined;
  const mark = `\n--${found[1]}`;
  return body.includes(mark, found.index + 1) ? found[1] : undefined;
}

/** Parts that are read of a message. */
export const MAX_PARTS = 1000;

interface Line {
  start: number;
  end: number;
  isLast: boolean;
}

/** The lines of a boundary (RFC 2046 section 5.1.1). A longer boundary that begins like this one is another's. */
function linesOf(body: string, boundary: string): Line[] {
  const mark = `--${boundary}`;
  const found: Line[] = [];
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n' && body[at - 1] !== '\r') continue;
    const lineEnd = /\r\n|\n|\r|$/g;
    lineEnd.lastIndex = at + mark.length;
    const line = lineEnd.exec(body)!;
    const rest = body.slice(at + mark.length, line.index).trim();
    if (rest === '' || rest === '--')
      found.push({ start: at, end: line.index + line[0].length, isLast: rest === '--' });
    // What has more parts than that is read no further.
    if (found.length > MAX_PARTS + 1) break;
  }
  return found;
}

/**
 * What stands between the boundary's lines; preamble and epilogue are no content, and told. Parts behind the last line are
 * read all the same, and a part whose own parts have the same boundary goes on to their last line.
 */
export function partsOf(body: string, boundary: string, warn: Warn): string[] {
  const lines = linesOf(body, boundary);
  const tell = (what: string, from: number, to: number): void => {
    const bytes = bytesOf(body.slice(from, to));
    const words = foldSpace(isUtf8(bytes) ? bytes.toString('utf8') : body.slice(from, to));
    if (words !== '') warn('text-left-out', `${what}: ${words}`);
  };
  const [first] = lines;
  if (!first) {
    const other = boundaryIn(body);
    warn('mime-recovered', `the boundary ${boundary} never comes${other ? `, ${other} does` : ''}`);
    return other === undefined ? [body] : partsOf(body, other, warn);
  }
  const before = body.slice(0, first.start);
  if (!PREAMBLE.test(before)) tell('before the parts', 0, first.start);
  const found: string[] = [];
  /** Where the part begins that is open. */
  let from = -1;
  let hasSame = false;
  let closedAt = -1;
  let isReopened = false;
  for (const { start, end, isLast } of lines) {
    if (from >= 0 && hasSame && !isLast) continue;
    if (from >= 0) found.push(withoutLineEnd(body, from, hasSame ? end : start));
    const closesOwn = isLast && !hasSame;
    if (closedAt >= 0 && !isLast) {
      tell('behind the parts', closedAt, start);
      isReopened = true;
    }
    closedAt = closesOwn ? end : -1;
    // Behind the last line of its own parts another of ours begins, with a line.
    from = isLast ? -1 : end;
    hasSame = from >= 0 && headerAt(body, from).includes(`boundary="${boundary}"`);
  }
  if (closedAt >= 0) tell('behind the parts', closedAt, body.length);
  if (isReopened) warn('mime-recovered', `the boundary ${boundary} goes on behind its end`);
  if (from >= 0) {
    found.push(body.slice(from));
    warn('mime-recovered', `the boundary ${boundary} never ends`);
  }
  return found;
}

/** The line's end before a boundary is the boundary's. A large part is not copied. */
function withoutLineEnd(body: string, from: number, to: number): string {
  let end = to;
  if (end > from && body[end - 1] === '\n') end--;
  if (end < to && end > from && body[end - 1] === '\r') end--;
  return body.slice(from, end);
}

/** As much of a part as has its header. */
const LONGEST_HEADER = 4000;

/** The header of a part, its parameters in quotation marks. */
function headerAt(body: string, from: number): string {
  const text = body.slice(from, from + LONGEST_HEADER);
  const end = text.search(/\r?\n\r?\n/);
  return text
    .slice(0, end < 0 ? undefined : end)
    .replace(/boundary\s*=\s*"?([^";\r\n]+)"?/gi, 'boundary="$1"');
}
