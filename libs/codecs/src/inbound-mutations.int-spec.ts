import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type DecodeContext, type Decoded, FORMATS, type Format, UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';

const FOLDERS: Readonly<Partial<Record<Format, string>>> = { html: 'html-page' };
/** Expectations and contexts; ninjs documents are JSON themselves. */
const isDocument = (file: string, format: Format): boolean =>
  !/\.(?:records|context)\.json$/.test(file) && (format === 'ninjs' || !file.endsWith('.json'));

/** The documents of a format's golden pairs. */
function documentsOf(format: Format): [name: string, bytes: Buffer][] {
  const folder = new URL(`${FOLDERS[format] ?? format}/testdata/`, import.meta.url);
  const files = readdirSync(folder).filter((file) => isDocument(file, format));
  return files.map((file) => [file, readFileSync(new URL(file, folder))]);
}

const documents = FORMATS.flatMap((format) =>
  documentsOf(format).map(([name, bytes]) => ({ format, name: `${format}/${name}`, bytes })),
);

/** Decodes and checks what must hold of anything that was decoded. */
function readOrRefuse(bytes: Buffer, context: DecodeContext): void {
  let decoded: Decoded | undefined;
  try {
    decoded = decodeDocument(bytes, context);
  } catch (error) {
    expect(error).toBeInstanceOf(UndecodableDocument);
  }
  if (!decoded) return;
  const { records, places, warnings } = decoded;
  expect(places).toHaveLength(records.length);
  for (const record of records) {
    expect(record.guid).toBeTruthy();
    // Nothing absent is there, and nothing that XML could not carry.
    expect(JSON.stringify(record)).not.toMatch(/:null|:""|:\[\]|\\u000[0-8bcef]/);
  }
  for (const { code, at } of warnings) expect(`${code} ${at}`).toMatch(/^[a-z0-9-]+ \S/);
}

type Damage = (bytes: Buffer) => Buffer;

/** A place in a document of any length. */
const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const placeIn = (bytes: Buffer, at: number): number => Math.floor(at * bytes.length);

const flipped = fc.array(fc.tuple(part, fc.nat({ max: 7 })), { minLength: 1, maxLength: 12 }).map(
  (flips): Damage =>
    (bytes) => {
      const damaged = Buffer.from(bytes);
      for (const [at, bit] of flips) damaged[placeIn(bytes, at)]! ^= 1 << bit;
      return damaged;
    },
);
const cut = part.map(
  (end): Damage =>
    (bytes) =>
      bytes.subarray(0, placeIn(bytes, end) + 1),
);
const repeated = fc.tuple(part, part, part).map(
  ([from, to, at]): Damage =>
    (bytes) => {
      const [start, end] = [placeIn(bytes, Math.min(from, to)), placeIn(bytes, Math.max(from, to))];
      const into = placeIn(bytes, at);
      return Buffer.concat([bytes.subarray(0, into), bytes.subarray(start, end), bytes.subarray(into)]);
    },
);
const moved = fc.array(fc.tuple(part, fc.nat({ max: 200 })), { minLength: 1, maxLength: 6 }).map(
  (pieces): Damage =>
    (bytes) =>
      pieces.reduce<Buffer>((text, [from, length]) => {
        const at = placeIn(text, from);
        const piece = text.subarray(at, at + length);
        return Buffer.concat([text.subarray(0, at), text.subarray(at + length), piece]);
      }, bytes),
);
const spliced = fc.tuple(fc.constantFrom(...documents), part, part, part).map(
  ([other, at, from, to]): Damage =>
    (bytes) => {
      const into = placeIn(bytes, at);
      const piece = other.bytes.subarray(placeIn(other.bytes, from), placeIn(other.bytes, to));
      return Buffer.concat([bytes.subarray(0, into), piece, bytes.subarray(into)]);
    },
);
const damage = fc.oneof(flipped, cut, repeated, moved, spliced);

describe('a document that was damaged on the way', () => {
  it.each(documents)('is read or refused: $name', ({ format, bytes }) => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), fc.boolean(), (damages, isForced) => {
        const damaged = damages.reduce<Buffer>((text, one) => one(text), bytes);
        readOrRefuse(damaged, isForced ? { format } : {});
      }),
      { numRuns: 30 },
    );
  });

  it('is there for each format', () => {
    expect(new Set(documents.map(({ format }) => format))).toEqual(new Set(FORMATS));
  });
});
