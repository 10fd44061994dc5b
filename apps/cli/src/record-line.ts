import type { NewsRecord } from '#news/record.js';

/** What one line that `decode` printed holds: a record, nothing, an error, or something else altogether. */
export interface RecordLine {
  record?: NewsRecord;
  /** What `decode` could not decode. */
  error?: string;
  /** Why the line is none of `decode`'s: the part of a sentence that follows its number. */
  problem?: string;
}

const KINDS = ['newsItem', 'packageItem', 'planningItem'];

/** Takes a line as `decode` prints it, or a record alone. */
export function recordIn(line: string): RecordLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: 'is not JSON' };
  }
  if (!isObject(value)) return { problem: 'is not an object' };
  if (isObject(value['error'])) return { error: `${value['file']}: ${value['error']['message']}` };
  if (value['records'] === 0) return {};
  const record = 'kind' in value ? value : value['record'];
  if (!isObject(record)) return { problem: 'holds no record' };
  const problem = problemOf(record);
  return problem ? { problem } : { record: record as unknown as NewsRecord };
}

/** The fields without which there is no record; whatever else is wrong, the encoder says. */
function problemOf(record: Record<string, unknown>): string | undefined {
  if (!KINDS.includes(String(record['kind'])))
    return `holds a record whose kind is none of ${KINDS.join(', ')}`;
  for (const field of ['guid', 'itemClass', 'pubStatus'])
    if (typeof record[field] !== 'string') return `holds a record without ${field}`;
  if (!Number.isInteger(record['version']) || Number(record['version']) < 1)
    return 'holds a record whose version is not 1 or more';
  return isObject(record['provider']) ? undefined : 'holds a record without provider';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
