/** A longer text that is no JSON costs more to repair than it may. */
const MOST = 2_000_000;
/** What stands between strings in what is nearly JSON: a comma before an end, and numbers that JSON has no word for. */
const SIGNS = /"|,(?=\s*[}\]])|-?\b(?:NaN|Infinity)\b/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 has them escaped in strings
const RAW = /[\0-\x1f]/g;

/**
 * What is nearly JSON as JSON, as other readers take it: line breaks and tabs in strings escaped, commas behind a last
 * value left out, `NaN` and `Infinity` as null. Undefined where there is nothing to repair, or too much.
 */
export function repairedJson(text: string): string | undefined {
  if (text.length > MOST) return undefined;
  let out = '';
  let done = 0;
  SIGNS.lastIndex = 0;
  for (let found = SIGNS.exec(text); found; found = SIGNS.exec(text)) {
    const [sign] = found;
    const end = sign === '"' ? endOfString(text, found.index) : found.index + sign.length;
    out += text.slice(done, found.index);
    if (sign === '"') out += text.slice(found.index, end).replace(RAW, escaped);
    else if (sign !== ',') out += 'null';
    done = end;
    SIGNS.lastIndex = end;
  }
  out += text.slice(done);
  return out === text ? undefined : out;
}

const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i++;
    else if (c === 0x22) return i + 1;
  }
  return text.length;
}
