import fc from 'fast-check';
import type { Concept, NewsRecord } from '#news/record.js';
import { asNewsItem } from '../as-news-item.js';
import { captionsIn } from '../captions-in.js';
import { readRights } from '../rights.js';
import { ninjsSchemaFaults } from '../schema-check.js';
import { termsOf } from '../terms-of.js';
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

/** What ninjs 2.2 cannot express besides: plans, and the codec of a video. */
function expressibleIn2(record: NewsRecord): NewsRecord {
  const copy = expressible(record.kind === 'planningItem' ? asNewsItem(record) : record);
  copy.renditions = copy.renditions?.map(({ videoCodec: _v, ...file }) => file);
  if (copy.renditions === undefined) delete copy.renditions;
  if (record.kind !== 'planningItem') return copy;
  // Notes on coverages are now the item's, so what they forbid is read from it.
  const rights = readRights({
    ...copy.rights,
    usageTerms: [
      ...termsOf(record, [
        record.edNote,
        ...captionsIn(copy.itemClass, copy.description, copy.renditions ?? []),
      ]),
    ],
    edNote: copy.edNote,
    captions: captionsIn(copy.itemClass, copy.description, copy.renditions ?? []),
  });
  if (rights) copy.rights = rights;
  return copy;
}

const encode = (records: readonly NewsRecord[], version?: string): string =>
  encodeNinjs(records, { ...context, version }).bytes.toString();

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

  it('gives every record back from version 2.2', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const { records } = decodeNinjs(encode([record], '2.2'), {});
        expect(records).toEqual([expressibleIn2(record)]);
        expect(lintNinjs(JSON.parse(encode([record], '2.2')), '')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  itWithSchemas('is valid by the 2.2 schema', (schemas) => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(ninjsSchemaFaults(JSON.parse(encode([record], '2.2')), '2.2', schemas, '')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
