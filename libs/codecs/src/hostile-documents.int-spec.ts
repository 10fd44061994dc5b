import { type DecodeContext, UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { MAX_ADDRESSES } from './limits.js';
import { HARMFUL_DOCUMENTS } from './testing/hostile-documents.js';

/** Lines of /etc/passwd, and what an entity that was resolved would leave. */
const FROM_OUTSIDE = /root:|nologin|daemon:/;

describe('a document made to harm its reader', () => {
  // One after another in each test: what would take long makes the test run out of its time.
  // What is large, deep or many is read in decode-limits.int-spec.ts, where it is measured too.
  const documents = Object.values(HARMFUL_DOCUMENTS).flat();
  it.each(documents.map((one) => [one.name, one] as const))('%s is read or refused', (_name, one) => {
    const context: DecodeContext = one.format === undefined ? {} : { format: one.format };
    const bytes = one.make();
    let written = '';
    try {
      const { records, places, warnings } = decodeDocument(bytes, context);
      expect(places).toHaveLength(records.length);
      expect(records.length).toBeLessThanOrEqual(MAX_ADDRESSES);
      expect(warnings.length).toBeLessThanOrEqual(5001);
      written = JSON.stringify(records.slice(0, 10));
    } catch (error) {
      expect(error).toBeInstanceOf(UndecodableDocument);
      written = (error as Error).message;
    }
    expect(FROM_OUTSIDE.test(written)).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
