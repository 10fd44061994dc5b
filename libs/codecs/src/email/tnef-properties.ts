/** A property of MAPI as TNEF writes it ([MS-OXTNEF] section 2.1.3.4). */
export interface Property {
  type: number;
  /** Its first value. */
  data: Buffer;
}
export type Properties = ReadonlyMap<number, Property>;

/** The type of a text in UTF-16. */
export const UNICODE = 0x1f;
/** Bytes of a value by its type; those of others are counted before them. */
const SIZES: ReadonlyMap<number, number> = new Map([
  ...([0x02, 0x03, 0x04, 0x0a, 0x0b] as const).map((type) => [type, 4] as const),
  ...([0x05, 0x06, 0x07, 0x14, 0x40] as const).map((type) => [type, 8] as const),
  [0x48, 16],
]);
const MULTIPLE = 0x1000;
/** Ids from here on are followed by a name: a GUID, then a number or letters. */
const NAMED = 0x8000;
const GUID = 16;
const LETTERS = 1;

/** Type, id and the smallest value or count. */
const LEAST_OF_PROPERTY = 8;

/**
 * The properties of a list by their ids. Every step goes forward and every count is measured against the bytes that are
 * left, whatever a list says of itself.
 *
 * @throws RangeError where the list ends before what it says is in it
 */
export function propertiesIn(data: Buffer): Properties {
  const found = new Map<number, Property>();
  let at = 0;
  const take = (length: number): Buffer => {
    if (length > data.length - at) throw new RangeError('a property ends behind its list');
    const taken = data.subarray(at, at + length);
    // Padded to four bytes; at the end the padding may be missing. No operator of bits: a length may have all 32 of them.
    at = Math.min(data.length, at + Math.ceil(length / 4) * 4);
    return taken;
  };
  const number = (): number => take(4).readUInt32LE(0);
  const count = (least: number): number => {
    const said = number();
    if (said > (data.length - at) / least) throw new RangeError(`${said} of a list do not fit into it`);
    return said;
  };
  for (let left = count(LEAST_OF_PROPERTY); left > 0; left--) {
    const tag = number();
    const type = tag & 0xffff;
    const id = tag >>> 16;
    if (id >= NAMED) {
      take(GUID);
      const kind = number();
      const numberOrLength = number();
      if (kind === LETTERS) take(numberOrLength);
    }
    const size = SIZES.get(type & ~MULTIPLE);
    const isCounted = size === undefined || (type & MULTIPLE) !== 0;
    const values = isCounted ? count(4) : 1;
    for (let i = 0; i < values; i++) {
      const value = take(size ?? number());
      if (i === 0) found.set(id, { type, data: value });
    }
  }
  return found;
}
