import fc from 'fast-check';
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

/** One item twice is no fault of what is written here: generated records may share a guid. */
const REPEATED = new Set(['rss.guid-repeated', 'atom.entry-repeated', 'jsonfeed.id-repeated']);

describe('two thousand generated records', () => {
  it('have no fault in any format and version, by our own rules and by the schema where it is installed', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: EACH, maxLength: EACH }), (records) => {
        for (const [format, version] of written) {
          const context: EncodeContext = { sentAt: '2026-03-10T12:00:00Z', sender: 'Korpu', version };
          const { bytes } = encodeDocument(format, records, context);
          const faults = validateDocument(bytes, { format, schemas }).faults;
          const own = faults.filter(({ code }) => !REPEATED.has(code));
          expect([format, version, own]).toEqual([format, version, []]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
