import fc from 'fast-check';
import type { NewsRecord } from '#news/record.js';
import { type EncodeContext, OUTPUT_FORMATS, OUTPUT_VERSIONS, type OutputFormat } from './codec.js';
import { encodeDocument } from './encode.js';
import { arbitraryRecord } from './testing/arbitrary-record.js';
import { schemas } from './testing/schemas.js';
import { validateDocument } from './validate.js';

/** Messages of ten: two thousand records of each kind of document. */
const RUNS = 200;
const EACH = 10;

const written = OUTPUT_FORMATS.flatMap((format): [OutputFormat, string | undefined][] => {
  const versions: readonly (string | undefined)[] = OUTPUT_VERSIONS[format];
  return (versions.length === 0 ? [undefined] : versions).map((version) => [format, version]);
});

const expectNoFaults = (records: readonly NewsRecord[]): void => {
  for (const [format, version] of written) {
    const context: EncodeContext = { sentAt: '2026-03-10T12:00:00Z', sender: 'Korpu', version };
    const { bytes } = encodeDocument(format, records, context);
    const { faults } = validateDocument(bytes, { format, schemas });
    expect([format, version, faults]).toEqual([format, version, []]);
  }
};

describe('two thousand generated records', () => {
  it('have no fault in any format and version, by our own rules and by the schema where it is installed', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: EACH, maxLength: EACH }), (records) => {
        expectNoFaults(records);
      }),
      { numRuns: RUNS },
    );
  });

  it('have none though their texts hold control characters, halves of characters and what XML forbids', () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
    const controls = fc.string({
      unit: fc.nat(0x9f).map((code) => String.fromCodePoint(code)),
      maxLength: 6,
    });
    const halves = fc.constantFrom('\ud800', '\udc00', '\ud83d', '\ufffe', '\uffff');
    const text = fc.tuple(any, controls, halves).map(([a, b, c]) => `a${a}${b}${c}z`);
    const record = fc.tuple(arbitraryRecord, text).map(
      ([one, odd]): NewsRecord => ({
        ...one,
        ...{ headline: odd, description: odd, edNote: odd, slugline: odd, keywords: [odd], byline: odd },
        ...{ provider: { name: odd }, places: [{ name: odd }], authors: [{ name: odd }] },
      }),
    );
    fc.assert(
      fc.property(record, (one) => expectNoFaults([one])),
      { numRuns: RUNS },
    );
  });
});
