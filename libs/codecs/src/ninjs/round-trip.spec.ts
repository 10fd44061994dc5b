import fc from 'fast-check';
import type { Concept, NewsRecord } from '#news/record.js';
import { ninjsSchemaFaults } from '../schema-check.js';
import { arbitraryRecord } from '../testing/arbitrary-record.js';
import { itWithSchemas } from '../testing/schemas.js';
import { decodeNinjs } from './decode.js';
import { encodeNinjs } from './encode.js';
import { lintNinjs } from './lint.js';

const context = { sentAt: '2026-03-10T09:00:00Z', sender: 'Korpu' };

const sure = ({ confidence: _, ...concept }: Concept): Concept => concept;

/** What ninjs cannot express: the list of docs/formats.md. */
function expressible(record: NewsRecord): NewsRecord {
  const { contentModified: _m, languageConfidence: _l, hops: _h, ...copy } = record;
  if (copy.genres) copy.genres = copy.genres.map(sure);
  if (copy.places) copy.places = copy.places.map(sure);
  if (copy.kind === 'planningItem' && copy.event) copy.event = sure(copy.event);
  if (copy.kind === 'packageItem') copy.itemClass = 'composite';
  if (copy.renditions) copy.renditions = copy.renditions.map(({ audioCodec: _a, hash: _s, ...file }) => file);
  return { ...copy, fingerprint: '' };
}

const encode = (records: readonly NewsRecord[]): string => encodeNinjs(records, context).bytes.toString();

describe('ninjs', () => {
  it('gives every record back', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const { records } = decodeNinjs(encode([record]), {});
        expect(records).toEqual([expressible(record)]);
      }),
      { numRuns: 300 },
    );
  });

  it('writes an object for one record and a list for several', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { maxLength: 3 }), (records) => {
        const document: unknown = JSON.parse(encode(records));
        expect(Array.isArray(document)).toBe(records.length !== 1);
        expect(decodeNinjs(encode(records), {}).records).toEqual(records.map(expressible));
      }),
      { numRuns: 50 },
    );
  });

  it('passes its own linter', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(lintNinjs(JSON.parse(encode([record])), '')).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  itWithSchemas('is valid by the 3.1 schema', (schemas) => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(ninjsSchemaFaults(JSON.parse(encode([record])), '3.1', schemas, '')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
