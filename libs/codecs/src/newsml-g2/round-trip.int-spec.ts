import fc from 'fast-check';
import type { NewsRecord, Rendition } from '#news/record.js';
import { readRights } from '../rights.js';
import { G2_SCHEMA, xsdFaults } from '../schema-check.js';
import { termsOf } from '../terms-of.js';
import { arbitraryRecord } from '../testing/arbitrary-record.js';
import { itWithSchemas } from '../testing/schemas.js';
import { decodeNewsmlG2 } from './decode.js';
import { encodeNewsmlG2 } from './encode.js';
import { lintNewsmlG2 } from './lint.js';

const context = { sentAt: '2026-03-10T09:00:00Z', sender: 'Korpu' };

/** What NewsML-G2 cannot express: the list of docs/formats.md. */
function expressible(record: NewsRecord): NewsRecord {
  const copy = { ...record, fingerprint: '' };
  if (record.kind !== 'newsItem') {
    // A file of a package or plan is an icon, which has fewer attributes than a remoteContent.
    const icons = record.renditions?.map(
      ({
        durationSeconds: _d,
        audioCodec: _a,
        hash: _h,
        description: _t,
        credit: _c,
        language: _l,
        ...icon
      }): Rendition => icon,
    );
    if (icons) copy.renditions = icons;
    // Its caption stays behind, so what a caption forbids becomes a term of use.
    const usageTerms = [...termsOf(record, [record.edNote])];
    const rights = readRights({ ...record.rights, usageTerms, edNote: record.edNote });
    if (rights) copy.rights = rights;
  }
  return copy;
}

const encode = (records: readonly NewsRecord[]): string => encodeNewsmlG2(records, context).bytes.toString();

describe('NewsML-G2', () => {
  it('gives every record back', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const { records } = decodeNewsmlG2(encode([record]), {});
        expect(records).toEqual([expressible(record)]);
      }),
      { numRuns: 300 },
    );
  });

  it('passes its own linter', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: 1, maxLength: 3 }), (records) => {
        expect(lintNewsmlG2(encode(records))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  itWithSchemas('is valid by the 2.35 XSD', (schemas) => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: 1, maxLength: 3 }), (records) => {
        expect(xsdFaults(Buffer.from(encode(records)), G2_SCHEMA, schemas)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
