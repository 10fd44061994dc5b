import type { Decoded } from '#codecs/codec.js';
import { warningsOfRecords } from '#codecs/warnings-of-records.js';

/** What `korpu decode` prints of one document: a line of JSON for each record, one line for a document without any. */
export function decodedLines(file: string, decoded: Decoded): string {
  const { format, charset, records, members, warnings } = decoded;
  if (records.length === 0) return `${JSON.stringify({ file, format, charset, records: 0, warnings })}\n`;
  let lines = '';
  for (const [i, about] of warningsOfRecords(decoded).entries()) {
    const { name: member, ...read } = members?.[i] ?? { format, charset };
    const line = { file, ...(member && { member }), ...read, record: records[i], warnings: about };
    lines += `${JSON.stringify(line)}\n`;
  }
  return lines;
}
