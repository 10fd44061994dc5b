import type { NewsRecord } from '#news/record.js';
import type { EncodeContext, Encoded, Fault, OutputFormat } from './codec.js';
import { encodeDocument } from './encode.js';
import type { SchemaTexts } from './schema-check.js';
import { checkDocument } from './validate.js';

/** A document that was written and must not be sent. `message` names the first faults and where they are. */
export class InvalidOutput extends Error {
  constructor(
    format: OutputFormat,
    readonly faults: readonly Fault[],
  ) {
    const shown = faults.slice(0, 5).map(({ code, at, message }) => `${code} at ${at}: ${message}`);
    const more = faults.length > shown.length ? `; ${faults.length - shown.length} more` : '';
    super(`The ${format} that was written has faults: ${shown.join('; ')}${more}`);
    this.name = 'InvalidOutput';
  }
}

/**
 * `encodeDocument`, with a look at what it wrote: by our own rules always, and by the format's published schema where
 * that is among `schemas` (texts by file name, see `SCHEMA_FILES`).
 *
 * The encoder it gives throws RangeError as `encodeDocument` does, and InvalidOutput for a document with faults.
 */
export function checkedEncoder(
  schemas?: SchemaTexts,
): (format: OutputFormat, records: readonly NewsRecord[], context: EncodeContext) => Encoded {
  return (format, records, context) => {
    const encoded = encodeDocument(format, records, context);
    const { faults } = checkDocument(format, encoded.bytes, encoded.bytes.toString(), schemas);
    if (faults.length > 0) throw new InvalidOutput(format, faults);
    return encoded;
  };
}
