/**
 * Many values as one: PostgreSQL reads a list of long texts byte by byte, and a list of bytea as hexadecimal; one buffer
 * travels as it is, and `substring(bytes FROM start FOR length)` takes it apart.
 */
export interface Packed {
  bytes: Buffer;
  /** Where each value starts; SQL counts from 1. */
  starts: number[];
  lengths: number[];
}

export function packed(values: readonly Buffer[]): Packed {
  const lengths = values.map((value) => value.length);
  let next = 1;
  const starts = lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
  return { bytes: Buffer.concat(values, next - 1), starts, lengths };
}
