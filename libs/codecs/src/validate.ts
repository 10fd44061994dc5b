import { toText } from './charset/to-text.js';
import { type Fault, type Format, UndecodableDocument } from './codec.js';
import { detectFormat, documentStart } from './detect-format.js';
import { lintFeed } from './feed-lint.js';
import { lintNewsmlG2 } from './newsml-g2/lint.js';
import { lintNinjs } from './ninjs/lint.js';
import { ninjsVersion } from './ninjs/version.js';
import { hasNinjsSchema, hasXsd, ninjsSchemaFaults, type SchemaTexts, xsdFaults } from './schema-check.js';

export interface ValidationReport {
  format: Format;
  valid: boolean;
  /** Whether a published schema of the format was there to check against; our own rules are always checked. */
  schema: 'checked' | 'not installed';
  faults: Fault[];
}

export interface ValidateOptions {
  /** Takes the document for this format instead of recognising it. */
  format?: Format;
  /** The HTTP Content-Type header it came with. */
  contentType?: string;
  /** Texts of published schemas by file name: see `SCHEMA_FILES`. Keep one object, for they are compiled once for it. */
  schemas?: SchemaTexts;
}

/**
 * Checks a document against the published schema of its format, where the caller has it, and against our own rules.
 *
 * @throws UndecodableDocument `decode.empty` or `decode.unknown-format` where there is nothing to check
 */
export function validateDocument(bytes: Buffer, options: ValidateOptions = {}): ValidationReport {
  const { text } = toText(bytes, { contentType: options.contentType });
  if (text.trim() === '') throw new UndecodableDocument('decode.empty', 'The document is empty');
  const format = options.format ?? detectFormat(text.slice(documentStart(text)));
  if (format === undefined) {
    throw new UndecodableDocument('decode.unknown-format', 'The document is in none of the formats known');
  }
  const { schema, faults } = check(format, bytes, text, options.schemas);
  return { format, valid: faults.length === 0, schema, faults };
}

function check(
  format: Format,
  bytes: Buffer,
  text: string,
  schemas: SchemaTexts | undefined,
): Pick<ValidationReport, 'schema' | 'faults'> {
  try {
    if (format === 'newsml-g2') {
      const installed = hasXsd(schemas);
      return {
        schema: installed ? 'checked' : 'not installed',
        faults: [...(installed ? xsdFaults(bytes, schemas) : []), ...lintNewsmlG2(text)],
      };
    }
    if (format === 'ninjs') return checkNinjs(text, schemas);
    return { schema: 'not installed', faults: lintFeed(format, text) };
  } catch (error) {
    // A document that cannot be read at all has that fault and no other.
    if (!(error instanceof UndecodableDocument)) throw error;
    return { schema: 'not installed', faults: [{ code: error.code, at: '/', message: error.message }] };
  }
}

function checkNinjs(
  text: string,
  schemas: SchemaTexts | undefined,
): Pick<ValidationReport, 'schema' | 'faults'> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    return { schema: 'not installed', faults: [{ code: 'json.malformed', at: '/', message }] };
  }
  const objects = Array.isArray(document) ? document : [document];
  let installed = true;
  const faults = objects.flatMap((object, i) => {
    const at = Array.isArray(document) ? `/${i}` : '';
    const version = ninjsVersion(object);
    const known = hasNinjsSchema(version, schemas);
    if (!known) installed = false;
    return [...(known ? ninjsSchemaFaults(object, version, schemas, at) : []), ...lintNinjs(object, at)];
  });
  return { schema: installed ? 'checked' : 'not installed', faults };
}
