import type { Fault } from '../codec.js';

/** The longest line of a message, CRLF not counted (RFC 5322 section 2.1.1). */
const LONGEST_LINE = 998;
/** Fields that stand at most once (RFC 5322 section 3.6). */
const ONCE = [
  'from',
  'date',
  'subject',
  'message-id',
  'references',
  'to',
  'cc',
  'mime-version',
  'content-type',
];

/** What a message must have (RFC 5322), each message of an mbox for itself: fields, their number, ASCII, line lengths. */
export function lintEmail(source: string): Fault[] {
  const lines = source.split(/\r\n|\n|\r/);
  const faults: Fault[] = [];
  const starts = lines.flatMap((line, i) => (/^From \S+ .*\d{4}$/.test(line) ? [i] : []));
  const isMbox = starts[0] === 0;
  const parts = isMbox
    ? starts.map((from, i) => [from + 1, starts[i + 1] ?? lines.length] as const)
    : [[0, lines.length] as const];
  parts.forEach(([from, to], i) => {
    const at = parts.length > 1 ? `/message[${i + 1}]` : '/message';
    faults.push(...lintMessage(lines.slice(from, to), from, at));
  });
  return faults;
}

function lintMessage(lines: readonly string[], before: number, at: string): Fault[] {
  const faults: Fault[] = [];
  const report = (code: string, place: string, index: number, message: string): void => {
    faults.push({ code, at: place, line: before + index + 1, message });
  };
  const blank = lines.indexOf('');
  const header = lines.slice(0, blank < 0 ? lines.length : blank);
  const fields = new Map<string, number[]>();
  header.forEach((line, i) => {
    const name = /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase();
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), i]);
    else if (!/^[ \t]/.test(line) || i === 0)
      report('email.header', at, i, `"${line.slice(0, 40)}" is no field`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII must be in encoded words (RFC 2047)
    if (/[^\x09\x20-\x7e]/.test(line)) report('email.header', at, i, 'holds bytes that are not ASCII');
  });
  for (const name of ['from', 'date']) {
    if (!fields.has(name)) report('email.incomplete', at, 0, `${name} is missing`);
  }
  for (const name of ONCE) {
    const [, second] = fields.get(name) ?? [];
    if (second !== undefined)
      report('email.field-repeated', `${at}/${name}`, second, `${name} may stand only once`);
  }
  lines.forEach((line, i) => {
    if (line.length > LONGEST_LINE) report('email.line-too-long', at, i, `${line.length} characters`);
  });
  return faults;
}
